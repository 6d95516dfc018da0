//! Ends of paragraphs and sentences as evidence for the links of sentences and clauses. How much they say is learnt for
//! each document: where both sides have the same paragraphs, ends meet at nearly every link that has one; where a side
//! was cut or merged, they say little or nothing.

use super::bead::Bead;
use super::parameters::Parameters;
use super::units::{CLOSES, Closes, Units};
use crate::model::Side;

/// Log ratios: how often ends stand there, against how often they stand anywhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// At the border of two beads, by what ends on the Chinese and on the English side.
    at: [[f32; CLOSES]; CLOSES],
    /// At a border inside a bead, by the side and what ends there; never more than 0: that no paragraph ends there
    /// speaks as much for a sentence left alone.
    inside: [[f32; CLOSES]; 2],
    /// The share of the ends of paragraphs that end one on the other side too.
    shared: f32,
}

/// Before anything is learnt, up to a constant; sentences all end one, so that among them only paragraphs tell.
const USUAL: Layout = Layout {
    at: [[0.0, -1.0, -1.25], [-1.0, 2.0, 1.75], [-1.25, 1.75, 2.5]],
    inside: [[0.0, -1.0, -1.25]; 2],
    shared: 0.8,
};
/// Where this share of the ends is shared or less, paragraphs are no units of translation.
const FEWEST_SHARED: f32 = 0.8;
/// Bounds of what is learnt: no single end decides against all words.
const LEAST: f32 = -4.0;
const MOST: f32 = 3.0;

impl Layout {
    /// Learns from the beads of a document; without any it is the usual layout.
    pub fn learnt(parameters: &Parameters, zh: &Units, en: &Units, beads: &[Bead]) -> Self {
        let mut at = [[0.0f32; CLOSES]; CLOSES];
        let mut inside = [[0.0f32; CLOSES]; 2];
        for bead in beads.iter().filter(|b| !b.zh.is_empty() && !b.en.is_empty()) {
            at[zh.form(bead.zh.end - 1).closes as usize][en.form(bead.en.end - 1).closes as usize] += 1.0;
            for (side, units, range) in [(0, zh, &bead.zh), (1, en, &bead.en)] {
                (range.start..range.end - 1).for_each(|unit| inside[side][units.form(unit).closes as usize] += 1.0);
            }
        }
        let [of_zh, of_en] = [zh, en].map(shares);
        let paragraph = Closes::Paragraph as usize;
        let both = 2.0 * at[paragraph][paragraph];
        let at_borders: f32 = (0..CLOSES).map(|kind| at[paragraph][kind] + at[kind][paragraph]).sum();
        let all = at_borders + inside[0][paragraph] + inside[1][paragraph];
        let chance = of_zh.map(|z| of_en.map(|e| z * e));
        let usual = parameters.usual_layout;
        let shared = (both + usual * USUAL.shared) / (all + usual);
        let at = ratios(at.as_flattened(), chance.as_flattened(), USUAL.at.as_flattened(), usual);
        let inside = [(0, of_zh), (1, of_en)].map(|(side, of)| ratios(&inside[side], &of, &USUAL.inside[side], usual));
        Layout {
            at: std::array::from_fn(|z| std::array::from_fn(|e| at[z * CLOSES + e])),
            inside: inside.map(|ratios| std::array::from_fn(|kind| ratios[kind].min(0.0))),
            shared,
        }
    }

    /// How far paragraphs can be taken as units of translation, 0..=1: not at all where many end inside links, or on one
    /// side only.
    pub fn agreement(&self) -> f32 {
        ((self.shared - FEWEST_SHARED) / (1.0 - FEWEST_SHARED)).max(0.0)
    }

    /// What it adds at the border between two links.
    pub fn at(&self, zh: Closes, en: Closes) -> f32 {
        self.at[zh as usize][en as usize]
    }

    /// What it adds for a border inside a bead.
    pub fn inside(&self, side: Side, closes: Closes) -> f32 {
        self.inside[side as usize][closes as usize]
    }
}

/// How often what ends at units.
fn shares(units: &Units) -> [f32; CLOSES] {
    let mut counts = [0.5f32; CLOSES];
    (0..units.len()).for_each(|unit| counts[units.form(unit).closes as usize] += 1.0);
    let all: f32 = counts.iter().sum();
    counts.map(|count| count / all)
}

/// Log ratios of counts to chance; before the counts stand so many as the usual ratios would give.
fn ratios(counts: &[f32], chance: &[f32], usual: &[f32], so_many: f32) -> Vec<f32> {
    let all: f32 = counts.iter().sum();
    let expected: Vec<f32> = chance.iter().zip(usual).map(|(chance, ratio)| chance * ratio.exp()).collect();
    let sum: f32 = expected.iter().sum();
    let ratio = |((count, chance), expected): ((&f32, &f32), &f32)| {
        ((count + so_many * expected / sum) / (all + so_many) / chance).ln().clamp(LEAST, MOST)
    };
    counts.iter().zip(chance).zip(&expected).map(ratio).collect()
}
