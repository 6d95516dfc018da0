//! What was learnt, read where it lies. Opening looks at the head only; every look-up checks its bounds, so damaged
//! bytes give wrong figures at worst.

use super::lattice::{JUMPS, Jumps};
use super::learnt::{MAGIC, head, unpack};
use super::places::Places;
use super::token::Cut;
use crate::model::{Side, Sides};
use crate::text::lexicon::Lexicon;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

/// Dictionary words are looked up to this many characters.
const LONGEST_ENTRY: usize = 6;

/// A row that is so many times longer than the words that are sought in it is searched, not read.
const MERGED: usize = 8;

/// The stored tables. A handle of a few words, free to copy. The default has learnt nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct LearntView<'b> {
    words: Sides<Table<'b>>,
    jumps: &'b [u8],
    row_ends: &'b [u8],
    pairs: &'b [u8],
}

/// Why bytes are not a store of word links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// Written by another version, or something else altogether.
    Version,
    /// Cut off, or damaged.
    Damaged,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OpenError::Version => "the learnt lexicon has another format",
            OpenError::Damaged => "the learnt lexicon is damaged",
        })
    }
}

impl std::error::Error for OpenError {}

/// The words of one side in order of their bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Table<'b> {
    heads: &'b [u8],
    ends: &'b [u8],
    freq: &'b [u8],
    null: &'b [u8],
    pool: &'b [u8],
    places: Option<&'b Places>,
}

fn u32_at(bytes: &[u8], i: usize) -> u32 {
    let found = i.checked_mul(4).and_then(|at| bytes.get(at..)?.first_chunk::<4>());
    found.map_or(0, |b| u32::from_le_bytes(*b))
}

fn f32_at(bytes: &[u8], i: usize) -> f32 {
    let value = f32::from_bits(u32_at(bytes, i));
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
}

impl<'b> Table<'b> {
    fn len(&self) -> usize {
        self.ends.len() / 4
    }

    fn key(&self, i: usize) -> &'b [u8] {
        let start = i.checked_sub(1).map_or(0, |before| u32_at(self.ends, before));
        self.pool.get(start as usize..u32_at(self.ends, i) as usize).unwrap_or(&[])
    }

    /// Whether a word comes before a text. Most are told apart by their heads, which lie close together.
    fn is_before(&self, i: usize, text: &[u8], head: u32) -> bool {
        match u32_at(self.heads, i).cmp(&head) {
            Ordering::Equal => self.key(i) < text,
            order => order == Ordering::Less,
        }
    }

    /// The first word in `range` that does not come before the text.
    fn lower(&self, range: Range<usize>, text: &[u8]) -> usize {
        let head = head(text);
        first(range, |i| self.is_before(i, text, head))
    }

    /// The first word in `range` that comes after all that begin with the text.
    fn past(&self, range: Range<usize>, text: &[u8]) -> usize {
        let (head, shown) = (head(text), u32::MAX << (8 * 4usize.saturating_sub(text.len())).min(31));
        first(range, |i| match (u32_at(self.heads, i) & shown).cmp(&head) {
            Ordering::Equal => text.len() <= 4 || self.key(i) < text || self.key(i).starts_with(text),
            order => order == Ordering::Less,
        })
    }

    /// The words that begin as a text of three bytes or more does, with some others that begin nearly so.
    fn near(&self, text: &[u8]) -> Range<usize> {
        let search = |from, to| {
            let start = first(0..self.len(), |i| u32_at(self.heads, i) < from);
            start..first(start..self.len(), |i| u32_at(self.heads, i) <= to)
        };
        self.places.map_or(0..self.len(), |places| places.of(head(text), search))
    }

    fn find(&self, key: &str) -> Option<u32> {
        let i = self.lower(self.near(key.as_bytes()), key.as_bytes());
        (i < self.len() && self.key(i) == key.as_bytes()).then_some(i as u32)
    }
}

/// The first number in `range` that does not hold.
fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

