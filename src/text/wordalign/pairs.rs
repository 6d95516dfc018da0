//! Which Chinese and English words stand opposite each other at all, and where. A Chinese word of a law stands
//! opposite thousands of English ones; those that it meets no oftener than chance has it are dropped before learning,
//! which leaves about a tenth of the cells.

use super::corpus::{Corpus, Row};
use super::prior::Prior;
use rayon::prelude::*;

/// Pairs of sentences that are one unit of work. Fixed, so that sums come out the same on any number of cores.
pub(super) const CHUNK: usize = 4096;

/// Words that are as rare as this keep all they stand opposite: counts of so few prove nothing.
const RARE: u32 = 3;

/// Others keep what they meet this many times more often than by chance.
const LIFT: f32 = 1.6;

/// The pairs of words that are learnt about: for each Chinese word its English ones in order.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Where the English words of each Chinese word start, and the end.
    pub starts: Vec<u32>,
    pub en: Vec<u32>,
    /// What the dictionary says, 0..=1; 0 for nothing.
    pub prior: Vec<f32>,
}

/// A place where two words that are learnt about stand opposite each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub zh: u16,
    pub en: u16,
    pub pair: u32,
}

/// The cells of some rows, by row, then by English word, then by Chinese word.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub ends: Vec<u32>,
    pub cells: Vec<Cell>,
}

impl Pairs {
    pub fn new(corpus: &Corpus, prior: &Prior) -> Pairs {
        let opposite = Opposite::new(corpus);
        let parts: Vec<(Vec<u32>, Vec<u32>, Vec<f32>)> = (0..corpus.zh.len())
            .collect::<Vec<_>>()
            .par_chunks(512)
            .map_init(
                || vec![0u32; corpus.en.len()],
                |met, words| {
                    let (mut lens, mut en, mut weights) = (Vec::new(), Vec::new(), Vec::new());
                    for &zh in words {
                        let before = en.len();
                        opposite.of(corpus, prior, zh, met, &mut en, &mut weights);
                        lens.push((en.len() - before) as u32);
                    }
                    (lens, en, weights)
                },
            )
            .collect();
        let mut pairs = Pairs { starts: vec![0], ..Pairs::default() };
        for (lens, en, prior) in parts {
            for len in lens {
                pairs.starts.push(pairs.starts.last().copied().unwrap_or(0) + len);
            }
            pairs.en.extend(en);
            pairs.prior.extend(prior);
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

    /// The cells of all rows, chunk by chunk, of the pairs that are `hopeful`.
    pub fn cells<'p>(
        &'p self,
        corpus: &'p Corpus,
        hopeful: impl Fn(usize) -> bool + Sync + Send + 'p,
    ) -> impl IndexedParallelIterator<Item = Cells> + 'p {
        (0..corpus.len().div_ceil(CHUNK)).into_par_iter().map_init(
            || vec![0u32; corpus.en.len()],
            move |pair_of, chunk| {
                let rows = chunk * CHUNK..corpus.len().min((chunk + 1) * CHUNK);
                self.chunk(corpus, rows, &hopeful, pair_of)
            },
        )
    }

    /// `pair_of` is zero for every English word, before and after.
    fn chunk(
        &self,
        corpus: &Corpus,
        rows: std::ops::Range<usize>,
        hopeful: impl Fn(usize) -> bool,
        pair_of: &mut [u32],
    ) -> Cells {
        let mut places: Vec<(u32, u32, u16)> = Vec::new();
        for row in rows.clone() {
            places.extend(corpus.row(row).zh.iter().enumerate().map(|(i, &zh)| (zh, row as u32, i as u16)));
        }
        places.sort_unstable();
        let mut found: Vec<(u32, Cell)> = Vec::new();
        for same in places.chunk_by(|a, b| a.0 == b.0) {
            let pairs = self.of(same[0].0);
            pairs.clone().filter(|p| hopeful(*p)).for_each(|p| pair_of[self.en[p] as usize] = p as u32 + 1);
            for &(_, row, zh) in same {
                for (en, &word) in corpus.row(row as usize).en.iter().enumerate() {
                    if let Some(pair) = pair_of[word as usize].checked_sub(1) {
                        found.push((row - rows.start as u32, Cell { zh, en: en as u16, pair }));
                    }
                }
            }
            pairs.for_each(|p| pair_of[self.en[p] as usize] = 0);
        }
        by_row(found, rows.len())
    }
}

