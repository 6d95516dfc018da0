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
    /// The passages that each word (English) or character (Chinese) of the keys stands in, in order: a common term has
    /// thousands of passages and tens of thousands of candidates.
    places: FxHashMap<String, Vec<u32>>,
    counts: FxHashMap<String, usize>,
}

impl Pool {
    pub fn new(side: Side, linked: &[LinkedPair]) -> Self {
        let passages: Vec<String> = linked.iter().map(|p| keys(side, p.tokens(side))).collect();
        let mut places: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (at, passage) in passages.iter().enumerate() {
            for piece in pieces(side, passage) {
                match places.get_mut(piece) {
                    Some(known) if known.last() == Some(&(at as u32)) => {}
                    Some(known) => known.push(at as u32),
                    None => drop(places.insert(piece.to_string(), vec![at as u32])),
                }
            }
        }
        Pool {
            side,
            numbers: FxHashMap::default(),
            keys: Vec::new(),
            written: Vec::new(),
            passages,
            places,
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
        self.keys.get(key).map_or(0, |key| self.with_its_rarest(key).filter(|p| p.contains(key.as_str())).count())
    }

    /// The passages that have the rarest part of the keys; no other has them all.
    fn with_its_rarest(&self, keys: &str) -> impl Iterator<Item = &str> {
        let places = pieces(self.side, keys).map(|piece| self.places.get(piece).map_or(&[][..], |places| places));
        let rarest = places.min_by_key(|places| places.len()).unwrap_or(&[]);
        rarest.iter().filter_map(|at| self.passages.get(*at as usize)).map(String::as_str)
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
        if let Some(known) = self.counts.get(&key) {
            return *known;
        }
        let count = self.with_its_rarest(&key).map(|p| p.matches(key.as_str()).count()).sum();
        self.counts.insert(key, count);
        count
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

/// The parts of what [`keys`] joins that can be looked up.
fn pieces(side: Side, keys: &str) -> impl Iterator<Item = &str> {
    let (words, characters) = match side {
        Side::En => (keys, ""),
        Side::Zh => ("", keys),
    };
    let characters = characters.char_indices().filter_map(|(at, c)| characters.get(at..at + c.len_utf8()));
    words.split(' ').filter(|word| !word.is_empty()).chain(characters)
}
