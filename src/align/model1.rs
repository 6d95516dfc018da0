//! Model 1 (Brown et al. 1993) learnt from linked units: which token of one side renders which of the other. The
//! dictionary is a prior on the counts, so that words it explains are not explained twice.

use super::rows::Rows;

/// What the text itself taught, by the numbers of the tokens; only what is likely and was seen often enough.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned {
    pub en_given_zh: Rows,
    pub zh_given_en: Rows,
}

const ROUNDS: usize = 4;
/// Shares below this say nothing.
const LEAST_SHARE: f32 = 0.01;
/// Expected counts below this are chance.
const LEAST_COUNT: f32 = 0.4;
/// Occurrences that the dictionary counts for.
const PRIOR: f32 = 4.0;
/// Pairs of tokens looked at in a round; of larger texts a sample is enough.
const MOST_CELLS: usize = 60_000_000;

/// Linked units, as the tokens of the two sides.
pub(super) type Linked<'d> = (&'d [u32], &'d [u32]);

/// Learns both directions; the priors are what is known of t(e|z) and t(z|e).
pub(super) fn learn(linked: &[Linked<'_>], en_given_zh: &Rows, zh_given_en: &Rows) -> Learned {
    let cells: usize = linked.iter().map(|(z, e)| z.len() * e.len()).sum();
    let step = cells / MOST_CELLS + 1;
    let sample: Vec<Linked<'_>> = linked.iter().step_by(step).copied().collect();
    let swapped: Vec<Linked<'_>> = sample.iter().map(|(z, e)| (*e, *z)).collect();
    let (en_given_zh, zh_given_en) = rayon::join(
        || model1(&sample, en_given_zh, zh_given_en.len()),
        || model1(&swapped, zh_given_en, en_given_zh.len()),
    );
    Learned { en_given_zh, zh_given_en }
}

/// t(out|given) by expectation maximisation. The cells are gone through given word by given word, so that one row
/// at a time is spread out and no cell needs to be stored.
fn model1(linked: &[Linked<'_>], prior: &Rows, kinds_out: usize) -> Rows {
    let given = prior.len();
    let places = Places::new(linked, given);
    // Where the out tokens of a pair begin among all of them.
    let mut offsets = vec![0];
    for (_, out) in linked {
        offsets.push(offsets[offsets.len() - 1] + out.len());
    }
    // For every out token, the sum of t over the given tokens of its pair and the empty word. At first t is even.
    let mut sums: Vec<f32> =
        linked.iter().flat_map(|(given, out)| std::iter::repeat_n(given.len() as f32 + 1.0, out.len())).collect();
    let mut null = vec![1.0; kinds_out];
    let mut table: Option<Rows> = None;
    let mut t = vec![0.0; kinds_out];
    let mut counts = vec![0.0; kinds_out];
    let mut touched: Vec<u32> = Vec::new();
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; sums.len()];
        let rows = (0..given as u32).map(|g| {
            let row = table.as_ref().map(|table| table.row(g));
            row.into_iter().flatten().for_each(|(o, share)| t[*o as usize] = *share);
            for pair in places.of(g) {
                let pair = *pair as usize;
                for (o, sum) in linked[pair].1.iter().zip(&sums[offsets[pair]..]) {
                    let share = if row.is_some() { t[*o as usize] } else { 1.0 };
                    if share > 0.0 {
                        if counts[*o as usize] == 0.0 {
                            touched.push(*o);
                        }
                        counts[*o as usize] += share / sum;
                    }
                }
            }
            row.into_iter().flatten().for_each(|(o, _)| t[*o as usize] = 0.0);
            for (o, share) in prior.row(g) {
                if counts[*o as usize] > 0.0 {
                    counts[*o as usize] += PRIOR * share;
                }
            }
            let row = likely(&mut counts, &mut touched);
            // The sums of the next round, while the row is at hand.
            row.iter().for_each(|(o, share)| t[*o as usize] = *share);
            for pair in places.of(g) {
                let pair = *pair as usize;
                for (o, sum) in linked[pair].1.iter().zip(&mut next[offsets[pair]..]) {
                    *sum += t[*o as usize];
                }
            }
            row.iter().for_each(|(o, _)| t[*o as usize] = 0.0);
            row
        });
        let rows = Rows::from_rows(rows);
        null = null_shares(linked, &null, &sums);
        for (o, sum) in linked.iter().flat_map(|(_, out)| *out).zip(&mut next) {
            *sum += null[*o as usize].max(1e-9);
        }
        sums = next;
        table = Some(rows);
    }
    table.unwrap_or_default()
}

/// The row of the counts that are worth keeping; empties them.
fn likely(counts: &mut [f32], touched: &mut Vec<u32>) -> Vec<(u32, f32)> {
    let all: f32 = touched.iter().map(|o| counts[*o as usize]).sum();
    let mut row = Vec::new();
    for o in touched.drain(..) {
        let count = std::mem::take(&mut counts[o as usize]);
        let share = count / (all + 1.0);
        if share > LEAST_SHARE && count > LEAST_COUNT {
            row.push((o, share));
        }
    }
    row
}

/// How often the empty word gives each out token.
fn null_shares(linked: &[Linked<'_>], null: &[f32], sums: &[f32]) -> Vec<f32> {
    let mut counts = vec![0.0; null.len()];
    for (o, sum) in linked.iter().flat_map(|(_, out)| *out).zip(sums) {
        counts[*o as usize] += null[*o as usize] / sum;
    }
    let all: f32 = counts.iter().sum();
    counts.iter_mut().for_each(|count| *count /= all + 1.0);
    counts
}

/// For each given token the pairs that it stands in, as often as it does.
struct Places {
    ends: Vec<u32>,
    pairs: Vec<u32>,
}

impl Places {
    fn new(linked: &[Linked<'_>], given: usize) -> Self {
        let mut ends = vec![0u32; given + 2];
        for token in linked.iter().flat_map(|(given, _)| *given) {
            ends[*token as usize + 2] += 1;
        }
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        let mut pairs = vec![0; ends.last().copied().unwrap_or(0) as usize];
        for (pair, (given, _)) in linked.iter().enumerate() {
            for token in *given {
                let end = &mut ends[*token as usize + 1];
                pairs[*end as usize] = pair as u32;
                *end += 1;
            }
        }
        Places { ends, pairs }
    }

    fn of(&self, given: u32) -> &[u32] {
        let given = given as usize;
        &self.pairs[self.ends[given] as usize..self.ends[given + 1] as usize]
    }
}