impl<'b> LearntView<'b> {
    /// Takes the bytes that [`super::Learnt::to_bytes`] made.
    pub fn open(bytes: &'b [u8]) -> Result<Self, OpenError> {
        let body = bytes.strip_prefix(MAGIC).ok_or(OpenError::Version)?;
        let [zh, en, pairs, zh_pool, en_pool] = [0, 1, 2, 3, 4].map(|i| u32_at(body, i) as usize);
        let mut rest = body.get(20..).ok_or(OpenError::Damaged)?;
        let mut take = |len: usize| {
            let (part, tail) = rest.split_at_checked(len).ok_or(OpenError::Damaged)?;
            rest = tail;
            Ok(part)
        };
        let jumps = take(2 * 4 * JUMPS)?;
        let mut table = |count: usize, pool: usize| {
            Ok(Table {
                heads: take(4 * count)?,
                ends: take(4 * count)?,
                freq: take(4 * count)?,
                null: take(4 * count)?,
                pool: take(pool)?,
                places: None,
            })
        };
        let words = Sides::new(table(zh, zh_pool)?, table(en, en_pool)?);
        let view = LearntView { words, jumps, row_ends: take(4 * zh)?, pairs: take(5 * pairs)? };
        if rest.is_empty() { Ok(view) } else { Err(OpenError::Damaged) }
    }

    /// The same table that remembers its look-ups, for texts that have words in common.
    pub fn remembering(mut self, places: &'b Sides<Places>) -> Self {
        self.words.zh.places = Some(&places.zh);
        self.words.en.places = Some(&places.en);
        self
    }

    /// The number of a key of either side, if it was learnt about.
    pub fn word(&self, side: Side, key: &str) -> Option<u32> {
        self.words.get(side).find(key)
    }

    /// How many words of a side were learnt about.
    pub fn len(&self, side: Side) -> usize {
        self.words.get(side).len()
    }

    /// The key of a word.
    pub fn key(&self, side: Side, word: u32) -> &'b str {
        std::str::from_utf8(self.words.get(side).key(word as usize)).unwrap_or("")
    }

    /// How often a word stands in the pairs that were learnt from.
    pub fn frequency(&self, side: Side, word: u32) -> u32 {
        u32_at(self.words.get(side).freq, word as usize)
    }

    /// The share that a word has of the words that nothing generates.
    pub(super) fn null(&self, side: Side, word: u32) -> f32 {
        f32_at(self.words.get(side).null, word as usize)
    }

    /// The jumps of one direction, by the side whose words generate the others.
    pub(super) fn jumps(&self, from: Side) -> Jumps {
        if self.jumps.is_empty() {
            return Jumps::default();
        }
        let first = if from == Side::Zh { 0 } else { JUMPS };
        Jumps(std::array::from_fn(|k| f32_at(self.jumps, first + k).clamp(1e-4, 1.0)))
    }

    /// English words that may render the Chinese word, in order, with t(e|z) and t(z|e).
    pub fn renderings(&self, zh: u32) -> impl ExactSizeIterator<Item = (u32, f32, f32)> + use<'b> {
        self.row(zh).iter().map(|p| (id(p), unpack(p[3]), unpack(p[4])))
    }

    /// Which of the English words (in order) may render the Chinese word, by their place in `en`, with t(e|z) and
    /// t(z|e).
    pub(super) fn among(&self, zh: u32, en: &[u32], mut found: impl FnMut(usize, (f32, f32))) {
        let mut row = self.row(zh);
        if row.len() <= MERGED * en.len() {
            let mut en = en.iter().enumerate();
            let mut wanted = en.next();
            for pair in row {
                while wanted.is_some_and(|(_, wanted)| *wanted < id(pair)) {
                    wanted = en.next();
                }
                match wanted {
                    None => return,
                    Some((at, wanted)) if *wanted == id(pair) => found(at, (unpack(pair[3]), unpack(pair[4]))),
                    Some(_) => {}
                }
            }
            return;
        }
        for (at, wanted) in en.iter().enumerate() {
            // The words sought are few and the row may be long: gallop.
            let mut step = 1;
            while row.get(step).is_some_and(|p| id(p) < *wanted) {
                step *= 2;
            }
            let near = row.get(..row.len().min(step + 1)).unwrap_or(row);
            let skip = near.partition_point(|p| id(p) < *wanted);
            row = row.get(skip..).unwrap_or(&[]);
            match row.first() {
                None => return,
                Some(p) if id(p) == *wanted => found(at, (unpack(p[3]), unpack(p[4]))),
                Some(_) => {}
            }
        }
    }

    /// t(e|z) and t(z|e) of a pair of words.
    pub fn t(&self, zh: u32, en: u32) -> Option<(f32, f32)> {
        let row = self.row(zh);
        let at = row.binary_search_by_key(&en, id).ok()?;
        row.get(at).map(|p| (unpack(p[3]), unpack(p[4])))
    }

    fn row(&self, zh: u32) -> &'b [[u8; 5]] {
        let zh = zh as usize;
        let start = zh.checked_sub(1).map_or(0, |before| u32_at(self.row_ends, before)) as usize;
        let end = u32_at(self.row_ends, zh) as usize;
        self.pairs.as_chunks::<5>().0.get(start..end).unwrap_or(&[])
    }
}

