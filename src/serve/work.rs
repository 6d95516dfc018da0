//! Searching is work for a processor, not waiting: it is done off the reactor, by as many threads as there are
//! processors, and so many may wait for their turn. What takes long never has all of them: a search does not wait until
//! documents have been checked. Where another machine searches, a thread waits most of the time, and there are more of them.

use super::problem::Problem;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Requests that wait or are worked on; one more is refused.
const WAITING: usize = 512;

/// How long a kind of request may take on a large index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Load {
    /// Milliseconds.
    Light,
    /// Seconds.
    Heavy,
}

pub(super) struct Workers {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    /// Turns that what takes long may have at once, one less than there are.
    long: Arc<Semaphore>,
    /// Bodies that may be written at once while they are sent.
    bodies: Arc<Semaphore>,
    /// Longest from request to answer.
    patience: Duration,
}

impl Workers {
    /// So many at once, none for longer than `patience`.
    pub fn new(turns: usize, patience: Duration) -> Self {
        let semaphore = |n| Arc::new(Semaphore::new(n));
        Workers {
            places: semaphore(WAITING),
            turns: semaphore(turns),
            long: semaphore(turns - 1),
            bodies: semaphore(BODIES),
            patience,
        }
    }

    /// Does the work when its turn comes. Work that is given up still ends by itself, and keeps its turn until then.
    pub async fn run<T: Send + 'static>(
        &self,
        load: Load,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Problem::Busy)?;
        let (turns, long) = (Arc::clone(&self.turns), Arc::clone(&self.long));
        let done = async {
            let long = match load {
                Load::Light => None,
                Load::Heavy => Some(long.acquire_owned().await.map_err(|_| Problem::Busy)?),
            };
            let turn = turns.acquire_owned().await.map_err(|_| Problem::Busy)?;
            let work = move || {
                let done = work();
                drop((turn, long, place));
                done
            };
            // Work that panics is a mistake in the program; the others go on.
            tokio::task::spawn_blocking(work).await.unwrap_or(Err(Problem::Bug))
        };
        tokio::time::timeout(self.patience, done).await.unwrap_or(Err(Problem::Slow))
    }

    /// Writes a body while it is sent. It waits for its reader more than it works, so it takes no turn.
    pub async fn finish(&self, rest: impl FnOnce() + Send + 'static) {
        let permit = Arc::clone(&self.bodies).acquire_owned().await;
        let work = move || {
            rest();
            drop(permit);
        };
        // Work that panics breaks the body off.
        let _ = tokio::task::spawn_blocking(work).await;
    }
}

/// Bodies that are written at once while they are sent.
pub(super) const BODIES: usize = 4;

/// Searches that wait for another machine at once, for each processor of this one.
const REMOTE: usize = 16;

/// Threads that search at once, at least 2.
pub(super) fn turns(is_remote: bool) -> usize {
    threads() * if is_remote { REMOTE } else { 1 }
}

/// Processors, at least 2.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get().max(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn what_takes_little_does_not_wait_for_what_takes_long() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let workers = Workers::new(threads(), Duration::from_secs(60));
            let (go, wait) = mpsc::channel::<()>();
            let wait = std::sync::Mutex::new(wait);
            let wait = Arc::new(wait);
            // As many as there are turns, each of which ends only when it is told to.
            let long: Vec<_> = (0..threads())
                .map(|_| {
                    let wait = Arc::clone(&wait);
                    workers.run(Load::Heavy, move || {
                        let _ = wait.lock().map(|wait| wait.recv());
                        Ok(())
                    })
                })
                .collect();
            let mut long: Vec<_> = long.into_iter().map(Box::pin).collect();
            // Each is begun, as far as it gets.
            for one in &mut long {
                let begun = tokio::time::timeout(Duration::from_millis(1), one.as_mut()).await;
                assert!(begun.is_err());
            }
            assert!(matches!(workers.run(Load::Light, || Ok(7)).await, Ok(7)));
            drop(go);
            for one in long {
                assert!(one.await.is_ok());
            }
        });
    }
}
