//! Records on their way to a cluster: several at once over several connections, and of those that it would not take only
//! these again.

use super::client::Method;
use super::connect::Cluster;
use super::document::Entry;
use crate::{Error, Result};
use serde_json::Value;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// Connections that write at once.
const CONNECTIONS: usize = 2;
/// Loads that wait for them.
const WAITING: usize = 2;
/// For how long a record that is refused for the moment is sent again, and between two tries at first and at most.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// Entries for one index.
struct Load {
    index: String,
    entries: Vec<Entry>,
}

/// Sends entries in the background.
pub(super) struct Bulk {
    queue: Option<SyncSender<Load>>,
    workers: Vec<JoinHandle<()>>,
    failed: Arc<Mutex<Option<Error>>>,
}

impl Bulk {
    pub fn new(cluster: &Arc<Cluster>) -> Bulk {
        let (queue, loads) = sync_channel::<Load>(WAITING);
        let loads = Arc::new(Mutex::new(loads));
        let failed = Arc::new(Mutex::new(None));
        let work = |_| {
            let (cluster, loads, failed) = (Arc::clone(cluster), Arc::clone(&loads), Arc::clone(&failed));
            spawn(move || {
                while let Some(load) = next(&loads) {
                    // After a failure nothing more is sent, but the queue goes on, so that nobody waits for ever.
                    let first = failed.lock().unwrap_or_else(PoisonError::into_inner).is_none();
                    if first && let Err(error) = send(&cluster, load) {
                        failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    }
                }
            })
        };
        let workers = (0..CONNECTIONS).map(work).collect();
        Bulk { queue: Some(queue), workers, failed }
    }

    /// Takes entries over; waits while many are on their way.
    ///
    /// # Errors
    /// What was sent before could not be written.
    pub fn send(&self, index: &str, entries: Vec<Entry>) -> Result<()> {
        self.failure()?;
        if let (Some(queue), false) = (&self.queue, entries.is_empty()) {
            // The other end is there as long as this one is.
            let _ = queue.send(Load { index: index.to_string(), entries });
        }
        Ok(())
    }

    /// Waits until all is written.
    ///
    /// # Errors
    /// It could not be.
    pub fn finish(mut self) -> Result<()> {
        self.end();
        self.failure()
    }

    fn failure(&self) -> Result<()> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }

    fn end(&mut self) {
        self.queue = None;
        self.workers.drain(..).for_each(|worker| {
            let _ = worker.join();
        });
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        self.end();
    }
}

fn next(loads: &Mutex<Receiver<Load>>) -> Option<Load> {
    loads.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn send(cluster: &Cluster, load: Load) -> Result<()> {
    let Load { index, mut entries } = load;
    let (start, mut pause) = (Instant::now(), PAUSE.0);
    loop {
        let mut body = String::with_capacity(entries.iter().map(|entry| entry.line.len() + 60).sum());
        for Entry { id, line } in &entries {
            body.push_str("{\"index\":{\"_id\":\"");
            body.push_str(id);
            body.push_str("\"}}\n");
            body.push_str(line);
            body.push('\n');
        }
        let path = format!("/{index}/_bulk?filter_path=errors,items.*.status,items.*.error");
        let answer = cluster.client.ask(Method::Post, &path, Some(body.as_bytes()))?;
        if !answer.is_success() {
            return Err(cluster.client.error(&answer));
        }
        if answer.body["errors"] == Value::Bool(false) {
            return Ok(());
        }
        let items = answer.body["items"].as_array().cloned().unwrap_or_default();
        let mut refused = None;
        let mut again = Vec::new();
        for (entry, item) in entries.into_iter().zip(&items) {
            let item = &item["index"];
            let status = item["status"].as_u64().unwrap_or(500);
            let blocked = item["error"]["type"] == "cluster_block_exception";
            match status {
                200..=299 => {}
                429 | 500.. if !blocked => again.push(entry),
                _ => refused = Some(item.clone()),
            }
            if status >= 300 && refused.is_none() && start.elapsed() > PATIENCE {
                refused = Some(item.clone());
            }
        }
        if let Some(item) = refused {
            let status = item["status"].as_u64().unwrap_or(500) as u16;
            return Err(cluster.client.error(&super::answer::Answer { status, body: item }));
        }
        if again.is_empty() {
            return Ok(());
        }
        entries = again;
        sleep(pause);
        pause = (pause * 2).min(PAUSE.1);
    }
}
