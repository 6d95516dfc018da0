//! Translation QA: places where the two sides do not say the same. Precision comes first: where doubt stays, a finding
//! is a note.
//!
//! A rule lives in the room of its matter: `figures`, `negation`, `names`, `missing` text, `terms`, `untranslated` text.
//! Each looks at a [`pair`]; what speaks for a finding is weighed in `evidence`. Patterns and word lists are tables
//! beside the code that reads them ([`tables`]).

mod baseline;
mod code;
mod context;
mod contradicted;
mod elsewhere;
mod evidence;
mod figures;
mod missing;
mod names;
mod negation;
mod pair;
mod pairing;
mod remarks;
mod repeated;
mod sources;
mod tables;
mod terms;
mod untranslated;

use crate::model::{Finding, FindingKind, Passage, PassageId, Rule, Severity, Side};
use crate::wordalign::LearntView;
pub use baseline::Baseline;
use context::Context;
pub use evidence::candidate::Candidate;
use evidence::character_overlap::{CharacterOverlap, CharacterRarity};
use evidence::judge::{judge, tell};
use evidence::lengths::Lengths;
use evidence::unaligned::UnalignedRates;
use names::cooccurrence::CoOccurrence;
use negation::{NegationUsage, SentenceNegations};
use pair::Pair;
use rayon::prelude::*;
use std::collections::HashMap;
pub use terms::glossary::Glossary;
use terms::variants::UsualRenderings;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Terms that have to be rendered as it says.
    pub glossary: Glossary,
}

/// A passage with both sides, read once for all rules.
struct Prepared<'p> {
    pair: Pair<'p>,
    negations: Vec<SentenceNegations>,
}

impl<'p> Prepared<'p> {
    /// `None` where a side is missing.
    fn new(passage: &'p Passage, view: &LearntView) -> Option<Self> {
        let pair = Pair::new(passage, view)?;
        let negations = negation::of_pair(&pair);
        Some(Prepared { pair, negations })
    }
}

/// The findings in the order of the passages, which come by document and place.
pub fn check(passages: &[Passage], view: &LearntView, options: &Options) -> Vec<Finding> {
    let judged = candidates(passages, view, options).into_iter().filter_map(judge).collect();
    repeated::said_once(judged, passages)
}

/// All that any rule sees, in the same order, before it is judged: with the name of its classifier and its features.
pub fn candidates(passages: &[Passage], view: &LearntView, options: &Options) -> Vec<Candidate> {
    let prepared: Vec<Option<Prepared>> = passages.par_iter().map(|passage| Prepared::new(passage, view)).collect();
    let whole = Whole::of(&prepared, &options.glossary, view);
    let sides = sides_by_document(passages);
    let has_both = |at: usize, one_in: usize| {
        sides.get(passages[at].id.doc.as_str()).is_some_and(|(both, all)| both * one_in > *all)
    };
    let look = |at: usize| match &prepared[at] {
        Some(prepared) => {
            let mut found = one(prepared, &whole);
            let by_chance = !has_both(at, 3) || pairing::is_doubtful(&prepared.pair);
            for candidate in &mut found {
                if candidate.finding.rule == Rule::UntranslatedSame && untranslated::is_output(passages, at) {
                    candidate.doubt();
                }
                candidate.at_most_note |= candidate.finding.rule.kind() == FindingKind::Untranslated
                    && untranslated::has_translation_beside(passages, at);
                candidate.at_most_note |= match candidate.finding.rule.kind() {
                    // What was not translated stands there all the same.
                    FindingKind::Untranslated => is_of_another_column(candidate, &prepared.pair),
                    _ if candidate.finding.rule == Rule::MissingShort => {
                        by_chance || pairing::is_too_short_by_chance(&prepared.pair)
                    }
                    // What was put together by chance differs in everything.
                    _ => by_chance,
                };
            }
            found
        }
        None => {
            let mut found = missing::side::one_sided(passages, at, has_both(at, 2));
            found.iter_mut().for_each(|candidate| candidate.at_most_note |= !pairing::is_linked(&passages[at]));
            found.into_iter().collect()
        }
    };
    let mut found: Vec<Candidate> = (0..passages.len()).into_par_iter().flat_map_iter(look).collect();
    figures::numbering::check(passages, &mut found);
    let place: HashMap<&PassageId, usize> = passages.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
    found.sort_by_key(|Candidate { finding: f, .. }| (place.get(&f.id).copied(), f.zh, f.en, f.rule));
    names::codes::leave_facing_pages(&mut found, |id| place.get(id).map(|at| &passages[*at]));
    names::known_words::doubt(&mut found, passages, |id| place.get(id).copied());
    let pairs: Vec<Option<&Pair>> = prepared.iter().map(|p| p.as_ref().map(|prepared| &prepared.pair)).collect();
    let is_said_elsewhere = |candidate: &Candidate| {
        let at = place.get(&candidate.finding.id).copied();
        at.is_some_and(|at| elsewhere::is_said(candidate, at, passages, &pairs, view))
    };
    found.into_par_iter().filter(|candidate| !is_said_elsewhere(candidate)).collect()
}

