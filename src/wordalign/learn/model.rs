//! The model that is learnt: how likely each word renders which, is rendered by nothing, and how far links jump.

use super::super::cell::Cell;
use super::super::jumps::Jumps;

/// A pair of words that neither direction holds for more likely than this is nowhere a link.
const POSSIBLE: f32 = 1e-3;

/// t(e|z) and t(z|e) of every pair, and what else both models need.
#[derive(Debug, Default)]
pub(super) struct WordModel {
    /// [t(e|z), t(z|e)] by pair.
    pub t: Vec<[f32; 2]>,
    /// Probability of an English, of a Chinese word that nothing generates.
    pub null: [Vec<f32>; 2],
    pub jumps: [Jumps; 2],
}

impl WordModel {
    /// Whether the words of the cell may be linked at all.
    pub fn is_possible(&self, cell: &Cell) -> bool {
        self.t.get(cell.pair as usize).is_none_or(|[forward, backward]| forward.max(*backward) >= POSSIBLE)
    }
}
