//! The renderings that the occurrences of a term have in common: spans with the same words are one, whatever their
//! number and tense (infringes, infringed), but not what is made of them (infringement).

use super::super::token::{Class, Token};
use super::linked_pair::LinkedPair;
use super::phrase_fit::whole_name;
use super::piece_index::PieceIndex;
use crate::model::{Side, Span};
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
    numbers: FxHashMap<Vec<u32>, usize>,
    /// The lemmas of each, as the passages have them.
    keys: Vec<Vec<u32>>,
    /// How each is written where it was seen first.
    texts: Vec<String>,
    passages: PieceIndex,
    counts: FxHashMap<Vec<u32>, usize>,
}

impl CandidatePool {
    pub fn new(side: Side, linked: &[LinkedPair]) -> Self {
        let keys = |at: usize| linked.get(at).into_iter().flat_map(|pair| keys(pair.tokens(side)));
        CandidatePool {
            side,
            numbers: FxHashMap::default(),
            keys: Vec::new(),
            texts: Vec::new(),
            passages: PieceIndex::new(side, linked.len(), keys),
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
        let key_of = self.sequence(tokens);
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
        self.sequence_of(key).map_or(0, |sequence| self.passages.passages(sequence))
    }

    pub fn stands_in(&self, key: usize, passage: usize) -> bool {
        self.sequence_of(key).is_some_and(|sequence| self.passages.in_passage(passage, sequence).next().is_some())
    }

    /// Whether it stands in the passage at the place of the candidate, or around it.
    pub fn stands_over(&self, key: usize, passage: usize, linked: &[LinkedPair], candidate: &CandidateForm) -> bool {
        let Some(((first, last), linked)) = candidate.tokens.zip(linked.get(passage)) else {
            return self.stands_in(key, passage);
        };
        let (from, to) = (self.place(linked, first), self.place(linked, last + 1));
        self.sequence_of(key).is_some_and(|sequence| {
            self.passages.in_passage(passage, sequence).any(|place| place.start <= from && to <= place.end)
        })
    }

    /// Which piece of the passage a token begins with.
    fn place(&self, linked: &LinkedPair, token: usize) -> usize {
        match self.side {
            Side::Zh => linked.tokens(Side::Zh).iter().take(token).map(|t| t.key.chars().count()).sum(),
            Side::En => token,
        }
    }

    fn sequence_of(&self, key: usize) -> Option<&[u32]> {
        self.keys.get(key).map(Vec::as_slice)
    }

    /// The pieces of tokens of a passage.
    fn sequence(&self, tokens: &[Token]) -> Vec<u32> {
        self.passages.sequence(keys(tokens)).unwrap_or_default()
    }

    /// Whether the first is a part of the second.
    pub fn is_part(&self, part: usize, whole: usize) -> bool {
        let both = self.sequence_of(part).zip(self.sequence_of(whole));
        both.is_some_and(|(part, whole)| whole.windows(part.len().max(1)).any(|window| window == part))
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
            let now = self.count(tokens.get(first..=last).unwrap_or(&[]));
            let wider = [(first.checked_sub(1), Some(last)), (Some(first), Some(last + 1))];
            let next = wider.into_iter().filter_map(|(a, b)| a.zip(b)).find(|&(a, b)| {
                let new = if a < first { a } else { b };
                let fits =
                    tokens.get(new).is_some_and(|t| Class::of(&t.key) == Class::Word && !linked.is_stop(self.side, t));
                fits && linked.explained(side, term, new) < EXPLAINED && {
                    let wider = self.count(tokens.get(a..=b).unwrap_or(&[]));
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
        let tokens = linked.tokens(self.side);
        let mut count = |(first, last): (usize, usize)| self.count(tokens.get(first..=last).unwrap_or(&[]));
        if whole != part && 2 * count(whole) >= count(part) { whole } else { part }
    }

    /// How often the tokens stand in the passages, one behind the other.
    fn count(&mut self, tokens: &[Token]) -> usize {
        let sequence = self.sequence(tokens);
        if let Some(known) = self.counts.get(&sequence) {
            return *known;
        }
        let count = self.passages.count(&sequence);
        self.counts.insert(sequence, count);
        count
    }
}

fn keys(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().map(|token| token.key.as_str())
}

fn span(tokens: &[Token]) -> Span {
    tokens.first().zip(tokens.last()).map_or(Span::default(), |(a, b)| Span::new(a.span.start, b.span.end))
}
