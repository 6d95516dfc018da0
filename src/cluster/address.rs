//! Where an index on a cluster is: `https://host:9200,other:9200/NAME`, with options behind a question mark.

use crate::{Error, Result};
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Bytes of a name: what is put behind it has to fit into the cluster's limit of 255 too.
const MAX_NAME: usize = 200;

/// The most shards that an address may ask for.
const MAX_SHARDS: u32 = 256;

/// The address of an index on a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `http://host:port` of each node that may be asked, without a slash behind it.
    pub hosts: Vec<String>,
    /// The name of the index.
    pub name: String,
    /// Certificates (PEM) of who vouches for the cluster, in place of those that everybody trusts.
    pub ca: Option<PathBuf>,
    /// Parts of a new index; as many as there are nodes with data where nothing is said.
    pub shards: Option<u32>,
    /// Copies of each part of a new index; one where there are several nodes and nothing is said.
    pub replicas: Option<u32>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.hosts.join(","), self.name)
    }
}

/// Whether the name of an index is the address of one on a cluster rather than a folder.
pub fn is_address(index: &Path) -> bool {
    index.to_str().is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Error::Usage`] says what is wrong and how it is written.
    pub fn parse(text: &str) -> Result<Address> {
        // What stands there may be a password, so it is not repeated.
        let wrong = |what: &str| {
            Error::Usage(format!(
                "the address of a cluster {what}\n  it is written http://HOST:9200/NAME, several hosts with commas"
            ))
        };
        let (scheme, rest) = text.split_once("://").ok_or_else(|| wrong("has no http:// or https://"))?;
        let (rest, options) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, name) = rest.split_once('/').ok_or_else(|| wrong("names no index"))?;
        if hosts.contains('@') {
            let way = "DUIZHAO_CLUSTER_USER and DUIZHAO_CLUSTER_PASSWORD, or DUIZHAO_CLUSTER_CREDENTIALS with a file";
            return Err(Error::Usage(format!(
                "a password in an address would be seen by others on this machine and in logs\n  put it into {way}"
            )));
        }
        let name = name.trim_end_matches('/');
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !begins || !name.chars().all(plain) || name.len() > MAX_NAME {
            return Err(wrong(
                "has to end in the name of an index: small letters, digits, - _ . and at most 200 of them",
            ));
        }
        let mut address = Address { hosts: Vec::new(), name: name.to_string(), ca: None, shards: None, replicas: None };
        let mut insecure = false;
        for option in options.split('&').filter(|option| !option.is_empty()) {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            let number = || value.parse::<u32>().map_err(|_| wrong(&format!("has no number behind '{key}='")));
            match key {
                "insecure" => insecure = true,
                "ca" => {
                    let path = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
                    address.ca = Some(PathBuf::from(path.as_ref()));
                }
                "shards" => address.shards = Some(number()?.clamp(1, MAX_SHARDS)),
                "replicas" => address.replicas = Some(number()?),
                _ => {
                    return Err(wrong(&format!("has the option '{key}'; there are insecure, ca, shards and replicas")));
                }
            }
        }
        for host in hosts.split(',').map(str::trim) {
            // A host may repeat the scheme.
            let host = host.strip_prefix("http://").or(host.strip_prefix("https://")).unwrap_or(host);
            if host.is_empty() || host.chars().any(|c| c.is_whitespace() || c.is_control()) {
                return Err(wrong("names no host"));
            }
            if scheme == "http" && !insecure && !is_loopback(host) {
                return Err(Error::Usage(format!(
                    "everybody on the way to '{host}' could read what is sent over plain http\n  use https://, or add ?insecure to the address where that is meant"
                )));
            }
            let port = if has_port(host) { "" } else { ":9200" };
            address.hosts.push(format!("{scheme}://{host}{port}"));
        }
        Ok(address)
    }
}

fn has_port(host: &str) -> bool {
    host.rsplit(']').next().is_some_and(|behind| behind.contains(':'))
}

fn is_loopback(host: &str) -> bool {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    };
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let read = Address::parse("http://127.0.0.1:9301,localhost/laws?shards=3&replicas=0").unwrap();
        assert_eq!(read.hosts, ["http://127.0.0.1:9301", "http://localhost:9200"]);
        assert_eq!((read.name.as_str(), read.shards, read.replicas), ("laws", Some(3), Some(0)));
        assert_eq!(read.to_string(), "http://127.0.0.1:9301,http://localhost:9200/laws");
        assert_eq!(Address::parse("http://[::1]/laws/").unwrap().hosts, ["http://[::1]:9200"]);
        assert_eq!(Address::parse("http://search.example/laws?insecure").unwrap().hosts.len(), 1);
        assert!(is_address(Path::new("https://a/b")) && !is_address(Path::new("index")));
    }

    #[test]
    fn what_is_wrong_is_said_and_no_password_repeated() {
        for (text, said) in [
            ("http://127.0.0.1", "names no index"),
            ("http://127.0.0.1/", "has to end in the name"),
            ("http://127.0.0.1/Laws", "has to end in the name"),
            ("http://127.0.0.1/a/_search", "has to end in the name"),
            ("http://search.example/laws", "plain http"),
            ("http://127.0.0.1.example/laws", "plain http"),
            ("https://me:secret@search.example/laws", "put it into"),
            ("http://localhost/laws?sharps=1", "there are insecure"),
            ("http://localhost/laws?shards=many", "no number"),
        ] {
            let error = Address::parse(text).unwrap_err().to_string();
            assert!(error.contains(said) && !error.contains("secret"), "{text}: {error}");
        }
    }
}
