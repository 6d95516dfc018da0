//! Whether the index can be asked: tried once in a while, however often it is wanted.

use crate::Result;
use crate::search::Searcher;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// For so long an answer stands: however often it is asked, the index is asked once in this time.
const STANDS: Duration = Duration::from_secs(1);
/// An index that takes longer is not ready.
const LONGEST: Duration = Duration::from_secs(5);

/// Ready, or why not.
type Ready = std::result::Result<(), String>;

/// Whether the index could be asked when it was last tried.
#[derive(Default)]
pub(super) struct Readiness(Mutex<Tried>);

#[derive(Default)]
struct Tried {
    last: Option<(Instant, Ready)>,
    /// One that has not ended yet; another is not begun beside it.
    running: Option<JoinHandle<Result<()>>>,
}

impl Readiness {
    /// Tries the index, unless that was done just now.
    pub async fn of(&self, index: Arc<dyn Searcher>) -> Ready {
        let mut tried = self.0.lock().await;
        if let Some((at, ready)) = &tried.last
            && at.elapsed() < STANDS
        {
            return ready.clone();
        }
        // Not one of the workers: a server that has much to do is ready all the same.
        let mut running = tried.running.take().unwrap_or_else(|| tokio::task::spawn_blocking(move || index.ready()));
        let ready = match tokio::time::timeout(LONGEST, &mut running).await {
            Ok(Ok(ready)) => ready.map_err(|error| error.to_string()),
            Ok(Err(_)) => Err("a mistake in the program".into()),
            Err(_) => {
                tried.running = Some(running);
                Err(format!("the index did not answer within {} s", LONGEST.as_secs()))
            }
        };
        tried.last = Some((Instant::now(), ready.clone()));
        ready
    }
}
