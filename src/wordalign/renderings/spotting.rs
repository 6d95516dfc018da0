//! Translation spotting: the words of the other side that render a span. Law: what is found are spans of the other
//! text, on character borders, in order, apart from each other, with a confidence of 0..=1.
//!
//! A span is judged by how much of what it says comes from the term (precision), how much of what the term says is in
//! it (recall), and whether it has the length that a rendering of the term should have.

use super::super::link::{LONGEST_RENDERING, WordLink};
use super::super::token::{Class, Token, is_number};
use super::candidate::{Candidate, confidence};
use super::linked_pair::LinkedPair;
use crate::model::{Side, Span};
use std::ops::Range;

/// Spans that are surer than this are right at least nine times of ten.
pub const MARK: f32 = 0.65;

/// How much surer a rendering is that our own table has for the very term.
const WHOLE: f32 = 0.4;

/// What a content word that nothing explains costs a span that has it, and what a capitalised one does.
const UNEXPLAINED: f32 = 0.1;
const UNEXPLAINED_NAME: f32 = 0.03;

/// What being too long or too short costs, for each factor of e.
const LENGTH: f32 = 0.2;

/// English content words for a Chinese character, and the other way round.
const WORDS_A_CHARACTER: f32 = 0.5;
const CHARACTERS_A_WORD: f32 = 2.2;

/// How a token of the other side can be part of a rendering.
#[derive(Clone, Copy, Debug, Default)]
struct TokenRole {
    /// How likely the term brought it.
    brought: f32,
    /// Mass from the term's words, and from all.
    term: f32,
    all: f32,
    stop: bool,
    mark: bool,
    hyphen: bool,
    /// A hyphen is glued to it.
    bound_left: bool,
    bound_right: bool,
    capital: bool,
}

