//! Requests to the nodes of a cluster: the next node when one does not answer, patience while the cluster recovers, and
//! errors in words.

use super::address::Address;
use super::credentials::Credentials;
use super::encryption;
use crate::{Error, Result};
use serde_json::Value;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use ureq::{Agent, Body, http::Response};

/// For how long a cluster that was there may be out of reach: a new manager is chosen, or a node comes back, sooner.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two rounds of tries, at first and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));
/// Until a node takes up a connection, and until it has answered.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(120);
/// The most that an answer may have, in bytes.
const MAX_ANSWER: u64 = 1 << 30;

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

/// How a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

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
    fn is_passing(&self) -> bool {
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

/// A connection to the nodes of a cluster. Shared freely between threads.
pub(super) struct Client {
    agent: Agent,
    credentials: Option<Credentials>,
    hosts: Vec<String>,
    /// The node that is asked first.
    next: AtomicUsize,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

impl Client {
    /// For the nodes of an address; nothing is sent yet.
    ///
    /// # Errors
    /// Credentials or certificates cannot be read, or this program cannot do https.
    pub fn new(address: &Address) -> Result<Client> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(ANSWER));
        let config = encryption::configured(config, address)?.build();
        let credentials = Credentials::find()?;
        Ok(Client { agent: config.into(), credentials, hosts: address.hosts.clone(), next: AtomicUsize::new(0) })
    }

    /// Asks every node once, without patience: whether there is a cluster at all.
    pub fn ask_once(&self, method: Method, path: &str) -> Result<Answer> {
        self.ask_within(method, path, None, Duration::ZERO)
    }

    /// Asks, and asks again while the cluster recovers. What is asked for may be done twice.
    ///
    /// # Errors
    /// [`Error::Cluster`] when no node answers.
    pub fn ask(&self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer> {
        self.ask_within(method, path, body, PATIENCE)
    }

    /// The body of an answer that has to be a success.
    ///
    /// # Errors
    /// [`Error::Cluster`] with what the cluster said.
    pub fn done(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let text = body.to_string();
        let body = (!body.is_null()).then_some(text.as_bytes());
        let answer = self.ask(method, path, body)?;
        if answer.is_success() { Ok(answer.body) } else { Err(self.error(&answer)) }
    }

    fn ask_within(&self, method: Method, path: &str, body: Option<&[u8]>, patience: Duration) -> Result<Answer> {
        let (start, mut pause) = (Instant::now(), PAUSE.0);
        loop {
            let mut last = None;
            for _ in 0..self.hosts.len() {
                let at = self.next.load(Ordering::Relaxed) % self.hosts.len();
                let host = &self.hosts[at];
                match self.send(method, &format!("{host}{path}"), body) {
                    Ok(answer) if !answer.is_passing() => return Ok(answer),
                    other => {
                        last = Some(other);
                        self.next.store(at + 1, Ordering::Relaxed);
                    }
                }
            }
            if start.elapsed() + pause > patience {
                return match last {
                    Some(Ok(answer)) if answer.is_success() => {
                        Err(self
                            .failed("did not answer with all of its parts", "look at its health: GET /_cluster/health"))
                    }
                    Some(Ok(answer)) => Ok(answer),
                    Some(Err(reason)) => {
                        Err(self.failed(&format!("cannot be reached: {reason}"), "is it running there?"))
                    }
                    None => Err(self.failed("has no node to ask", "name one in the address")),
                };
            }
            sleep(pause);
            pause = (pause * 2).min(PAUSE.1);
        }
    }

    fn send(&self, method: Method, url: &str, body: Option<&[u8]>) -> std::result::Result<Answer, String> {
        let said = |error: ureq::Error| error.to_string();
        let response: Response<Body> = match method {
            Method::Get => self.with_head(self.agent.get(url)).call(),
            Method::Delete => self.with_head(self.agent.delete(url)).call(),
            Method::Post => self.with_head(self.agent.post(url)).send(body.unwrap_or_default()),
            Method::Put => self.with_head(self.agent.put(url)).send(body.unwrap_or_default()),
        }
        .map_err(said)?;
        let status = response.status().as_u16();
        let bytes = response.into_body().into_with_config().limit(MAX_ANSWER).read_to_vec().map_err(said)?;
        let body = serde_json::from_slice(&bytes);
        match body {
            Ok(body) => Ok(Answer { status, body }),
            // A gateway's page, or something that is no cluster at all.
            Err(_) => Ok(Answer { status, body: Value::String(String::from_utf8_lossy(&bytes).into_owned()) }),
        }
    }

    fn with_head<B>(&self, request: ureq::RequestBuilder<B>) -> ureq::RequestBuilder<B> {
        let request = request.header("content-type", "application/json");
        match &self.credentials {
            Some(credentials) => request.header("authorization", credentials.header()),
            None => request,
        }
    }

    /// An error about this cluster.
    pub fn failed(&self, reason: &str, way_out: &str) -> Error {
        Error::Cluster { at: self.hosts.join(","), reason: reason.to_string(), way_out: way_out.to_string() }
    }

    /// What the cluster says is wrong, in words.
    pub fn error(&self, answer: &Answer) -> Error {
        let reason = answer.reason();
        let (said, way_out): (String, &str) = match (answer.status, answer.error_type()) {
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
        };
        self.failed(&said, way_out)
    }
}
