//! Counting over the passages that a query finds, on all cores, while they are read.

use super::words::each_index_word;
use crate::Result;
use crate::model::{Passage, Query, Side, Span, WordCount, WordForm};
use crate::search::Searcher;
use crate::text::word_map::WordMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Passages that are counted at a time, and how many such chunks may wait while more are read.
const CHUNK: usize = 256;
const WAITING: usize = 32;

/// Occurrences by word.
pub(super) type Counts = WordMap<u64>;

/// What `count` makes of the passages that the query finds, put together by `add` in any order. They are counted while
/// others are read; where counting falls behind, who reads counts too, so that few passages are held at once.
pub(super) fn over<C: Default + Send>(
    index: &dyn Searcher,
    query: &Query,
    count: impl Fn(&mut C, &Passage) + Sync,
    add: impl Fn(&mut C, C),
) -> Result<C> {
    over_read(|visit| index.each(query, visit), count, add)
}

/// The same of the passages that `read` gives.
pub(super) fn over_read<C: Default + Send>(
    read: impl FnOnce(&mut dyn FnMut(Passage) -> Result<()>) -> Result<u64>,
    count: impl Fn(&mut C, &Passage) + Sync,
    add: impl Fn(&mut C, C),
) -> Result<C> {
    let idle: Mutex<Vec<C>> = Mutex::default();
    let counts_at_rest = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = AtomicUsize::new(0);
    let counted = |chunk: Vec<Passage>| {
        let mut counts = counts_at_rest().pop().unwrap_or_default();
        chunk.iter().for_each(|passage| count(&mut counts, passage));
        counts_at_rest().push(counts);
    };
    rayon::in_place_scope(|scope| -> Result<()> {
        let (counted, waiting) = (&counted, &waiting);
        let mut chunk: Vec<Passage> = Vec::with_capacity(CHUNK);
        read(&mut |passage| {
            chunk.push(passage);
            if chunk.len() < CHUNK {
                return Ok(());
            }
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
            if waiting.load(Ordering::Relaxed) < WAITING {
                waiting.fetch_add(1, Ordering::Relaxed);
                scope.spawn(move |_| {
                    waiting.fetch_sub(1, Ordering::Relaxed);
                    counted(full);
                });
            } else {
                counted(full);
            }
            Ok(())
        })?;
        counted(chunk);
        Ok(())
    })?;
    let parts = std::mem::take(&mut *counts_at_rest());
    let mut all = C::default();
    parts.into_iter().for_each(|part| add(&mut all, part));
    Ok(all)
}

/// How often each word of a side occurs in what a query finds: from the postings of the index, or by reading it.
pub(super) fn word_counts(index: &dyn Searcher, query: &Query, side: Side, form: WordForm) -> Result<Counts> {
    let Some(counted) = index.vocabulary_of(query, side, form)? else {
        let count = |counts: &mut Counts, passage: &Passage| {
            each_index_word(passage.text(side), side, form, &mut |word| count_word(counts, word));
        };
        return over(index, query, count, add_counts);
    };
    let mut counts = Counts::default();
    counted.into_iter().for_each(|WordCount { word, times }| *counts.value(&word) = times);
    Ok(counts)
}

pub(super) fn add_counts(all: &mut Counts, part: Counts) {
    if all.is_empty() {
        *all = part;
        return;
    }
    for (word, times) in part.into_words() {
        *all.value(&word) += times;
    }
}

pub(super) fn count_word(counts: &mut Counts, word: &str) {
    *counts.value(word) += 1;
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
