//! The links of many pairs of texts in one table, found by what the texts say: the same two texts have the same links
//! wherever they stand, and links are never taken for those of other texts, or of a text as it was before.
//!
//! | part | what |
//! |---|---|
//! | magic | `dzlinks` and the version |
//! | counts | u32 pairs of texts, u32 bytes of their links |
//! | keys | 5 bytes of the BLAKE3 hash of both texts, in order |
//! | ends | u32 for every 32nd pair where its links begin; u16 how long those of each are |
//! | links | see [`link_code`](super::link_code) |

use super::super::link::WordLinks;
use super::link_code;
use super::open_error::OpenError;

const MAGIC: &[u8; 8] = b"dzlinks\x02";

/// Bytes of a key. Of a million pairs of texts one in a million finds the links of another, and what it then has is
/// wrong marks.
const KEY: usize = 5;

/// Pairs that share a place to count from.
const BLOCK: usize = 32;

/// How far from where a key should be it is looked for first: among a million, most are nearer than a thousand places.
const FIRST_REACH: usize = 512;

pub(in crate::wordalign) type Key = [u8; KEY];

/// The key of two texts.
pub(in crate::wordalign) fn key_of(zh: &str, en: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(zh.len() as u64).to_le_bytes());
    hasher.update(zh.as_bytes());
    hasher.update(en.as_bytes());
    let mut key = Key::default();
    key.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    key
}

/// Links that are collected to be stored.
#[derive(Debug, Default)]
pub struct LinkTableBuilder {
    entries: Vec<(Key, Box<[u8]>)>,
}

impl LinkTableBuilder {
    pub(in crate::wordalign) fn push(&mut self, entry: (Key, Box<[u8]>)) {
        self.entries.push(entry);
    }

    /// Takes all that a table has.
    pub fn extend(&mut self, table: &LinkTable<'_>) {
        let entry = |i: usize| Some((*table.keys.get(i)?, table.links(i)?.into()));
        self.entries.extend((0..table.keys.len()).filter_map(entry));
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The stored form; of two entries for the same texts the one that was added last.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut entries = self.entries;
        entries.reverse();
        entries.sort_by_key(|(key, _)| *key);
        entries.dedup_by_key(|(key, _)| *key);
        // More than that no sentence has; its texts are aligned when they are shown.
        entries.retain(|(_, links)| links.len() <= usize::from(u16::MAX));
        let pool: usize = entries.iter().map(|(_, links)| links.len()).sum();
        let mut out = Vec::with_capacity(16 + (KEY + 3) * entries.len() + pool);
        out.extend(MAGIC);
        out.extend((entries.len() as u32).to_le_bytes());
        out.extend((pool as u32).to_le_bytes());
        entries.iter().for_each(|(key, _)| out.extend(key));
        let mut at = 0u32;
        for block in entries.chunks(BLOCK) {
            out.extend(at.to_le_bytes());
            at += block.iter().map(|(_, links)| links.len() as u32).sum::<u32>();
        }
        entries.iter().for_each(|(_, links)| out.extend((links.len() as u16).to_le_bytes()));
        entries.iter().for_each(|(_, links)| out.extend(&**links));
        out
    }
}

/// Links as they are stored, read where they lie.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinkTable<'b> {
    keys: &'b [Key],
    starts: &'b [[u8; 4]],
    lengths: &'b [[u8; 2]],
    pool: &'b [u8],
}

impl<'b> LinkTable<'b> {
    /// Takes the bytes that [`LinkTableBuilder::into_bytes`] made. Looks at the head only; every look-up checks its
    /// bounds.
    ///
    /// # Errors
    /// The bytes are not such a table, or are cut off.
    pub fn open(bytes: &'b [u8]) -> Result<Self, OpenError> {
        let body = bytes.strip_prefix(MAGIC).ok_or(OpenError::Version)?;
        let (count, rest) = body.split_first_chunk::<4>().ok_or(OpenError::Damaged)?;
        let (size, rest) = rest.split_first_chunk::<4>().ok_or(OpenError::Damaged)?;
        let (count, size) = (u32::from_le_bytes(*count) as usize, u32::from_le_bytes(*size) as usize);
        let (keys, rest) = rest.split_at_checked(KEY * count).ok_or(OpenError::Damaged)?;
        let (starts, rest) = rest.split_at_checked(4 * count.div_ceil(BLOCK)).ok_or(OpenError::Damaged)?;
        let (lengths, pool) = rest.split_at_checked(2 * count).ok_or(OpenError::Damaged)?;
        if pool.len() != size {
            return Err(OpenError::Damaged);
        }
        Ok(LinkTable { keys: keys.as_chunks().0, starts: starts.as_chunks().0, lengths: lengths.as_chunks().0, pool })
    }

    /// How many pairs of texts have links here.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether the texts have links here.
    pub fn has(&self, zh: &str, en: &str) -> bool {
        self.place(&key_of(zh, en)).is_some()
    }

    /// The words of two texts with their links, where they were stored.
    pub(super) fn words(&self, key: &Key, zh: &str, en: &str) -> Option<WordLinks> {
        let links = self.links(self.place(key)?)?;
        Some(link_code::decode(links, zh, en))
    }

    /// The place of a key. Keys are spread evenly, so that it is near where its share of all numbers is.
    fn place(&self, key: &Key) -> Option<usize> {
        let share = key.iter().fold(0, |share: u64, byte| share << 8 | u64::from(*byte));
        let near = ((u128::from(share) * self.keys.len() as u128) >> (8 * KEY)) as usize;
        let mut reach = FIRST_REACH;
        loop {
            let (from, to) = (near.saturating_sub(reach), self.keys.len().min(near + reach));
            let keys = self.keys.get(from..to)?;
            let is_inside = (from == 0 || keys.first()? <= key) && (to == self.keys.len() || keys.last()? >= key);
            if is_inside {
                return keys.binary_search(key).ok().map(|at| from + at);
            }
            reach *= 4;
        }
    }

    fn links(&self, i: usize) -> Option<&'b [u8]> {
        let length = |length: &[u8; 2]| usize::from(u16::from_le_bytes(*length));
        let block = i / BLOCK * BLOCK;
        let start = u32::from_le_bytes(*self.starts.get(i / BLOCK)?) as usize;
        let start = start + self.lengths.get(block..i)?.iter().map(length).sum::<usize>();
        self.pool.get(start..start + length(self.lengths.get(i)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_is_found_where_it_is(
            mut keys in proptest::collection::vec(any::<Key>(), 0..3000),
            crowded in proptest::collection::vec(any::<[u8; 2]>(), 0..1500),
            other: Key,
        ) {
            // Keys that are not spread evenly are found too.
            keys.extend(crowded.into_iter().map(|[a, b]| [7, 7, 7, a, b]));
            let mut table = LinkTableBuilder::default();
            keys.iter().for_each(|key| table.push((*key, Box::default())));
            let bytes = table.into_bytes();
            let table = LinkTable::open(&bytes).unwrap();
            for key in keys.iter().chain([&other]) {
                prop_assert_eq!(table.place(key), table.keys.binary_search(key).ok());
            }
        }
    }
}
