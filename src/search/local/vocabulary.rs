//! How often each word of the index occurs, read from its dictionary and postings.

use crate::index::{CASE, END, Field, Fields, Store};
use crate::model::{Side, WordCount, WordForm};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

/// The words of a side, in no order.
pub(super) fn vocabulary(store: &Store, side: Side, form: WordForm) -> crate::Result<Vec<WordCount>> {
    let searcher = store.searcher();
    let segments: Vec<FxHashMap<String, u64>> = searcher
        .segment_readers()
        .par_iter()
        .map(|reader| counted(reader, words_field(store.fields(), side, form)))
        .collect::<tantivy::Result<_>>()
        .map_err(|e| store.damaged(e))?;
    let mut all: FxHashMap<String, u64> = FxHashMap::default();
    for (word, times) in segments.into_iter().flatten() {
        *all.entry(word).or_default() += times;
    }
    Ok(all.into_iter().map(|(word, times)| WordCount { word, times }).collect())
}

/// Where the words of a side stand.
pub(super) fn words_field(fields: &Fields, side: Side, form: WordForm) -> Field {
    match (side, form) {
        (Side::Zh, _) => fields.zh_words,
        (Side::En, WordForm::Lemma) => fields.en_lemmas,
        (Side::En, WordForm::Form) => fields.en_words,
    }
}

fn counted(reader: &SegmentReader, field: Field) -> tantivy::Result<FxHashMap<String, u64>> {
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    each_word(reader, field, &mut |word, postings| {
        let mut times = 0;
        while postings.doc() != TERMINATED {
            if !reader.is_deleted(postings.doc()) {
                times += u64::from(postings.term_freq());
            }
            postings.advance();
        }
        if times > 0 {
            *counts.entry(word.to_string()).or_default() += times;
        }
    })?;
    Ok(counts)
}

/// Gives each word of a field with the places of one way of writing it, deleted ones too: the ways of one word follow
/// each other. Words with signs (C#) count by their letters, which are words of their own.
pub(super) fn each_word(
    reader: &SegmentReader,
    field: Field,
    visit: &mut dyn FnMut(&str, &mut SegmentPostings),
) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(field)?;
    let mut words = inverted.terms().stream()?;
    while words.advance() {
        let Ok(word) = std::str::from_utf8(words.key()) else { continue };
        // A word is what stands before the case that it is written in.
        let word = word.split(CASE).next().unwrap_or(word);
        let has_signs = !word.starts_with(char::is_alphanumeric) || word.contains(['+', '#', '&']);
        if !word.starts_with(END) && !has_signs {
            visit(word, &mut inverted.read_postings_from_terminfo(words.value(), IndexRecordOption::WithFreqs)?);
        }
    }
    Ok(())
}
