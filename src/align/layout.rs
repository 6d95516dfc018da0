//! Paragraph ends as evidence for the links of sentences, and sentence ends for those of clauses. How much they say is
//! learnt for each document: where both sides have the same paragraphs, ends meet at nearly every link that has one;
//! where a side was cut or merged, they say little or nothing.

use super::bead::Bead;
use super::parameters::Parameters;
use super::units::Units;

/// Log ratios: how often ends stand there, against how often they stand anywhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// At the border of two beads, by whether a paragraph ends on the Chinese and on the English side.
    at: [[f32; 2]; 2],
    /// At a border inside a bead where a Chinese, an English paragraph ends.
    inside: [f32; 2],
}

/// Before anything is learnt.
const USUAL: Layout = Layout { at: [[0.0, -1.0], [-1.0, 2.0]], inside: [-1.0, -1.0] };
/// Bounds of what is learnt: no single end decides against all words.
const LEAST: f32 = -4.0;
const MOST: f32 = 3.0;

impl Layout {
    pub fn usual() -> Self {
        USUAL
    }

    /// Learns from the beads of a document.
    pub fn learnt(parameters: &Parameters, zh: &Units, en: &Units, beads: &[Bead]) -> Self {
        let usual = parameters.usual_layout;
        let mut at = [[0.0f32; 2]; 2];
        let mut inside = [(0.0f32, 0.0f32); 2];
        let mut count_inside = |side: usize, units: &Units, from: usize, to: usize| {
            for unit in from..to.saturating_sub(1) {
                inside[side].0 += 1.0;
                inside[side].1 += f32::from(u8::from(units.form(unit).closes));
            }
        };
        for bead in beads.iter().filter(|b| !b.zh.is_empty() && !b.en.is_empty()) {
            let ends = (zh.form(bead.zh.end - 1).closes, en.form(bead.en.end - 1).closes);
            at[usize::from(ends.0)][usize::from(ends.1)] += 1.0;
            count_inside(0, zh, bead.zh.start, bead.zh.end);
            count_inside(1, en, bead.en.start, bead.en.end);
        }
        let all: f32 = at.iter().flatten().sum();
        let closing = [zh, en].map(|units| {
            let closing = (0..units.len()).filter(|unit| units.form(*unit).closes).count();
            (closing as f32 + 0.5) / (units.len() as f32 + 1.0)
        });
        let share = |side: usize, closes: usize| if closes == 1 { closing[side] } else { 1.0 - closing[side] };
        let ratio = |count: f32, of: f32, chance: f32, prior: f32| {
            ((count + usual * chance * prior.exp()) / (of + usual) / chance).ln().clamp(LEAST, MOST)
        };
        Layout {
            at: std::array::from_fn(|z| {
                std::array::from_fn(|e| ratio(at[z][e], all, share(0, z) * share(1, e), USUAL.at[z][e]))
            }),
            inside: std::array::from_fn(|s| ratio(inside[s].1, inside[s].0, closing[s], USUAL.inside[s])),
        }
    }

    /// What it adds where a bead starts or ends: half of the border, whose other half the next bead has.
    pub fn border(&self, zh_closes: bool, en_closes: bool) -> f32 {
        0.5 * self.at[usize::from(zh_closes)][usize::from(en_closes)]
    }

    /// What it adds for the borders inside a bead where so many Chinese and English paragraphs end.
    pub fn inside(&self, zh_ends: usize, en_ends: usize) -> f32 {
        self.inside[0] * zh_ends as f32 + self.inside[1] * en_ends as f32
    }
}
