//! Searching is work for a processor, not waiting: it is done off the reactor, by as many threads as there are
//! processors, and so many may wait for their turn.

use super::problem::Problem;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Requests that wait or are worked on; one more is refused.
const WAITING: usize = 512;
/// Longest from request to answer.
const LONGEST: Duration = Duration::from_secs(15);

pub(super) struct Workers {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Workers {
    pub fn new() -> Self {
        Workers { places: Arc::new(Semaphore::new(WAITING)), turns: Arc::new(Semaphore::new(threads())) }
    }

    /// Does the work when its turn comes. Work that is given up still ends by itself, and keeps its turn until then.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Problem::Busy)?;
        let turns = Arc::clone(&self.turns);
        let done = async {
            let turn = turns.acquire_owned().await.map_err(|_| Problem::Busy)?;
            let work = move || {
                let done = work();
                drop((turn, place));
                done
            };
            // Work that panics is a mistake in the program; the others go on.
            tokio::task::spawn_blocking(work).await.unwrap_or(Err(Problem::Bug))
        };
        tokio::time::timeout(LONGEST, done).await.unwrap_or(Err(Problem::Slow))
    }
}

/// Threads that search at once.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get().max(2))
}
