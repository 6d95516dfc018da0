//! Translation QA: places where the two sides do not say the same. Precision comes first: where doubt stays, a finding
//! is a note.

mod baseline;
mod derived;
mod explained;
mod figures;
mod pair;
mod spoken;

use crate::model::{Finding, Passage};
use crate::text::wordalign::LearntView;
pub use baseline::Baseline;
use pair::Pair;
use rayon::prelude::*;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// The findings in the order of the passages, which come by document and place.
pub fn check(passages: &[Passage], view: &LearntView, _options: &Options) -> Vec<Finding> {
    passages.par_iter().flat_map_iter(|passage| one(passage, view)).collect()
}

fn one(passage: &Passage, view: &LearntView) -> Vec<Finding> {
    let mut out = Vec::new();
    if let Some(pair) = Pair::new(passage, view) {
        figures::check(&pair, &mut out);
    }
    out
}
