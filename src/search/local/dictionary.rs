//! The dictionary of an index on this machine.

use crate::index::{CASE, END, Field};
use crate::search::dictionary::Dictionary;
use crate::search::index_query::Like;
use tantivy::schema::Term;
use tantivy::{Searcher, SegmentReader};

/// One view of an index.
pub(super) struct LocalDictionary(pub Searcher);

impl Dictionary for LocalDictionary {
    fn records(&self) -> u64 {
        self.0.num_docs()
    }

    fn frequency(&self, field: Field, term: &str) -> u64 {
        self.0.doc_freq(&Term::from_field_text(field, term)).unwrap_or(0)
    }

    fn mean_length(&self, field: Field) -> f32 {
        let inverted = |segment: &SegmentReader| segment.inverted_index(field).ok();
        let tokens: u64 = self.0.segment_readers().iter().filter_map(inverted).map(|i| i.total_num_tokens()).sum();
        (tokens as f32 / self.0.num_docs().max(1) as f32).max(1.0)
    }

    fn forms(&self, field: Field, plain: &str) -> Option<Vec<String>> {
        let mut forms = Vec::new();
        for reader in self.0.segment_readers() {
            let Ok(inverted) = reader.inverted_index(field) else { continue };
            let behind = format!("{plain}{}", char::from_u32(CASE as u32 + 1).unwrap_or(CASE));
            let range = inverted.terms().range().ge(plain.as_bytes()).lt(behind.as_bytes());
            let Ok(mut found) = range.into_stream() else { continue };
            while found.advance() {
                forms.extend(std::str::from_utf8(found.key()).ok().map(String::from));
            }
        }
        forms.sort_unstable();
        forms.dedup();
        Some(forms)
    }

    fn beginning_with(&self, field: Field, beginning: &str, most: usize) -> Vec<String> {
        let mut words = Vec::new();
        for reader in self.0.segment_readers() {
            let like = Like::Prefix(beginning.to_string());
            // A segment that cannot be read has none; the search over it says what is wrong.
            let _ = like.walk(reader, field, |word, _| {
                words.push(word.to_string());
                Ok(words.len() < most)
            });
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    fn each_form(&self, field: Field, visit: &mut dyn FnMut(&str, u64)) {
        for reader in self.0.segment_readers() {
            let Ok(inverted) = reader.inverted_index(field) else { continue };
            let Ok(mut terms) = inverted.terms().stream() else { continue };
            while terms.advance() {
                let Ok(form) = std::str::from_utf8(terms.key()) else { continue };
                if form.starts_with(END) {
                    break;
                }
                visit(form, u64::from(terms.value().doc_freq));
            }
        }
    }
}
