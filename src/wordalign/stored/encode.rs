//! What was learnt, as bytes. The layout, little-endian, is:
//!
//! | part | what |
//! |---|---|
//! | magic | `dzwords` and the version |
//! | counts | u32: Chinese words, English words, pairs, bytes of the Chinese, of the English pool |
//! | jumps | 2 × 81 f32: Chinese → English, English → Chinese |
//! | words of each side | in order of their bytes: u32 head, u32 end in the pool, u32 frequency, f32 probability of no source; then the pool |
//! | rows | u32 for each Chinese word: where its pairs end |
//! | pairs | u24 English word, u8 t(e\|z), u8 t(z\|e), by English word |
//!
//! The head of a word is its first four bytes as one number, so that words are in order of their heads. The tables of t
//! are logarithmic: e^−((255 − b)/16) (b = 0: none). Half a step is 3 %, far below what the counts are worth.

use super::super::jumps::Jumps;
use crate::model::Sides;
use crate::text::lookups::head;
use std::sync::LazyLock;

pub(super) const MAGIC: &[u8; 8] = b"dzwords\x02";

/// Pairs that are less likely in both directions are not stored.
const LEAST: f32 = 1e-4;

/// Probabilities of both directions as they are stored.
pub(super) fn pack(t: f32) -> u8 {
    let steps = (-t.ln() * 16.0).round();
    if t > 0.0 { (255.0 - steps).clamp(0.0, 255.0) as u8 } else { 0 }
}

/// The inverse of [`pack`].
pub(super) fn unpack(packed: u8) -> f32 {
    static VALUES: LazyLock<[f32; 256]> =
        LazyLock::new(|| std::array::from_fn(|b| if b == 0 { 0.0 } else { (-(255.0 - b as f32) / 16.0).exp() }));
    VALUES[usize::from(packed)]
}

/// What was learnt from pairs of texts. Only good for being written; [`LearntView`](super::view::LearntView) reads it.
#[derive(Debug)]
pub struct Learnt {
    words: Sides<SideWords>,
    jumps: [Jumps; 2],
    /// By Chinese word: English word, t(e|z), t(z|e).
    rows: Vec<Vec<(u32, f32, f32)>>,
}

/// A word with its frequency and its probability when nothing generates it.
pub(in crate::wordalign) type LearntWord = (Box<str>, u32, f32);

/// The words of a side in order of their bytes.
#[derive(Debug)]
struct SideWords(Vec<LearntWord>);

impl SideWords {
    /// The words in order, and the new number of each.
    fn new(mut words: Vec<LearntWord>) -> (SideWords, Vec<u32>) {
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_unstable_by(|a, b| words[*a].0.cmp(&words[*b].0));
        let mut new = vec![0; words.len()];
        order.iter().enumerate().for_each(|(to, from)| new[*from] = to as u32);
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        (SideWords(words), new)
    }

    fn pool(&self) -> usize {
        self.0.iter().map(|(key, ..)| key.len()).sum()
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|(key, ..)| out.extend(head(key.as_bytes()).to_le_bytes()));
        let mut end = 0u32;
        for (key, ..) in &self.0 {
            end += key.len() as u32;
            out.extend(end.to_le_bytes());
        }
        self.0.iter().for_each(|(_, freq, _)| out.extend(freq.to_le_bytes()));
        self.0.iter().for_each(|(.., null)| out.extend(null.to_le_bytes()));
        self.0.iter().for_each(|(key, ..)| out.extend(key.bytes()));
    }
}

impl Learnt {
    /// Takes the words of both sides in any order, and of each Chinese word the English ones, by their places in that
    /// order, with t(e|z) and t(z|e).
    pub(in crate::wordalign) fn new<R: Iterator<Item = (u32, f32, f32)>>(
        words: Sides<Vec<LearntWord>>,
        jumps: [Jumps; 2],
        row: impl Fn(u32) -> R,
    ) -> Learnt {
        let (zh, new_zh) = SideWords::new(words.zh);
        let (en, new_en) = SideWords::new(words.en);
        let mut rows = vec![Vec::new(); new_zh.len()];
        for (z, &new) in new_zh.iter().enumerate() {
            let likely = row(z as u32).filter(|(_, forward, backward)| forward.max(*backward) >= LEAST);
            let words = &mut rows[new as usize];
            words.extend(likely.map(|(e, forward, backward)| (new_en[e as usize], forward, backward)));
            words.sort_unstable_by_key(|(e, ..)| *e);
        }
        Learnt { words: Sides::new(zh, en), jumps, rows }
    }

    /// The stored form, the same for the same pairs.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Sides { zh, en } = &self.words;
        let pairs: usize = self.rows.iter().map(Vec::len).sum();
        let mut out = Vec::with_capacity(5 * pairs + 32 * (zh.0.len() + en.0.len()) + 1024);
        out.extend(MAGIC);
        for count in [zh.0.len(), en.0.len(), pairs, zh.pool(), en.pool()] {
            out.extend((count as u32).to_le_bytes());
        }
        self.jumps.iter().flat_map(|j| j.0).for_each(|w| out.extend(w.to_le_bytes()));
        zh.write(&mut out);
        en.write(&mut out);
        let mut end = 0u32;
        for row in &self.rows {
            end += row.len() as u32;
            out.extend(end.to_le_bytes());
        }
        for (en, forward, backward) in self.rows.iter().flatten() {
            out.extend(&en.to_le_bytes()[..3]);
            out.extend([pack(*forward), pack(*backward)]);
        }
        out
    }
}
