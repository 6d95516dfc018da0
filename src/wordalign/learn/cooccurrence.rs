//! Co-occurrence: which Chinese and English words stand opposite each other at all, and where.

use super::super::cell::Cell;
use super::super::dictionary::Prior;
use super::corpus::{Corpus, Rows};
use super::worth::Worth;
use rayon::prelude::*;

/// Pairs of sentences that are one unit of work. Fixed, so that sums come out the same on any number of cores.
pub(super) const CHUNK: usize = 4096;

/// How many pairs are laid out, and taken away again, in the time that one is looked up in.
const A_LOOKUP: usize = 8;

/// The pairs of words that are learnt about: for each Chinese word its English ones in order.
#[derive(Debug, Default)]
pub(super) struct Cooccurrence {
    /// Where the English words of each Chinese word start, and the end.
    pub starts: Vec<u32>,
    pub en: Vec<u32>,
    /// What the dictionary says, 0..=1; 0 for nothing.
    pub prior: Vec<f32>,
    /// How often they are linked if every word goes with every word opposite alike: the sum over the pairs of sentences
    /// of 1 / √(words of one × words of the other). Taken by who counts from it.
    pub alike: Vec<f32>,
}

/// The cells of some rows, by row, then by English word, then by Chinese word.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub ends: Vec<u32>,
    pub cells: Vec<Cell>,
}

/// An English word that a Chinese one stands opposite, as [`Cooccurrence`] has it.
struct MetWord {
    en: u32,
    prior: f32,
    alike: f32,
}

impl Cooccurrence {
    pub fn new(corpus: &Corpus, prior: &Prior) -> Cooccurrence {
        let opposite = Opposite::new(corpus);
        let parts: Vec<(Vec<u32>, Vec<MetWord>)> = (0..corpus.zh.len())
            .collect::<Vec<_>>()
            .par_chunks(512)
            .map_init(
                || vec![0.0; corpus.en.len()],
                |met, words| {
                    let (mut lens, mut pairs) = (Vec::new(), Vec::new());
                    for &zh in words {
                        let row = prior.row(&corpus.zh.keys[zh]);
                        let weight = |en| row.binary_search_by_key(&en, |(id, _)| *id).map_or(0.0, |i| row[i].1);
                        let found = opposite.of(corpus, zh, met);
                        lens.push(found.len() as u32);
                        pairs.extend(found.into_iter().map(|(en, alike)| MetWord { en, prior: weight(en), alike }));
                    }
                    (lens, pairs)
                },
            )
            .collect();
        let mut pairs = Cooccurrence { starts: vec![0], ..Cooccurrence::default() };
        let len = parts.iter().map(|(_, met)| met.len()).sum();
        pairs.en.reserve_exact(len);
        pairs.prior.reserve_exact(len);
        pairs.alike.reserve_exact(len);
        for (lens, met) in parts {
            for len in lens {
                pairs.starts.push(pairs.starts.last().copied().unwrap_or(0) + len);
            }
            pairs.en.extend(met.iter().map(|word| word.en));
            pairs.prior.extend(met.iter().map(|word| word.prior));
            pairs.alike.extend(met.iter().map(|word| word.alike));
        }
        pairs
    }

    pub fn len(&self) -> usize {
        self.en.len()
    }

    /// The pairs of a Chinese word.
    pub fn of(&self, zh: u32) -> std::ops::Range<usize> {
        self.starts[zh as usize] as usize..self.starts[zh as usize + 1] as usize
    }

    /// The cells of all rows, chunk by chunk. `en` is the number of English words.
    pub fn cells<'p>(&'p self, rows: &'p Rows, en: usize) -> impl IndexedParallelIterator<Item = Cells> + 'p {
        (0..rows.len().div_ceil(CHUNK)).into_par_iter().map_init(
            move || vec![0u32; en],
            move |pair_of, chunk| {
                let range = chunk * CHUNK..rows.len().min((chunk + 1) * CHUNK);
                self.chunk(rows, range, pair_of)
            },
        )
    }

    /// `pair_of` is zero for every English word, before and after.
    fn chunk(&self, rows: &Rows, range: std::ops::Range<usize>, pair_of: &mut [u32]) -> Cells {
        // Where the English words of each row begin among those of the chunk.
        let mut first = Vec::with_capacity(range.len());
        let mut words = 0;
        let mut places: Vec<(u32, u32, u16)> = Vec::new();
        for (at, row) in range.clone().map(|row| rows.pair(row)).enumerate() {
            first.push(words);
            words += row.en.len();
            places.extend(row.zh.iter().enumerate().map(|(i, &zh)| (zh, at as u32, i as u16)));
        }
        places.sort_unstable();
        let mut found: Vec<(u32, Cell)> = Vec::new();
        for same in places.chunk_by(|a, b| a.0 == b.0) {
            let pairs = self.of(same[0].0);
            let en_of = |at: u32| rows.pair(range.start + at as usize).en;
            let lookups: usize = same.iter().map(|(_, at, _)| en_of(*at).len()).sum();
            // A word that stands here a few times and elsewhere often is looked up faster than laid out.
            let laid_out = lookups * A_LOOKUP > pairs.len();
            if laid_out {
                pairs.clone().for_each(|p| pair_of[self.en[p] as usize] = p as u32 + 1);
            }
            for &(_, at, zh) in same {
                for (en, &word) in en_of(at).iter().enumerate() {
                    let pair = if laid_out {
                        pair_of[word as usize].checked_sub(1)
                    } else {
                        self.en[pairs.clone()].binary_search(&word).ok().map(|at| (pairs.start + at) as u32)
                    };
                    if let Some(pair) = pair {
                        let word = first[at as usize] + en;
                        found.push((word as u32, Cell { zh, en: en as u16, pair }));
                    }
                }
            }
            if laid_out {
                pairs.for_each(|p| pair_of[self.en[p] as usize] = 0);
            }
        }
        by_word(&found, &first, words)
    }
}

