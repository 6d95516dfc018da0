//! Https: who vouches for a cluster.

use super::address::Address;
use crate::Result;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

type Config = ConfigBuilder<AgentScope>;

/// The configuration for the nodes of an address.
///
/// # Errors
/// The certificates cannot be read, or this program cannot do https.
#[cfg(feature = "tls")]
pub(super) fn configured(config: Config, address: &Address) -> Result<Config> {
    use crate::Error;
    use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
    let Some(path) = &address.ca else { return Ok(config) };
    let pem = std::fs::read(path).map_err(|e| Error::system(path, &e))?;
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    let certificates: Vec<Certificate<'static>> = parse_pem(&pem).filter_map(certificate).collect();
    if certificates.is_empty() {
        return Err(Error::file(path, "has no certificate in PEM form"));
    }
    Ok(config.tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&certificates)).build()))
}

/// The same without encryption.
#[cfg(not(feature = "tls"))]
pub(super) fn configured(config: Config, address: &Address) -> Result<Config> {
    match address.hosts.iter().any(|host| host.starts_with("https:")) {
        false => Ok(config),
        true => Err(crate::Error::Usage(
            "this duizhao was built without encryption\n  build it with: cargo build --release --features tls".into(),
        )),
    }
}
