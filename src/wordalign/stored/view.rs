//! What was learnt, read where it lies. Opening looks at the head only; every look-up checks its bounds, so damaged
//! bytes give wrong figures at worst.

use super::super::jumps::{JUMPS, Jumps};
use super::super::link::WordLinks;
use super::encode::{MAGIC, unpack};
use super::link_table::{LinkTable, key_of};
use super::open_error::OpenError;
use super::word_table::{WordTable, f32_at, u32_at};
use crate::model::{Side, Sides};
use crate::text::lookups::LookupCache;

/// A row that is so many times longer than the words that are sought in it is searched, not read.
const MERGED: usize = 8;

/// The stored tables. A handle of a few words, free to copy. The default has learnt nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct LearntView<'b> {
    pub(super) words: Sides<WordTable<'b>>,
    jumps: &'b [u8],
    row_ends: &'b [u8],
    pairs: &'b [u8],
    /// The links of texts that were linked before; what was linked later comes last.
    links: [LinkTable<'b>; 2],
    links_when_shown: bool,
}

impl<'b> LearntView<'b> {
    /// Takes the bytes that [`Learnt::to_bytes`](super::encode::Learnt::to_bytes) made.
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
            Ok(WordTable {
                heads: take(4 * count)?,
                ends: take(4 * count)?,
                freq: take(4 * count)?,
                null: take(4 * count)?,
                pool: take(pool)?,
                cache: None,
            })
        };
        let words = Sides::new(table(zh, zh_pool)?, table(en, en_pool)?);
        let view =
            LearntView { words, jumps, row_ends: take(4 * zh)?, pairs: take(5 * pairs)?, ..LearntView::default() };
        if rest.is_empty() { Ok(view) } else { Err(OpenError::Damaged) }
    }

    /// The same table that remembers its look-ups, for texts that have words in common.
    pub fn remembering(mut self, cache: &'b Sides<LookupCache>) -> Self {
        self.words.zh.cache = Some(&cache.zh);
        self.words.en.cache = Some(&cache.en);
        self
    }

    /// The same with the links of texts that were linked when they were indexed: those of them all, and of what came
    /// since.
    pub fn with_links(mut self, links: [LinkTable<'b>; 2]) -> Self {
        self.links = links;
        self
    }

    /// The same for an index that leaves the links to whoever shows its texts: they are made as they would be stored.
    pub fn with_links_when_shown(mut self) -> Self {
        self.links_when_shown = true;
        self
    }

    /// Whether links are made when texts are shown, as they would be stored.
    pub(in crate::wordalign) fn links_when_shown(&self) -> bool {
        self.links_when_shown
    }

    /// The words of two texts with their links, where they were linked when they were indexed.
    pub(in crate::wordalign) fn stored_links(&self, zh: &str, en: &str) -> Option<WordLinks> {
        if self.links.iter().all(LinkTable::is_empty) {
            return None;
        }
        let key = key_of(zh, en);
        self.links.iter().rev().find_map(|table| table.words(&key, zh, en))
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
    pub(in crate::wordalign) fn null(&self, side: Side, word: u32) -> f32 {
        f32_at(self.words.get(side).null, word as usize)
    }

    /// The jumps of one direction, by the side whose words generate the others.
    pub(in crate::wordalign) fn jumps(&self, from: Side) -> Jumps {
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
    pub(in crate::wordalign) fn among(&self, zh: u32, en: &[u32], mut found: impl FnMut(usize, (f32, f32))) {
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

    /// For each of the English words (in order), the Chinese words that it may render, with t(z|e). Goes through the
    /// whole table once.
    pub fn rendered_by(&self, en: &[u32]) -> Vec<Vec<(u32, f32)>> {
        let mut rendered = vec![Vec::new(); en.len()];
        if !en.is_empty() {
            for zh in 0..self.len(Side::Zh) as u32 {
                self.among(zh, en, |at, (_, back)| rendered[at].push((zh, back)));
            }
        }
        rendered
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
