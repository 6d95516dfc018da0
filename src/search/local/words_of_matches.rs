//! In how many matches each word stands, from the postings of all words: reading a match takes its text and the segmenter,
//! a posting some nanoseconds.

use super::vocabulary::{each_word, words_field};
use crate::Result;
use crate::index::{Field, Store};
use crate::model::{Side, WordForm};
use crate::search::engine::WordsOfMatches;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::collector::DocSetCollector;
use tantivy::query::Query;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

/// To read a match takes about as long as to go through the postings of so many passages.
const AS_LONG_AS_READING: u64 = 50;

/// The words of a side of what a query finds; `None` where reading is faster.
pub(super) fn words_of(store: &Store, query: &dyn Query, side: Side) -> Result<Option<WordsOfMatches>> {
    let searcher = store.searcher();
    let found = searcher.search(query, &DocSetCollector).map_err(|e| store.damaged(e))?;
    let passages = found.len() as u64;
    if passages.saturating_mul(AS_LONG_AS_READING) < store.len() {
        return Ok(None);
    }
    let readers = searcher.segment_readers();
    let mut matches: Vec<Vec<bool>> = readers.iter().map(|reader| vec![false; reader.max_doc() as usize]).collect();
    for address in found {
        let of_segment = matches.get_mut(address.segment_ord as usize);
        if let Some(is_match) = of_segment.and_then(|docs| docs.get_mut(address.doc_id as usize)) {
            *is_match = true;
        }
    }
    let field = words_field(store.fields(), side, WordForm::Lemma);
    let of_segments = readers.par_iter().zip(matches).map(|(reader, matches)| counted(reader, field, &matches));
    let mut all: FxHashMap<String, u64> = FxHashMap::default();
    for of_segment in of_segments.collect::<tantivy::Result<Vec<_>>>().map_err(|e| store.damaged(e))? {
        of_segment.into_iter().for_each(|(word, passages)| *all.entry(word).or_default() += passages);
    }
    Ok(Some(WordsOfMatches { passages, words: all.into_iter().collect() }))
}

/// Each word with in how many of the matches of a segment it stands.
fn counted(reader: &SegmentReader, field: Field, matches: &[bool]) -> tantivy::Result<Vec<(String, u64)>> {
    let mut words: Vec<(String, u64)> = Vec::new();
    // The word that is read, with the matches that have it, one way of writing it after the other.
    let (mut word, mut with_word): (String, Vec<DocId>) = Default::default();
    let end = |word: &mut String, with_word: &mut Vec<DocId>, words: &mut Vec<(String, u64)>| {
        with_word.sort_unstable();
        with_word.dedup();
        if !with_word.is_empty() {
            words.push((std::mem::take(word), with_word.len() as u64));
        }
        with_word.clear();
    };
    each_word(reader, field, &mut |next, postings| {
        if next != word {
            end(&mut word, &mut with_word, &mut words);
            word = next.to_string();
        }
        while postings.doc() != TERMINATED {
            if matches.get(postings.doc() as usize) == Some(&true) {
                with_word.push(postings.doc());
            }
            postings.advance();
        }
    })?;
    end(&mut word, &mut with_word, &mut words);
    Ok(words)
}