/// Cells in order of the English words that they belong to, of which so many are in the chunk, each row's from its `first`
/// on; then by Chinese word.
fn by_word(found: &[(u32, Cell)], first: &[usize], words: usize) -> Cells {
    let mut next = vec![0u32; words + 1];
    found.iter().for_each(|(word, _)| next[*word as usize + 1] += 1);
    for word in 0..words {
        next[word + 1] += next[word];
    }
    let starts = first.iter().skip(1).map(|word| next[*word]);
    let ends = starts.chain([found.len() as u32]).take(first.len()).collect();
    let mut cells = vec![Cell { zh: 0, en: 0, pair: 0 }; found.len()];
    for (word, cell) in found {
        let at = &mut next[*word as usize];
        cells[*at as usize] = *cell;
        *at += 1;
    }
    // Each word's place has moved on to where its cells end.
    let mut start = 0;
    for end in next.into_iter().take(words) {
        cells[start..end as usize].sort_unstable_by_key(|cell| cell.zh);
        start = end as usize;
    }
    Cells { ends, cells }
}

impl Cells {
    /// Keeps those that are worth it.
    pub fn keep(&mut self, worth: &Worth) {
        let mut worth = worth.iter();
        let (mut start, mut kept) = (0, 0);
        for end in &mut self.ends {
            for at in start..*end as usize {
                if worth.next().unwrap_or(false) {
                    self.cells[kept] = self.cells[at];
                    kept += 1;
                }
            }
            start = *end as usize;
            *end = kept as u32;
        }
        self.cells.truncate(kept);
    }

    /// The cells of each row.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.cells[start as usize..*end as usize])
    }
}

/// Which rows have each Chinese word, and which English words each row has.
struct Opposite {
    row_starts: Vec<u32>,
    rows: Vec<u32>,
    en: Vec<u32>,
    en_starts: Vec<u32>,
    /// 1 / √(words of one side × words of the other) of each row.
    share: Vec<f32>,
}

impl Opposite {
    fn new(corpus: &Corpus) -> Opposite {
        let distinct = |ids: &[u32]| {
            let mut ids = ids.to_vec();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut row_starts = vec![0u32; corpus.zh.len() + 1];
        let (mut en, mut en_starts, mut share) = (Vec::new(), vec![0], Vec::with_capacity(corpus.rows.len()));
        for r in 0..corpus.rows.len() {
            let row = corpus.rows.pair(r);
            distinct(row.zh).into_iter().for_each(|zh| row_starts[zh as usize + 1] += 1);
            en.extend(distinct(row.en));
            en_starts.push(en.len() as u32);
            share.push(1.0 / ((row.zh.len() * row.en.len()) as f32).sqrt());
        }
        for zh in 0..corpus.zh.len() {
            row_starts[zh + 1] += row_starts[zh];
        }
        let mut next = row_starts.clone();
        let mut rows = vec![0; row_starts.last().map_or(0, |n| *n as usize)];
        for r in 0..corpus.rows.len() {
            for zh in distinct(corpus.rows.pair(r).zh) {
                let at = &mut next[zh as usize];
                rows[*at as usize] = r as u32;
                *at += 1;
            }
        }
        Opposite { row_starts, rows, en, en_starts, share }
    }

    /// The English words that stand opposite a Chinese one and may be linked with it, in order, with the sum of the shares
    /// of the rows. `met` is 0 for every English word, before and after.
    fn of(&self, corpus: &Corpus, zh: usize, met: &mut [f32]) -> Vec<(u32, f32)> {
        let mut words: Vec<u32> = Vec::new();
        for &r in &self.rows[self.row_starts[zh] as usize..self.row_starts[zh + 1] as usize] {
            let (start, end) = (self.en_starts[r as usize], self.en_starts[r as usize + 1]);
            for &en in &self.en[start as usize..end as usize] {
                if met[en as usize] == 0.0 {
                    words.push(en);
                }
                met[en as usize] += self.share[r as usize];
            }
        }
        words.sort_unstable();
        let of = |en: u32| (en, std::mem::take(&mut met[en as usize]));
        let joins = |(en, _): &(u32, f32)| corpus.zh.class[zh].joins(corpus.en.class[*en as usize]);
        words.into_iter().map(of).filter(joins).collect()
    }
}
