//! Words that nothing on the other side explains. The unaligned rate of each word is counted over all passages first:
//! that 進行 has no counterpart says nothing, that 商標 has none says much.

use crate::check::pair::Pair;
use crate::model::{Side, Sides, Span};
use crate::text::lexicon::Lexicon;
use crate::text::word_class::is_stop;
use crate::wordalign::{Class, Token, WordLinks};
use rustc_hash::FxHashMap;

/// How much of a content word is explained where nothing is known of it; of a word in a name, which may be put very
/// differently or not at all: one that the dictionary has, and another.
const USUAL: f32 = 0.7;
const KNOWN_NAME: f32 = 0.6;
const UNKNOWN_NAME: f32 = 0.45;

/// How many occurrences the expectation of an unknown word is worth.
const PRIOR: f32 = 4.0;

/// What is explained of a word that has no counterpart, on the mean.
const ABSENT: f32 = 0.15;

/// For each word of both sides: how often it was seen, and how much of that was explained.
#[derive(Debug, Default)]
pub(in crate::check) struct UnalignedRates {
    pairs: usize,
    words: Sides<FxHashMap<String, (f32, f32)>>,
}

impl UnalignedRates {
    pub fn add(&mut self, links: &WordLinks, explained: &Sides<Vec<f32>>) {
        self.pairs += 1;
        for side in Side::BOTH {
            let tokens = if side == Side::Zh { &links.zh } else { &links.en };
            let words = self.words.get_mut(side);
            for (token, e) in tokens.iter().zip(explained.get(side)) {
                let seen = words.entry(token.key.clone()).or_default();
                seen.0 += 1.0;
                seen.1 += e;
            }
        }
    }

    pub fn merge(mut self, other: UnalignedRates) -> UnalignedRates {
        self.pairs += other.pairs;
        for side in Side::BOTH {
            for (key, (n, e)) in other.words.get(side) {
                let seen = self.words.get_mut(side).entry(key.clone()).or_default();
                seen.0 += n;
                seen.1 += e;
            }
        }
        self
    }

    /// Whether enough was read to tell a word that is never rendered from one that is not rendered here.
    pub fn are_telling(&self) -> bool {
        self.pairs >= 200
    }

    /// How much of the word is explained where its text has a counterpart, 0..=1. The occurrence that is looked at
    /// does not speak for itself.
    fn expected(&self, side: Side, token: &Token, here: f32, prior: f32) -> f32 {
        let (n, e) = self.words.get(side).get(&token.key).copied().unwrap_or((0.0, 0.0));
        let prior = if is_content(side, token) { prior } else { 0.35 };
        let (n, e) = ((n - 1.0).max(0.0), (e - here).max(0.0));
        ((e + PRIOR * prior) / (n + PRIOR)).clamp(0.05, 0.97)
    }
}

impl UnalignedRates {
    /// The same for a word of a name of which the other side has so much.
    pub fn name_weight(&self, token: &Token, here: f32) -> f32 {
        let known = Lexicon::shared().is_english_word(&token.key);
        self.weight(Side::En, token, here, if known { KNOWN_NAME } else { UNKNOWN_NAME })
    }

    /// How much likelier a token is as left out than as translated, in nats.
    fn weight(&self, side: Side, token: &Token, here: f32, prior: f32) -> f32 {
        let expected = self.expected(side, token, here, prior);
        (1.0 - here) * ((1.0 - ABSENT) / (1.0 - expected)).ln() + here * (ABSENT / expected).ln()
    }
}

pub(in crate::check) fn is_content(side: Side, token: &Token) -> bool {
    match side {
        Side::En => Class::of(&token.key) == Class::Word && !is_stop(&token.key),
        Side::Zh => Class::of(&token.key) == Class::Word && token.key.chars().count() > 1,
    }
}

/// A run of words that look left out.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Run {
    pub span: Span,
    /// How much likelier they are as left out than as translated, in nats.
    pub weight: f32,
    pub content: usize,
}

/// The run of a side that looks most left out, inside `part`.
pub(in crate::check) fn worst(pair: &Pair, habits: &UnalignedRates, side: Side, part: Span) -> Option<Run> {
    let tokens = pair.tokens(side);
    let mut best: Option<Run> = None;
    let mut open: Option<Run> = None;
    for (token, here) in tokens.iter().zip(pair.explained.get(side)) {
        if !part.contains(token.span) || Class::of(&token.key) == Class::Mark {
            continue;
        }
        let weight = habits.weight(side, token, *here, USUAL);
        let content = usize::from(is_content(side, token) && *here < 0.3);
        let run = match open {
            Some(run) if run.weight > 0.0 => Run {
                span: Span::new(run.span.start, token.span.end),
                weight: run.weight + weight,
                content: run.content + content,
            },
            _ => Run { span: token.span, weight, content },
        };
        if weight > 0.0 && best.is_none_or(|b| run.weight > b.weight) {
            best = Some(run);
        }
        open = Some(run);
    }
    best
}

/// How much of the content words of a side is explained, on the mean.
pub(in crate::check) fn mean(pair: &Pair, side: Side) -> f32 {
    let tokens = pair.tokens(side);
    let of = tokens.iter().zip(pair.explained.get(side)).filter(|(token, _)| is_content(side, token));
    let (sum, n) = of.fold((0.0, 0.0), |(sum, n), (_, e)| (sum + e, n + 1.0f32));
    sum / n.max(1.0)
}

/// The content words inside a span of a side, by their places among its tokens.
pub(in crate::check) fn inside(pair: &Pair, side: Side, span: Span) -> Vec<usize> {
    let tokens = pair.tokens(side);
    let of = tokens.iter().enumerate().filter(|(_, t)| span.contains(t.span) && is_content(side, t));
    of.map(|(i, _)| i).collect()
}

/// How much of the content words inside a span of a side is explained, on the mean; 0 where there are none.
pub(in crate::check) fn mean_inside(pair: &Pair, side: Side, span: Span) -> f32 {
    let words = inside(pair, side, span);
    words.iter().map(|at| pair.explains(side, *at)).sum::<f32>() / (words.len() as f32).max(1.0)
}

/// Content words on either side of a place that tell whether its clause is on the other side.
const AROUND: usize = 4;

/// How much of the content words around a place of a side is explained, on the mean; 1 where there are none. Those of another
/// sentence do not count.
pub(in crate::check) fn around(pair: &Pair, side: Side, place: Span) -> f32 {
    let tokens = pair.tokens(side);
    let is_end = |t: &&Token| t.span.of(pair.text(side)).chars().all(|c| "。！？；.!?;".contains(c));
    let of = |t: &Token, at: usize| is_content(side, t).then(|| pair.explains(side, at));
    let before = tokens.iter().enumerate().rev().skip_while(|(_, t)| t.span.end > place.start);
    let before = before.take_while(|(_, t)| !is_end(t)).filter_map(|(at, t)| of(t, at)).take(AROUND);
    let behind = tokens.iter().enumerate().skip_while(|(_, t)| t.span.start < place.end);
    let behind = behind.take_while(|(_, t)| !is_end(t)).filter_map(|(at, t)| of(t, at)).take(AROUND);
    let (sum, n) = before.chain(behind).fold((0.0, 0.0), |(sum, n), e| (sum + e, n + 1.0f32));
    if n == 0.0 { 1.0 } else { sum / n }
}