/// What all passages together say, by which each is judged.
struct Whole<'p> {
    rates: UnalignedRates,
    rarity: CharacterRarity,
    lengths: Lengths,
    context: Context<'p>,
    usual: UsualRenderings<'p>,
    co_occurrence: CoOccurrence<'p>,
    negations: NegationUsage<'p>,
    glossary: &'p Glossary,
    view: &'p LearntView<'p>,
}

impl<'p> Whole<'p> {
    fn of(prepared: &'p [Option<Prepared<'p>>], glossary: &'p Glossary, view: &'p LearntView<'p>) -> Self {
        let pairs = || prepared.iter().flatten().map(|prepared| &prepared.pair);
        Whole {
            rates: gather(
                prepared,
                |rates: &mut UnalignedRates, p| rates.add(p.pair.links(), &p.pair.explained),
                UnalignedRates::merge,
            ),
            rarity: gather(prepared, |rarity: &mut CharacterRarity, p| rarity.add(&p.pair), CharacterRarity::merge),
            negations: gather(
                prepared,
                |usage: &mut NegationUsage, p| usage.add(&p.pair, &p.negations),
                NegationUsage::merge,
            ),
            lengths: Lengths::of(pairs()),
            context: Context::of(pairs()),
            usual: UsualRenderings::of(pairs()),
            co_occurrence: CoOccurrence::of(pairs()),
            glossary,
            view,
        }
    }
}

/// What all pairs together say of one matter.
fn gather<'p, T: Default + Send>(
    prepared: &'p [Option<Prepared<'p>>],
    add: impl Fn(&mut T, &'p Prepared<'p>) + Sync + Send,
    merge: impl Fn(T, T) -> T + Sync + Send,
) -> T {
    let added = |mut all: T, prepared| {
        add(&mut all, prepared);
        all
    };
    prepared.par_iter().flatten().fold(T::default, added).reduce(T::default, merge)
}

/// How many passages of each document have both sides, and how many there are. Where few have, the translation as a whole is
/// missing, the two files are no pair, or one of them was not read rightly, and a finding for each paragraph would say nothing.
fn sides_by_document(passages: &[Passage]) -> HashMap<&str, (usize, usize)> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for passage in passages {
        let count = counts.entry(&passage.id.doc).or_default();
        count.0 += usize::from(passage.zh.is_some() && passage.en.is_some());
        count.1 += 1;
    }
    counts
}

/// Whether what a candidate calls untranslated is text of the other language's column.
fn is_of_another_column(candidate: &Candidate, pair: &Pair) -> bool {
    let Finding { zh, en, .. } = &candidate.finding;
    match (zh, en) {
        (Some(span), None) => pairing::is_of_another_column(pair, Side::Zh, *span),
        (None, Some(span)) => pairing::is_of_another_column(pair, Side::En, *span),
        _ => false,
    }
}

/// The findings of one passage.
fn one(Prepared { pair, negations }: &Prepared, whole: &Whole) -> Vec<Candidate> {
    let mut out = Vec::new();
    let is_code = code::is_code_pair(pair.zh, pair.en, pair.passage.code);
    if is_code || remarks::is_credit(pair.en) || untranslated::offers_languages(pair.zh) {
        return out;
    }
    untranslated::check(pair, &mut out);
    let is_norm = whole.context.is_norm(pair);
    if out.iter().any(|c| c.finding.severity == Severity::Error) {
        // Nothing else can be said of text that was not translated.
        tell(pair, &whole.lengths, is_norm, &mut out);
        return out;
    }
    missing::side::short(pair, &whole.lengths, &mut out);
    if out.iter().any(|c| c.finding.rule == Rule::MissingShort) {
        // Most of the text is missing, or was aligned with another: each figure and clause of it says no more.
        tell(pair, &whole.lengths, is_norm, &mut out);
        return out;
    }
    figures::check(pair, &whole.context, is_norm, &mut out);
    negation::check(pair, negations, &whole.negations, is_norm, &mut out);
    let overlap = CharacterOverlap::of(pair, &whole.rarity);
    negation::polarity::check(pair, negations, &mut out);
    names::places::check(pair, &mut out);
    names::near_miss::check(pair, &mut out);
    remarks::check(pair, &mut out);
    terms::opposites::check(pair, &mut out);
    terms::homophones::check(pair, whole.view, &mut out);
    names::check(pair, &whole.rates, &overlap, &whole.co_occurrence, is_norm, &mut out);
    missing::clause::check(pair, &whole.rates, &overlap, &whole.lengths, &mut out);
    if whole.context.is_classical(pair) {
        // What its rules of writing leave out is not what these rules were made for.
        for candidate in &mut out {
            candidate.finding.severity = Severity::Note;
            candidate.at_most_note = true;
        }
    }
    terms::glossary::check(pair, whole.glossary, &mut out);
    terms::variants::check(pair, &whole.usual, &mut out);
    tell(pair, &whole.lengths, is_norm, &mut out);
    contradicted::doubt(&mut out);
    out
}
