//! Whether an address leads to a cluster that this program can work with.

use super::address::Address;
use super::client::{Client, Method};
use crate::Result;
use serde_json::Value;

/// The least version of OpenSearch: its points in time, by which a long reading sees one state.
const LEAST: (u64, u64) = (2, 4);

/// BM25 has a factor of k1 + 1 up to this version, and none from the next on.
const LAST_WITH_FACTOR: u64 = 2;
const FACTOR: f32 = 2.2;

/// A cluster that was looked at.
#[derive(Debug)]
pub(super) struct Cluster {
    pub client: Client,
    /// By what constant scores are divided, so that they weigh against BM25 as they do elsewhere.
    pub constant_divisor: f32,
}

impl Cluster {
    /// Looks at the cluster.
    ///
    /// # Errors
    /// [`Error::Cluster`](crate::Error::Cluster): it is not there, is no OpenSearch, or too old.
    pub fn connect(address: &Address) -> Result<Cluster> {
        let client = Client::new(address)?;
        let answer = client.ask_once(Method::Get, "/", None)?;
        if !answer.is_success() {
            return Err(match &answer.body {
                Value::String(_) => client.failed(
                    &format!("is no OpenSearch: it answers with HTTP status {}", answer.status),
                    "name the host and port of a node",
                ),
                _ => client.error(&answer),
            });
        }
        let version = &answer.body["version"];
        let (Some(number), distribution) = (version["number"].as_str(), version["distribution"].as_str()) else {
            return Err(
                client.failed("is no OpenSearch: it does not say its version", "name the host and port of a node")
            );
        };
        if distribution != Some("opensearch") {
            let reason = format!("is no OpenSearch (version {number} of something else)");
            return Err(client.failed(&reason, "OpenSearch 2.4 or later is needed"));
        }
        let mut parts = number.split('.').map(|part| part.parse::<u64>().unwrap_or_default());
        let version = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if version < LEAST {
            let reason = format!("is too old: OpenSearch {number}");
            return Err(client.failed(&reason, &format!("OpenSearch {}.{} or later is needed", LEAST.0, LEAST.1)));
        }
        let constant_divisor = if version.0 <= LAST_WITH_FACTOR { 1.0 } else { FACTOR };
        Ok(Cluster { client, constant_divisor })
    }

    /// Nodes that hold data, at least 1.
    pub fn data_nodes(&self) -> Result<u64> {
        let health = self.client.done(Method::Get, "/_cluster/health", &Value::Null)?;
        Ok(health["number_of_data_nodes"].as_u64().unwrap_or(1).max(1))
    }
}
