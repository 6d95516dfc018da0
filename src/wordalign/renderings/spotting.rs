//! Translation spotting: the words of the other side that render a span. Law: what is found are spans of the other
//! text, on character borders, in order, apart from each other, with a confidence of 0..=1.
//!
//! A span is judged by how much of what it says comes from the term (precision), how much of what the term says is in
//! it (recall), and whether it has the length that a rendering of the term should have.

use super::super::link::LONGEST_RENDERING;
use super::super::token::is_number;
use super::candidate::{Candidate, confidence};
use super::linked_pair::LinkedPair;
use super::roles::TokenRole;
use crate::model::{Side, Span};

/// Spans that are surer than this are right at least nine times of ten.
pub const MARK: f32 = 0.65;

/// How much surer a rendering is that our own table has for the very term.
const WHOLE: f32 = 0.4;

/// What a content word that nothing explains costs a span that has it, and what a capitalised one does.
const UNEXPLAINED: f32 = 0.1;
const UNEXPLAINED_NAME: f32 = 0.03;

/// What being too long or too short costs, for each factor of e.
const LENGTH: f32 = 0.2;

/// A rendering begins and ends with a word of which the term has at least so much.
const EDGE: f32 = 0.15;

/// A span of which the term has no more than this is none.
const LEAST: f32 = 0.03;

/// Where the best span is not sure, its words that the term brought at least so far are looked at apart, and each run of
/// them must be at least so sure.
const BROUGHT: f32 = 0.5;
const APART: f32 = 0.75;

/// English content words for a Chinese character, and the other way round.
const WORDS_A_CHARACTER: f32 = 0.5;
const CHARACTERS_A_WORD: f32 = 2.2;

/// What a rendering of a term is measured by.
struct Sought {
    side: Side,
    /// Mass that the term's words have on the other side, and the words themselves.
    all: f32,
    total: f32,
    /// The length that a rendering should have: English content words or Chinese characters.
    expected: f32,
    edge: f32,
}

