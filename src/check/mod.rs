//! Translation QA: places where the two sides do not say the same. Precision comes first: where doubt stays, a finding
//! is a note.

mod baseline;
mod bounds;
mod companions;
mod context;
mod coverage;
mod dates;
mod denied;
mod derived;
mod explained;
mod figures;
mod gaps;
mod glossary;
mod hints;
mod holes;
mod idioms;
mod judge;
mod lengths;
mod lost;
mod matched;
mod missing;
mod names;
mod negation;
mod negatives;
mod notation;
mod order;
mod pair;
mod places;
mod references;
mod sequence;
mod sounds;
mod spoken;
mod undenied;
mod untranslated;
mod variants;

use crate::model::{Finding, Passage, PassageId, Severity};
use crate::wordalign::LearntView;
pub use baseline::Baseline;
use companions::Companions;
use context::Context;
use coverage::Habits;
pub use glossary::Glossary;
use hints::{Hints, Rarity};
use lengths::Lengths;
use negation::Answers;
use pair::Pair;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use undenied::Denials;
use variants::Variants;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Terms that have to be rendered as it says.
    pub glossary: Glossary,
}

/// The findings in the order of the passages, which come by document and place.
pub fn check(passages: &[Passage], view: &LearntView, options: &Options) -> Vec<Finding> {
    let pairs: Vec<Option<Pair>> = passages.par_iter().map(|passage| Pair::new(passage, view)).collect();
    let habits = gather(&pairs, |habits: &mut Habits, pair| habits.add(pair.links(), &pair.explained), Habits::merge);
    let rarity = gather(&pairs, Rarity::add, Rarity::merge);
    let answers = gather(&pairs, Answers::add, Answers::merge);
    let denials = gather(&pairs, Denials::add, Denials::merge);
    let lengths = Lengths::of(pairs.iter().flatten());
    let context = Context::of(pairs.iter().flatten());
    let variants = Variants::of(pairs.iter().flatten());
    let companions = Companions::of(&pairs);
    let whole =
        Whole { habits, rarity, lengths, context, variants, companions, answers, denials, glossary: &options.glossary };
    let both = both_sides(passages);
    let look = |(passage, pair): (&Passage, &Option<Pair>)| match pair {
        Some(pair) => one(pair, &whole),
        None => missing::side(passage, both.contains(passage.id.doc.as_str())).into_iter().collect(),
    };
    let mut found: Vec<Finding> = passages.par_iter().zip(&pairs).flat_map_iter(look).collect();
    sequence::check(passages, &mut found);
    let place: HashMap<&PassageId, usize> = passages.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
    found.sort_by_key(|f| (place.get(&f.id).copied(), f.zh, f.en, f.rule));
    found
}

/// What all pairs together say of one matter.
fn gather<'p, T: Default + Send>(
    pairs: &'p [Option<Pair<'p>>],
    add: impl Fn(&mut T, &'p Pair<'p>) + Sync + Send,
    merge: impl Fn(T, T) -> T + Sync + Send,
) -> T {
    let added = |mut all: T, pair| {
        add(&mut all, pair);
        all
    };
    pairs.par_iter().flatten().fold(T::default, added).reduce(T::default, merge)
}

/// What all passages together say, by which each is judged.
struct Whole<'p> {
    habits: Habits,
    rarity: Rarity,
    lengths: Lengths,
    context: Context<'p>,
    variants: Variants<'p>,
    companions: Companions<'p>,
    answers: Answers<'p>,
    denials: Denials,
    glossary: &'p Glossary,
}

/// The documents most of whose passages have both sides. In others what is missing is the translation as a whole, or
/// the two files are no pair, and each paragraph of it says nothing.
fn both_sides(passages: &[Passage]) -> HashSet<&str> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for passage in passages {
        let count = counts.entry(&passage.id.doc).or_default();
        count.0 += usize::from(passage.zh.is_some() && passage.en.is_some());
        count.1 += 1;
    }
    counts.into_iter().filter(|(_, (both, all))| both * 2 > *all).map(|(doc, _)| doc).collect()
}

fn one(pair: &Pair, whole: &Whole) -> Vec<Finding> {
    let mut out = Vec::new();
    untranslated::check(pair, &mut out);
    if out.iter().any(|f| f.severity == Severity::Error) {
        // Nothing else can be said of a pair that is none.
        return out;
    }
    missing::short(pair, &whole.lengths, &mut out);
    let is_norm = whole.answers.is_norm(pair);
    figures::check(pair, &whole.context, is_norm, &mut out);
    negation::check(pair, &whole.answers, &whole.denials, &mut out);
    let hints = Hints::of(pair, &whole.rarity);
    places::check(pair, &mut out);
    names::check(pair, &whole.habits, &hints, &whole.companions, is_norm, &mut out);
    missing::clauses(pair, &whole.habits, &hints, &whole.lengths, is_norm, &mut out);
    if whole.context.is_classical(pair) {
        out.iter_mut().for_each(|f| f.severity = Severity::Note);
    }
    glossary::check(pair, whole.glossary, &mut out);
    variants::check(pair, &whole.variants, &mut out);
    out
}
