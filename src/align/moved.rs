//! Paragraphs and sections that stand elsewhere on the other side. The best chain of beads cannot cross itself, so what
//! changed places is left alone on both sides; runs of such paragraphs that clearly render each other are linked all
//! the same, however far apart they are.

use super::anchors::{anchors, candidates};
use super::band::Band;
use super::bead::Group;
use super::context::Context;
use super::document::Text;
use super::gains::Scratch;
use super::lattice::Lattice;
use super::path::best;
use super::regroup::grouped_between;
use super::solve::{Round, solve};
use crate::model::Sides;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The least that the words of a moved run must gain, for each of its links.
const EACH: f32 = 1.0;
/// Links of a run are no surer than the run, and what is left alone no surer than that no other run renders it: log odds 1
/// for so much gain.
const PER_ODDS: f32 = 2.0;
/// Runs linked in one pass may leave parts of runs for the next.
const PASSES: usize = 5;

/// Groups next to each other that stand alone on one side, and their paragraphs and sentences there.
struct Run {
    paragraphs: Range<usize>,
    sentences: Range<usize>,
}

/// Links moved runs. The groups stay in the order of the Chinese side, those of the English side alone stay where they
/// were.
pub(super) fn moved(
    contexts: (&Context<'_>, &Context<'_>),
    text: &Sides<Text>,
    mut groups: Vec<Group>,
    scratch: &mut Scratch,
) -> Vec<Group> {
    for _ in 0..PASSES {
        let runs = Sides::new(lone_runs(&groups, &text.zh, true), lone_runs(&groups, &text.en, false));
        if runs.zh.is_empty() || runs.en.is_empty() {
            break;
        }
        let mut used = Sides::new(vec![false; runs.zh.len()], vec![false; runs.en.len()]);
        let mut doubts = Sides::new(vec![0.0f32; runs.zh.len()], vec![0.0f32; runs.en.len()]);
        let mut found = Vec::new();
        for (zh, en) in likely_pairs(contexts.0, &runs, scratch) {
            if used.zh[zh] || used.en[en] {
                continue;
            }
            match linked(contexts, text, (&runs.zh[zh], &runs.en[en]), scratch) {
                Ok(linked) => {
                    (used.zh[zh], used.en[en]) = (true, true);
                    found.extend(linked);
                }
                Err(likely) => {
                    doubts.zh[zh] = doubts.zh[zh].max(likely);
                    doubts.en[en] = doubts.en[en].max(likely);
                }
            }
        }
        if found.is_empty() {
            doubted(&mut groups, &runs, &doubts);
            break;
        }
        groups = replaced(groups, found);
    }
    groups
}

/// Runs of groups that have paragraphs on one side only.
fn lone_runs(groups: &[Group], text: &Text, zh: bool) -> Vec<Run> {
    let sides = |group: &Group| match zh {
        true => (group.paragraphs.zh.clone(), group.paragraphs.en.is_empty()),
        false => (group.paragraphs.en.clone(), group.paragraphs.zh.is_empty()),
    };
    let mut runs: Vec<Run> = Vec::new();
    for group in groups {
        let (paragraphs, alone) = sides(group);
        let sentences = text.starts[paragraphs.start]..text.starts[paragraphs.end];
        if !alone || sentences.is_empty() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.paragraphs.end == paragraphs.start => {
                run.paragraphs.end = paragraphs.end;
                run.sentences.end = sentences.end;
            }
            _ => runs.push(Run { paragraphs, sentences }),
        }
    }
    runs
}

/// Caps how sure what was left alone can be, by how likely its run is rendered by another one.
fn doubted(groups: &mut [Group], runs: &Sides<Vec<Run>>, doubts: &Sides<Vec<f32>>) {
    for Group { paragraphs, sentences } in groups {
        let (runs, doubts, first) = match (paragraphs.zh.is_empty(), paragraphs.en.is_empty()) {
            (false, true) => (&runs.zh, &doubts.zh, paragraphs.zh.start),
            (true, false) => (&runs.en, &doubts.en, paragraphs.en.start),
            _ => continue,
        };
        let run = runs.partition_point(|run| run.paragraphs.end <= first);
        let cap = doubts.get(run).map_or(1.0, |likely| 1.0 - likely);
        sentences.iter_mut().chain([paragraphs]).for_each(|bead| bead.confidence = bead.confidence.min(cap));
    }
}

