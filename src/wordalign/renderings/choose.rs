//! Which of the spans that may render the occurrences of a term are its renderings: the one that explains most is chosen
//! and explains its occurrences away, then the next.

use super::linked_pair::LinkedPair;
use super::pool::{CandidateForm, CandidatePool};
use crate::model::Side;

/// How much a part of a rendering that was chosen counts where that stands, or what it is a part of.
const PART: f32 = 0.3;

/// What fits an occurrence better than the choice and is not much less sure, as a share, is not explained by it.
const AS_SURE: f32 = 0.65;

/// What a rendering must be worth in all, Σ score², to be chosen: any clue for the first, more for others.
const FIRST: f32 = 0.02;
const FURTHER: f32 = 0.1;

/// Candidates of a turn that are looked up in the whole index.
const ASKED: usize = 16;

/// Renderings that are looked for.
const MOST: usize = 12;

/// Passages that it takes until it counts in full that an English rendering stands nowhere else: of a term that was seen
/// once or twice, every longer span stands nowhere else.
const RARITY_FROM: f32 = 6.0;

/// What may render one occurrence of the term.
pub(super) struct Occurrence {
    pub passage: usize,
    pub candidates: Vec<CandidateForm>,
}

/// What is left to explain: for each candidate of each occurrence how far no choice has explained it, and whether it is a
/// part of one, or has one as its part.
struct Unexplained(Vec<Vec<(f32, bool)>>);

impl Unexplained {
    fn new(occurrences: &[Occurrence]) -> Self {
        Unexplained(occurrences.iter().map(|o| vec![(1.0, false); o.candidates.len()]).collect())
    }

    /// Takes away what a choice explains.
    fn explain(&mut self, key: usize, occurrences: &[Occurrence], pool: &CandidatePool, linked: &[LinkedPair]) {
        let parts: Vec<bool> = (0..pool.len()).map(|other| pool.is_part(other, key)).collect();
        let wholes: Vec<bool> = (0..pool.len()).map(|other| pool.is_part(key, other)).collect();
        for (occurrence, left) in occurrences.iter().zip(&mut self.0) {
            let own = occurrence.candidates.iter().find(|c| c.key == key);
            for (c, (left, overlaps)) in occurrence.candidates.iter().zip(left) {
                // What fits better stays: the whole of a name whose part is commoner.
                let explained = |own: &&CandidateForm| own.score >= c.score || AS_SURE * own.confidence > c.confidence;
                *left *= 1.0 - own.filter(explained).map_or(0.0, |own| own.score);
                // 標志 is a part of 地理標志 where that stands, and not where it stands alone.
                let inside = || parts[c.key] && pool.stands_over(key, occurrence.passage, linked, c);
                *overlaps = *overlaps || wholes[c.key] || inside();
            }
        }
    }

    /// What each key is still worth.
    fn sums(&self, occurrences: &[Occurrence], keys: usize) -> Vec<f32> {
        let mut sums = vec![0.0f32; keys];
        for (occurrence, left) in occurrences.iter().zip(&self.0) {
            for (c, (left, overlaps)) in occurrence.candidates.iter().zip(left) {
                sums[c.key] += left * c.score * c.score * if *overlaps { PART } else { 1.0 };
            }
        }
        sums
    }
}

/// The keys of the renderings, best first: each explains its occurrences away before the next is chosen.
pub(super) fn choose(
    occurrences: &[Occurrence],
    pool: &CandidatePool,
    linked: &[LinkedPair],
    elsewhere: impl Fn(&str) -> Option<usize>,
) -> Vec<usize> {
    let passages = linked.len() as f32;
    let rarity = if pool.side() == Side::En { (passages / RARITY_FROM).min(1.0) } else { 1.0 };
    let mut left = Unexplained::new(occurrences);
    let mut own = vec![None; pool.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < MOST {
        let sums = left.sums(occurrences, pool.len());
        let mut likely: Vec<usize> = (0..pool.len()).filter(|key| sums[*key] > 0.0 && !chosen.contains(key)).collect();
        // The index is asked about a few only.
        likely.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
        likely.truncate(ASKED);
        let mut value = |key: usize| {
            let share = *own[key].get_or_insert_with(|| {
                let here = pool.passages(key) as f32;
                let all = elsewhere(pool.text(key)).map_or(here, |n| (n as f32).max(here));
                let precision = (here + 0.5) / (all + 0.5);
                (0.7 * precision + 0.3 * 2.0 * here / (passages + all)).sqrt().powf(rarity)
            });
            sums[key] * share
        };
        let best = likely
            .into_iter()
            .map(|key| (value(key), key))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(pool.text(b.1).len().cmp(&pool.text(a.1).len())));
        let least = if chosen.is_empty() { FIRST } else { FURTHER };
        let Some((_, key)) = best.filter(|(value, _)| *value >= least) else { break };
        chosen.push(key);
        left.explain(key, occurrences, pool, linked);
    }
    chosen
}
