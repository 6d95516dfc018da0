//! When there is no room to write an index: what is said, and what is cleared away so that the next try has room.

use super::folder::Folder;
use crate::Error;
use crate::error::no_room;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tantivy::directory::error::LockError;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError};

/// Why the first write that failed did. tantivy writes in threads of its own, and of an error there it often says no
/// more than that there was one.
#[derive(Clone, Debug, Default)]
pub(super) struct Failed(Arc<OnceLock<ErrorKind>>);

impl Failed {
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

/// What a writer that did not come to its end leaves in the store; removed when this is dropped. Of a process that
/// was killed nobody drops it: the next writer clears away.
#[derive(Debug)]
pub(super) struct Leftovers {
    /// The folder that was written, and whether it is a new one.
    folder: Option<(PathBuf, bool)>,
}

impl Leftovers {
    pub fn of(folder: Option<(PathBuf, bool)>) -> Leftovers {
        Leftovers { folder }
    }

    /// All that was written is of use.
    pub fn keep(&mut self) {
        self.folder = None;
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        match self.folder.take() {
            Some((folder, true)) => {
                let _ = fs::remove_dir_all(folder);
            }
            Some((folder, false)) => {
                // What cannot be removed does no harm.
                let _ = collect(&folder);
            }
            None => {}
        }
    }
}

/// Removes the files that no commit names.
fn collect(folder: &Path) -> tantivy::Result<()> {
    let index = Index::open(Folder::for_writing(folder)?)?;
    let writer: IndexWriter<TantivyDocument> = index.writer_with_num_threads(1, 16 << 20)?;
    writer.garbage_collect_files().wait()?;
    Ok(())
}
