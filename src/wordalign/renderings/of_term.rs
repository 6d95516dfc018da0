//! How a term is rendered on the other side, over all passages that have it: the spans that each occurrence may be
//! rendered by are pooled by their words, the renderings chosen among them, and each occurrence given to one.

use super::super::link::align_where;
use super::super::stored::LearntView;
use super::super::token::Token;
use super::candidate::{Candidate, confidence};
use super::choose::{Occurrence, choose};
use super::linked_pair::LinkedPair;
use super::occurrences::term_spans;
use super::phrase_fit::fit;
use super::pool::{CandidateForm, CandidatePool};
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use rayon::prelude::*;

/// Candidates of an occurrence that are pooled.
const CANDIDATES: usize = 12;

/// How much better a candidate is for neighbours that belong to it.
const GROWN: f32 = 1.05;

/// Candidates whose borders are looked at.
const JUDGED: usize = 60;

/// An occurrence with a lower score counts as not rendered.
const RENDERED: f32 = 0.15;

/// An occurrence that is less sure of its rendering takes a common one that stands in the passage, if there is one.
const UNSURE: f32 = 0.4;

/// The same for a part of the common one.
const UNSURE_PART: f32 = 0.6;

/// A rendering that is less sure than this is none.
const LEAST: f32 = 0.05;

/// Renderings that are less sure and this many times rarer than the first are noise.
const NOISE: f32 = 0.35;
const NOISE_SHARE: f32 = 8.0;

/// A linked pair of texts that has the term.
#[derive(Clone, Debug)]
pub struct TermPassage<'t> {
    linked: LinkedPair<'t>,
    /// Where the term stands: bytes of the text of the term's side.
    spans: Vec<Span>,
}

impl<'t> TermPassage<'t> {
    /// Two texts that have the term at `spans` of that of `side`.
    pub fn new(view: &LearntView, lexicon: Lexicon, zh: &'t str, en: &'t str, side: Side, spans: Vec<Span>) -> Self {
        TermPassage { linked: LinkedPair::about(view, lexicon, zh, en, side, &spans), spans }
    }

    /// Two texts with the places of `term`, if it stands in that of `side`.
    pub fn of(
        term: &str,
        side: Side,
        view: &LearntView,
        lexicon: Lexicon,
        zh: &'t str,
        en: &'t str,
    ) -> Option<TermPassage<'t>> {
        let text = if side == Side::Zh { zh } else { en };
        let spans = |words: &[Token]| term_spans(term, side, text, words, view);
        let (links, spans) = align_where(view, lexicon, zh, en, side, spans)?;
        Some(TermPassage { linked: LinkedPair::from_links(zh, en, links), spans })
    }
}

/// One way to render a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendering {
    /// As it is written most often.
    pub text: String,
    /// Occurrences of the term that are rendered so.
    pub count: usize,
    /// 0..=1.
    pub confidence: f32,
    /// Which of the passages, in order.
    pub passages: Vec<usize>,
    /// The rendering that this one abbreviates, by number: GI stands for "geographical indication".
    pub short_for: Option<usize>,
}

/// How a term is rendered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Renderings {
    /// Passages that have the term.
    pub passages: usize,
    /// Most frequent first, where an occurrence counts by its confidence.
    pub renderings: Vec<Rendering>,
    /// Which of the passages have no rendering, in order.
    pub unrendered: Vec<usize>,
}

/// A chosen key with the occurrences that it renders, each with its passage.
struct ChosenForm {
    key: usize,
    given: Vec<(CandidateForm, usize)>,
}

impl ChosenForm {
    fn sure(&self) -> f32 {
        self.given.iter().map(|(surface, _)| surface.confidence).sum()
    }

