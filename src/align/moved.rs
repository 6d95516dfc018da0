//! Paragraphs that stand elsewhere on the other side. The best chain of beads cannot cross itself, so of paragraphs that
//! changed places some are left alone on both sides; those that clearly render each other are linked all the same.

use super::band::Band;
use super::bead::Group;
use super::context::Context;
use super::gains::Scratch;
use super::lattice::Lattice;
use super::parameters::SIZES;
use super::units::Units;
use std::ops::Range;

/// Links between which a paragraph may have moved.
const NEAR: usize = 12;

/// What moving costs, as a log score: most paragraphs that stand alone have no counterpart at all.
const MOVING: f32 = 6.0;

/// The least confidence of such a link.
const SURE: f32 = 0.95;

/// Pairs of groups, Chinese alone and English alone, that belong together, each with its confidence.
pub(super) fn moved(context: &Context<'_>, groups: &[Group], scratch: &mut Scratch) -> Vec<(usize, usize, f32)> {
    let single = |range: &Range<usize>, other: &Range<usize>| range.len() == 1 && other.is_empty();
    let heading = |i: usize| {
        let group = &groups[i].paragraphs;
        let form = |units: &Units, range: &Range<usize>| !range.is_empty() && units.form(range.start).heading;
        form(context.zh, &group.zh) || form(context.en, &group.en)
    };
    let mut found: Vec<(usize, usize, f32)> = Vec::new();
    for (i, group) in groups.iter().enumerate() {
        if !single(&group.paragraphs.zh, &group.paragraphs.en) || heading(i) {
            continue;
        }
        // Not out of its section.
        let from = (i.saturating_sub(NEAR)..i).rev().find(|k| heading(*k)).unwrap_or(i.saturating_sub(NEAR));
        let to =
            (i + 1..groups.len().min(i + 1 + NEAR)).find(|k| heading(*k)).unwrap_or(groups.len().min(i + 1 + NEAR));
        for (k, other) in groups.iter().map(|group| &group.paragraphs).enumerate().take(to).skip(from) {
            if single(&other.en, &other.zh) && !heading(k) {
                let gain = gain(context, group.paragraphs.zh.clone(), other.en.clone(), scratch) - MOVING;
                found.push((i, k, gain));
            }
        }
    }
    found.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut links: Vec<(usize, usize, f32)> = Vec::new();
    for (zh, en, gain) in found {
        let confidence = 1.0 / (1.0 + (-gain / context.parameters.temperature).exp());
        if confidence >= SURE && !links.iter().any(|(z, e, _)| *z == zh || *e == en) {
            links.push((zh, en, confidence));
        }
    }
    links
}

/// How much better two paragraphs are linked than left alone, as a log score.
fn gain(context: &Context<'_>, zh: Range<usize>, en: Range<usize>, scratch: &mut Scratch) -> f32 {
    let lattice = Lattice::new(context, zh, en, Band::new(1, 1, Vec::new), scratch);
    let score = |a: usize, b: usize, i: usize| {
        SIZES.iter().position(|size| (size.0, size.1) == (a, b)).map_or(0.0, |size| lattice.score(i, 0, size))
    };
    score(1, 1, 0) - score(1, 0, 0) - score(0, 1, 1)
}
