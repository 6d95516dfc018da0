//! Anchors: pairs of units that share rare words, found through an inverted index and thinned to the heaviest chain
//! that rises on both sides. Work and memory are linear in the length of the document.

use super::context::Context;
use super::gains::Scratch;
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

/// Pairs of units, counted from the starts of the ranges, both rising.
pub(super) fn anchors(
    context: &Context<'_>,
    zh: &Range<usize>,
    en: &Range<usize>,
    scratch: &mut Scratch,
) -> Vec<(usize, usize)> {
    let index = rare(context.en, en, context.table.zh_given_en.len());
    let counts = rare(context.zh, zh, context.table.en_given_zh.len());
    let mut candidates: Vec<(usize, usize, f32)> = Vec::new();
    let mut found: FxHashMap<u32, f32> = FxHashMap::default();
    scratch.en.come_near(context.en.tokens(en.clone()));
    for (i, unit) in zh.clone().enumerate() {
        let tokens = context.zh.tokens(unit..unit + 1);
        for (z, places) in tokens.iter().filter_map(|z| Some((*z, counts.get(z)?))) {
            add_matches(z, places.len(), &context.table.en_given_zh, &index, &mut found);
        }
        let mut best: Vec<(u32, f32)> = found.drain().collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(KEPT);
        // Rare words found the candidates; all words judge them.
        scratch.en.add(tokens, context.forward());
        candidates.extend(best.into_iter().filter_map(|(j, _)| {
            let other = en.start + j as usize;
            let gain = scratch.en.of(context.en.tokens(other..other + 1));
            (gain > 0.0).then_some((i, j as usize, gain))
        }));
        scratch.en.clear();
    }
    scratch.en.leave(context.en.tokens(en.clone()));
    heaviest_chain(candidates, en.len())
}

/// The units of rare tokens, counted from the start of the range, each unit once.
fn rare(units: &Units, range: &Range<usize>, kinds: usize) -> FxHashMap<u32, Vec<u32>> {
    let mut seen = vec![0u8; kinds];
    for token in units.tokens(range.clone()) {
        let count = &mut seen[*token as usize];
        *count = count.saturating_add(1);
    }
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (i, unit) in range.clone().enumerate() {
        for token in units.tokens(unit..unit + 1).iter().filter(|t| usize::from(seen[**t as usize]) <= RARE) {
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

/// The heaviest chain of candidates that rises strictly on both sides; a Fenwick tree holds the best chain that ends
/// before each English unit.
fn heaviest_chain(mut candidates: Vec<(usize, usize, f32)>, m: usize) -> Vec<(usize, usize)> {
    // Within a Chinese unit the later English unit comes first, so that no two of its candidates join.
    candidates.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut tree: Vec<Option<usize>> = vec![None; m + 1];
    let mut chains: Vec<(f32, Option<usize>)> = Vec::with_capacity(candidates.len());
    let weight = |chains: &[(f32, Option<usize>)], c: Option<usize>| c.map_or(0.0, |c: usize| chains[c].0);
    for (c, (_, j, w)) in candidates.iter().enumerate() {
        let mut before = None;
        let mut at = *j;
        while at > 0 {
            if weight(&chains, tree[at]) > weight(&chains, before) {
                before = tree[at];
            }
            at &= at - 1;
        }
        chains.push((weight(&chains, before) + w, before));
        let mut at = j + 1;
        while at <= m {
            if weight(&chains, Some(c)) > weight(&chains, tree[at]) {
                tree[at] = Some(c);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut last = (0..chains.len()).max_by(|a, b| chains[*a].0.total_cmp(&chains[*b].0));
    while let Some(c) = last {
        chain.push((candidates[c].0, candidates[c].1));
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
        let candidates = vec![(0, 0, 1.0), (1, 9, 1.5), (2, 1, 1.0), (2, 2, 1.0), (3, 3, 1.0), (4, 9, 0.5)];
        let chain = heaviest_chain(candidates, 10);
        assert_eq!(chain.iter().map(|c| c.0).collect::<Vec<_>>(), [0, 2, 3, 4]);
        assert!(heaviest_chain(Vec::new(), 0).is_empty());
    }
}
