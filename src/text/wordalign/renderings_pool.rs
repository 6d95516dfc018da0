//! The renderings that the occurrences of a term have in common: spans with the same stems are one.

use super::spot::LinkedPair;
use super::token::{Class, Token};
use crate::model::{Side, Span};
use rustc_hash::FxHashMap;

/// A longer string must stand in this share of the places of the shorter one, and in this many, to take its place.
const GROWS: f32 = 0.85;
const GROWS_FROM: usize = 3;

/// A neighbour that other words explain so far is not grown into.
const EXPLAINED: f32 = 0.6;

/// What may render one occurrence: a key of the pool with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Surface {
    pub key: usize,
    /// 0..=1.
    pub score: f32,
    pub confidence: f32,
}

/// All candidates by their stems.
pub(super) struct Pool {
    /// The side of the renderings.
    side: Side,
    numbers: FxHashMap<String, usize>,
    keys: Vec<String>,
    /// How each is written, and how often so.
    written: Vec<Vec<(String, usize)>>,
    /// The keys of each passage's tokens.
    passages: Vec<String>,
    counts: FxHashMap<String, usize>,
}

impl Pool {
    pub fn new(side: Side, linked: &[LinkedPair]) -> Self {
        let joined = |p: &LinkedPair| keys(side, p.tokens(side));
        Pool {
            side,
            numbers: FxHashMap::default(),
            keys: Vec::new(),
            written: Vec::new(),
            passages: linked.iter().map(joined).collect(),
            counts: FxHashMap::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The span of the tokens `first..=last` as a candidate.
    pub fn surface(
        &mut self,
        linked: &LinkedPair,
        (first, last): (usize, usize),
        score: f32,
        confidence: f32,
    ) -> Surface {
        let tokens = linked.tokens(self.side).get(first..=last).unwrap_or(&[]);
        let stems = keys(self.side, tokens);
        let next = self.keys.len();
        let key = *self.numbers.entry(stems.clone()).or_insert(next);
        if key == next {
            self.keys.push(stems);
            self.written.push(Vec::new());
        }
        let span =
            tokens.first().zip(tokens.last()).map_or(Span::default(), |(a, b)| Span::new(a.span.start, b.span.end));
        let text = span.of(linked.text(self.side));
        match self.written[key].iter_mut().find(|(t, _)| t == text) {
            Some((_, count)) => *count += 1,
            None => self.written[key].push((text.to_string(), 1)),
        }
        Surface { key, score, confidence }
    }

    /// As it is written most often; of equals, the first.
    pub fn text(&self, key: usize) -> &str {
        let most = self.written.get(key).and_then(|w| w.iter().rev().max_by_key(|(_, count)| *count));
        most.map_or("", |(text, _)| text)
    }

    /// In how many of the passages it stands.
    pub fn passages(&self, key: usize) -> usize {
        self.keys.get(key).map_or(0, |key| self.passages.iter().filter(|p| p.contains(key.as_str())).count())
    }

    pub fn stands_in(&self, key: usize, passage: usize) -> bool {
        self.keys.get(key).zip(self.passages.get(passage)).is_some_and(|(key, passage)| passage.contains(key.as_str()))
    }

    /// Whether the first is a part of the second.
    pub fn is_part(&self, part: usize, whole: usize) -> bool {
        self.keys.get(part).zip(self.keys.get(whole)).is_some_and(|(part, whole)| whole.contains(part.as_str()))
    }

    /// Whether one is a part of the other.
    pub fn overlap(&self, a: usize, b: usize) -> bool {
        self.is_part(a, b) || self.is_part(b, a)
    }

    /// Takes neighbours in while the longer string is what nearly always stands there.
    pub fn grow(
        &mut self,
        linked: &LinkedPair,
        side: Side,
        term: Span,
        (mut first, mut last): (usize, usize),
    ) -> (usize, usize) {
        let tokens = linked.tokens(self.side);
        loop {
            let now = self.count(keys(self.side, tokens.get(first..=last).unwrap_or(&[])));
            let wider = [(first.checked_sub(1), Some(last)), (Some(first), Some(last + 1))];
            let next = wider.into_iter().filter_map(|(a, b)| a.zip(b)).find(|&(a, b)| {
                let new = if a < first { a } else { b };
                let fits =
                    tokens.get(new).is_some_and(|t| Class::of(&t.key) == Class::Word && !linked.is_stop(self.side, t));
                fits && linked.explained(side, term, new) < EXPLAINED && {
                    let wider = self.count(keys(self.side, tokens.get(a..=b).unwrap_or(&[])));
                    wider >= GROWS_FROM && wider as f32 >= GROWS * now as f32
                }
            });
            match next {
                Some((a, b)) => (first, last) = (a, b),
                None => return (first, last),
            }
        }
    }

    fn count(&mut self, key: String) -> usize {
        let passages = &self.passages;
        *self.counts.entry(key).or_insert_with_key(|key| passages.iter().map(|p| p.matches(key.as_str()).count()).sum())
    }
}

/// English stems each with a blank before and behind; Chinese words without, since the same characters may be cut in two
/// ways.
fn keys(side: Side, tokens: &[Token]) -> String {
    match side {
        Side::En => tokens.iter().fold(String::from(" "), |all, t| all + &t.key + " "),
        Side::Zh => tokens.iter().map(|t| t.key.as_str()).collect(),
    }
}