fn by_row(found: Vec<(u32, Cell)>, rows: usize) -> Cells {
    let mut ends = vec![0u32; rows + 1];
    found.iter().for_each(|(r, _)| ends[*r as usize + 1] += 1);
    for r in 0..rows {
        ends[r + 1] += ends[r];
    }
    let mut next = ends.clone();
    let mut cells = vec![Cell { zh: 0, en: 0, pair: 0 }; found.len()];
    for (r, cell) in found {
        let at = &mut next[r as usize];
        cells[*at as usize] = cell;
        *at += 1;
    }
    for pair in ends.windows(2) {
        cells[pair[0] as usize..pair[1] as usize].sort_unstable_by_key(|c| (c.en, c.zh));
    }
    ends.remove(0);
    Cells { ends, cells }
}

impl Cells {
    pub fn of(&self, row: usize) -> &[Cell] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.cells[start..self.ends[row] as usize]
    }

    /// Shows the cells of each row and keeps those that are said to be worth it.
    pub fn retain(&mut self, mut show: impl FnMut(usize, &[Cell], &mut Vec<bool>)) {
        let (mut start, mut kept) = (0, 0);
        let mut worth = Vec::new();
        for (row, end) in self.ends.iter_mut().enumerate() {
            show(row, &self.cells[start..*end as usize], &mut worth);
            for (at, _) in (start..*end as usize).zip(&worth).filter(|(_, worth)| **worth) {
                self.cells[kept] = self.cells[at];
                kept += 1;
            }
            start = *end as usize;
            *end = kept as u32;
        }
        self.cells.truncate(kept);
        self.cells.shrink_to_fit();
    }
}

/// The rows of each Chinese word, and the distinct English words of each row.
struct Opposite {
    row_starts: Vec<u32>,
    rows: Vec<u32>,
    distinct: Vec<u32>,
    distinct_ends: Vec<u32>,
    en_rows: Vec<u32>,
}

impl Opposite {
    fn new(corpus: &Corpus) -> Opposite {
        let mut o = Opposite {
            row_starts: vec![0; corpus.zh.len() + 1],
            rows: Vec::new(),
            distinct: Vec::new(),
            distinct_ends: vec![0],
            en_rows: vec![0; corpus.en.len()],
        };
        let distinct = |ids: &[u32]| {
            let mut ids = ids.to_vec();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut places: Vec<(u32, u32)> = Vec::new();
        for r in 0..corpus.len() {
            let Row { zh, en } = corpus.row(r);
            for zh in distinct(zh) {
                o.row_starts[zh as usize + 1] += 1;
                places.push((zh, r as u32));
            }
            let en = distinct(en);
            en.iter().for_each(|&en| o.en_rows[en as usize] += 1);
            o.distinct.extend(en);
            o.distinct_ends.push(o.distinct.len() as u32);
        }
        for zh in 0..corpus.zh.len() {
            o.row_starts[zh + 1] += o.row_starts[zh];
        }
        let mut next = o.row_starts.clone();
        o.rows.resize(places.len(), 0);
        for (zh, r) in places {
            let at = &mut next[zh as usize];
            o.rows[*at as usize] = r;
            *at += 1;
        }
        o
    }

    /// The English words that are learnt about with one Chinese word. `met` is zero before and after.
    fn of(&self, corpus: &Corpus, prior: &Prior, zh: usize, met: &mut [u32], en: &mut Vec<u32>, weights: &mut Vec<f32>) {
        let rows = &self.rows[self.row_starts[zh] as usize..self.row_starts[zh + 1] as usize];
        let mut touched: Vec<u32> = Vec::new();
        for &r in rows {
            let (start, end) = (self.distinct_ends[r as usize], self.distinct_ends[r as usize + 1]);
            for &e in &self.distinct[start as usize..end as usize] {
                if met[e as usize] == 0 {
                    touched.push(e);
                }
                met[e as usize] += 1;
            }
        }
        touched.sort_unstable();
        let by_prior = prior.row(&corpus.zh.keys[zh]);
        let all = corpus.len() as f32;
        let (lift, rare_to) = (super::knob::knob("LIFT", 0.0), super::knob::knob("RARE", 3.0) as u32);
        for e in touched {
            let both = std::mem::take(&mut met[e as usize]);
            if !corpus.zh.class[zh].joins(corpus.en.class[e as usize]) {
                continue;
            }
            let weight = by_prior.binary_search_by_key(&e, |(id, _)| *id).map_or(0.0, |i| by_prior[i].1);
            let others = self.en_rows[e as usize];
            let chance = rows.len() as f32 * others as f32 / all;
            let rare = rows.len() as u32 <= rare_to || others <= rare_to;
            if weight > 0.0 || rare || both as f32 >= lift * chance {
                en.push(e);
                weights.push(weight);
            }
        }
    }
}
