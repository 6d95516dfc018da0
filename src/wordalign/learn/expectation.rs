//! The expectation step: how often each pair of words is expected to be linked, given the tables as they are.

use super::super::cell::{Cell, transpose};
use super::super::jumps::JUMPS;
use super::super::lattice::{Lattice, NULL, Scratch};
use super::cooccurrence::{CHUNK, Cooccurrence};
use super::corpus::{Corpus, PairIds, Rows};
use super::model::WordModel;
use super::worth::Worth;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Expected counts are kept in whole 2⁻²⁰, whose sum does not depend on the order, as that of floats does.
const UNIT: f64 = (1u64 << 20) as f64;

/// How much a link counts that one direction alone sees. With none of it a word that is rendered by several
/// (新華社, "Xinhua News Agency") never learns more than one of them.
const ALONE: f32 = 0.25;

/// Cells that are less likely than this in both directions are not looked at again.
const WORTH: f32 = 1e-2;

/// Sums of one round.
pub(super) struct ExpectedCounts {
    /// By pair: Chinese → English, English → Chinese.
    pub pairs: [Vec<AtomicU64>; 2],
    /// By English, by Chinese word that nothing generates.
    pub null: [Vec<AtomicU64>; 2],
    pub jumps: [[f64; JUMPS]; 2],
}

/// Buffers that are used again for each pair.
struct Buffers {
    forward: Lattice,
    backward: Lattice,
    /// Cells in the order of the backward lattice.
    order: Vec<u32>,
    next: Vec<u32>,
    p_forward: Vec<f32>,
    p_backward: Vec<f32>,
    scratch: Scratch,
    jumps: [[f64; JUMPS]; 2],
}

impl ExpectedCounts {
    /// Where every word goes with every word opposite alike.
    pub fn alike(corpus: &Corpus, alike: &[f32]) -> ExpectedCounts {
        let units = |amount: f64| AtomicU64::new((amount * UNIT) as u64);
        let all = || alike.iter().map(|alike| units(f64::from(*alike))).collect::<Vec<_>>();
        let null = |freq: &[u32]| freq.iter().map(|freq| units(f64::from(NULL) * f64::from(*freq))).collect();
        ExpectedCounts {
            pairs: [all(), all()],
            null: [null(&corpus.en.freq), null(&corpus.zh.freq)],
            jumps: [[0.1; JUMPS]; 2],
        }
    }
}

/// One pass over the rows, where it is worth it; without answers everywhere that the model holds for possible. Says which
/// cells are worth another look.
pub(super) fn expect(
    rows: &Rows,
    pairs: &Cooccurrence,
    model: &WordModel,
    hmm: bool,
    before: &[Worth],
) -> (ExpectedCounts, Vec<Worth>) {
    let zeros = |n: usize| (0..n).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
    let mut counts = ExpectedCounts {
        pairs: [zeros(model.t.len()), zeros(model.t.len())],
        null: [zeros(model.null[0].len()), zeros(model.null[1].len())],
        jumps: [[0.1; JUMPS]; 2],
    };
    let chunks: Vec<_> = pairs
        .cells(rows, model.null[0].len())
        .enumerate()
        .map_init(Buffers::new, |buffers, (chunk, mut cells)| {
            buffers.jumps = [[0.0; JUMPS]; 2];
            let first;
            let before = match before.get(chunk) {
                Some(before) => before,
                None => {
                    first = Worth::of(cells.cells.iter().map(|cell| !hmm || model.is_possible(cell)));
                    &first
                }
            };
            cells.keep(before);
            let mut still = Vec::with_capacity(cells.cells.len());
            for (r, cells) in cells.rows().enumerate() {
                let row = rows.pair(chunk * CHUNK + r);
                buffers.align(row, cells, model, hmm);
                buffers.count(row, cells, &counts, &mut still);
            }
            let worth = before.narrowed(still);
            (buffers.jumps, worth)
        })
        .collect();
    let mut worth = Vec::with_capacity(chunks.len());
    for (jumps, of_chunk) in chunks {
        for (sums, more) in counts.jumps.iter_mut().zip(jumps) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        worth.push(of_chunk);
    }
    (counts, worth)
}

impl Buffers {
    fn new() -> Self {
        Buffers {
            forward: Lattice::default(),
            backward: Lattice::default(),
            order: Vec::new(),
            next: Vec::new(),
            p_forward: Vec::new(),
            p_backward: Vec::new(),
            scratch: Scratch::default(),
            jumps: [[0.0; JUMPS]; 2],
        }
    }

    /// Posteriors of both directions.
    fn align(&mut self, row: PairIds, cells: &[Cell], model: &WordModel, hmm: bool) {
        let null = |side: usize, word: &u32| model.null[side][*word as usize];
        let t = |cell: &Cell| model.t[cell.pair as usize];
        let forward = cells.iter().map(|c| (c.en, c.zh, t(c)[0]));
        self.forward.fill(row.zh.len(), row.en.iter().map(|w| null(0, w)), forward);
        transpose(cells, row.zh.len(), &mut self.order, &mut self.next);
        let backward = self.order.iter().filter_map(|&c| cells.get(c as usize)).map(|c| (c.zh, c.en, t(c)[1]));
        self.backward.fill(row.en.len(), row.zh.iter().map(|w| null(1, w)), backward);
        if hmm {
            let [jumps_forward, jumps_backward] = &mut self.jumps;
            self.forward.hmm(&model.jumps[0], &mut self.scratch, &mut self.p_forward, Some(jumps_forward));
            self.backward.hmm(&model.jumps[1], &mut self.scratch, &mut self.p_backward, Some(jumps_backward));
        } else {
            self.forward.model1(&mut self.p_forward);
            self.backward.model1(&mut self.p_backward);
        }
    }

    /// Adds the posteriors to the counts, each drawn to what both directions agree on, and says of each cell whether it is
    /// worth another look.
    fn count(&self, row: PairIds, cells: &[Cell], counts: &ExpectedCounts, worth: &mut Vec<bool>) {
        let from = worth.len();
        worth.resize(from + cells.len(), false);
        for (&c, &b) in self.order.iter().zip(&self.p_backward) {
            let f = self.p_forward[c as usize];
            let agreed = (f * b).sqrt();
            let pair = cells[c as usize].pair as usize;
            add(&counts.pairs[0][pair], f64::from(agreed + ALONE * (f - agreed)));
            add(&counts.pairs[1][pair], f64::from(agreed + ALONE * (b - agreed)));
            worth[from + c as usize] = f.max(b) > WORTH;
        }
        let sides = [
            (&self.forward, &self.p_forward, row.en, &counts.null[0]),
            (&self.backward, &self.p_backward, row.zh, &counts.null[1]),
        ];
        for (lattice, posterior, words, null) in sides {
            for (range, word) in lattice.starts.windows(2).zip(words) {
                let linked: f32 = posterior[range[0] as usize..range[1] as usize].iter().sum();
                add(&null[*word as usize], f64::from(1.0 - linked).max(0.0));
            }
        }
    }
}

fn add(count: &AtomicU64, amount: f64) {
    let units = (amount * UNIT) as u64;
    if units > 0 {
        count.fetch_add(units, Ordering::Relaxed);
    }
}

pub(super) fn amount(count: &AtomicU64) -> f64 {
    count.load(Ordering::Relaxed) as f64 / UNIT
}
