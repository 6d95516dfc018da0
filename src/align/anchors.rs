//! Anchors: pairs of units that share rare words and whose neighbours agree, thinned to the heaviest chain that rises on
//! both sides and pays for leaving its diagonal. Work and memory are linear in the length of the document.

use super::context::Context;
use super::gains::{Rendered, Scratch};
use super::rows::Rows;
use super::units::Units;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words in more units than this point nowhere.
const RARE: usize = 16;
/// Renderings less likely than this are not looked for.
const LEAST: f32 = 0.05;
/// Candidates kept for each Chinese unit.
const KEPT: usize = 5;

/// A pair of units that may correspond, counted from the starts of the ranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub zh: usize,
    pub en: usize,
    /// What the words gain, as a log likelihood ratio, and what the neighbours add.
    pub weight: f32,
}

/// The heaviest chain of candidates, rising on both sides, counted from the starts of the ranges. Where it leaves a
/// long gap, words that are rare inside the gap are looked at.
pub(super) fn anchors(
    context: &Context<'_>,
    zh: &Range<usize>,
    en: &Range<usize>,
    scratch: &mut Scratch,
) -> Vec<(usize, usize)> {
    let (zh_units, en_units): (Vec<usize>, Vec<usize>) = (zh.clone().collect(), en.clone().collect());
    let found = candidates(context, &zh_units, &en_units, scratch);
    chained(context, zh, en, found, scratch)
}

/// The same, of candidates that were found.
pub(super) fn chained(
    context: &Context<'_>,
    zh: &Range<usize>,
    en: &Range<usize>,
    mut found: Vec<Candidate>,
    scratch: &mut Scratch,
) -> Vec<(usize, usize)> {
    let slope = en.len() as f32 / zh.len().max(1) as f32;
    support(&mut found, slope);
    let chain = heaviest_chain(&found, en.len(), slope);
    let mut all = Vec::with_capacity(chain.len());
    let mut from = (0, 0);
    for to in chain.into_iter().chain([(zh.len(), en.len())]) {
        let gap = (zh.start + from.0..zh.start + to.0, en.start + from.1..en.start + to.1);
        let is_long = gap.0.len().min(gap.1.len()) > GAP;
        if is_long && (gap.0.len(), gap.1.len()) != (zh.len(), en.len()) {
            let inside = anchors(context, &gap.0, &gap.1, scratch).into_iter();
            all.extend(inside.map(|(i, j)| (from.0 + i, from.1 + j)));
        }
        if to != (zh.len(), en.len()) {
            all.push(to);
            from = (to.0 + 1, to.1 + 1);
        }
    }
    all
}

/// Pairs of units that share rare words, as places in the lists, those of a Chinese unit together.
pub(super) fn candidates(context: &Context<'_>, zh: &[usize], en: &[usize], scratch: &mut Scratch) -> Vec<Candidate> {
    let index = rare(context.en, en, context.table.zh_given_en.len());
    let counts = rare(context.zh, zh, context.table.en_given_zh.len());
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut found: FxHashMap<u32, f32> = FxHashMap::default();
    let mut rendered = Rendered::default();
    en.iter().for_each(|unit| scratch.en.come_near(context.en.tokens(*unit..unit + 1), context.forward()));
    for (i, unit) in zh.iter().enumerate() {
        let tokens = context.zh.tokens(*unit..unit + 1);
        for (z, places) in tokens.iter().filter_map(|z| Some((*z, counts.get(z)?))) {
            add_matches(z, places.len(), &context.table.en_given_zh, &index, &mut found);
        }
        let mut best: Vec<(u32, f32)> = found.drain().collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(KEPT);
        // Rare words found the candidates; all words judge them.
        scratch.en.rendered(tokens, context.forward(), &mut rendered);
        scratch.en.add(&rendered, context.forward());
        candidates.extend(best.into_iter().filter_map(|(j, _)| {
            let other = en[j as usize];
            let weight = scratch.en.of(context.en.tokens(other..other + 1));
            (weight > 0.0).then_some(Candidate { zh: i, en: j as usize, weight })
        }));
        scratch.en.clear();
    }
    en.iter().for_each(|unit| scratch.en.leave(context.en.tokens(*unit..unit + 1)));
    candidates
}

/// The places in the list of the units of rare tokens, each unit once.
fn rare(units: &Units, list: &[usize], kinds: usize) -> FxHashMap<u32, Vec<u32>> {
    let mut seen = vec![0u8; kinds];
    for token in list.iter().flat_map(|unit| units.tokens(*unit..unit + 1)) {
        let count = &mut seen[*token as usize];
        *count = count.saturating_add(1);
    }
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (i, unit) in list.iter().enumerate() {
        for token in units.tokens(*unit..unit + 1).iter().filter(|t| usize::from(seen[**t as usize]) <= RARE) {
            let places = index.entry(*token).or_default();
            if places.last() != Some(&(i as u32)) {
                places.push(i as u32);
            }
        }
    }
    index
}

/// A match weighs more the fewer the places are that it could mean.
fn add_matches(
    z: u32,
    zh_places: usize,
    table: &Rows,
    index: &FxHashMap<u32, Vec<u32>>,
    found: &mut FxHashMap<u32, f32>,
) {
    for (e, t) in table.row(z).iter().filter(|(_, t)| *t >= LEAST) {
        let Some(places) = index.get(e) else { continue };
        let weight = t.min(1.0) / ((zh_places * places.len()) as f32).sqrt();
        for j in places {
            *found.entry(*j).or_default() += weight;
        }
    }
}

