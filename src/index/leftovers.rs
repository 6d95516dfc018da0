//! What a writer that failed leaves, cleared away so that the next try has room.

use super::folder::IndexFolder;
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::{Index, IndexWriter, TantivyDocument};

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
    let index = Index::open(IndexFolder::for_writing(folder)?)?;
    let writer: IndexWriter<TantivyDocument> = index.writer_with_num_threads(1, 16 << 20)?;
    writer.garbage_collect_files().wait()?;
    Ok(())
}
