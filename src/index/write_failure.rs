//! Why an index could not be written, in plain words.

use crate::Error;
use crate::error::no_room;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why the first write that failed did. tantivy writes in threads of its own, and of an error there it often says no
/// more than that there was one.
#[derive(Clone, Debug, Default)]
pub(super) struct WriteFailure(Arc<OnceLock<ErrorKind>>);

impl WriteFailure {
    pub fn see(&self, kind: ErrorKind) {
        if kind != ErrorKind::Interrupted {
            let _ = self.0.set(kind);
        }
    }

    pub fn note<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|e| self.see(e.kind()))
    }

    /// An error of tantivy while it wrote the index in `dir`; `left` says what has become of the index.
    pub fn error(&self, dir: &Path, error: &TantivyError, left: &str) -> Error {
        if let TantivyError::LockFailure(LockError::LockBusy, _) = error {
            return Error::Locked { dir: dir.to_path_buf() };
        }
        let kind = match error {
            TantivyError::IoError(e) if no_room(e.kind()).is_some() => Some(e.kind()),
            _ => self.0.get().copied(),
        };
        match kind.and_then(no_room) {
            Some(reason) => Error::file(dir, format!("{reason}; {left}\n  make room, then run the same again")),
            None => Error::file(dir, format!("the index could not be written: {error}")),
        }
    }
}
