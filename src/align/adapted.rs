//! What the links so far teach beside the table: how likely each size of bead is, how much lengths differ, and
//! which edges of units go together.

use super::bead::Bead;
use super::document::Text;
use super::edge_ratios::EdgeRatios;
use super::expected::Ratios;
use super::length::difference;
use super::parameters::{Level, Parameters, SIZES};
use crate::model::Sides;

/// The learnt part of the model at one level, shared by all documents.
#[derive(Clone, Debug)]
pub(super) struct Adapted {
    /// Logarithms of the shares of `SIZES`.
    pub priors: [f32; SIZES.len()],
    /// Log probabilities after a unit left alone: of another such unit on a given side, and of a link.
    pub after_lone: (f32, f32),
    /// One over the variance of the length difference for each English character.
    certainty: f32,
    pub edges: EdgeRatios,
}

/// Before any link is known: lengths tell little.
const FIRST_VARIANCE: f32 = 30.0;
/// The variance is that of the best 95 % of 1–1 links, a little wider.
const KEPT: f32 = 0.95;
const WIDER: f32 = 1.3;
const FEWEST: usize = 20;

impl Adapted {
    pub fn usual(parameters: &Parameters, level: Level) -> Self {
        Adapted {
            priors: priors(&[0.0; SIZES.len()], 1.0),
            after_lone: after_lone(parameters.lone_runs(level), 0.0, 0.0),
            certainty: 1.0 / FIRST_VARIANCE,
            edges: EdgeRatios::default(),
        }
    }

    /// Log score of a squared difference of lengths for each character.
    pub fn by_length(&self, difference: f32, parameters: &Parameters) -> f32 {
        -0.5 * parameters.length * self.certainty * difference
    }

    /// Learns from the links of documents.
    pub fn from<'d>(
        parameters: &Parameters,
        level: Level,
        linked: impl Iterator<Item = (&'d Sides<Text>, &'d Vec<Bead>, &'d Ratios)>,
    ) -> Self {
        let mut sizes = [0.0; SIZES.len()];
        let mut squares = Vec::new();
        let mut edges = EdgeRatios::counting();
        let (mut lone, mut lone_runs) = (0.0, 0.0);
        for (text, beads, ratios) in linked {
            let (zh, en) = (text.zh.units(level), text.en.units(level));
            let lengths = ratios.lengths(text, level);
            edges.count_units(zh, en);
            let is_lone = |bead: &Bead| bead.zh.is_empty() || bead.en.is_empty();
            lone += beads.iter().filter(|bead| is_lone(bead)).count() as f32;
            lone_runs += beads.windows(2).filter(|two| two.iter().all(is_lone)).count() as f32;
            for bead in beads {
                let size = (bead.zh.len(), bead.en.len());
                let Some(index) = SIZES.iter().position(|s| (s.0, s.1) == size) else { continue };
                sizes[index] += 1.0;
                if size == (1, 1) {
                    let (z, e) = (lengths[bead.zh.end] - lengths[bead.zh.start], en.length(bead.en.clone()));
                    squares.push(difference(z as f32, e as f32));
                }
                edges.count_bead(zh, en, bead);
            }
        }
        squares.sort_by(f32::total_cmp);
        let kept = &squares[..(squares.len() as f32 * KEPT) as usize];
        let variance = if kept.len() < FEWEST {
            FIRST_VARIANCE
        } else {
            (kept.iter().sum::<f32>() / kept.len() as f32 * WIDER).clamp(2.0, 80.0)
        };
        Adapted {
            priors: priors(&sizes, parameters.usual_beads),
            after_lone: after_lone(parameters.lone_runs(level), lone_runs, lone),
            certainty: 1.0 / variance,
            edges: edges.ratios(parameters.usual_edges),
        }
    }
}

/// The counted beads, and `usual` beads that have the usual shares.
fn priors(counts: &[f32; SIZES.len()], usual: f32) -> [f32; SIZES.len()] {
    let all: f32 = (0..SIZES.len()).map(|s| counts[s] + usual * SIZES[s].2).sum();
    std::array::from_fn(|s| ((counts[s] + usual * SIZES[s].2) / all).ln())
}

/// Units left alone that the usual share of runs counts for.
const USUAL_LONE: f32 = 20.0;

fn after_lone(usual: f32, runs: f32, lone: f32) -> (f32, f32) {
    let share = (runs + usual * USUAL_LONE) / (lone + USUAL_LONE);
    ((share / 2.0).ln(), (1.0 - share).ln())
}
