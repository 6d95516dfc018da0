//! Where words stand in the passages of a term: English words, or Chinese characters, since the same characters may be cut
//! in two ways. A common term has thousands of passages and tens of thousands of spans that are looked for in them. Law: a
//! sequence is found where a plain search finds it, and never across the border of two passages.

use crate::model::Side;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Between two passages.
const BORDER: u32 = u32::MAX;

/// The passages as numbers of their pieces, one behind the other, and the places of each piece.
#[derive(Debug)]
pub(super) struct PieceIndex {
    side: Side,
    numbers: FxHashMap<Box<str>, u32>,
    pieces: Vec<u32>,
    /// Where each passage begins, and the end.
    starts: Vec<u32>,
    /// By number, in order.
    places: Vec<Vec<u32>>,
}

impl PieceIndex {
    /// The keys of the tokens of each passage are given by `keys`.
    pub fn new<'k, K: Iterator<Item = &'k str>>(side: Side, passages: usize, keys: impl Fn(usize) -> K + Sync) -> Self {
        let cut: Vec<Vec<&str>> =
            (0..passages).into_par_iter().map(|at| keys(at).flat_map(|key| pieces(side, key)).collect()).collect();
        let mut index = PieceIndex {
            side,
            numbers: FxHashMap::default(),
            pieces: Vec::new(),
            starts: Vec::new(),
            places: Vec::new(),
        };
        for passage in cut {
            index.starts.push(index.pieces.len() as u32);
            for piece in passage {
                let number = index.numbers.get(piece).copied().unwrap_or_else(|| {
                    let next = index.places.len() as u32;
                    index.numbers.insert(piece.into(), next);
                    index.places.push(Vec::new());
                    next
                });
                if let Some(places) = index.places.get_mut(number as usize) {
                    places.push(index.pieces.len() as u32);
                }
                index.pieces.push(number);
            }
            index.pieces.push(BORDER);
        }
        index.starts.push(index.pieces.len() as u32);
        index
    }

    /// The numbers of the pieces of some keys; `None` where one of them stands nowhere.
    pub fn sequence<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Option<Vec<u32>> {
        keys.flat_map(|key| pieces(self.side, key)).map(|piece| self.numbers.get(piece).copied()).collect()
    }

    /// Where the sequence begins, in order; its places may overlap.
    fn places<'s>(&'s self, sequence: &'s [u32]) -> impl Iterator<Item = usize> + 's {
        let of = |number: &u32| self.places.get(*number as usize).map_or(&[][..], Vec::as_slice);
        let rarest = sequence.iter().map(of).enumerate().min_by_key(|(_, places)| places.len());
        let (away, places) = rarest.unwrap_or((0, &[]));
        let begins = places.iter().filter_map(move |place| (*place as usize).checked_sub(away));
        begins.filter(|begin| self.pieces.get(*begin..begin + sequence.len()) == Some(sequence))
    }

    /// How often the sequence stands in the passages, apart from each other.
    pub fn count(&self, sequence: &[u32]) -> usize {
        let mut free = 0;
        let apart = |begin: &usize| {
            let is_free = *begin >= free;
            free = if is_free { begin + sequence.len() } else { free };
            is_free
        };
        self.places(sequence).filter(apart).count()
    }

    /// How many passages it stands in.
    pub fn passages(&self, sequence: &[u32]) -> usize {
        let mut passages: Vec<usize> = self.places(sequence).map(|place| self.passage_at(place)).collect();
        passages.dedup();
        passages.len()
    }

    /// Where it stands in a passage: the first of its pieces and the one behind the last.
    pub fn in_passage<'s>(&'s self, passage: usize, sequence: &'s [u32]) -> impl Iterator<Item = Range<usize>> + 's {
        let at = |passage: usize| self.starts.get(passage).map_or(0, |start| *start as usize);
        let pieces = self.pieces.get(at(passage)..at(passage + 1)).unwrap_or(&[]);
        let windows = pieces.windows(sequence.len().max(1)).enumerate();
        windows.filter(move |(_, window)| *window == sequence).map(|(at, window)| at..at + window.len())
    }

    fn passage_at(&self, place: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= place).saturating_sub(1)
    }
}

/// The pieces of a key.
fn pieces(side: Side, key: &str) -> impl Iterator<Item = &str> {
    let (word, characters) = match side {
        Side::En => (Some(key), ""),
        Side::Zh => (None, key),
    };
    word.into_iter().chain(characters.char_indices().filter_map(|(at, c)| characters.get(at..at + c.len_utf8())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sequence_is_found_where_it_stands(
            passages in proptest::collection::vec("[甲乙丙]{0,8}", 0..6),
            sought in "[甲乙丁]{1,3}",
        ) {
            let index = PieceIndex::new(Side::Zh, passages.len(), |at| std::iter::once(passages[at].as_str()));
            let plain = |text: &&String| text.contains(&sought);
            let Some(sequence) = index.sequence(std::iter::once(sought.as_str())) else {
                prop_assert!(!passages.iter().any(|text| text.contains(&sought)));
                return Ok(());
            };
            prop_assert_eq!(index.passages(&sequence), passages.iter().filter(plain).count());
            prop_assert_eq!(index.count(&sequence), passages.iter().map(|text| text.matches(&sought).count()).sum::<usize>());
            for (at, text) in passages.iter().enumerate() {
                prop_assert_eq!(index.in_passage(at, &sequence).next().is_some(), text.contains(&sought));
            }
        }
    }
}
