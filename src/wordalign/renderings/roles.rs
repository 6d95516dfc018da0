//! What each word of the other side can be in a rendering of a term: brought by it, grammar, a mark, half of a word with a
//! hyphen.

use super::super::link::{LONGEST_RENDERING, WordLink};
use super::super::token::{Class, Token, is_number};
use super::linked_pair::LinkedPair;
use crate::model::Side;
use crate::text::word_class::denies_or_allows;
use std::ops::Range;

/// A word of grammar that a term brings so surely, and either direction at least so, is its rendering: 未 and "not".
const SURELY: f32 = 0.85;
const BOTH_WAYS: f32 = 0.5;

/// Half of a word with a hyphen that a term brought at least so far stands alone where the other half has at most so much
/// from it: 45 and the "45" of "45-year-old".
const OWN_HALF: f32 = 0.5;
const OTHER_HALF: f32 = 0.3;

/// Where each direction is at least so sure, both together say how likely a word was brought.
const NOT_ALONE: f32 = 0.1;

/// How a token of the other side can be part of a rendering.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TokenRole {
    /// How likely the term brought it.
    pub brought: f32,
    /// Mass from the term's words, and from all.
    pub term: f32,
    pub all: f32,
    pub stop: bool,
    pub mark: bool,
    pub figure: bool,
    pub hyphen: bool,
    /// A hyphen is glued to it.
    pub bound_left: bool,
    pub bound_right: bool,
    pub capital: bool,
}

impl LinkedPair<'_> {
    /// The tokens of the other side that a span can have which the term brought a part of.
    pub(super) fn near(&self, side: Side, weights: &[(usize, f32)]) -> Range<usize> {
        let is_of_term = |(from, _): &(usize, usize)| weights.iter().any(|(i, _)| i == from);
        let of_term = self.links().links.iter().map(|l| l.ends(side)).filter(is_of_term);
        let (first, last) = of_term.fold((usize::MAX, 0), |(first, last), (_, to)| (first.min(to), last.max(to + 1)));
        first.saturating_sub(LONGEST_RENDERING)..(last + LONGEST_RENDERING).min(self.tokens(side.other()).len())
    }

    /// The tokens of the other side; those outside of `near` are nothing but borders.
    pub(super) fn roles(&self, side: Side, weights: &[(usize, f32)], near: Range<usize>) -> Vec<TokenRole> {
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
                    figure: is_number(&token.key),
                    hyphen: hyphen(Some(token)),
                    bound_left: !acronym && hyphen(before) && before.is_some_and(|t| t.span.end == token.span.start),
                    bound_right: !acronym && hyphen(after) && after.is_some_and(|t| t.span.start == token.span.end),
                    capital: i > 0 && token.span.of(text).starts_with(char::is_uppercase),
                    ..TokenRole::default()
                }
            })
            .collect();
        for link in &self.links().links {
            let (from, to) = link.ends(side);
            let Some(role) = roles.get_mut(to).filter(|_| near.contains(&to)) else { continue };
            role.all += link.mass();
            let Some((_, weight)) = weights.iter().find(|(i, _)| *i == from) else { continue };
            role.term += weight * link.mass();
            role.brought += weight * self.brought(side, link);
            let is_sure = share(side, link) >= SURELY && link.forward.min(link.backward) >= BOTH_WAYS;
            role.stop = role.stop && !(is_sure && tokens.get(to).is_some_and(|token| self.can_render(other, token)));
        }
        for at in 0..roles.len() {
            let brought = |at: Option<usize>| at.and_then(|at| roles.get(at)).map_or(0.0, |role| role.brought);
            let own = brought(Some(at)) >= OWN_HALF;
            let (left, right) = (brought(at.checked_sub(2)) <= OTHER_HALF, brought(Some(at + 2)) <= OTHER_HALF);
            roles[at].bound_left &= !(own && left);
            roles[at].bound_right &= !(own && right);
        }
        roles
    }

    /// Whether a word of grammar, or a figure, can be a rendering by itself: what denies or allows, an abbreviation that
    /// is written as a word of grammar is (US), a figure.
    fn can_render(&self, side: Side, token: &Token) -> bool {
        let written = token.span.of(self.text(side));
        let acronym = written.len() > 1 && written.bytes().all(|b| b.is_ascii_uppercase());
        acronym || is_number(&token.key) || denies_or_allows(&token.key)
    }

    /// How likely a term's word brought one of the other side, 0..=1. Which of several equal words (mediation, mediators:
    /// one stem) is a matter of order; the likeliest of them speaks for all.
    fn brought(&self, side: Side, link: &WordLink) -> f32 {
        let share = |l: &WordLink| {
            let alone = share(side, l);
            if l.forward.min(l.backward) < NOT_ALONE { alone } else { alone.max(l.mass()) }
        };
        let key = |l: &WordLink| self.tokens(side).get(l.ends(side).0).map(|t| &t.key);
        let equals = self.links().links.iter().filter(|l| l.ends(side).1 == link.ends(side).1 && key(l) == key(link));
        let (mut sum, mut most) = (0.0, 0.0f32);
        for equal in equals {
            sum += share(equal);
            most = most.max(share(equal));
        }
        if share(link) >= most { sum.min(1.0) } else { share(link) }
    }
}

/// How likely the word of `side` brought the other.
fn share(side: Side, link: &WordLink) -> f32 {
    if side == Side::Zh { link.forward } else { link.backward }
}

/// Whether the key says a number, in digits or in Chinese.
fn is_figure(key: &str) -> bool {
    key.chars().any(|c| c.is_ascii_digit() || "一二两三四五六七八九十百千万亿".contains(c))
}
