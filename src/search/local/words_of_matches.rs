//! In how many matches each word stands, from the postings of all words: reading a match takes its text and the segmenter,
//! a posting some nanoseconds.

use super::vocabulary::{each_word, words_field};
use crate::Result;
use crate::index::{Field, Store};
use crate::model::{Side, WordForm};
use crate::search::engine::{WordOfMatches, WordsOfMatches};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::collector::DocSetCollector;
use tantivy::postings::Postings;
use tantivy::query::Query;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

/// To read a match takes about as long as to go through the postings of so many passages.
const AS_LONG_AS_READING: u64 = 50;

/// The words of a side of what a query finds; `None` where reading is faster.
pub(super) fn words_of(store: &Store, query: &dyn Query, side: Side, form: WordForm) -> Result<Option<WordsOfMatches>> {
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
    let field = words_field(store.fields(), side, form);
    let of_segments = readers.par_iter().zip(matches).map(|(reader, matches)| counted(reader, field, &matches));
    let mut all: FxHashMap<String, (u64, u64)> = FxHashMap::default();
    for of_segment in of_segments.collect::<tantivy::Result<Vec<_>>>().map_err(|e| store.damaged(e))? {
        for WordOfMatches { word, passages, times } in of_segment {
            let counts = all.entry(word).or_default();
            *counts = (counts.0 + passages, counts.1 + times);
        }
    }
    let words = all.into_iter().map(|(word, (passages, times))| WordOfMatches { word, passages, times });
    Ok(Some(WordsOfMatches { passages, words: words.collect() }))
}

/// The words of the matches of a segment.
fn counted(reader: &SegmentReader, field: Field, matches: &[bool]) -> tantivy::Result<Vec<WordOfMatches>> {
    let mut words: Vec<WordOfMatches> = Vec::new();
    // The matches that have the word, one way of writing it after the other.
    let mut with_word: Vec<DocId> = Vec::new();
    let end = |with_word: &mut Vec<DocId>, words: &mut Vec<WordOfMatches>| {
        with_word.sort_unstable();
        with_word.dedup();
        words.last_mut().into_iter().for_each(|word| word.passages = with_word.len() as u64);
        words.pop_if(|word| word.passages == 0);
        with_word.clear();
    };
    each_word(reader, field, &mut |next, postings| {
        if words.last().is_none_or(|word| word.word != next) {
            end(&mut with_word, &mut words);
            words.push(WordOfMatches { word: next.to_string(), passages: 0, times: 0 });
        }
        let Some(word) = words.last_mut() else { return };
        while postings.doc() != TERMINATED {
            if matches.get(postings.doc() as usize) == Some(&true) {
                with_word.push(postings.doc());
                word.times += u64::from(postings.term_freq());
            }
            postings.advance();
        }
    })?;
    end(&mut with_word, &mut words);
    Ok(words)
}
