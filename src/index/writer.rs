//! Writing an index: passages in, one atomic commit, one segment.

use super::document;
use super::folder::IndexFolder;
use super::format::Current;
use super::leftovers::Leftovers;
use super::write_failure::WriteFailure;
use super::{Fields, Labels, Lock, Record, Store, parts, tokens};
use crate::model::{DocumentInfo, Passage};
use crate::{Error, Result};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::merge_policy::NoMergePolicy;
use tantivy::schema::Term;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError};

/// Mebibytes of memory for postings before they go to disk, unless more or less is given. What fits, about a hundred
/// megabytes of text, is written once and needs no merging.
const MEMORY: usize = 256;

/// Passages, and bytes of their text, that are prepared together, on all cores.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 1 << 20;

/// Bytes of stored passages that are compressed together: small enough that ten hits cost little, large enough to
/// compress well.
const STORE_BLOCK: usize = 8 << 10;

/// Below so many passages everything is merged into one segment; above, a small addition must not cost a rewrite of
/// the whole index.
const MERGE_ALL: u32 = 400_000;

/// An index that is being written. Nothing of it is seen before [`StoreWriter::commit`]; dropping it leaves the index that
/// was.
pub struct StoreWriter {
    dir: PathBuf,
    /// The new folder of a rebuild, made current by the commit.
    folder: Option<String>,
    index: Index,
    writer: IndexWriter,
    fields: Fields,
    /// What was added and is not with the writer yet, in order; bytes of its text.
    waiting: Vec<(Record, Arc<Labels>)>,
    waiting_bytes: usize,
    failed: WriteFailure,
    /// Cleared away when the tantivy writer is gone, and before the lock is: fields are dropped in this order.
    leftovers: Leftovers,
    /// Held until the commit is done; `None` in memory.
    lock: Option<Lock>,
}

/// What a failure leaves of the index, in words.
const AS_IT_WAS: &str = "the index that was is still there";
const UNTIDY: &str = "what was added can be found, but the index takes more room and time than it should";

