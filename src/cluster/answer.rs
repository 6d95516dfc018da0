//! What a node of a cluster answers, and what an answer means that is no success.

use serde_json::Value;

/// What a node says of itself when it cannot answer now and another one may.
const PASSING: &[&str] = &[
    "node_disconnected",
    "node_not_connected",
    "node_closed",
    "no_shard_available",
    "unavailable_shards",
    "index_shard_closed",
    "illegal_index_shard_state",
    "already_closed",
    "alreadyclosed",
    "receive_timeout",
    "connect_transport",
    "cluster_manager_not_discovered",
    "master_not_discovered",
    "not_cluster_manager",
    "not_master",
    "rejected_execution",
    "circuit_breaking",
];

/// What a node answered: a status and JSON.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The kind of an error, as the cluster names it.
    pub fn error_type(&self) -> &str {
        let error = &self.body["error"];
        let cause = &error["root_cause"][0]["type"];
        cause.as_str().or(error["type"].as_str()).unwrap_or_default()
    }

    /// What is wrong, and what to do about it.
    pub fn in_words(&self) -> (String, &'static str) {
        let reason = self.reason();
        match (self.status, self.error_type()) {
            (401, _) => (
                "does not know who asks".into(),
                "set DUIZHAO_CLUSTER_USER and DUIZHAO_CLUSTER_PASSWORD, or DUIZHAO_CLUSTER_API_KEY",
            ),
            (403 | 429, "cluster_block_exception")
                if reason.contains("flood") || reason.contains("read-only-allow-delete") =>
            {
                (
                    "takes no more: the disk of a node is nearly full (flood stage)".into(),
                    "make room or add a node; the block goes when there is room again",
                )
            }
            (403 | 429, "cluster_block_exception") => (
                format!("may not be written: {reason}"),
                "whoever keeps the cluster can take the block away (index.blocks.*)",
            ),
            (403, _) => {
                (format!("does not allow this: {reason}"), "ask whoever keeps the cluster for the right to do it")
            }
            (404, "index_not_found_exception") => {
                (format!("has lost a part of the index: {reason}"), "it may have been rebuilt meanwhile; ask again")
            }
            (429, _) => ("is too busy".into(), "wait, or give it more nodes"),
            (503, _) => (
                format!("cannot answer: {reason}"),
                "a part of the index has no copy that is up (red); look at GET /_cluster/health",
            ),
            (status, _) => (format!("says: {reason} (HTTP {status})"), "look into its log for more"),
        }
    }

    fn reason(&self) -> String {
        let error = &self.body["error"];
        let cause = &error["caused_by"]["reason"];
        let reason = error["root_cause"][0]["reason"].as_str().or(error["reason"].as_str()).or(error.as_str());
        match (reason, cause.as_str()) {
            (Some(reason), Some(cause)) if !reason.contains(cause) => format!("{reason}: {cause}"),
            (Some(reason), _) => reason.to_string(),
            _ => format!("HTTP status {}", self.status),
        }
    }

    /// Whether another try may bring what this one did not.
    pub fn is_passing(&self) -> bool {
        let incomplete = self.body["timed_out"] == Value::Bool(true)
            || self.body["_shards"]["failed"].as_u64().is_some_and(|n| n > 0);
        match self.status {
            // A block stays until somebody does something.
            429 => self.error_type() != "cluster_block_exception",
            502..=504 => true,
            500.. => {
                let text = self.body.to_string();
                PASSING.iter().any(|passing| text.contains(passing))
            }
            200..=299 => incomplete,
            _ => false,
        }
    }
}