/// Candidates so many Chinese units before and after a candidate are its neighbours, …
const NEAR: usize = 12;
/// … where they lie so many English units off its diagonal, and for each unit away this share of one.
const OFF: f32 = 3.0;
const DRIFT: f32 = 0.3;
/// A unit weighs at most this much, for itself and as a neighbour.
const MOST: f32 = 12.0;
/// Share of the neighbours' weight that a candidate gets.
const SHARED: f32 = 0.3;

/// How far two candidates are from one diagonal, in the tolerance that their distance allows; 0..=1 is near.
fn deviation(a: &Candidate, b: &Candidate, slope: f32) -> f32 {
    let (high, wide) = (b.zh as f32 - a.zh as f32, b.en as f32 - a.en as f32);
    (wide - slope * high).abs() / (OFF + DRIFT * slope.max(1.0) * high.abs())
}

/// Adds to each candidate what its neighbours say.
fn support(candidates: &mut [Candidate], slope: f32) {
    let mut added = vec![0.0; candidates.len()];
    let mut first = 0;
    for (c, candidate) in candidates.iter().enumerate() {
        while candidates[first].zh + NEAR < candidate.zh {
            first += 1;
        }
        // The best neighbour of each Chinese unit counts.
        let (mut unit, mut best) = (usize::MAX, 0.0f32);
        let near = candidates[first..].iter().take_while(|other| other.zh <= candidate.zh + NEAR);
        for other in near.filter(|other| other.zh != candidate.zh) {
            if other.zh != unit {
                added[c] += best;
                (unit, best) = (other.zh, 0.0);
            }
            let rises = (other.zh < candidate.zh) == (other.en < candidate.en) && other.en != candidate.en;
            if rises && deviation(candidate, other, slope) <= 1.0 {
                best = best.max(other.weight.min(MOST));
            }
        }
        added[c] += best;
    }
    for (candidate, added) in candidates.iter_mut().zip(added) {
        candidate.weight = candidate.weight.min(MOST) + SHARED * added;
    }
}

/// Gaps of more units on both sides are looked at again.
const GAP: usize = 40;
/// Candidates before one that may be joined to it along its diagonal.
const BEFORE: usize = 100;
/// What leaving the diagonal costs at most: as much as some good candidates weigh.
const JUMP: f32 = 40.0;

/// The heaviest chain of candidates that rises strictly on both sides. A step costs the more the further it is off
/// the diagonal; a Fenwick tree holds the best chain that ends before each English unit, for steps that jump.
fn heaviest_chain(candidates: &[Candidate], m: usize, slope: f32) -> Vec<(usize, usize)> {
    // Within a Chinese unit the later English unit comes first, so that no two of its candidates join.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_unstable_by(|a, b| {
        let (a, b) = (&candidates[*a], &candidates[*b]);
        a.zh.cmp(&b.zh).then(b.en.cmp(&a.en))
    });
    let mut tree: Vec<Option<usize>> = vec![None; m + 1];
    let mut chains: Vec<(f64, Option<usize>)> = Vec::with_capacity(order.len());
    for (c, candidate) in order.iter().map(|c| &candidates[*c]).enumerate() {
        // A chain may start anywhere; that costs a jump too, but at the start of the text.
        let start = Candidate { zh: 0, en: 0, weight: 0.0 };
        let cost = |off: f32| f64::from((JUMP * (off - 0.5).max(0.0)).min(JUMP));
        let mut best = (-cost(deviation(&start, candidate, slope)), None);
        let mut consider = |score: f64, before: usize| {
            if score > best.0 {
                best = (score, Some(before));
            }
        };
        for before in c.saturating_sub(BEFORE)..c {
            let other = &candidates[order[before]];
            if other.zh < candidate.zh && other.en < candidate.en {
                consider(chains[before].0 - cost(deviation(other, candidate, slope)), before);
            }
        }
        let mut at = candidate.en;
        while at > 0 {
            if let Some(before) = tree[at] {
                consider(chains[before].0 - f64::from(JUMP), before);
            }
            at &= at - 1;
        }
        chains.push((best.0 + f64::from(candidate.weight), best.1));
        let mut at = candidate.en + 1;
        while at <= m {
            if tree[at].is_none_or(|other| chains[c].0 > chains[other].0) {
                tree[at] = Some(c);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut last = (0..chains.len()).max_by(|a, b| chains[*a].0.total_cmp(&chains[*b].0));
    while let Some(c) = last {
        chain.push((candidates[order[c]].zh, candidates[order[c]].en));
        last = chains[c].1;
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_leaves_outliers_out() {
        let weights = [(0, 0, 1.0), (1, 9, 1.5), (2, 1, 1.0), (2, 2, 1.0), (3, 3, 1.0), (4, 9, 0.5)];
        let candidates = weights.map(|(zh, en, weight)| Candidate { zh, en, weight });
        let chain = heaviest_chain(&candidates, 10, 1.0);
        assert_eq!(chain.iter().map(|c| c.0).collect::<Vec<_>>(), [0, 2, 3]);
        assert!(heaviest_chain(&[], 0, 1.0).is_empty());
    }

    #[test]
    fn neighbours_on_the_diagonal_speak_for_a_candidate() {
        let mut candidates: Vec<Candidate> =
            (0..6).map(|i| Candidate { zh: i, en: if i == 3 { 40 } else { i }, weight: 2.0 }).collect();
        support(&mut candidates, 1.0);
        assert_eq!(candidates[3].weight, 2.0);
        assert!(candidates[2].weight > 4.0);
    }
}
