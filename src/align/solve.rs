//! One part of a document linked: the best way in its band, opened where it looks lost, and in the last round rescored
//! by clauses.

use super::band::Band;
use super::bead::Bead;
use super::context::Context;
use super::document::Text;
use super::gains::Scratch;
use super::lattice::Lattice;
use super::path::{Sums, best};
use super::rescore::rescored;
use super::stretches::{caps, doubtful};
use super::unlink::without_unrelated;
use crate::model::Sides;
use std::ops::Range;

/// What a round of linking makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    /// Sentences.
    First,
    /// Sentences, and their clauses to learn from.
    WithClauses,
    /// Sentences rescored by clauses, with confidences.
    Last,
}

/// Clauses on either side of the way of the sentences.
const CLAUSES: usize = 4;

/// Links a part: its sentences and, where the round asks for them, its clauses.
pub(super) fn solve(
    (sentences, clauses): (&Context<'_>, &Context<'_>),
    text: &Sides<Text>,
    (zh, en): (Range<usize>, Range<usize>),
    band: Band,
    round: Round,
    scratch: &mut Scratch,
) -> (Vec<Bead>, Vec<Bead>) {
    let mut lattice = Lattice::new(sentences, zh.clone(), en.clone(), band.clone(), scratch);
    let mut beads = best(&lattice);
    let lost = doubtful(&lattice, &beads);
    if !lost.is_empty() {
        let mut wider = band.clone();
        for (zh_lost, en_lost) in &lost {
            wider.open_around(en.len(), zh_lost, en_lost);
        }
        if wider.may_widen(&band) {
            lattice = Lattice::new(sentences, zh.clone(), en.clone(), wider, scratch);
            beads = best(&lattice);
        }
    }
    let mut clause_beads = Vec::new();
    if round != Round::First {
        let zh_start = |s: usize| text.zh.clause_starts[zh.start + s] - text.zh.clause_starts[zh.start];
        let en_start = |s: usize| text.en.clause_starts[en.start + s] - text.en.clause_starts[en.start];
        let (zh_clauses, en_clauses) = (
            text.zh.clause_starts[zh.start]..text.zh.clause_starts[zh.end],
            text.en.clause_starts[en.start]..text.en.clause_starts[en.end],
        );
        let ends = |b: &Bead| ((zh_start(b.zh.start), en_start(b.en.start)), (zh_start(b.zh.end), en_start(b.en.end)));
        let band = Band::around(zh_clauses.len(), en_clauses.len(), beads.iter().map(ends), CLAUSES);
        let inside = Lattice::new(clauses, zh_clauses.clone(), en_clauses.clone(), band, scratch);
        if round == Round::Last {
            let temperature = f64::from(sentences.parameters.temperature);
            let sums = Sums::new(&lattice, temperature);
            let clause_sums = Sums::new(&inside, f64::from(sentences.parameters.clause_temperature));
            let caps = caps(&lattice, &beads);
            beads = rescored(sentences.parameters, &lattice, &beads, &sums, |i, j| {
                clause_sums.border(zh_start(i), en_start(j))
            });
            for bead in &mut beads {
                bead.confidence = bead.confidence.min(caps.at(bead));
            }
        } else {
            clause_beads = best(&inside);
            shift(&mut clause_beads, zh_clauses.start, en_clauses.start);
        }
    }
    beads = without_unrelated(&lattice, beads);
    shift(&mut beads, zh.start, en.start);
    (beads, clause_beads)
}

fn shift(beads: &mut [Bead], zh: usize, en: usize) {
    for bead in beads {
        bead.zh = bead.zh.start + zh..bead.zh.end + zh;
        bead.en = bead.en.start + en..bead.en.end + en;
    }
}
