//! Translation spotting: the words of the other side that render a span. Law: what is found are spans of the other
//! text, on character borders, in order, apart from each other, with a confidence of 0..=1.
//!
//! A span is judged by how much of what it says comes from the term (precision), how much of what the term says is in
//! it (recall), and whether it has the length that a rendering of the term should have.

use super::pair::{WordLink, WordLinks, align_pair, align_tokens};
use super::token::{Class, Token, apart, is_number, tokens};
use super::view::LearntView;
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use crate::text::word_class::{LONGEST_STOP, is_stop};
use std::ops::Range;

/// Spans that are surer than this are right at least nine times of ten.
pub const MARK: f32 = 0.65;

/// The longest rendering, in tokens.
const LONGEST: usize = 12;

/// How much surer a rendering is that our own table has for the very term.
const WHOLE: f32 = 0.4;

/// How sure the links alone must be of such a rendering for it to reach [`MARK`].
pub(super) const MARK_STATED: f32 = (MARK - WHOLE) / (1.0 - WHOLE);

/// What a content word that nothing explains costs a span that has it, and what a capitalised one does.
const UNEXPLAINED: f32 = 0.1;
const UNEXPLAINED_NAME: f32 = 0.03;

/// What being too long or too short costs, for each factor of e.
const LENGTH: f32 = 0.2;

/// English content words for a Chinese character, and the other way round.
const WORDS_A_CHARACTER: f32 = 0.5;
const CHARACTERS_A_WORD: f32 = 2.2;

/// A pair of passages with the links between their words.
#[derive(Clone, Debug)]
pub struct LinkedPair<'t> {
    zh: &'t str,
    en: &'t str,
    links: WordLinks,
}

/// A span of tokens of the other side that may render a term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// Tokens, from the first to the last.
    pub first: usize,
    pub last: usize,
    /// Harmonic mean of precision and recall with the length taken in, 0..=1.
    pub score: f32,
    /// The share of the span's words that come from the term, 0..=1.
    pub precision: f32,
    /// How many of the term's words are rendered in the span, of all of them, 0..=1.
    pub mass: f32,
    /// How likely a content word of the span was brought by the term, on the mean, 0..=1.
    pub brought: f32,
    /// Content words of the span for each word of the term.
    pub length: f32,
}

/// How a token of the other side can be part of a rendering.
#[derive(Clone, Copy, Debug, Default)]
struct Seat {
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

impl<'t> LinkedPair<'t> {
    pub fn new(view: &LearntView, lexicon: Lexicon, zh: &'t str, en: &'t str) -> Self {
        LinkedPair { zh, en, links: align_pair(view, lexicon, zh, en) }
    }

    /// The same for what is looked for at `spans` of the text of `side`. A term of our own that has one of them inside is
    /// taken apart there, so that 仲裁 finds its words in 仲裁庭 too.
    pub fn about(view: &LearntView, lexicon: Lexicon, zh: &'t str, en: &'t str, side: Side, spans: &[Span]) -> Self {
        let words = Self::unlinked_about(view, lexicon, zh, en, side, spans).links;
        LinkedPair { zh, en, links: align_tokens(view, lexicon, words.zh, words.en) }
    }

    /// The words of it without their links.
    pub(super) fn unlinked_about(
        view: &LearntView,
        lexicon: Lexicon,
        zh: &'t str,
        en: &'t str,
        side: Side,
        spans: &[Span],
    ) -> Self {
        let mut zh_tokens = tokens(zh, view);
        if side == Side::Zh {
            zh_tokens = apart(zh_tokens, zh, spans, lexicon);
        }
        LinkedPair { zh, en, links: WordLinks::unlinked(zh_tokens, tokens(en, view)) }
    }

    /// The same for words that are linked already; the spans of the tokens are of these texts.
    pub fn from_links(zh: &'t str, en: &'t str, links: WordLinks) -> Self {
        LinkedPair { zh, en, links }
    }

    /// Gives words that were cut their links.
    pub(super) fn link(&mut self, link: impl FnOnce(&mut WordLinks)) {
        link(&mut self.links);
    }

    pub fn links(&self) -> &WordLinks {
        &self.links
    }

    pub(crate) fn text(&self, side: Side) -> &'t str {
        match side {
            Side::Zh => self.zh,
            Side::En => self.en,
        }
    }

