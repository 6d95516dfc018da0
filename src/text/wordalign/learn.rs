//! Learning which word renders which from pairs of texts: expectation and maximisation in both directions at once,
//! which have to agree (Liang et al. 2006), over the dictionary as a Dirichlet prior with the digamma of variational
//! Bayes (Riley and Gildea 2012). Law: the same pairs give the same tables on any number of cores.

use super::corpus::Corpus;
use super::lattice::{JUMPS, Jumps, Lattice, Scratch};
use super::pairs::{Cell, Cells, Pairs};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

const MODEL1_ROUNDS: usize = 5;
const HMM_ROUNDS: usize = 4;

/// Pseudo-counts that a dictionary weight of 1 is worth.
const PRIOR: f64 = 8.0;

/// Pseudo-count of every pair. Below 1 it makes the tables sparse.
const SMOOTH: f64 = 0.01;

/// Cells whose pair has become less likely than this in both directions are not looked at again.
const HOPELESS: f32 = 1e-7;

/// Expected counts are kept in whole 2⁻²⁰, whose sum does not depend on the order, as that of floats does.
const UNIT: f64 = (1u64 << 20) as f64;

/// t(e|z) and t(z|e) of every pair, and what else both models need.
#[derive(Debug)]
pub(super) struct Model {
    /// [t(e|z), t(z|e)] by pair.
    pub t: Vec<[f32; 2]>,
    /// Probability of an English, of a Chinese word that nothing generates.
    pub null: [Vec<f32>; 2],
    pub jumps: [Jumps; 2],
}

/// Sums of one round.
struct Counts {
    pairs: Vec<AtomicU64>,
    null: [Vec<AtomicU64>; 2],
    jumps: [[f64; JUMPS]; 2],
}

pub(super) fn learn(corpus: &Corpus, pairs: &Pairs) -> Model {
    let mut cells = pairs.cells(corpus);
    let backward = backward_prior(corpus, pairs);
    let mut model = start(corpus, pairs, &backward);
    for round in 0..MODEL1_ROUNDS + HMM_ROUNDS {
        let hmm = round >= MODEL1_ROUNDS;
        let counts = expect(corpus, &cells, &model, hmm);
        maximise(corpus, pairs, &backward, &counts, hmm, &mut model);
        let t = &model.t;
        cells.par_iter_mut().for_each(|chunk| {
            chunk.retain(|pair| t.get(pair as usize).is_some_and(|t| t[0].max(t[1]) > HOPELESS));
        });
    }
    model
}

/// The dictionary read from English to Chinese: its weights, frequent words first (√), together 1 for each word.
fn backward_prior(corpus: &Corpus, pairs: &Pairs) -> Vec<f32> {
    let mut total = vec![0f32; corpus.en.len()];
    let mut weights = vec![0f32; pairs.len()];
    for zh in 0..corpus.zh.len() as u32 {
        let often = (corpus.zh.freq[zh as usize] as f32).sqrt();
        for p in pairs.of(zh) {
            weights[p] = pairs.prior[p] * often;
            total[pairs.en[p] as usize] += weights[p];
        }
    }
    for (weight, &en) in weights.iter_mut().zip(&pairs.en) {
        if *weight > 0.0 {
            *weight /= total[en as usize];
        }
    }
    weights
}

fn start(corpus: &Corpus, pairs: &Pairs, backward: &[f32]) -> Model {
    let (any_en, any_zh) = (0.5 / corpus.en.len().max(1) as f32, 0.5 / corpus.zh.len().max(1) as f32);
    let t = pairs.prior.iter().zip(backward).map(|(f, b)| [any_en + 0.5 * f, any_zh + 0.5 * b]).collect();
    let share = |freq: &[u32]| {
        let all: u64 = freq.iter().map(|f| u64::from(*f)).sum();
        freq.iter().map(|f| *f as f32 / all.max(1) as f32).collect()
    };
    Model { t, null: [share(&corpus.en.freq), share(&corpus.zh.freq)], jumps: Default::default() }
}

/// Buffers that are used again for each pair.
#[derive(Default)]
struct Work {
    forward: Lattice,
    backward: Lattice,
    /// Cells in the order of the backward lattice.
    order: Vec<u32>,
    next: Vec<u32>,
    posterior: [Vec<f32>; 2],
    scratch: Scratch,
}

fn expect(corpus: &Corpus, cells: &[Cells], model: &Model, hmm: bool) -> Counts {
    let zeros = |n: usize| (0..n).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
    let mut counts = Counts {
        pairs: zeros(model.t.len()),
        null: [zeros(corpus.en.len()), zeros(corpus.zh.len())],
        jumps: [[0.1; JUMPS]; 2],
    };
    let jumps: Vec<[[f64; JUMPS]; 2]> = cells
        .par_iter()
        .enumerate()
        .map_init(Work::default, |work, (chunk, cells)| {
            let mut jumps = [[0.0; JUMPS]; 2];
            for r in 0..cells.ends.len() {
                row(corpus, chunk * super::pairs::CHUNK + r, cells.of(r), model, hmm, work, &counts, &mut jumps);
            }
            jumps
        })
        .collect();
    for chunk in jumps {
        for (sums, more) in counts.jumps.iter_mut().zip(chunk) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }
    counts
}