    fn rendering(self, pool: &CandidatePool, linked: &[LinkedPair]) -> Rendering {
        let mut written: Vec<(&str, usize)> = Vec::new();
        for (surface, passage) in self.given.iter().filter(|(surface, _)| surface.key == self.key) {
            let Some(text) = linked.get(*passage).and_then(|linked| pool.written(linked, surface)) else { continue };
            match written.iter_mut().find(|(known, _)| *known == text) {
                Some((_, count)) => *count += 1,
                None => written.push((text, 1)),
            }
        }
        // Of those that are written as often the first; a heading in capitals last.
        let most = written.iter().rev().max_by_key(|(text, count)| (*count, !is_capitals(text)));
        let mut passages: Vec<usize> = self.given.iter().map(|(_, passage)| *passage).collect();
        passages.sort_unstable();
        passages.dedup();
        Rendering {
            text: most.map_or(pool.text(self.key), |(text, _)| text).to_string(),
            count: self.given.len(),
            confidence: self.sure() / self.given.len().max(1) as f32,
            passages,
            short_for: None,
        }
    }
}

/// Whether words are written in capitals, as in a heading; an abbreviation is.
fn is_capitals(text: &str) -> bool {
    text.contains(' ') && !text.contains(char::is_lowercase)
}

/// The renderings of a term of `side`. `elsewhere` says in how many passages of the whole index a text of the other
/// side stands; without an answer, rare and common renderings count alike.
pub fn renderings<'t>(
    side: Side,
    passages: Vec<TermPassage<'t>>,
    elsewhere: impl Fn(&str) -> Option<usize>,
) -> Renderings {
    let all: Vec<(usize, Span, Vec<Candidate>)> = passages
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, passage)| {
            passage.spans.iter().map(move |span| (at, *span, likely(&passage.linked, side, *span)))
        })
        .collect();
    let linked: Vec<LinkedPair> = passages.into_iter().map(|passage| passage.linked).collect();
    let mut pool = CandidatePool::new(side.other(), &linked);
    let occurrences: Vec<Occurrence> = all
        .into_iter()
        .filter_map(|(passage, span, candidates)| {
            let candidates = surfaces(&mut pool, side, linked.get(passage)?, span, &candidates);
            Some(Occurrence { passage, candidates })
        })
        .collect();
    let chosen = choose(&occurrences, &pool, &linked, elsewhere);
    assign(&occurrences, &pool, &linked, &chosen)
}

/// The spans of the other text that may render the term at `span`, the best first.
fn likely(linked: &LinkedPair, side: Side, span: Span) -> Vec<Candidate> {
    let mut candidates = linked.candidates(side, span);
    candidates.truncate(JUDGED);
    candidates.iter_mut().for_each(|c| c.score *= fit(linked, side, span, c));
    candidates.retain(|c| c.score > 0.0);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    if candidates.first().is_none_or(|best| best.score < RENDERED) {
        // Nothing renders the term: a guess, unless it turns up again, is worth little.
        candidates = linked.left_over(side, span);
    }
    candidates.truncate(CANDIDATES);
    candidates
}

/// The same as what it shares with other occurrences.
fn surfaces(
    pool: &mut CandidatePool,
    side: Side,
    linked: &LinkedPair,
    span: Span,
    candidates: &[Candidate],
) -> Vec<CandidateForm> {
    let mut out: Vec<CandidateForm> = Vec::new();
    let mut add = |new: CandidateForm| match out.iter_mut().find(|s| s.key == new.key) {
        Some(old) if old.score >= new.score => {}
        Some(old) => *old = new,
        None => out.push(new),
    };
    for (rank, candidate) in candidates.iter().enumerate() {
        let (score, sure) = (candidate.score, confidence(candidate) * linked.evidence(side, span, candidate));
        let tokens = (candidate.first, candidate.last);
        add(pool.surface(linked, tokens, score, sure));
        if rank < CANDIDATES / 2 {
            for grown in [pool.grow(linked, side, span, tokens), pool.name(linked, side, span, tokens)] {
                if grown != tokens {
                    add(pool.surface(linked, grown, (GROWN * score).min(1.0), sure));
                }
            }
        }
    }
    out
}

