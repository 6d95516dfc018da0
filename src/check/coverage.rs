//! Words that nothing on the other side explains. How often each word goes without a counterpart is counted over all
//! passages first: that 進行 has none says nothing, that 商標 has none says much.

use super::pair::Pair;
use crate::model::{Side, Sides, Span};
use crate::text::lexicon::Lexicon;
use crate::text::word_class::is_stop;
use crate::wordalign::{Class, LearntView, Token, WordLinks, dictionary_links};
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
pub(super) struct Habits {
    pairs: usize,
    words: Sides<FxHashMap<String, (f32, f32)>>,
}

/// What is said twice here and once there is explained once: how much that counts, against each being explained by
/// itself.
const SHARED: f32 = 0.7;

/// How many other occurrences make a link that no dictionary has half sure.
const HALF_SURE: f32 = 0.7;

/// How much of each token the other side explains, 0..=1. A pair does not speak for itself: words that stand together
/// here only were linked because something has to be.
pub(super) fn explained(links: &WordLinks, view: &LearntView) -> Sides<Vec<f32>> {
    let known = dictionary_links(Lexicon::shared(), &links.zh, &links.en);
    let ids = |side, tokens: &[Token]| tokens.iter().map(|t| view.word(side, &t.key)).collect::<Vec<_>>();
    let (zh_ids, en_ids) = (ids(Side::Zh, &links.zh), ids(Side::En, &links.en));
    let seen = |side, id: Option<u32>| id.map_or(0, |id| view.frequency(side, id)) as f32;
    let mut zh = vec![(0.0f32, 0.0f32); links.zh.len()];
    let mut en = vec![(0.0f32, 0.0f32); links.en.len()];
    for link in &links.links {
        let trust = if known.binary_search(&(link.zh, link.en)).is_ok() {
            1.0
        } else {
            let (z, e) = (zh_ids[link.zh], en_ids[link.en]);
            let (f, b) = z.zip(e).and_then(|(z, e)| view.t(z, e)).unwrap_or((0.0, 0.0));
            let together = (f * seen(Side::Zh, z)).max(b * seen(Side::En, e)) - link.forward.max(link.backward);
            together.max(0.0) / (together.max(0.0) + HALF_SURE)
        };
        let (z, e) = (&mut zh[link.zh], &mut en[link.en]);
        z.0 += link.backward * trust;
        z.1 += link.forward * trust;
        e.0 += link.forward * trust;
        e.1 += link.backward * trust;
    }
    let both = |(own, shared): (f32, f32)| own.min(1.0) * (1.0 - SHARED) + shared.min(1.0) * SHARED;
    Sides::new(zh.into_iter().map(both).collect(), en.into_iter().map(both).collect())
}

impl Habits {
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

    pub fn merge(mut self, other: Habits) -> Habits {
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

impl Habits {
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

pub(super) fn is_content(side: Side, token: &Token) -> bool {
    match side {
        Side::En => Class::of(&token.key) == Class::Word && !is_stop(&token.key),
        Side::Zh => Class::of(&token.key) == Class::Word && token.key.chars().count() > 1,
    }
}

/// A run of words that look left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub span: Span,
    /// How much likelier they are as left out than as translated, in nats.
    pub weight: f32,
    pub content: usize,
}

/// The run of a side that looks most left out, inside `part`.
pub(super) fn worst(pair: &Pair, habits: &Habits, side: Side, part: Span) -> Option<Run> {
    let tokens = if side == Side::Zh { &pair.links().zh } else { &pair.links().en };
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
pub(super) fn mean(pair: &Pair, side: Side) -> f32 {
    let tokens = if side == Side::Zh { &pair.links().zh } else { &pair.links().en };
    let of = tokens.iter().zip(pair.explained.get(side)).filter(|(token, _)| is_content(side, token));
    let (sum, n) = of.fold((0.0, 0.0), |(sum, n), (_, e)| (sum + e, n + 1.0f32));
    sum / n.max(1.0)
}

/// The content words inside a span of a side, by their places among its tokens.
pub(super) fn inside(pair: &Pair, side: Side, span: Span) -> Vec<usize> {
    let tokens = if side == Side::Zh { &pair.links().zh } else { &pair.links().en };
    let of = tokens.iter().enumerate().filter(|(_, t)| span.contains(t.span) && is_content(side, t));
    of.map(|(i, _)| i).collect()
}