fn id(pair: &[u8; 5]) -> u32 {
    u32::from_le_bytes([pair[0], pair[1], pair[2], 0])
}

impl Cut for LearntView<'_> {
    /// The most likely words by their frequencies: the texts that were learnt from are cut as they were then, and no
    /// dictionary has to be loaded.
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let starts: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
        let chars = starts.len() - 1;
        // Best way from each character to the end: its cost, and where its first word ends.
        let mut best = vec![(0.0f32, chars); chars + 1];
        for from in (0..chars).rev() {
            best[from] = (f32::INFINITY, from + 1);
            let mut range = self.words.zh.near(&run.as_bytes()[starts[from]..starts[from + 1]]);
            for to in from + 1..=chars {
                let prefix = &run.as_bytes()[starts[from]..starts[to]];
                range.start = self.words.zh.lower(range.clone(), prefix);
                let whole = range.start < range.end && self.words.zh.key(range.start) == prefix;
                // A character that is no word is a rare one.
                if whole || to == from + 1 {
                    let freq = if whole { u32_at(self.words.zh.freq, range.start) } else { 0 };
                    let cost = 18.0 - (freq as f32 + 0.1).ln() + best[to].0;
                    if cost < best[from].0 {
                        best[from] = (cost, to);
                    }
                }
                range.end = self.words.zh.past(range.clone(), prefix);
                if range.is_empty() {
                    break;
                }
            }
        }
        let mut words = Vec::with_capacity(chars);
        let (mut at, mut unknown) = (0, 0);
        while at < chars {
            let to = best[at].1;
            if to > at + 1 || self.words.zh.find(&run[starts[at]..starts[to]]).is_some() {
                words.extend(by_dictionary(&run[starts[unknown]..starts[at]]));
                words.push(&run[starts[at]..starts[to]]);
                unknown = to;
            }
            at = to;
        }
        words.extend(by_dictionary(&run[starts[unknown]..]));
        words
    }
}

/// The longest dictionary words, else single characters, of characters that were never learnt about.
fn by_dictionary(mut run: &str) -> impl Iterator<Item = &str> {
    let lexicon = Lexicon::shared();
    std::iter::from_fn(move || {
        let first = run.chars().next()?.len_utf8();
        let ends = run.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST_ENTRY);
        let end = ends.filter(|end| lexicon.has(&run[..*end])).last().unwrap_or(first);
        let (word, rest) = run.split_at(end);
        run = rest;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn words_are_found_as_by_comparing_them(
            words in proptest::collection::btree_set("[ab商業]{1,4}", 0..40),
            text in "[ab商業c]{1,4}",
        ) {
            let words: BTreeSet<String> = words;
            let bytes = |part: &dyn Fn(&String) -> u32| words.iter().flat_map(|w| part(w).to_le_bytes()).collect::<Vec<u8>>();
            let end = std::cell::Cell::new(0);
            let ends = bytes(&|w| {
                end.set(end.get() + w.len() as u32);
                end.get()
            });
            let (heads, pool) = (bytes(&|w| head(w.as_bytes())), words.iter().flat_map(|w| w.bytes()).collect::<Vec<u8>>());
            let table = Table { heads: &heads, ends: &ends, pool: &pool, ..Table::default() };
            let before = words.iter().filter(|w| **w < text).count();
            let with = words.iter().filter(|w| w.starts_with(&text)).count();
            prop_assert_eq!(table.lower(0..table.len(), text.as_bytes()), before);
            prop_assert_eq!(table.past(0..table.len(), text.as_bytes()), before + with);
            let places = Places::default();
            for table in [Table { places: Some(&places), ..table }, table] {
                prop_assert_eq!(table.find(&text), words.contains(&text).then_some(before as u32));
                prop_assert_eq!(table.find(&text), words.contains(&text).then_some(before as u32));
            }
        }
    }
}