/// Pairs of runs that share rare words, the likeliest first.
fn likely_pairs(context: &Context<'_>, runs: &Sides<Vec<Run>>, scratch: &mut Scratch) -> Vec<(usize, usize)> {
    let units = |runs: &[Run]| -> (Vec<usize>, Vec<usize>) {
        let each = runs.iter().enumerate().flat_map(|(run, r)| r.sentences.clone().map(move |unit| (unit, run)));
        each.unzip()
    };
    let ((zh, of_zh), (en, of_en)) = (units(&runs.zh), units(&runs.en));
    let mut votes: FxHashMap<(usize, usize), f32> = FxHashMap::default();
    for candidate in candidates(context, &zh, &en, scratch) {
        *votes.entry((of_zh[candidate.zh], of_en[candidate.en])).or_default() += candidate.weight;
    }
    let mut pairs: Vec<((usize, usize), f32)> = votes.into_iter().collect();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// The groups of two runs where they render each other; otherwise how likely they do all the same, 0..=½.
fn linked(
    contexts: (&Context<'_>, &Context<'_>),
    text: &Sides<Text>,
    (zh, en): (&Run, &Run),
    scratch: &mut Scratch,
) -> Result<Vec<Group>, f32> {
    let context = contexts.0;
    let (n, m) = (zh.sentences.len(), en.sentences.len());
    let found = if Band::is_open(n, m) { Vec::new() } else { anchors(context, &zh.sentences, &en.sentences, scratch) };
    let band = Band::new(n, m, &found);
    let lattice = Lattice::new(context, zh.sentences.clone(), en.sentences.clone(), band.clone(), scratch);
    let way = best(&lattice);
    let links = || way.iter().filter(|bead| !bead.zh.is_empty() && !bead.en.is_empty());
    let gain: f32 = links().map(|bead| lattice.gain(bead)).sum();
    let over = gain - context.parameters.moving - EACH * links().count() as f32;
    let likely = 1.0 / (1.0 + (-over / PER_ODDS).exp());
    if over <= 0.0 {
        return Err(likely);
    }
    let (mut beads, _) =
        solve(contexts, text, (zh.sentences.clone(), en.sentences.clone()), band, Round::Last, scratch);
    beads.iter_mut().for_each(|bead| bead.confidence = bead.confidence.min(likely));
    let ends = ((zh.paragraphs.start, en.paragraphs.start), (zh.paragraphs.end, en.paragraphs.end));
    Ok(grouped_between(text, beads, ends.0, ends.1))
}

/// The groups with those of the same paragraphs replaced: linked ones and Chinese ones stand in the order of the
/// Chinese side, English ones where their paragraphs stood, at the place that the Chinese side has reached there.
fn replaced(groups: Vec<Group>, found: Vec<Group>) -> Vec<Group> {
    let mut by_zh: FxHashMap<usize, Group> = FxHashMap::default();
    let mut by_en: FxHashMap<usize, Group> = FxHashMap::default();
    let mut gone = Sides::new(Vec::new(), Vec::new());
    for group in found {
        gone.zh.extend(group.paragraphs.zh.clone());
        gone.en.extend(group.paragraphs.en.clone());
        if group.paragraphs.zh.is_empty() {
            by_en.insert(group.paragraphs.en.start, group);
        } else {
            by_zh.insert(group.paragraphs.zh.start, group);
        }
    }
    gone.zh.sort_unstable();
    gone.en.sort_unstable();
    let mut all = Vec::with_capacity(groups.len());
    for group in groups {
        let (zh, en) = (group.paragraphs.zh.clone(), group.paragraphs.en.clone());
        let zh_gone = en.is_empty() && gone.zh.binary_search(&zh.start).is_ok();
        let en_gone = zh.is_empty() && gone.en.binary_search(&en.start).is_ok();
        if !zh_gone && !en_gone {
            all.push(group);
            continue;
        }
        all.extend(zh.into_iter().filter_map(|p| if zh_gone { by_zh.remove(&p) } else { None }));
        all.extend(en.into_iter().filter_map(|p| if en_gone { by_en.remove(&p) } else { None }));
    }
    let mut reached = 0;
    for group in &mut all {
        if group.paragraphs.zh.is_empty() {
            group.paragraphs.zh = reached..reached;
        }
        reached = group.paragraphs.zh.end;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::bead::Bead;
    use super::*;

    fn group(zh: Range<usize>, en: Range<usize>) -> Group {
        Group { paragraphs: Bead { zh, en, confidence: 1.0 }, sentences: Vec::new() }
    }

    #[test]
    fn replaced_groups_keep_the_chinese_order() {
        let groups = vec![group(0..1, 0..0), group(1..2, 0..1), group(2..2, 1..2), group(2..2, 2..3)];
        let groups = replaced(groups, vec![group(0..1, 1..2), group(1..1, 2..3)]);
        let sides: Vec<_> = groups.iter().map(|g| (g.paragraphs.zh.clone(), g.paragraphs.en.clone())).collect();
        assert_eq!(sides, [(0..1, 1..2), (1..2, 0..1), (2..2, 2..3)]);
    }
}
