//! The index as it is now: when another process has changed it, it is opened anew beside the old one, and whoever is
//! still reading the old one finishes there.

use super::searcher::Searcher;
use std::sync::{Arc, PoisonError, RwLock};

pub(crate) struct Live {
    /// Held for as long as it takes to copy the pointer, never during a search.
    index: RwLock<Arc<dyn Searcher>>,
}

impl Live {
    pub fn new(index: Arc<dyn Searcher>) -> Self {
        Live { index: RwLock::new(index) }
    }

    pub fn index(&self) -> Arc<dyn Searcher> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows what has been changed since. An index that cannot be opened changes nothing: the old one answers on, and
    /// the next look tries again.
    pub fn refresh(&self) {
        if let Ok(Some(index)) = self.index().refreshed() {
            *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        }
    }
}
