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

/// All pairs, one after another.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub zh: WordList,
    pub en: WordList,
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
        self.zh_ids.extend(zh.iter().map(|key| self.zh.add(key)));
        self.en_ids.extend(en.iter().map(|key| self.en.add(key)));
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