impl std::fmt::Debug for StoreWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreWriter").field("dir", &self.dir).field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl StoreWriter {
    /// The least and the most memory for postings, in mebibytes: what tantivy can do with.
    pub const MEMORY: std::ops::RangeInclusive<usize> = 16..=4000;

    /// Opens the index that the lock is for, making it if there is none. `memory` is for postings, in mebibytes.
    ///
    /// # Errors
    /// [`Error::Index`] when it is damaged or of another format.
    pub fn open(lock: Lock, memory: Option<usize>) -> Result<StoreWriter> {
        match Store::open(&lock.dir)?.and_then(|store| store.folder) {
            Some(path) => {
                let place = WriterFolder { lock, path, new: None };
                let writer = StoreWriter::on_disk(place, memory, Index::open)?;
                // A killed writer may have left files under the very names that this one would give.
                writer.writer.garbage_collect_files().wait().map_err(|e| writer.error(&e))?;
                Ok(writer)
            }
            None => StoreWriter::rebuild(lock, memory),
        }
    }

    /// Starts an empty index that takes the place of the one that the lock is for when it is committed.
    pub fn rebuild(lock: Lock, memory: Option<usize>) -> Result<StoreWriter> {
        let dir = lock.dir.clone();
        let store = dir.join("store");
        let folder = (1..)
            .map(|n| format!("{}-{n}", std::process::id()))
            .find(|name| !store.join(name).exists())
            .unwrap_or_default();
        let path = store.join(&folder);
        fs::create_dir(&path).map_err(|e| Error::system(&path, &e))?;
        let (schema, _) = Fields::build();
        let create = |files| Index::builder().schema(schema).settings(settings()).open_or_create(files);
        StoreWriter::on_disk(WriterFolder { lock, path, new: Some(folder) }, memory, create)
    }

    fn on_disk(
        place: WriterFolder,
        memory: Option<usize>,
        open: impl FnOnce(IndexFolder) -> tantivy::Result<Index>,
    ) -> Result<StoreWriter> {
        let WriterFolder { lock, path, new } = place;
        let leftovers = Leftovers::of(Some((path.clone(), new.is_some())));
        let dir = lock.dir.clone();
        let error = |e| WriteFailure::default().error(&dir, &e, AS_IT_WAS);
        let files = IndexFolder::for_writing(&path).map_err(|e| error(e.into()))?;
        let failed = files.failed();
        let index = open(files).map_err(|e| failed.error(&dir, &e, AS_IT_WAS))?;
        let mut writer = StoreWriter::over(&dir, index, memory, failed)?;
        (writer.lock, writer.folder, writer.leftovers) = (Some(lock), new, leftovers);
        Ok(writer)
    }

    /// An index in memory.
    pub fn in_memory() -> Result<StoreWriter> {
        let (schema, _) = Fields::build();
        let dir = Path::new("(memory)");
        let failed = WriteFailure::default();
        let index = Index::builder().schema(schema).settings(settings()).create_in_ram();
        StoreWriter::over(dir, index.map_err(|e| failed.error(dir, &e, AS_IT_WAS))?, None, failed)
    }

    /// A writer over an index, as yet without a lock.
    fn over(dir: &Path, mut index: Index, memory: Option<usize>, failed: WriteFailure) -> Result<StoreWriter> {
        index.set_tokenizers(tokens::manager());
        let (_, fields) = Fields::build();
        // One thread, so that passages stand in the order in which they came: equal scores keep that order, and the
        // same documents give the same results every time.
        let memory = memory.unwrap_or(MEMORY).clamp(*Self::MEMORY.start(), *Self::MEMORY.end());
        let writer: IndexWriter =
            index.writer_with_num_threads(1, memory << 20).map_err(|e| failed.error(dir, &e, AS_IT_WAS))?;
        // Merging is done once, at the end, and only as far as it pays.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(StoreWriter {
            dir: dir.to_path_buf(),
            folder: None,
            index,
            writer,
            fields,
            waiting: Vec::new(),
            waiting_bytes: 0,
            failed,
            leftovers: Leftovers::of(None),
            lock: None,
        })
    }

    fn error(&self, error: &TantivyError) -> Error {
        self.failed.error(&self.dir, error, AS_IT_WAS)
    }

    /// Adds a passage with what its document gives it to be found by.
    pub fn add(&mut self, passage: Passage, labels: &Arc<Labels>) -> Result<()> {
        let bytes = [&passage.zh, &passage.en].into_iter().flatten().map(|side| side.text.len()).sum();
        self.wait(Record::Passage(passage), Arc::clone(labels), bytes)
    }

    /// Adds a document's own record, after its passages or before.
    pub fn add_document(&mut self, info: DocumentInfo) -> Result<()> {
        self.wait(Record::Document(info), Arc::default(), 0)
    }

    /// Takes a document and its passages out.
    pub fn remove(&mut self, doc: &str) -> Result<()> {
        let same = |(record, _): &(Record, Arc<Labels>)| match record {
            Record::Passage(passage) => passage.id.doc == doc,
            Record::Document(info) => info.id == doc,
        };
        if self.waiting.iter().any(same) {
            self.flush()?;
        }
        for field in [self.fields.doc, self.fields.document] {
            self.writer.delete_term(Term::from_field_text(field, doc));
        }
        Ok(())
    }

    fn wait(&mut self, record: Record, labels: Arc<Labels>, bytes: usize) -> Result<()> {
        self.waiting.push((record, labels));
        self.waiting_bytes += bytes;
        if self.waiting.len() >= BATCH || self.waiting_bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    /// Gives the writer what waits, in order: making tokens takes longer than writing them, and needs no order.
    fn flush(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        let fields = &self.fields;
        let documents: Vec<TantivyDocument> =
            waiting.into_par_iter().map(|(record, labels)| document::of(record, &labels, fields)).collect();
        for document in documents {
            self.writer.add_document(document).map_err(|e| self.error(&e))?;
        }
        Ok(())
    }

    /// The segments that should become one. The metas are dropped here: tantivy keeps the files of those that live.
    fn worth_merging(&self) -> tantivy::Result<Vec<SegmentId>> {
        let metas = self.index.searchable_segment_metas()?;
        let worth = worth_merging(metas.iter().map(|m| (m.max_doc(), m.num_deleted_docs())));
        Ok(worth.into_iter().filter_map(|i| metas.get(i).map(SegmentMeta::id)).collect())
    }

    /// Makes everything added and removed since visible at once, and merges what is worth merging. `finish` is given
    /// the index as it then is, to bring its parts up to date; what takes the place of another index does so only after.
    ///
    /// # Errors
    /// The files cannot be written, or the error of `finish`.
    pub fn commit(mut self, finish: impl FnOnce(&Store) -> Result<()>) -> Result<Store> {
        self.flush()?;
        self.writer.commit().map_err(|e| self.error(&e))?;
        // From here on an index that was added to has its new content.
        let left = if self.folder.is_some() { AS_IT_WAS } else { UNTIDY };
        let error = |e| self.failed.error(&self.dir, &e, left);
        let merge = self.worth_merging().map_err(error)?;
        if !merge.is_empty() {
            self.writer.merge(&merge).wait().map_err(error)?;
        }
        self.writer.garbage_collect_files().wait().map_err(error)?;
        let StoreWriter { dir, lock, folder, index, writer, failed, mut leftovers, .. } = self;
        writer.wait_merging_threads().map_err(|e| failed.error(&dir, &e, left))?;
        if lock.is_none() {
            let opened = Store::from_index(&dir, None, index)?;
            finish(&opened)?;
            return Ok(opened);
        }
        let store = dir.join("store");
        let name = match &folder {
            Some(folder) => folder.clone(),
            None => Current::read(&store)?.map(|current| current.folder).unwrap_or_default(),
        };
        finish(&Store::from_index(&dir, Some(store.join(name)), index.clone())?)?;
        if let Some(folder) = &folder {
            Current::write(&store, folder).map_err(|e| Error::system(&store, &e))?;
        }
        leftovers.keep();
        let current = Current::read(&store)?.map(|current| current.folder).unwrap_or_default();
        remove_others(&store, &current);
        // Whoever searches it next has its files mapped.
        drop(index);
        Store::open_folder(&dir, &store.join(current))
    }
}