/// Gives each occurrence to the chosen rendering that fits it best.
fn assign(occurrences: &[Occurrence], pool: &CandidatePool, linked: &[LinkedPair], chosen: &[usize]) -> Renderings {
    let mut found: Vec<ChosenForm> = chosen.iter().map(|&key| ChosenForm { key, given: Vec::new() }).collect();
    let stray = CandidateForm { score: RENDERED, confidence: RENDERED, ..CandidateForm::default() };
    for occurrence in occurrences {
        let passage = occurrence.passage;
        let fit = |(place, entry): (usize, &ChosenForm)| {
            let surface = occurrence.candidates.iter().find(|c| c.key == entry.key && c.score >= RENDERED)?;
            Some((place, surface))
        };
        let best = found.iter().enumerate().filter_map(fit).max_by(|a, b| a.1.score.total_cmp(&b.1.score));
        let common = || {
            let in_passage = |entry: &ChosenForm| entry.given.len() > 1 && pool.stands_in(entry.key, passage);
            Some((found.iter().position(in_passage)?, &stray))
        };
        let given = match best {
            Some((_, surface)) if surface.confidence < UNSURE => common().or(best),
            None => common(),
            sure => sure,
        };
        let place_of_whole = |place: usize, surface: &CandidateForm| {
            let part = found.get(place)?.key;
            let over = |whole: usize| pool.stands_over(whole, passage, linked, surface);
            found.iter().take(place).position(|e| pool.is_part(part, e.key) && over(e.key))
        };
        if let Some((place, surface)) = given
            // 標志 of 地理標志 is 地理標志.
            && let place = place_of_whole(place, surface).unwrap_or(place)
            && let Some(entry) = found.get_mut(place)
        {
            entry.given.push((surface.clone(), passage));
        }
    }
    found.retain(|entry| !entry.given.is_empty());
    // Stable: of equal ones the one that was chosen first.
    found.sort_by(|a, b| b.sure().total_cmp(&a.sure()));
    join_parts(&mut found, pool, linked);
    let most = found.first().map_or(0.0, ChosenForm::sure);
    let mut renderings: Vec<Rendering> = found.into_iter().map(|entry| entry.rendering(pool, linked)).collect();
    renderings.retain(|r| r.confidence >= LEAST);
    renderings.retain(|r| r.confidence >= NOISE || r.confidence * r.count as f32 * NOISE_SHARE >= most);
    for i in 0..renderings.len() {
        let short = &renderings[i].text;
        let long = renderings.iter().position(|r| abbreviates(short, &r.text));
        renderings[i].short_for = long;
    }
    let passages = linked.len();
    let unrendered = (0..passages).filter(|p| !renderings.iter().any(|r| r.passages.contains(p))).collect();
    Renderings { passages, renderings, unrendered }
}

/// A part of a more frequent rendering is that rendering cut short where it stands around the part, or anywhere in the
/// passage where the part is not sure.
fn join_parts(found: &mut Vec<ChosenForm>, pool: &CandidatePool, linked: &[LinkedPair]) {
    for at in 1..found.len() {
        let (better, rest) = found.split_at_mut(at);
        let Some(part) = rest.first_mut() else { return };
        for whole in better.iter_mut().filter(|whole| pool.is_part(part.key, whole.key)) {
            let cut_short = |(surface, passage): &mut (CandidateForm, usize)| {
                pool.stands_over(whole.key, *passage, linked, surface)
                    || surface.confidence < UNSURE_PART && pool.stands_in(whole.key, *passage)
            };
            whole.given.extend(part.given.extract_if(.., cut_short));
        }
    }
    found.retain(|entry| !entry.given.is_empty());
}

/// Whether the first is the initials of the second: GI, GIs, "geographical indication".
fn abbreviates(short: &str, long: &str) -> bool {
    let short = short.strip_suffix('s').unwrap_or(short);
    let initials = long.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_alphanumeric());
    let words = long.split([' ', '-']).count();
    let capitals = short.chars().count() > 1 && short.chars().all(|c| c.is_ascii_uppercase());
    capitals && words > 1 && initials.map(|c| c.to_ascii_uppercase()).eq(short.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations() {
        assert!(abbreviates("GIs", "geographical indication") && abbreviates("IPR", "Intellectual Property Rights"));
        assert!(!abbreviates("IP", "intellectual property rights") && !abbreviates("a", "apple"));
    }
}
