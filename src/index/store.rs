//! An index that is open for reading, on disk by mmap or in memory.

use super::folder::IndexFolder;
use super::format::Current;
use super::intact::{self, CheckScope};
use super::parts::Part;
use super::{Fields, tokens};
use crate::{Error, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Index, IndexReader, ReloadPolicy, Searcher, SegmentReader};

/// An open index. Cheap to share between threads; what it shows changes only on [`Store::reload`].
pub struct Store {
    pub(super) dir: PathBuf,
    /// Where the files are; `None` in memory.
    pub(super) folder: Option<PathBuf>,
    pub(super) index: Index,
    reader: IndexReader,
    pub(super) fields: Fields,
    /// Parts that were looked for, and what was found.
    pub(super) parts: Mutex<HashMap<String, Option<Part>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("dir", &self.dir).finish_non_exhaustive()
    }
}

fn open_index(folder: &Path) -> tantivy::Result<Index> {
    Index::open(IndexFolder::open(folder)?)
}

impl Store {
    /// Opens the index in `dir` (the folder that holds `duizhao.toml` and `store/`). `None` when there is none yet.
    pub fn open(dir: &Path) -> Result<Option<Store>> {
        Store::open_current(dir).map_err(|error| match (&error, intact::forbidden(&dir.join("store"))) {
            (Error::Index { .. }, Some(file)) => Error::Index {
                dir: dir.to_path_buf(),
                reason: format!("may not be read: permission denied for '{}'", file.display()),
                way_out: "it belongs to another user, who can make its files readable for you".into(),
            },
            _ => error,
        })
    }

    fn open_current(dir: &Path) -> Result<Option<Store>> {
        let store = dir.join("store");
        let mut current = Current::read(&store)?;
        while let Some(Current { folder, .. }) = current {
            let opened = Store::open_folder(dir, &store.join(&folder));
            // A rebuild may have taken the folder away meanwhile, or half of it, which an index can be opened without; then
            // there is another one. Nobody takes away the folder that is current.
            current = Current::read(&store)?;
            if current.as_ref().is_none_or(|now| now.folder == folder) {
                return opened.map(Some);
            }
        }
        Ok(None)
    }

    /// What tells the commit of the index in `dir` that [`Store::open`] would open now from every other one.
    /// `None` when there is none, or it cannot be read.
    pub fn commit(dir: &Path) -> Option<Vec<u8>> {
        let store = dir.join("store");
        let Current { folder, .. } = Current::read(&store).ok()??;
        let mut commit = std::fs::read(store.join(&folder).join("meta.json")).ok()?;
        commit.extend_from_slice(folder.as_bytes());
        Some(commit)
    }

    pub(super) fn open_folder(dir: &Path, folder: &Path) -> Result<Store> {
        let open = || -> Result<Store> {
            let index = open_index(folder).map_err(|e| Error::damaged(dir, intact::reason(&e)))?;
            if let Some(reason) = intact::fault(&index, folder, CheckScope::Doubtful) {
                return Err(Error::damaged(dir, reason));
            }
            Store::from_index(dir, Some(folder.to_path_buf()), index)
        };
        let fault = || match open_index(folder) {
            Ok(index) => intact::fault(&index, folder, CheckScope::All),
            Err(e) => Some(intact::reason(&e)),
        };
        intact::guarded(open, fault).map_err(|reason| Error::damaged(dir, reason))?
    }

    pub(super) fn from_index(dir: &Path, folder: Option<PathBuf>, mut index: Index) -> Result<Store> {
        index.set_tokenizers(tokens::manager());
        let (schema, fields) = Fields::build();
        if index.schema() != schema {
            return Err(Error::damaged(dir, "another version of duizhao wrote it"));
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|e: tantivy::TantivyError| Error::damaged(dir, intact::reason(&e)))?;
        let store = Store { dir: dir.to_path_buf(), folder, index, reader, fields, parts: Mutex::default() };
        store.check_sizes()?;
        Ok(store)
    }

    /// `meta.json` has no checksum; a wrong size in it would show only as a panic, or as passages that are not found.
    fn check_sizes(&self) -> Result<()> {
        for segment in self.searcher().segment_readers() {
            let order = self.index.schema().get_field_name(self.fields.order).to_string();
            let order = segment.fast_fields().u64(&order).map_err(|e| self.damaged(e))?;
            if order.num_docs() != segment.max_doc() {
                return Err(self.damaged("'meta.json' gives another size than its files have"));
            }
        }
        Ok(())
    }

    /// Runs what reads this index; see [`intact::guarded`].
    pub(crate) fn guarded<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let fault = || self.folder.as_deref().and_then(|folder| intact::fault(&self.index, folder, CheckScope::All));
        intact::guarded(work, fault).map_err(|reason| self.damaged(reason))?
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// A view of the index as it is now; later commits do not change it.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Shows what has been committed since.
    pub fn reload(&self) -> Result<()> {
        self.forget_parts();
        self.reader.reload().map_err(|e| self.damaged(e))
    }

    /// A number that tells what the index holds now from what it held before and will hold after.
    pub fn stamp(&self) -> u64 {
        let metas = self.index.searchable_segment_metas().unwrap_or_default();
        let mut parts: Vec<String> =
            metas.iter().map(|meta| format!("{} {}", meta.id().uuid_string(), meta.num_deleted_docs())).collect();
        parts.sort();
        u64::from(crc32fast::hash(parts.join("\n").as_bytes())) << 32 | self.searcher().num_docs() & 0xffff_ffff
    }

    /// An error about this index, from whatever tantivy said.
    pub fn damaged(&self, reason: impl std::fmt::Display) -> Error {
        Error::damaged(&self.dir, reason)
    }

    /// Passages in the index.
    pub fn len(&self) -> u64 {
        let searcher = self.searcher();
        let count = |segment: &SegmentReader| match segment.has_deletes() {
            // Each term is a document.
            false => Ok(segment.inverted_index(self.fields.document)?.terms().num_terms()),
            true => self.documents_in(segment).map(|documents| documents.len()),
        };
        let documents: usize = searcher.segment_readers().iter().filter_map(|segment| count(segment).ok()).sum();
        searcher.num_docs().saturating_sub(documents as u64)
    }

    /// Where the documents of a segment are that have not been removed. The term of one that has stays until the segment
    /// is merged.
    pub(super) fn documents_in(&self, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
        let inverted = segment.inverted_index(self.fields.document)?;
        let mut terms = inverted.terms().stream()?;
        let mut found = Vec::new();
        while terms.advance() {
            let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            while postings.doc() != tantivy::TERMINATED {
                found.extend(Some(postings.doc()).filter(|doc| !segment.is_deleted(*doc)));
                postings.advance();
            }
        }
        Ok(found)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::Term;
    use tantivy::merge_policy::NoMergePolicy;
    use tantivy::{IndexWriter, doc};

    #[test]
    fn what_was_removed_is_not_counted_before_it_is_merged_away() {
        let (schema, fields) = Fields::build();
        let mut index = Index::create_in_ram(schema);
        index.set_tokenizers(tokens::manager());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 16 << 20).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for id in ["one", "two", "three"] {
            writer.add_document(doc!(fields.document => id, fields.doc => id, fields.order => 0u64)).unwrap();
            for order in 0..3u64 {
                writer.add_document(doc!(fields.doc => id, fields.order => order)).unwrap();
            }
        }
        writer.commit().unwrap();
        writer.delete_term(Term::from_field_text(fields.doc, "two"));
        writer.commit().unwrap();
        let store = Store::from_index(Path::new("(memory)"), None, index).unwrap();
        assert_eq!(store.len(), 6);
    }
}
