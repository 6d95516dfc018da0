//! Requests to the nodes of a cluster: the next node when one does not answer, patience while the cluster recovers, and
//! errors in words.

use super::address::Address;
use super::answer::Answer;
use super::credentials::Credentials;
use super::encryption;
use crate::{Error, Result};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
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
/// Until another node is asked for what is only read, at first; each try waits twice as long. A node that hangs keeps its
/// connections, and those of its neighbours that wait for it.
const READING: Duration = Duration::from_secs(6);
/// For how long a node that did not answer is asked only when no other does.
const REST: Duration = Duration::from_secs(10);
/// In which a node answers that is to be preferred to one that hangs.
const AT_ONCE: Duration = Duration::from_secs(1);
/// The most that an answer may have, in bytes.
const MAX_ANSWER: u64 = 1 << 30;

/// How a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// A connection to the nodes of a cluster. Shared freely between threads.
pub(super) struct Client {
    agent: Agent,
    credentials: Option<Credentials>,
    hosts: Vec<Host>,
    /// The node that is asked first: each in turn.
    next: AtomicUsize,
    begun: Instant,
    /// Nodes that answered while another one hung, by the cluster's own ids, and when.
    preferred: Mutex<Option<(Instant, String)>>,
}

/// A node.
struct Host {
    url: String,
    /// Milliseconds after the client began, until which the others are asked before it.
    rests_until: AtomicU64,
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
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
            .timeout_connect(Some(CONNECT));
        let config = encryption::configured(config, address)?.build();
        let credentials = Credentials::find()?;
        let host = |url: &String| Host { url: url.clone(), rests_until: AtomicU64::new(0) };
        let hosts: Vec<Host> = address.hosts.iter().map(host).collect();
        // Programs that start one after the other do not begin with the same node.
        let next = AtomicUsize::new(std::process::id() as usize);
        let agent = config.into();
        Ok(Client { agent, credentials, hosts, next, begun: Instant::now(), preferred: Mutex::default() })
    }

    /// Asks every node once, without patience: whether there is a cluster at all.
    pub fn ask_once(&self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer> {
        self.ask_within(method, path, body, Duration::ZERO)
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
        let mut wait = if only_reads(method, path) { READING } else { ANSWER };
        loop {
            let mut last = None;
            for host in self.in_turn() {
                let sent = Instant::now();
                match self.send(method, &format!("{}{}", host.url, self.preferring(path)), body, wait) {
                    Ok(answer) if !answer.is_passing() => return Ok(answer),
                    other => {
                        if other.is_err() {
                            let until = self.begun.elapsed() + REST;
                            host.rests_until.store(until.as_millis() as u64, Ordering::Relaxed);
                            if sent.elapsed() >= wait {
                                self.look_around();
                            }
                        }
                        // What a node says tells more than that another one does not answer.
                        if other.is_ok() || !matches!(last, Some(Ok(_))) {
                            last = Some(other);
                        }
                        wait = (wait * 2).min(ANSWER);
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

    /// All nodes, another one first each time, and last those that did not answer before.
    fn in_turn(&self) -> Vec<&Host> {
        let (first, now) = (self.next.fetch_add(1, Ordering::Relaxed), self.begun.elapsed().as_millis() as u64);
        let mut hosts: Vec<&Host> = self.hosts.iter().collect();
        hosts.rotate_left(first % self.hosts.len().max(1));
        hosts.sort_by_key(|host| host.rests_until.load(Ordering::Relaxed) > now);
        hosts
    }

    /// Finds the nodes that answer at once. The one that was asked may be well and wait for one that hangs, until the
    /// cluster misses that; others have copies of what it holds.
    fn look_around(&self) {
        let mut ids = Vec::new();
        for host in &self.hosts {
            let url = format!("{}/_nodes/_local/http?filter_path=nodes.*.name", host.url);
            if let Ok(answer) = self.send(Method::Get, &url, None, AT_ONCE) {
                ids.extend(answer.body["nodes"].as_object().into_iter().flatten().map(|(id, _)| id.clone()));
                host.rests_until.store(0, Ordering::Relaxed);
            }
        }
        let mut preferred = self.preferred.lock().unwrap_or_else(PoisonError::into_inner);
        *preferred = (!ids.is_empty()).then(|| (Instant::now(), ids.join(",")));
    }

    /// The path of a search with the nodes that are to look into their parts before others do, while one hangs.
    fn preferring<'p>(&self, path: &'p str) -> Cow<'p, str> {
        match &*self.preferred.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((at, ids)) if at.elapsed() < REST && path.contains("/_search?") => {
                Cow::Owned(format!("{path}&preference=_prefer_nodes:{ids}"))
            }
            _ => Cow::Borrowed(path),
        }
    }

    fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<&[u8]>,
        wait: Duration,
    ) -> std::result::Result<Answer, String> {
        let said = |error: ureq::Error| error.to_string();
        let response: Response<Body> = match method {
            Method::Get => self.with_head(self.agent.get(url), wait).call(),
            Method::Delete => self.with_head(self.agent.delete(url), wait).call(),
            Method::Post => self.with_head(self.agent.post(url), wait).send(body.unwrap_or_default()),
            Method::Put => self.with_head(self.agent.put(url), wait).send(body.unwrap_or_default()),
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

    fn with_head<B>(&self, request: ureq::RequestBuilder<B>, wait: Duration) -> ureq::RequestBuilder<B> {
        let request = request.config().timeout_global(Some(wait)).build().header("content-type", "application/json");
        match &self.credentials {
            Some(credentials) => request.header("authorization", credentials.header()),
            None => request,
        }
    }

    /// An error about this cluster.
    pub fn failed(&self, reason: &str, way_out: &str) -> Error {
        let hosts: Vec<&str> = self.hosts.iter().map(|host| host.url.as_str()).collect();
        Error::Cluster { at: hosts.join(","), reason: reason.to_string(), way_out: way_out.to_string() }
    }

    /// What the cluster says is wrong, in words.
    pub fn error(&self, answer: &Answer) -> Error {
        let (said, way_out) = answer.in_words();
        self.failed(&said, way_out)
    }
}

/// Whether a request changes nothing and waits for nothing, so that it may be asked of another node before it is answered.
fn only_reads(method: Method, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    match method {
        Method::Get => !path.starts_with("/_cluster/"),
        Method::Post => path.ends_with("/_search") || path.ends_with("/_count"),
        Method::Put | Method::Delete => false,
    }
}
