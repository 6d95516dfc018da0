//! The index as it is now: when another process has changed it, it is opened anew beside the old one, and whoever is
//! still reading the old one finishes there.

use crate::index::Store;
use crate::search::LocalIndex;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

pub(super) struct Live {
    dir: PathBuf,
    /// Held for as long as it takes to copy the pointer, never during a search.
    index: RwLock<Arc<LocalIndex>>,
}

impl Live {
    pub fn new(index: LocalIndex) -> Self {
        let dir = index.store().dir().to_path_buf();
        Live { dir, index: RwLock::new(Arc::new(index)) }
    }

    pub fn index(&self) -> Arc<LocalIndex> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens the index anew where it is another one than `seen`, and gives what is seen now. One that cannot be
    /// opened changes nothing: the old one answers on.
    pub fn refresh(&self, seen: Option<Vec<u8>>) -> Option<Vec<u8>> {
        let now = Store::commit(&self.dir);
        if now == seen || now.is_none() {
            return seen;
        }
        match Store::open(&self.dir) {
            Ok(Some(store)) => {
                let index = Arc::new(LocalIndex::new(store));
                *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
                now
            }
            // It is tried again at the next look.
            _ => seen,
        }
    }
}
