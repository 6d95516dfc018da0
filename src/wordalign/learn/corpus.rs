//! The pairs to learn from, as numbers: every distinct pair once, its words by their ids.

use super::super::token::{Class, Cut, tokens};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Pairs that are read and cut at a time.
const BATCH: usize = 8192;

/// A side with more tokens is no sentence or paragraph; its words would pair with everything.
const LONGEST: usize = 500;

/// The words of one side: ids count up from 0 in order of first use.
#[derive(Debug, Default)]
pub(super) struct WordList {
    ids: FxHashMap<Box<str>, u32>,
    pub keys: Vec<Box<str>>,
    pub class: Vec<Class>,
    /// How often each stands in the pairs.
    pub freq: Vec<u32>,
}

impl WordList {
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn id(&self, key: &str) -> Option<u32> {
        self.ids.get(key).copied()
    }

    fn add(&mut self, key: &str) -> u32 {
        let id = self.id(key).unwrap_or_else(|| {
            let id = self.keys.len() as u32;
            self.ids.insert(key.into(), id);
            self.keys.push(key.into());
            self.class.push(Class::of(key));
            self.freq.push(0);
            id
        });
        self.freq[id as usize] += 1;
        id
    }
}

/// The pairs with the words that they consist of.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub zh: WordList,
    pub en: WordList,
    pub rows: Rows,
}

/// Pairs as numbers, one after another.
#[derive(Debug, Default)]
pub(super) struct Rows {
    zh_ids: Vec<u32>,
    en_ids: Vec<u32>,
    /// Where each pair ends in the two lists.
    ends: Vec<(u32, u32)>,
}

/// A pair's words by their ids.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairIds<'c> {
    pub zh: &'c [u32],
    pub en: &'c [u32],
}

impl Corpus {
    /// Reads up to `limit` pairs; what has words on one side only, or was there before, teaches nothing and is left out.
    pub fn read<S: AsRef<str> + Send + Sync>(
        pairs: impl Iterator<Item = (S, S)>,
        limit: usize,
        cutter: &(impl Cut + Sync),
    ) -> Corpus {
        let mut corpus = Corpus::default();
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        let mut pairs = pairs.take(limit).filter(|(zh, en)| seen.insert(hash(zh.as_ref(), en.as_ref())));
        loop {
            let batch: Vec<(S, S)> = pairs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return corpus;
            }
            let keys = |text: &S| tokens(text.as_ref(), cutter).into_iter().map(|t| t.key).collect::<Vec<_>>();
            let cut: Vec<_> = batch.par_iter().map(|(zh, en)| (keys(zh), keys(en))).collect();
            for (zh, en) in cut {
                corpus.push(&zh, &en);
            }
        }
    }

    /// Adds a pair that is cut into keys already.
    pub fn push(&mut self, zh: &[String], en: &[String]) {
        if zh.is_empty() || en.is_empty() || zh.len() > LONGEST || en.len() > LONGEST {
            return;
        }
        self.rows.push(zh.iter().map(|key| self.zh.add(key)), en.iter().map(|key| self.en.add(key)));
    }

    /// The rows until each word was met so often: those in which some word had been met less.
    pub fn rows_until_met(&self, times: u32) -> Rows {
        let mut met = [vec![0u32; self.zh.len()], vec![0u32; self.en.len()]];
        let mut some = Rows::default();
        for row in (0..self.rows.len()).map(|i| self.rows.pair(i)) {
            let is_rare = |met: &[u32], words: &[u32]| words.iter().any(|word| met[*word as usize] < times);
            if is_rare(&met[0], row.zh) || is_rare(&met[1], row.en) {
                row.zh.iter().for_each(|word| met[0][*word as usize] += 1);
                row.en.iter().for_each(|word| met[1][*word as usize] += 1);
                some.push(row.zh.iter().copied(), row.en.iter().copied());
            }
        }
        some
    }
}

impl Rows {
    fn push(&mut self, zh: impl Iterator<Item = u32>, en: impl Iterator<Item = u32>) {
        self.zh_ids.extend(zh);
        self.en_ids.extend(en);
        self.ends.push((self.zh_ids.len() as u32, self.en_ids.len() as u32));
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn pair(&self, i: usize) -> PairIds<'_> {
        let (zh, en) = if i == 0 { (0, 0) } else { self.ends[i - 1] };
        let (zh_end, en_end) = self.ends[i];
        PairIds { zh: &self.zh_ids[zh as usize..zh_end as usize], en: &self.en_ids[en as usize..en_end as usize] }
    }
}

fn hash(zh: &str, en: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (zh, en).hash(&mut hasher);
    hasher.finish()
}