impl LinkedPair<'_> {
    /// The words that render `span` of the text of `side`: spans of the other text in order, each with its confidence
    /// (0..=1; [`MARK`] is a good bar). Nothing where nothing is sure.
    pub fn spot(&self, side: Side, span: Span) -> Vec<(Span, f32)> {
        let candidates = self.candidates(side, span);
        let Some(best) = candidates.first() else { return Vec::new() };
        let confidence = |c: &Candidate| {
            let linked = confidence(c) * self.evidence(side, span, c);
            if self.is_stated(side, span, c) { linked + WHOLE * (1.0 - linked) } else { linked }
        };
        let mut out = vec![(self.span(side.other(), best), confidence(best))];
        // What renders the term once more: an abbreviation in brackets, the same said twice.
        for other in candidates.iter().skip(1) {
            let place = self.span(side.other(), other);
            if other.precision > 0.9 && other.mass > 0.3 && !out.iter().any(|(span, _)| span.overlaps(place)) {
                out.push((place, confidence(other)));
            }
        }
        out.sort_unstable_by_key(|(span, _)| *span);
        out
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
        let weights = self.weights(side, span);
        let total: f32 = weights.iter().map(|(_, w)| w).sum();
        let near = self.near(side, &weights);
        let roles = self.roles(side, &weights, near.clone());
        let all: f32 = roles.iter().map(|s| s.term).sum();
        if total <= 0.0 || all <= 0.02 {
            return Vec::new();
        }
        let expected = match side {
            Side::Zh => {
                WORDS_A_CHARACTER * span.of(self.text(Side::Zh)).chars().filter(|c| c.is_alphanumeric()).count() as f32
            }
            Side::En => CHARACTERS_A_WORD * weights.len() as f32,
        };
        let mut out = Vec::new();
        for first in near {
            self.from(side, &roles, first, all, total, expected, &mut out);
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        out
    }

    /// Where no word of the other side renders the term: runs of words there that nothing explains, near the place that
    /// the term's neighbours point to. Best first; guesses, whose score stays below 1/2 or little above.
    pub(crate) fn left_over(&self, side: Side, span: Span) -> Vec<Candidate> {
        let weights = self.weights(side, span);
        let (Some((from, _)), Some((to, _))) = (weights.first(), weights.last()) else { return Vec::new() };
        let roles = self.roles(side, &weights, 0..self.tokens(side.other()).len());
        let Some(centre) = self.centre(side, *from, *to) else { return Vec::new() };
        let longest = if side == Side::Zh { 5 } else { 3 };
        let free = |role: &TokenRole| !role.mark && role.all <= 0.35;
        let mut out = Vec::new();
        for first in (0..roles.len()).filter(|i| free(&roles[*i]) && !roles[*i].stop && !roles[*i].bound_left) {
            let run = roles.iter().enumerate().skip(first).take(longest).take_while(|(_, role)| free(role));
            for (last, _) in run.filter(|(_, role)| !role.stop && !role.bound_right) {
                let away = ((first + last) as f32 / 2.0 - centre).abs();
                let names = roles[first].capital && roles[last].capital && side == Side::Zh;
                let longer = 1.0 + 0.15 * (last - first) as f32;
                let score = 0.45 * (-away / 8.0).exp() * longer * if names { 1.25 } else { 1.0 };
                let score = score.min(0.9);
                out.push(Candidate { first, last, score, precision: 1.0, mass: 0.0, brought: 0.0, length: 1.0 });
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        out
    }

    /// The place on the other side that the sure links of the words around `from..=to` point to.
    fn centre(&self, side: Side, from: usize, to: usize) -> Option<f32> {
        let around = from.saturating_sub(4)..to + 5;
        let (mut sum, mut weight) = (0.0, 0.0);
        for near in around.filter(|i| !(from..=to).contains(i)) {
            let links = self.links().links.iter().filter(|l| l.ends(side).0 == near && l.mass() > 0.4);
            let Some(best) = links.max_by(|a, b| a.mass().total_cmp(&b.mass())) else { continue };
            let distance = if near < from { from - near } else { near - to };
            let w = 1.0 / (1 + distance) as f32;
            sum += w * (best.ends(side).1 as f32 + if near < from { 0.5 } else { -0.5 });
            weight += w;
        }
        (weight > 0.0).then(|| sum / weight)
    }

    /// The tokens of the other side that a span can have which the term brought a part of.
    fn near(&self, side: Side, weights: &[(usize, f32)]) -> Range<usize> {
        let is_of_term = |(from, _): &(usize, usize)| weights.iter().any(|(i, _)| i == from);
        let of_term = self.links().links.iter().map(|l| l.ends(side)).filter(is_of_term);
        let (first, last) = of_term.fold((usize::MAX, 0), |(first, last), (_, to)| (first.min(to), last.max(to + 1)));
        first.saturating_sub(LONGEST_RENDERING)..(last + LONGEST_RENDERING).min(self.tokens(side.other()).len())
    }

    /// The tokens of the other side; those outside of `near` are nothing but borders.
    fn roles(&self, side: Side, weights: &[(usize, f32)], near: Range<usize>) -> Vec<TokenRole> {
        let other = side.other();
        let text = self.text(other);
        let tokens = self.tokens(other);
        let has_figure = weights.iter().any(|(i, _)| self.tokens(side).get(*i).is_some_and(|t| is_figure(&t.key)));
        let mut roles: Vec<TokenRole> = tokens
            .iter()
            .enumerate()
            .map(|(i, token)| {
                if !near.contains(&i) {
                    return TokenRole { mark: true, ..TokenRole::default() };
                }
                let hyphen = |t: Option<&Token>| t.is_some_and(|t| t.key == "-");
                // "GI-featured" may be cut: an abbreviation stands for itself.
                let acronym = token.span.len() > 1 && token.span.of(text).bytes().all(|b| b.is_ascii_uppercase());
                let before = i.checked_sub(1).and_then(|i| tokens.get(i));
                let after = tokens.get(i + 1);
                TokenRole {
                    // A term without a figure is not rendered by one: 標的額10.36億元.
                    stop: self.is_stop(other, token) || (!has_figure && is_number(&token.key)),
                    mark: Class::of(&token.key) == Class::Mark,
                    hyphen: hyphen(Some(token)),
                    bound_left: !acronym && hyphen(before) && before.is_some_and(|t| t.span.end == token.span.start),
                    bound_right: !acronym && hyphen(after) && after.is_some_and(|t| t.span.start == token.span.end),
                    capital: i > 0 && token.span.of(text).starts_with(char::is_uppercase),
                    ..TokenRole::default()
                }
            })
            .collect();
        for link in &self.links().links {
            let (from, to) = if side == Side::Zh { (link.zh, link.en) } else { (link.en, link.zh) };
            let Some(role) = roles.get_mut(to).filter(|_| near.contains(&to)) else { continue };
            role.all += link.mass();
            if let Some((_, weight)) = weights.iter().find(|(i, _)| *i == from) {
                role.term += weight * link.mass();
                role.brought += weight * self.brought(side, link);
            }
        }
        roles
    }

    /// How likely a term's word brought one of the other side, 0..=1. Which of several equal words (mediation, mediators:
    /// one stem) is a matter of order; the likeliest of them speaks for all.
    fn brought(&self, side: Side, link: &WordLink) -> f32 {
        let share = |l: &WordLink| if side == Side::Zh { l.forward } else { l.backward };
        let key = |l: &WordLink| self.tokens(side).get(l.ends(side).0).map(|t| &t.key);
        let equals = self.links().links.iter().filter(|l| l.ends(side).1 == link.ends(side).1 && key(l) == key(link));
        let (mut sum, mut most) = (0.0, 0.0f32);
        for equal in equals {
            sum += share(equal);
            most = most.max(share(equal));
        }
        if share(link) >= most { sum.min(1.0) } else { share(link) }
    }

    /// The candidates that start at one token.
    #[allow(clippy::too_many_arguments)]
    fn from(
        &self,
        side: Side,
        roles: &[TokenRole],
        first: usize,
        all: f32,
        total: f32,
        expected: f32,
        out: &mut Vec<Candidate>,
    ) {
        let (mut term, mut others, mut unexplained, mut length) = (0.0, 0.0, 0.0, 0.0);
        let (mut content, mut brought) = (0.0, 0.0);
        for (last, role) in roles.iter().enumerate().skip(first).take(LONGEST_RENDERING) {
            let edge = first == last;
            if edge && (role.stop || role.mark || role.bound_left) {
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
            if role.stop || role.bound_right || term <= 0.03 {
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

/// Whether the key says a number, in digits or in Chinese.
fn is_figure(key: &str) -> bool {
    key.chars().any(|c| c.is_ascii_digit() || "一二两三四五六七八九十百千万亿".contains(c))
}
