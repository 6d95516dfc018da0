//! Unigram probabilities of tokens, which say how rare a match is.

use super::units::Units;
use rustc_hash::FxHashMap;

/// Tokens that the frequencies of the run count for, beside those of a document.
const OF_RUN: f32 = 2_000.0;
/// Tokens that an even share counts for, beside those of the run, …
const OF_NOTHING: f32 = 3_000.0;
/// … and the words that would share.
const KINDS: f32 = 30_000.0;

/// How often tokens occur in all documents of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct RunCounts {
    counts: Vec<f32>,
    sum: f32,
}

impl RunCounts {
    pub fn of<'u>(units: impl Iterator<Item = &'u Units>, kinds: usize) -> Self {
        let mut counts = vec![0.0; kinds];
        units.flat_map(|units| units.all_tokens()).for_each(|token| counts[*token as usize] += 1.0);
        let sum = counts.iter().sum();
        RunCounts { counts, sum }
    }

    fn frequency(&self, token: u32) -> f32 {
        (self.counts[token as usize] + OF_NOTHING / KINDS) / (self.sum + OF_NOTHING)
    }
}

/// u: relative frequency of every token that occurs, 0 for the others. A short document says little about how
/// rare its words are, so all documents of the run have a say, and where those are few, an even share.
pub(super) fn frequencies(units: &Units, run: &RunCounts) -> Vec<f32> {
    let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
    units.all_tokens().iter().for_each(|token| *counts.entry(*token).or_default() += 1.0);
    let mut frequencies = vec![0.0; run.counts.len()];
    for (token, count) in counts {
        let expected = OF_RUN * run.frequency(token);
        frequencies[token as usize] = (count + expected) / (units.all_tokens().len() as f32 + OF_RUN);
    }
    frequencies
}