impl LinkedPair<'_> {
    /// The words that render `span` of the text of `side`: spans of the other text in order, each with its confidence
    /// (0..=1; [`MARK`] is a good bar). Nothing where nothing is sure.
    pub fn spot(&self, side: Side, span: Span) -> Vec<(Span, f32)> {
        let (mut candidates, roles) = self.candidates_and_roles(side, span, EDGE);
        if let Some(share) = self.percentage(side, span) {
            candidates.retain(|c| self.has_one_of(side.other(), &share, c));
        }
        let Some(best) = candidates.first() else { return Vec::new() };
        let confidence = |c: &Candidate| {
            let linked = confidence(c) * self.evidence(side, span, c);
            if self.is_stated(side, span, c) { linked + WHOLE * (1.0 - linked) } else { linked }
        };
        let sure = confidence(best);
        let key = |at: usize| self.tokens(side.other()).get(at).map(|token| &token.key);
        let twice = best.first < best.last && key(best.first) == key(best.last);
        if let Some(runs) = (twice || sure < MARK).then(|| self.runs(side, span, best, &candidates, &roles)).flatten() {
            return runs;
        }
        let mut out = vec![(self.span(side.other(), best), sure)];
        // What renders the term once more: an abbreviation in brackets, the same said twice.
        for other in candidates.iter().skip(1) {
            let place = self.span(side.other(), other);
            if other.precision > 0.9 && other.mass > 0.3 && !out.iter().any(|(span, _)| span.overlaps(place)) {
                out.push((place, confidence(other)));
            }
        }
        out.iter_mut().for_each(|(there, _)| *there = self.fitted(side, span, *there, &roles));
        out.sort_unstable_by_key(|(span, _)| *span);
        out.dedup_by(|later, earlier| later.0.overlaps(earlier.0));
        out
    }

    /// A rendering that has other words inside (輸入你的密碼 for "enter … password") as its parts, where each is sure.
    fn runs(
        &self,
        side: Side,
        term: Span,
        whole: &Candidate,
        candidates: &[Candidate],
        roles: &[TokenRole],
    ) -> Option<Vec<(Span, f32)>> {
        let brought = |at: &usize| roles.get(*at).is_some_and(|role| role.brought >= BROUGHT);
        let places: Vec<usize> = (whole.first..=whole.last).filter(brought).collect();
        let is_grammar = |at: usize| roles.get(at).is_some_and(|role| role.stop && !role.figure);
        let runs = places.chunk_by(|a, b| (a + 1..*b).all(is_grammar));
        let sure = |run: &[usize]| {
            let ends = |c: &&Candidate| Some(&c.first) == run.first() && Some(&c.last) == run.last();
            let run = candidates.iter().find(ends)?;
            let sure = run.brought * self.evidence(side, term, run);
            (sure >= APART).then(|| (self.span(side.other(), run), sure))
        };
        let parts: Vec<(Span, f32)> = runs.map(sure).collect::<Option<_>>()?;
        (parts.len() > 1).then_some(parts)
    }

    /// The figures of a term that is a percentage.
    fn percentage(&self, side: Side, term: Span) -> Option<Vec<&str>> {
        let of_term = || self.tokens(side).iter().filter(|token| token.span.overlaps(term));
        let figures: Vec<&str> = of_term().map(|token| token.key.as_str()).filter(|key| is_number(key)).collect();
        (!figures.is_empty() && of_term().any(|token| token.key == "%")).then_some(figures)
    }

    /// Whether the candidate has one of the figures.
    fn has_one_of(&self, side: Side, figures: &[&str], c: &Candidate) -> bool {
        let tokens = self.tokens(side).iter().skip(c.first).take(c.last + 1 - c.first);
        tokens.map(|token| token.key.as_str()).any(|key| figures.contains(&key))
    }

    /// Whether our own table has the candidate for exactly this term.
    fn is_stated(&self, side: Side, term: Span, c: &Candidate) -> bool {
        let is = |side: Side, from: Option<usize>, to: Option<usize>, span: Span| {
            let ends = |t: Option<usize>| t.and_then(|t| self.tokens(side).get(t)).map(|t| t.span);
            matches!((ends(from), ends(to)), (Some(from), Some(to)) if from.start == span.start && to.end == span.end)
        };
        let there = self.span(side.other(), c);
        let (zh, en) = if side == Side::Zh { (term, there) } else { (there, term) };
        self.links().whole_terms.iter().any(|s| {
            is(Side::Zh, Some(s.zh.start), s.zh.clone().last(), zh)
                && is(Side::En, s.en.first().copied(), s.en.last().copied(), en)
        })
    }

    /// Spans of the other side that may render `span`, best first.
    pub(crate) fn candidates(&self, side: Side, span: Span) -> Vec<Candidate> {
        self.candidates_and_roles(side, span, 0.0).0
    }

    /// The same with what each word of the other side can be; a span begins and ends with a word of which the term has at
    /// least `edge`.
    fn candidates_and_roles(&self, side: Side, span: Span, edge: f32) -> (Vec<Candidate>, Vec<TokenRole>) {
        let weights = self.weights(side, span);
        let total: f32 = weights.iter().map(|(_, w)| w).sum();
        let near = self.near(side, &weights);
        let roles = self.roles(side, &weights, near.clone());
        let all: f32 = roles.iter().map(|s| s.term).sum();
        if total <= 0.0 || all <= 0.02 {
            return (Vec::new(), roles);
        }
        let expected = match side {
            Side::Zh => {
                WORDS_A_CHARACTER * span.of(self.text(Side::Zh)).chars().filter(|c| c.is_alphanumeric()).count() as f32
            }
            Side::En => CHARACTERS_A_WORD * weights.len() as f32,
        };
        let sought = Sought { side, all, total, expected, edge };
        let mut out = Vec::new();
        for first in near {
            self.from(&sought, &roles, first, &mut out);
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        (out, roles)
    }

    /// The candidates that start at one token.
    fn from(&self, sought: &Sought, roles: &[TokenRole], first: usize, out: &mut Vec<Candidate>) {
        let Sought { side, all, total, expected, edge } = *sought;
        let (mut term, mut others, mut unexplained, mut length) = (0.0, 0.0, 0.0, 0.0);
        let (mut content, mut brought) = (0.0, 0.0);
        for (last, role) in roles.iter().enumerate().skip(first).take(LONGEST_RENDERING) {
            if first == last && (role.stop || role.mark || role.bound_left || role.term < edge) {
                return;
            }
            if role.mark && !role.hyphen {
                return;
            }
            term += role.term;
            if role.hyphen {
                continue;
            }
            if !role.stop {
                content += 1.0;
                brought += role.brought.min(1.0);
                others += (role.all - role.term).max(0.0);
                let name = role.capital && side == Side::Zh;
                unexplained += (1.0 - role.all).max(0.0) * if name { UNEXPLAINED_NAME } else { UNEXPLAINED };
                length += match side {
                    Side::Zh => 1.0,
                    Side::En => self.tokens(Side::Zh).get(last).map_or(0, |t| t.key.chars().count()) as f32,
                };
            }
            if role.stop || role.bound_right || role.term < edge || term <= LEAST {
                continue;
            }
            let precision = term / (term + others + unexplained);
            let recall = term / all;
            let fitting = (-LENGTH * ((length + 0.3) / (expected + 0.3)).ln().abs()).exp();
            let score = 2.0 * precision * recall / (precision + recall) * fitting;
            out.push(Candidate {
                first,
                last,
                score,
                precision,
                mass: (term / total).min(1.0),
                brought: brought / content,
                length: content / total,
            });
        }
    }
}
