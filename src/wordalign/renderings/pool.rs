//! The renderings that the occurrences of a term have in common: spans with the same words are one, whatever their
//! number and tense (infringes, infringed), but not what is made of them (infringement).

use super::super::token::{Class, Token};
use super::linked_pair::LinkedPair;
use super::phrase_fit::whole_name;
use crate::model::{Side, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A longer string must stand in this share of the places of the shorter one, and in this many, to take its place.
const GROWS: f32 = 0.85;
const GROWS_FROM: usize = 3;

/// A neighbour that other words explain so far is not grown into.
const EXPLAINED: f32 = 0.6;

/// What may render one occurrence: a key of the pool with what speaks for it.
#[derive(Clone, Debug, Default)]
pub(super) struct CandidateForm {
    pub key: usize,
    /// The first and the last token of it; none for what stands somewhere in the passage.
    pub tokens: Option<(usize, usize)>,
    /// 0..=1.
    pub score: f32,
    pub confidence: f32,
}

/// All candidates by their lemmas.
pub(super) struct CandidatePool {
    /// The side of the renderings.
    side: Side,
    numbers: FxHashMap<String, usize>,
    /// The lemmas of each.
    keys: Vec<String>,
    /// How each is written where it was seen first.
    texts: Vec<String>,
    /// The lemmas of each passage.
    lemmas: Vec<String>,
    /// The passages that each word (English) or character (Chinese) of the keys stands in, in order: a common term has
    /// thousands of passages and tens of thousands of candidates.
    places: FxHashMap<String, Vec<u32>>,
    counts: FxHashMap<String, usize>,
}

impl CandidatePool {
    pub fn new(side: Side, linked: &[LinkedPair]) -> Self {
        let lemmas: Vec<String> = linked.par_iter().map(|p| lemmas(side, p.tokens(side))).collect();
        let mut places: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (at, passage) in lemmas.iter().enumerate() {
            for piece in pieces(side, passage) {
                match places.get_mut(piece) {
                    Some(known) if known.last() == Some(&(at as u32)) => {}
                    Some(known) => known.push(at as u32),
                    None => drop(places.insert(piece.to_string(), vec![at as u32])),
                }
            }
        }
        CandidatePool {
            side,
            numbers: FxHashMap::default(),
            keys: Vec::new(),
            texts: Vec::new(),
            lemmas,
            places,
            counts: FxHashMap::default(),
        }
    }

    pub fn side(&self) -> Side {
        self.side
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
    ) -> CandidateForm {
        let side = self.side;
        let tokens = linked.tokens(side).get(first..=last).unwrap_or(&[]);
        let key_of = lemmas(side, tokens);
        let next = self.keys.len();
        let key = *self.numbers.entry(key_of.clone()).or_insert(next);
        if key == next {
            self.keys.push(key_of);
            self.texts.push(span(tokens).of(linked.text(side)).to_string());
        }
        CandidateForm { key, tokens: Some((first, last)), score, confidence }
    }

    /// As it is written where it was seen first.
    pub fn text(&self, key: usize) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// As the candidate is written in its passage.
    pub fn written<'t>(&self, linked: &LinkedPair<'t>, candidate: &CandidateForm) -> Option<&'t str> {
        let (first, last) = candidate.tokens?;
        Some(span(linked.tokens(self.side).get(first..=last)?).of(linked.text(self.side)))
    }

    /// In how many of the passages it stands, or what has the same lemmas.
    pub fn passages(&self, key: usize) -> usize {
        self.keys
            .get(key)
            .map_or(0, |lemmas| self.with_their_rarest(lemmas).filter(|p| p.contains(lemmas.as_str())).count())
    }

    /// The lemmas of the passages that have the rarest of the lemmas; no other has them all.
    fn with_their_rarest(&self, lemmas: &str) -> impl Iterator<Item = &str> {
        let places = pieces(self.side, lemmas).map(|piece| self.places.get(piece).map_or(&[][..], |places| places));
        let rarest = places.min_by_key(|places| places.len()).unwrap_or(&[]);
        rarest.iter().filter_map(|at| self.lemmas.get(*at as usize)).map(String::as_str)
    }

    pub fn stands_in(&self, key: usize, passage: usize) -> bool {
        self.words_of(key).zip(self.lemmas.get(passage)).is_some_and(|(words, passage)| passage.contains(words))
    }

    /// Whether it stands in the passage at the place of the candidate, or around it.
    pub fn stands_over(&self, key: usize, passage: usize, linked: &[LinkedPair], candidate: &CandidateForm) -> bool {
        let Some(((first, last), linked)) = candidate.tokens.zip(linked.get(passage)) else {
            return self.stands_in(key, passage);
        };
        let (from, to) = (self.place(passage, linked, first), self.place(passage, linked, last + 1));
        let all = self.words_of(key).zip(self.lemmas.get(passage));
        all.is_some_and(|(words, passage)| {
            passage.match_indices(words).any(|(at, _)| at <= from && to <= at + words.len())
        })
    }

    /// Where the words of a passage have a token; English words begin with the blank before them.
    fn place(&self, passage: usize, linked: &LinkedPair, token: usize) -> usize {
        match self.side {
            Side::Zh => linked.tokens(Side::Zh).iter().take(token).map(|t| t.key.len()).sum(),
            Side::En => self.lemmas.get(passage).and_then(|w| w.match_indices(' ').nth(token)).map_or(0, |(at, _)| at),
        }
    }

    fn words_of(&self, key: usize) -> Option<&str> {
        self.keys.get(key).map(String::as_str)
    }

    /// Whether the first is a part of the second.
    pub fn is_part(&self, part: usize, whole: usize) -> bool {
        self.words_of(part).zip(self.words_of(whole)).is_some_and(|(part, whole)| whole.contains(part))
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
            let now = self.count(lemmas(self.side, tokens.get(first..=last).unwrap_or(&[])));
            let wider = [(first.checked_sub(1), Some(last)), (Some(first), Some(last + 1))];
            let next = wider.into_iter().filter_map(|(a, b)| a.zip(b)).find(|&(a, b)| {
                let new = if a < first { a } else { b };
                let fits =
                    tokens.get(new).is_some_and(|t| Class::of(&t.key) == Class::Word && !linked.is_stop(self.side, t));
                fits && linked.explained(side, term, new) < EXPLAINED && {
                    let wider = self.count(lemmas(self.side, tokens.get(a..=b).unwrap_or(&[])));
                    wider >= GROWS_FROM && wider as f32 >= GROWS * now as f32
                }
            });
            match next {
                Some((a, b)) => (first, last) = (a, b),
                None => return (first, last),
            }
        }
    }

    /// Takes the rest of a name in, if it stands with it as often as not.
    pub fn name(&mut self, linked: &LinkedPair, side: Side, term: Span, part: (usize, usize)) -> (usize, usize) {
        let whole = whole_name(linked, side, term, part);
        let mut count = |(first, last): (usize, usize)| {
            self.count(lemmas(self.side, linked.tokens(self.side).get(first..=last).unwrap_or(&[])))
        };
        if whole != part && 2 * count(whole) >= count(part) { whole } else { part }
    }

    fn count(&mut self, key: String) -> usize {
        if let Some(known) = self.counts.get(&key) {
            return *known;
        }
        let count = self.with_their_rarest(&key).map(|p| p.matches(key.as_str()).count()).sum();
        self.counts.insert(key, count);
        count
    }
}

fn span(tokens: &[Token]) -> Span {
    tokens.first().zip(tokens.last()).map_or(Span::default(), |(a, b)| Span::new(a.span.start, b.span.end))
}

/// English lemmas each with a blank before and behind; Chinese words without, since the same characters may be cut in two
/// ways.
fn lemmas(side: Side, tokens: &[Token]) -> String {
    match side {
        Side::En => tokens.iter().fold(String::from(" "), |all, t| all + &t.key + " "),
        Side::Zh => tokens.iter().map(|t| t.key.as_str()).collect(),
    }
}

/// The parts of what [`lemmas`] joins that can be looked up.
fn pieces(side: Side, lemmas: &str) -> impl Iterator<Item = &str> {
    let (words, characters) = match side {
        Side::En => (lemmas, ""),
        Side::Zh => ("", lemmas),
    };
    let characters = characters.char_indices().filter_map(|(at, c)| characters.get(at..at + c.len_utf8()));
    words.split(' ').filter(|word| !word.is_empty()).chain(characters)
}
