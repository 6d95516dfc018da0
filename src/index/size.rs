//! What each part of an index takes on disk. Every passage is read for the size of its text, so this is no part of a
//! search.

use super::{Record, Store};
use crate::Result;
use crate::model::{Side, StoreSize};
use std::path::Path;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::space_usage::PerFieldSpaceUsage;

impl Store {
    /// Bytes of the store on disk, and of the text in it. An index in memory has none on disk.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when it is damaged.
    pub fn size(&self) -> Result<StoreSize> {
        self.guarded(|| self.measure())
    }

    fn measure(&self) -> Result<StoreSize> {
        let mut size = StoreSize::default();
        let searcher = self.searcher();
        let usage = searcher.space_usage().map_err(|e| self.damaged(e))?;
        for segment in usage.segments() {
            for side in Side::BOTH {
                let fields = self.fields_of(side);
                *size.postings.get_mut(side) +=
                    bytes_of(segment.termdict(), &fields) + bytes_of(segment.postings(), &fields);
            }
            size.positions += segment.positions().total().get_bytes();
            size.stored += segment.store().total().get_bytes();
            size.fast += segment.fast_fields().total().get_bytes();
        }
        if self.folder.is_some() {
            size.lexicon = self.part_size("lexicon");
            size.links = self.part_size("links") + self.part_size("links-added");
            size.other = bytes_in(&self.dir.join("store")).saturating_sub(size.total());
        }
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1).map_err(|e| self.damaged(e))?;
            for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                if let Record::Passage(passage) = self.record_of(&document.map_err(|e| self.damaged(e))?)? {
                    for side in Side::BOTH {
                        *size.text.get_mut(side) += passage.text(side).len() as u64;
                    }
                }
            }
        }
        Ok(size)
    }

    /// The names of the fields that hold what a side says.
    fn fields_of(&self, side: Side) -> Vec<String> {
        let f = self.fields();
        let fields: &[Field] = match side {
            Side::Zh => &[f.zh_pairs, f.zh_chars, f.zh_words, f.zh_figures, f.section_zh],
            Side::En => &[f.en_lemmas, f.en_words, f.en_figures, f.section_en],
        };
        let schema = self.index.schema();
        fields.iter().map(|field| schema.get_field_name(*field).to_string()).collect()
    }
}

fn bytes_of(usage: &PerFieldSpaceUsage, fields: &[String]) -> u64 {
    let of = usage.fields().filter(|field| fields.iter().any(|name| name == field.field_name()));
    of.map(|field| field.total().get_bytes()).sum()
}

/// Bytes of all files in a folder. What a writer takes away meanwhile is no longer there.
fn bytes_in(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?)))
        .map(|(path, meta)| if meta.is_dir() { bytes_in(&path) } else { meta.len() })
        .sum()
}