/// Where an index is written.
struct WriterFolder {
    lock: Lock,
    /// The folder of the files.
    path: PathBuf,
    /// Its name in the store, when it is new.
    new: Option<String>,
}

/// Which segments to make one, given passages and deleted passages of each. Small indexes become one segment. In a
/// large one, the largest segment stays as it is until the others have grown to a quarter of it.
fn worth_merging(segments: impl Iterator<Item = (u32, u32)>) -> Vec<usize> {
    let segments: Vec<(u32, u32)> = segments.collect();
    let total: u32 = segments.iter().map(|s| s.0).sum();
    let deleted: u32 = segments.iter().map(|s| s.1).sum();
    let all = (0..segments.len()).collect();
    if segments.len() <= 1 && deleted == 0 {
        return Vec::new();
    }
    let Some((largest, size)) = segments.iter().enumerate().map(|(i, s)| (i, s.0)).max_by_key(|s| s.1) else {
        return Vec::new();
    };
    if total < MERGE_ALL || size < total / 5 * 4 || deleted > total / 5 {
        return all;
    }
    let rest: Vec<usize> = all.into_iter().filter(|i| *i != largest).collect();
    if rest.len() > 1 { rest } else { Vec::new() }
}

/// What earlier writers left, finished or killed, is of no more use; what cannot be removed does no harm.
fn remove_others(store: &Path, current: &str) {
    let Ok(entries) = fs::read_dir(store) else { return };
    for entry in entries.flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() && name != current {
            remove(&path);
        } else if name.to_string_lossy().starts_with("current.") {
            let _ = fs::remove_file(path);
        }
    }
    parts::remove_unfinished(&store.join(current));
}

/// A reader that opens the folder at this moment puts a lock into it, and what is not empty stays: once more, then.
fn remove(folder: &Path) {
    const TRIES: usize = 5;
    let _ = (0..TRIES).any(|_| fs::remove_dir_all(folder).is_ok());
}

fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_indexes_are_one_segment_and_large_ones_are_left_alone() {
        let merged = |segments: &[(u32, u32)]| worth_merging(segments.iter().copied());
        assert_eq!(merged(&[(10, 0)]), Vec::<usize>::new());
        assert_eq!(merged(&[(10, 1)]), [0]);
        assert_eq!(merged(&[(10, 0), (5, 0)]), [0, 1]);
        assert_eq!(merged(&[(1_000_000, 0), (5, 0)]), Vec::<usize>::new());
        assert_eq!(merged(&[(1_000_000, 0), (5, 0), (7, 0)]), [1, 2]);
        assert_eq!(merged(&[(1_000_000, 0), (400_000, 0)]), [0, 1]);
    }
}
