//! Where the words that begin alike lie in a sorted table, remembered from look-up to look-up: the words of one passage
//! turn up in the next. Shared between threads without locks; what falls on the same slot overwrites.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Slots of a table; a power of two.
const SLOTS: usize = 1 << 12;

/// Bits of the beginning of a word that words have in common; the others of a slot are two places in the table.
const BEGINNING: u32 = 20;
const PLACE: u32 = 22;

/// The first four bytes of a text as one number; a shorter one ends in zeros. Texts are in order of their heads.
pub fn head(text: &[u8]) -> u32 {
    let mut bytes = [0; 4];
    bytes.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    u32::from_be_bytes(bytes)
}

/// The first number in `range` that does not hold.
pub fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// What was looked up. Good for one table only.
#[derive(Debug)]
pub struct LookupCache(Box<[AtomicU64]>);

impl Default for LookupCache {
    fn default() -> Self {
        LookupCache((0..SLOTS).map(|_| AtomicU64::new(0)).collect())
    }
}

impl LookupCache {
    /// The places of the words whose heads begin as this one does, of so many words with these heads.
    pub fn of(&self, head: u32, words: usize, head_of: impl Fn(usize) -> u32) -> Range<usize> {
        let beginning = head >> (32 - BEGINNING);
        let search = || {
            let (least, most) = (head & !(u32::MAX >> BEGINNING), head | u32::MAX >> BEGINNING);
            let start = first(0..words, |i| head_of(i) < least);
            start..first(start..words, |i| head_of(i) <= most)
        };
        // Zero is the mark of an empty slot.
        let slot = self.0.get((beginning.wrapping_mul(0x9e37_79b1) >> 20) as usize % SLOTS);
        let Some(slot) = slot.filter(|_| beginning > 0) else { return search() };
        let known = slot.load(Ordering::Relaxed);
        if known >> (2 * PLACE) == u64::from(beginning) {
            let place = |at: u64| (at & ((1 << PLACE) - 1)) as usize;
            return place(known >> PLACE)..place(known);
        }
        let found = search();
        if found.end < 1 << PLACE {
            let packed = u64::from(beginning) << (2 * PLACE) | (found.start as u64) << PLACE | found.end as u64;
            slot.store(packed, Ordering::Relaxed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_remembered_is_what_is_found(
            heads in proptest::collection::btree_set(any::<u32>().prop_map(|head| head & 0x00ff_ff0f), 0..60),
            asked in proptest::collection::vec(any::<u32>().prop_map(|head| head & 0x00ff_ff0f), 0..60),
        ) {
            let heads: Vec<u32> = heads.into_iter().collect();
            let places = LookupCache::default();
            for head in asked.iter().chain(&heads).chain(&asked) {
                let found = places.of(*head, heads.len(), |i| heads[i]);
                let alike = |h: &&u32| **h >> 12 == head >> 12;
                prop_assert_eq!(&heads[found], &heads.iter().filter(alike).copied().collect::<Vec<_>>());
            }
        }
    }
}
