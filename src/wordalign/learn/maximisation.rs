//! Learning which word renders which from pairs of texts: expectation and maximisation in both directions at once,
//! which have to agree (Liang et al. 2006), over the dictionary as a Dirichlet prior with the digamma of variational
//! Bayes (Riley and Gildea 2012). Law: the same pairs give the same tables on any number of cores.

use super::super::jumps::Jumps;
use super::cooccurrence::Cooccurrence;
use super::corpus::Corpus;
use super::expectation::{ExpectedCounts, amount, expect};
use super::model::WordModel;
use rayon::prelude::*;

/// Rounds after the start, in which every word goes with every word opposite alike and nobody is asked what the dictionary
/// says: that comes in with the first maximisation. More rounds only sharpen what the HMM then has to undo. (Error rate on
/// the DeNero sentences alone, with 10,000 rows of laws, with 4,000 of news and health: 16.4, 17.5, 16.2. Where the
/// dictionary's words explained the others away from the start, with one round more of both: 18.3, 18.3, 16.9.)
const MODEL1_ROUNDS: usize = 1;
const HMM_ROUNDS: usize = 3;
const ROUNDS: usize = MODEL1_ROUNDS + HMM_ROUNDS;

/// Of many rows each round looks at those in which some word has been met less often than this: what is frequent is known
/// from its first hundreds of places. The last round, which tells one rendering from another, looks at more. (Of 225,372
/// rows of laws these are 27 % and 50 %; on the DeNero sentences with 10,000 and 40,000 rows of laws, were they many, the
/// error rate is 17.3 and 18.5, where all are looked at in every round 17.7 and 18.7.)
const MET: [u32; ROUNDS] = [4, 4, 4, 16];
const FEW_ROWS: usize = 20_000;

/// Pseudo-counts that a dictionary weight of 1 is worth.
const PRIOR: f64 = 8.0;

/// Pseudo-count of every pair. Below 1 it makes the tables sparse; much below, words that were seen once or twice lose
/// all they might be linked with (.01 costs a point of AER).
const SMOOTH: f64 = 0.1;

pub(super) fn maximise_likelihood(corpus: &Corpus, pairs: &mut Cooccurrence) -> WordModel {
    let alike = ExpectedCounts::alike(corpus, &std::mem::take(&mut pairs.alike));
    let backward = backward_prior(corpus, pairs);
    let mut model = WordModel::default();
    maximise(corpus, pairs, &backward, &alike, false, &mut model);
    drop(alike);
    let sampled = |met| (corpus.rows.len() > FEW_ROWS).then(|| corpus.rows_until_met(met));
    let (mut some, mut some_met) = (None, 0);
    let mut worth = Vec::new();
    for (round, met) in MET.into_iter().enumerate() {
        if met != some_met {
            (some, some_met) = (sampled(met), met);
            // What was worth another look was so of other rows.
            if some.is_some() {
                worth.clear();
            }
        }
        let hmm = round >= MODEL1_ROUNDS;
        let rows = some.as_ref().unwrap_or(&corpus.rows);
        let (counts, still) = expect(rows, pairs, &model, hmm, &worth);
        worth = still;
        maximise(corpus, pairs, &backward, &counts, hmm, &mut model);
    }
    model
}

/// The dictionary read from English to Chinese: its weights, frequent words first (√), together 1 for each word.
fn backward_prior(corpus: &Corpus, pairs: &Cooccurrence) -> Vec<f32> {
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

fn maximise(
    corpus: &Corpus,
    pairs: &Cooccurrence,
    backward: &[f32],
    counts: &ExpectedCounts,
    hmm: bool,
    model: &mut WordModel,
) {
    let mut total = [vec![0f64; corpus.zh.len()], vec![0f64; corpus.en.len()]];
    let count = |p: usize| {
        let prior = [pairs.prior[p], backward[p]];
        [0, 1].map(|way| amount(&counts.pairs[way][p]) + SMOOTH + PRIOR * f64::from(prior[way]))
    };
    for zh in 0..corpus.zh.len() {
        for p in pairs.of(zh as u32) {
            let [f, b] = count(p);
            total[0][zh] += f;
            total[1][pairs.en[p] as usize] += b;
        }
    }
    let logs = total.map(|sums| sums.into_iter().map(|s| if s > 0.0 { digamma(s) } else { 0.0 }).collect::<Vec<_>>());
    let unseen = digamma(SMOOTH);
    let log = |count: f64| if count > SMOOTH { digamma(count) } else { unseen };
    let [zh_logs, en_logs] = &logs;
    let t = |zh: usize, p: usize| {
        let [f, b] = count(p);
        let en = pairs.en[p] as usize;
        [(log(f) - zh_logs[zh]).exp() as f32, (log(b) - en_logs[en]).exp() as f32]
    };
    let row = |zh: usize| pairs.of(zh as u32).map(|p| t(zh, p)).collect::<Vec<_>>();
    // The old table is of no use any more, and there is no room for two.
    model.t = Vec::new();
    model.t = (0..corpus.zh.len()).into_par_iter().flat_map_iter(row).collect();
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
