//! Translation QA: places where the two sides do not say the same. Precision comes first: where doubt stays, a finding
//! is a note.

mod baseline;
mod context;
mod coverage;
mod derived;
mod explained;
mod figures;
mod lengths;
mod missing;
mod names;
mod negation;
mod order;
mod pair;
mod spoken;
mod untranslated;

use crate::model::{Finding, Passage, Severity};
use crate::text::wordalign::LearntView;
pub use baseline::Baseline;
use context::Context;
use coverage::Habits;
use lengths::Lengths;
use pair::Pair;
use rayon::prelude::*;
use std::collections::HashSet;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// The findings in the order of the passages, which come by document and place.
pub fn check(passages: &[Passage], view: &LearntView, _options: &Options) -> Vec<Finding> {
    let pairs: Vec<Option<Pair>> = passages.par_iter().map(|passage| Pair::new(passage, view)).collect();
    let habits = pairs
        .par_iter()
        .flatten()
        .fold(Habits::default, |mut habits, pair| {
            habits.add(pair.links(), &pair.explained);
            habits
        })
        .reduce(Habits::default, Habits::merge);
    let lengths = Lengths::of(pairs.iter().flatten());
    let context = Context::of(pairs.iter().flatten());
    let both = both_sides(passages);
    let look = |(passage, pair): (&Passage, &Option<Pair>)| match pair {
        Some(pair) => one(pair, &habits, &lengths, &context),
        None => missing::side(passage, both.contains(passage.id.doc.as_str())).into_iter().collect(),
    };
    passages.par_iter().zip(&pairs).flat_map_iter(look).collect()
}

/// The documents that have both sides at all.
fn both_sides(passages: &[Passage]) -> HashSet<&str> {
    passages.iter().filter(|p| p.zh.is_some() && p.en.is_some()).map(|p| p.id.doc.as_str()).collect()
}

fn one(pair: &Pair, habits: &Habits, lengths: &Lengths, context: &Context) -> Vec<Finding> {
    let mut out = Vec::new();
    untranslated::check(pair, &mut out);
    if out.iter().any(|f| f.severity == Severity::Error) {
        // Nothing else can be said of a pair that is none.
        return out;
    }
    missing::short(pair, lengths, &mut out);
    figures::check(pair, context, &mut out);
    negation::check(pair, &mut out);
    names::check(pair, habits, &mut out);
    missing::clauses(pair, habits, lengths, &mut out);
    out
}