#[allow(clippy::too_many_arguments)]
fn row(
    corpus: &Corpus,
    row: usize,
    cells: &[Cell],
    model: &Model,
    hmm: bool,
    work: &mut Work,
    counts: &Counts,
    jumps: &mut [[f64; JUMPS]; 2],
) {
    let row = corpus.row(row);
    let Work { forward, backward, order, next, posterior: [p_forward, p_backward], scratch } = work;
    let null = |side: usize, word: &u32| model.null[side][*word as usize];
    forward.fill(row.zh.len(), row.en.iter().map(|w| null(0, w)), cells.iter().map(|c| (c.en, c.zh, model.t[c.pair as usize][0])));
    transpose(cells, row.zh.len(), order, next);
    let turned = order.iter().map(|&c| &cells[c as usize]);
    backward.fill(row.en.len(), row.zh.iter().map(|w| null(1, w)), turned.map(|c| (c.zh, c.en, model.t[c.pair as usize][1])));
    if hmm {
        forward.hmm(&model.jumps[0], scratch, p_forward, Some(&mut jumps[0]));
        backward.hmm(&model.jumps[1], scratch, p_backward, Some(&mut jumps[1]));
    } else {
        forward.model1(p_forward);
        backward.model1(p_backward);
    }
    for (&c, b) in order.iter().zip(p_backward.iter()) {
        let agreed = (f64::from(p_forward[c as usize]) * f64::from(*b)).sqrt();
        add(&counts.pairs[cells[c as usize].pair as usize], agreed);
    }
    for (lattice, posterior, words, null) in
        [(&*forward, &*p_forward, row.en, &counts.null[0]), (&*backward, &*p_backward, row.zh, &counts.null[1])]
    {
        for (range, word) in lattice.starts.windows(2).zip(words) {
            let linked: f32 = posterior[range[0] as usize..range[1] as usize].iter().sum();
            add(&null[*word as usize], f64::from(1.0 - linked).max(0.0));
        }
    }
}

fn add(count: &AtomicU64, amount: f64) {
    let units = (amount * UNIT) as u64;
    if units > 0 {
        count.fetch_add(units, Ordering::Relaxed);
    }
}

fn amount(count: &AtomicU64) -> f64 {
    count.load(Ordering::Relaxed) as f64 / UNIT
}

/// The order of the cells by Chinese word, then by English word.
pub(super) fn transpose(cells: &[Cell], zh: usize, order: &mut Vec<u32>, next: &mut Vec<u32>) {
    next.clear();
    next.resize(zh + 1, 0);
    cells.iter().for_each(|c| next[usize::from(c.zh) + 1] += 1);
    for i in 0..zh {
        next[i + 1] += next[i];
    }
    order.clear();
    order.resize(cells.len(), 0);
    for (at, cell) in cells.iter().enumerate() {
        let slot = &mut next[usize::from(cell.zh)];
        order[*slot as usize] = at as u32;
        *slot += 1;
    }
}

fn maximise(corpus: &Corpus, pairs: &Pairs, backward: &[f32], counts: &Counts, hmm: bool, model: &mut Model) {
    let mut total = [vec![0f64; corpus.zh.len()], vec![0f64; corpus.en.len()]];
    let count = |p: usize| {
        let seen = amount(&counts.pairs[p]) + SMOOTH;
        [seen + PRIOR * f64::from(pairs.prior[p]), seen + PRIOR * f64::from(backward[p])]
    };
    for zh in 0..corpus.zh.len() {
        for p in pairs.of(zh as u32) {
            let [f, b] = count(p);
            total[0][zh] += f;
            total[1][pairs.en[p] as usize] += b;
        }
    }
    let logs = total.map(|sums| sums.into_iter().map(|s| if s > 0.0 { digamma(s) } else { 0.0 }).collect::<Vec<_>>());
    for zh in 0..corpus.zh.len() {
        for p in pairs.of(zh as u32) {
            let [f, b] = count(p);
            let en = pairs.en[p] as usize;
            model.t[p] = [(digamma(f) - logs[0][zh]).exp() as f32, (digamma(b) - logs[1][en]).exp() as f32];
        }
    }
    for (null, counts) in model.null.iter_mut().zip(&counts.null) {
        let counts: Vec<f64> = counts.iter().map(|c| amount(c) + 0.01).collect();
        let all: f64 = counts.iter().sum();
        *null = counts.into_iter().map(|c| (c / all) as f32).collect();
    }
    if hmm {
        for (jumps, counts) in model.jumps.iter_mut().zip(&counts.jumps) {
            let all: f64 = counts.iter().sum();
            *jumps = Jumps(counts.map(|c| (c / all) as f32 + 1e-4));
        }
    }
}

/// ψ(x) for x > 0, by its recurrence and asymptotic series (Abramowitz and Stegun 6.3.18).
fn digamma(mut x: f64) -> f64 {
    let mut r = 0.0;
    while x < 6.0 {
        r -= 1.0 / x;
        x += 1.0;
    }
    let f = 1.0 / (x * x);
    r + x.ln() - 0.5 / x - f * (1.0 / 12.0 - f * (1.0 / 120.0 - f / 252.0))
}
