//! Places for connections. There are only so many: when all are taken and one more connection comes, the one that has
//! been idle longest gives its place up. One that is being answered keeps it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// All places.
pub(super) struct Places {
    most: usize,
    state: Mutex<State>,
    /// A place has become free, or its connection idle.
    changed: Notify,
}

#[derive(Default)]
struct State {
    taken: HashMap<u64, Connection>,
    /// Idle connections in the order in which they became idle.
    idle: BTreeMap<u64, u64>,
    /// Numbers that were given: to connections, and to moments at which one became idle.
    numbers: u64,
}

struct Connection {
    status: Status,
    /// Tells it to leave.
    leave: Arc<Notify>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Since a moment.
    Idle(u64),
    Answering,
    /// It was told to leave and has not left yet.
    Leaving,
}

impl Places {
    pub fn new(most: usize) -> Arc<Places> {
        Arc::new(Places { most: most.max(1), state: Mutex::default(), changed: Notify::new() })
    }

    /// A place for one more connection, as soon as there is one.
    pub async fn take(self: &Arc<Self>) -> Arc<Place> {
        loop {
            if let Some((number, leave)) = self.state().take(self.most) {
                return Arc::new(Place { places: Arc::clone(self), number, leave });
            }
            self.changed.notified().await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A free place; where there is none, the connection that has been idle longest is told to leave.
    fn take(&mut self, most: usize) -> Option<(u64, Arc<Notify>)> {
        if self.taken.len() < most {
            let (number, leave) = (self.number(), Arc::new(Notify::new()));
            self.taken.insert(number, Connection { status: Status::Answering, leave: Arc::clone(&leave) });
            self.idle(number);
            return Some((number, leave));
        }
        // One place is wanted, so one connection has to leave.
        let leaving = self.taken.values().any(|connection| connection.status == Status::Leaving);
        if !leaving
            && let Some((_, longest)) = self.idle.pop_first()
            && let Some(connection) = self.taken.get_mut(&longest)
        {
            connection.status = Status::Leaving;
            connection.leave.notify_one();
        }
        None
    }

    fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// The connection is idle from now on, unless it is about to leave.
    fn idle(&mut self, number: u64) {
        let now = self.number();
        if let Some(connection) = self.taken.get_mut(&number)
            && connection.status == Status::Answering
        {
            connection.status = Status::Idle(now);
            self.idle.insert(now, number);
        }
    }

    fn answering(&mut self, number: u64) {
        if let Some(connection) = self.taken.get_mut(&number)
            && let Status::Idle(since) = connection.status
        {
            connection.status = Status::Answering;
            self.idle.remove(&since);
        }
    }

    fn free(&mut self, number: u64) {
        if let Some(Connection { status: Status::Idle(since), .. }) = self.taken.remove(&number) {
            self.idle.remove(&since);
        }
    }
}

/// The place of one connection; free again when it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
    leave: Arc<Notify>,
}

impl Place {
    /// Done when the connection has to leave.
    pub async fn is_needed(&self) {
        self.leave.notified().await;
    }

    /// The connection is not idle until what this gives is dropped.
    pub fn answering(self: &Arc<Self>) -> Answering {
        self.places.state().answering(self.number);
        Answering(Arc::clone(self))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.state().free(self.number);
        self.places.changed.notify_one();
    }
}

/// A connection is being answered.
pub(super) struct Answering(Arc<Place>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.places.state().idle(self.0.number);
        self.0.places.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Whether a future is done without waiting for anything.
    async fn is_done<T>(future: impl Future<Output = T>) -> bool {
        tokio::time::timeout(Duration::ZERO, future).await.is_ok()
    }

    #[test]
    fn the_one_that_is_idle_longest_leaves_and_none_that_is_answered() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let places = Places::new(3);
            let [first, second, third] = [places.take().await, places.take().await, places.take().await];
            let answering = first.answering();
            drop(third.answering());
            assert!(!is_done(places.take()).await, "all are taken");
            assert!(!is_done(first.is_needed()).await && !is_done(third.is_needed()).await);
            assert!(is_done(second.is_needed()).await, "idle longer than the third");
            assert!(
                !is_done(places.take()).await && !is_done(third.is_needed()).await,
                "one leaves for one that comes"
            );
            drop(second);
            let fourth = places.take().await;
            let busy = [third.answering(), fourth.answering()];
            assert!(!is_done(places.take()).await, "nobody is idle");
            assert!(!is_done(first.is_needed()).await);
            drop(answering);
            assert!(!is_done(places.take()).await);
            assert!(is_done(first.is_needed()).await, "the first to be idle again");
            drop((first, busy));
            assert!(is_done(places.take()).await);
        });
    }
}
