//! The words of one side as they are stored: sorted, found by their first bytes. Every look-up checks its bounds.

use crate::text::lookups::{LookupCache, first, head};
use std::cmp::Ordering;
use std::ops::Range;

/// The words of one side in order of their bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordTable<'b> {
    pub heads: &'b [u8],
    pub ends: &'b [u8],
    pub freq: &'b [u8],
    pub null: &'b [u8],
    pub pool: &'b [u8],
    pub cache: Option<&'b LookupCache>,
}

pub(super) fn u32_at(bytes: &[u8], i: usize) -> u32 {
    let found = i.checked_mul(4).and_then(|at| bytes.get(at..)?.first_chunk::<4>());
    found.map_or(0, |b| u32::from_le_bytes(*b))
}

pub(super) fn f32_at(bytes: &[u8], i: usize) -> f32 {
    let value = f32::from_bits(u32_at(bytes, i));
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
}

impl<'b> WordTable<'b> {
    pub fn len(&self) -> usize {
        self.ends.len() / 4
    }

    pub fn key(&self, i: usize) -> &'b [u8] {
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
    pub fn lower(&self, range: Range<usize>, text: &[u8]) -> usize {
        let head = head(text);
        first(range, |i| self.is_before(i, text, head))
    }

    /// The first word in `range` that comes after all that begin with the text.
    pub fn past(&self, range: Range<usize>, text: &[u8]) -> usize {
        let (head, shown) = (head(text), u32::MAX << (8 * 4usize.saturating_sub(text.len())).min(31));
        first(range, |i| match (u32_at(self.heads, i) & shown).cmp(&head) {
            Ordering::Equal => text.len() <= 4 || self.key(i) < text || self.key(i).starts_with(text),
            order => order == Ordering::Less,
        })
    }

    /// The words that begin as a text of three bytes or more does, with some others that begin nearly so.
    pub fn near(&self, text: &[u8]) -> Range<usize> {
        let all = 0..self.len();
        self.cache.map_or(all, |cache| cache.of(head(text), self.len(), |i| u32_at(self.heads, i)))
    }

    pub fn find(&self, key: &str) -> Option<u32> {
        let i = self.lower(self.near(key.as_bytes()), key.as_bytes());
        (i < self.len() && self.key(i) == key.as_bytes()).then_some(i as u32)
    }
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
            let table = WordTable { heads: &heads, ends: &ends, pool: &pool, ..WordTable::default() };
            let before = words.iter().filter(|w| **w < text).count();
            let with = words.iter().filter(|w| w.starts_with(&text)).count();
            prop_assert_eq!(table.lower(0..table.len(), text.as_bytes()), before);
            prop_assert_eq!(table.past(0..table.len(), text.as_bytes()), before + with);
            let cache = LookupCache::default();
            for table in [WordTable { cache: Some(&cache), ..table }, table] {
                prop_assert_eq!(table.find(&text), words.contains(&text).then_some(before as u32));
                prop_assert_eq!(table.find(&text), words.contains(&text).then_some(before as u32));
            }
        }
    }
}