    pub(crate) fn tokens(&self, side: Side) -> &[Token] {
        match side {
            Side::Zh => &self.links.zh,
            Side::En => &self.links.en,
        }
    }

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
        self.links.stated.iter().any(|s| {
            is(Side::Zh, Some(s.zh.start), s.zh.clone().last(), zh)
                && is(Side::En, s.en.first().copied(), s.en.last().copied(), en)
        })
    }

    /// How far the links between the term and the candidate are to be trusted, 0..=1.
    pub(crate) fn evidence(&self, side: Side, term: Span, c: &Candidate) -> f32 {
        let tokens = self.tokens(side);
        let (mut trusted, mut all) = (0.0, 0.0);
        for link in &self.links.links {
            let (from, to) = link.ends(side);
            if (c.first..=c.last).contains(&to) && tokens.get(from).is_some_and(|t| t.span.overlaps(term)) {
                let mass = link.mass();
                all += mass;
                trusted += mass * self.links.evidence(link, Lexicon::shared());
            }
        }
        if all > 0.0 { trusted / all } else { 1.0 }
    }

    /// The bytes of the candidate's tokens.
    pub(crate) fn span(&self, side: Side, c: &Candidate) -> Span {
        let tokens = self.tokens(side);
        match (tokens.get(c.first), tokens.get(c.last)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Spans of the other side that may render `span`, best first.
    pub(crate) fn candidates(&self, side: Side, span: Span) -> Vec<Candidate> {
        let weights = self.weights(side, span);
        let total: f32 = weights.iter().map(|(_, w)| w).sum();
        let near = self.near(side, &weights);
        let seats = self.seats(side, &weights, near.clone());
        let all: f32 = seats.iter().map(|s| s.term).sum();
        if total <= 0.0 || all <= 0.02 {
            return Vec::new();
        }
        let expected = match side {
            Side::Zh => WORDS_A_CHARACTER * span.of(self.zh).chars().filter(|c| c.is_alphanumeric()).count() as f32,
            Side::En => CHARACTERS_A_WORD * weights.len() as f32,
        };
        let mut out = Vec::new();
        for first in near {
            self.from(side, &seats, first, all, total, expected, &mut out);
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        out
    }

    /// Where no word of the other side renders the term: runs of words there that nothing explains, near the place that
    /// the term's neighbours point to. Best first; guesses, whose score stays below 1/2 or little above.
    pub(crate) fn left_over(&self, side: Side, span: Span) -> Vec<Candidate> {
        let weights = self.weights(side, span);
        let (Some((from, _)), Some((to, _))) = (weights.first(), weights.last()) else { return Vec::new() };
        let seats = self.seats(side, &weights, 0..self.tokens(side.other()).len());
        let Some(centre) = self.centre(side, *from, *to) else { return Vec::new() };
        let longest = if side == Side::Zh { 5 } else { 3 };
        let free = |seat: &Seat| !seat.mark && seat.all <= 0.35;
        let mut out = Vec::new();
        for first in (0..seats.len()).filter(|i| free(&seats[*i]) && !seats[*i].stop && !seats[*i].bound_left) {
            let run = seats.iter().enumerate().skip(first).take(longest).take_while(|(_, seat)| free(seat));
            for (last, _) in run.filter(|(_, seat)| !seat.stop && !seat.bound_right) {
                let away = ((first + last) as f32 / 2.0 - centre).abs();
                let names = seats[first].capital && seats[last].capital && side == Side::Zh;
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
            let links = self.links.links.iter().filter(|l| l.ends(side).0 == near && l.mass() > 0.4);
            let Some(best) = links.max_by(|a, b| a.mass().total_cmp(&b.mass())) else { continue };
            let distance = if near < from { from - near } else { near - to };
            let w = 1.0 / (1 + distance) as f32;
            sum += w * (best.ends(side).1 as f32 + if near < from { 0.5 } else { -0.5 });
            weight += w;
        }
        (weight > 0.0).then(|| sum / weight)
    }

    /// The tokens that `span` covers, each with the share of it that is covered.
    pub(super) fn weights(&self, side: Side, span: Span) -> Vec<(usize, f32)> {
        let tokens = self.tokens(side);
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        let covered = tokens.iter().enumerate().skip(from).take_while(|(_, t)| t.span.start < span.end);
        let share = |t: &Token| {
            let bytes = t.span.end.min(span.end) - t.span.start.max(span.start);
            bytes as f32 / t.span.len().max(1) as f32
        };
        let content = |t: &Token| Class::of(&t.key) != Class::Mark && !self.is_stop(side, t);
        let all: Vec<(usize, f32)> = covered.map(|(i, t)| (i, share(t))).collect();
        let content: Vec<(usize, f32)> = all.iter().copied().filter(|(i, _)| content(&tokens[*i])).collect();
        if content.is_empty() { all } else { content }
    }

    /// How far words outside of `term` explain a token of the other side, 0..=1 or a little more.
    pub(crate) fn explained(&self, side: Side, term: Span, token: usize) -> f32 {
        self.mass(side, token, |from| !from.span.overlaps(term))
    }

    /// How far the words of `term` do.
    pub(super) fn brought_by(&self, side: Side, term: Span, token: usize) -> f32 {
        self.mass(side, token, |from| from.span.overlaps(term))
    }

    fn mass(&self, side: Side, token: usize, from: impl Fn(&Token) -> bool) -> f32 {
        let counts =
            |l: &&WordLink| l.ends(side).1 == token && self.tokens(side).get(l.ends(side).0).is_some_and(&from);
        self.links.links.iter().filter(counts).map(|l| l.mass()).sum()
    }

    pub(crate) fn is_stop(&self, side: Side, token: &Token) -> bool {
        match side {
            Side::En => token.span.len() <= LONGEST_STOP && is_stop(&token.span.of(self.en).to_lowercase()),
            Side::Zh => token.key.chars().count() == 1 && "的和与在对等及其了为以于着过之所".contains(&token.key),
        }
    }

    /// The tokens of the other side that a span can have which the term brought a part of.
    fn near(&self, side: Side, weights: &[(usize, f32)]) -> Range<usize> {
        let is_of_term = |(from, _): &(usize, usize)| weights.iter().any(|(i, _)| i == from);
        let of_term = self.links.links.iter().map(|l| l.ends(side)).filter(is_of_term);
        let (first, last) = of_term.fold((usize::MAX, 0), |(first, last), (_, to)| (first.min(to), last.max(to + 1)));
        first.saturating_sub(LONGEST)..(last + LONGEST).min(self.tokens(side.other()).len())
    }

    /// The tokens of the other side; those outside of `near` are nothing but borders.
    fn seats(&self, side: Side, weights: &[(usize, f32)], near: Range<usize>) -> Vec<Seat> {
        let other = side.other();
        let text = self.text(other);
        let tokens = self.tokens(other);
        let has_figure = weights.iter().any(|(i, _)| self.tokens(side).get(*i).is_some_and(|t| is_figure(&t.key)));
        let mut seats: Vec<Seat> = tokens
            .iter()
            .enumerate()
            .map(|(i, token)| {
                if !near.contains(&i) {
                    return Seat { mark: true, ..Seat::default() };
                }
                let hyphen = |t: Option<&Token>| t.is_some_and(|t| t.key == "-");
                // "GI-featured" may be cut: an abbreviation stands for itself.
                let acronym = token.span.len() > 1 && token.span.of(text).bytes().all(|b| b.is_ascii_uppercase());
                let before = i.checked_sub(1).and_then(|i| tokens.get(i));
                let after = tokens.get(i + 1);
                Seat {
                    // A term without a figure is not rendered by one: 標的額10.36億元.
                    stop: self.is_stop(other, token) || (!has_figure && is_number(&token.key)),
                    mark: Class::of(&token.key) == Class::Mark,
                    hyphen: hyphen(Some(token)),
                    bound_left: !acronym && hyphen(before) && before.is_some_and(|t| t.span.end == token.span.start),
                    bound_right: !acronym && hyphen(after) && after.is_some_and(|t| t.span.start == token.span.end),
                    capital: i > 0 && token.span.of(text).starts_with(char::is_uppercase),
                    ..Seat::default()
                }
            })
            .collect();
        for link in &self.links.links {
            let (from, to) = if side == Side::Zh { (link.zh, link.en) } else { (link.en, link.zh) };
            let Some(seat) = seats.get_mut(to).filter(|_| near.contains(&to)) else { continue };
            seat.all += link.mass();
            if let Some((_, weight)) = weights.iter().find(|(i, _)| *i == from) {
                seat.term += weight * link.mass();
                seat.brought += weight * self.brought(side, link);
            }
        }
        seats
    }

    /// How likely a term's word brought one of the other side, 0..=1. Which of several equal words (mediation, mediators:
    /// one stem) is a matter of order; the likeliest of them speaks for all.
    fn brought(&self, side: Side, link: &WordLink) -> f32 {
        let share = |l: &WordLink| if side == Side::Zh { l.forward } else { l.backward };
        let key = |l: &WordLink| self.tokens(side).get(l.ends(side).0).map(|t| &t.key);
        let equals = self.links.links.iter().filter(|l| l.ends(side).1 == link.ends(side).1 && key(l) == key(link));
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
        seats: &[Seat],
        first: usize,
        all: f32,
        total: f32,
        expected: f32,
        out: &mut Vec<Candidate>,
    ) {
        let (mut term, mut others, mut unexplained, mut length) = (0.0, 0.0, 0.0, 0.0);
        let (mut content, mut brought) = (0.0, 0.0);
        for (last, seat) in seats.iter().enumerate().skip(first).take(LONGEST) {
            let edge = first == last;
            if edge && (seat.stop || seat.mark || seat.bound_left) {
                return;
            }
            if seat.mark && !seat.hyphen {
                return;
            }
            term += seat.term;
            if seat.hyphen {
                continue;
            }
            if !seat.stop {
                content += 1.0;
                brought += seat.brought.min(1.0);
                others += (seat.all - seat.term).max(0.0);
                let name = seat.capital && side == Side::Zh;
                unexplained += (1.0 - seat.all).max(0.0) * if name { UNEXPLAINED_NAME } else { UNEXPLAINED };
                length += match side {
                    Side::Zh => 1.0,
                    Side::En => self.tokens(Side::Zh).get(last).map_or(0, |t| t.key.chars().count()) as f32,
                };
            }
            if seat.stop || seat.bound_right || term <= 0.03 {
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

/// How likely the span is to be right, 0..=1: how far the term brought it, less what is longer than the term and what
/// does not fit. (On hand-made links what this calls .65 or more is right 92 times of 100, .9 or more 96 times.)
pub(crate) fn confidence(c: &Candidate) -> f32 {
    (c.brought * (-0.2 * c.length.ln().max(0.0)).exp() * c.score.powf(0.3)).clamp(0.0, 1.0)
}
