//! Who asks: from the environment or a file, never from an address, and never shown.

use crate::{Error, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt;

/// The header that says who asks.
#[derive(Clone)]
pub(super) struct Credentials(String);

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    /// `DUIZHAO_CLUSTER_API_KEY`; `DUIZHAO_CLUSTER_USER` with `DUIZHAO_CLUSTER_PASSWORD`; or the file that
    /// `DUIZHAO_CLUSTER_CREDENTIALS` names, with `user:password` or `ApiKey …` in its first line. `None` where nothing
    /// is said.
    ///
    /// # Errors
    /// [`Error::File`] when the file cannot be read, [`Error::Usage`] when only half is said.
    pub fn find() -> Result<Option<Credentials>> {
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(key) = said("DUIZHAO_CLUSTER_API_KEY") {
            return Ok(Some(Credentials(format!("ApiKey {key}"))));
        }
        if let Some(path) = said("DUIZHAO_CLUSTER_CREDENTIALS") {
            let text = std::fs::read_to_string(&path).map_err(|e| Error::system(&path, &e))?;
            let line = text.lines().next().unwrap_or_default().trim();
            return match line.split_once(':') {
                _ if line.starts_with("ApiKey ") => Ok(Some(Credentials(line.to_string()))),
                Some((user, password)) => Ok(Some(Credentials::basic(user, password))),
                None => Err(Error::file(&path, "has neither 'user:password' nor 'ApiKey …' in its first line")),
            };
        }
        match (said("DUIZHAO_CLUSTER_USER"), said("DUIZHAO_CLUSTER_PASSWORD")) {
            (None, None) => Ok(None),
            (Some(user), Some(password)) => Ok(Some(Credentials::basic(&user, &password))),
            _ => Err(Error::Usage(
                "DUIZHAO_CLUSTER_USER and DUIZHAO_CLUSTER_PASSWORD go together; one is missing".into(),
            )),
        }
    }

    fn basic(user: &str, password: &str) -> Credentials {
        Credentials(format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))))
    }

    pub fn header(&self) -> &str {
        &self.0
    }
}
