//! Counting over the passages that a query finds, on all cores.

use crate::Result;
use crate::model::{Passage, Query, Side, Span};
use crate::search::Searcher;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Passages that are held at once, and that one core takes at a time.
const BATCH: usize = 8_192;
const CHUNK: usize = 256;

/// Occurrences by word.
pub(super) type Counts = FxHashMap<String, u64>;

/// What `count` makes of the passages that the query finds, put together by `add`.
pub(super) fn over<C: Default + Send>(
    index: &dyn Searcher,
    query: &Query,
    count: impl Fn(&mut C, &Passage) + Sync,
    add: impl Fn(&mut C, C),
) -> Result<C> {
    let mut all = C::default();
    let mut batch: Vec<Passage> = Vec::new();
    let mut counted = |batch: &mut Vec<Passage>| {
        let chunk = |passages: &[Passage]| {
            let mut counts = C::default();
            passages.iter().for_each(|passage| count(&mut counts, passage));
            counts
        };
        let parts: Vec<C> = batch.par_chunks(CHUNK).map(chunk).collect();
        parts.into_iter().for_each(|part| add(&mut all, part));
        batch.clear();
    };
    index.each(query, &mut |passage| {
        batch.push(passage);
        if batch.len() == BATCH {
            counted(&mut batch);
        }
        Ok(())
    })?;
    counted(&mut batch);
    Ok(all)
}

pub(super) fn add_counts(all: &mut Counts, part: Counts) {
    if all.is_empty() {
        *all = part;
        return;
    }
    for (word, times) in part {
        *all.entry(word).or_default() += times;
    }
}

pub(super) fn count_word(counts: &mut Counts, word: &str) {
    match counts.get_mut(word) {
        Some(times) => *times += 1,
        None => {
            counts.insert(word.to_string(), 1);
        }
    }
}

/// The stretches of a passage that render each other, sentence by sentence: bytes on the side and on the other one. A
/// passage that was not cut is one.
pub(super) fn stretches(passage: &Passage, side: Side) -> Vec<(Span, Option<Span>)> {
    let whole = |side: Side| passage.side(side).map(|s| Span::new(0, s.text.len()));
    if passage.sentences.is_empty() {
        return whole(side).map(|span| (span, whole(side.other()))).into_iter().collect();
    }
    let pair = |pair: &crate::model::SentencePair| Some((pair.get(side)?, pair.get(side.other())));
    passage.sentences.iter().filter_map(pair).collect()
}
