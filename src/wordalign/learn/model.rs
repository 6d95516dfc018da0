//! The model that is learnt: how likely each word renders which, is rendered by nothing, and how far links jump.

use super::super::jumps::Jumps;

/// t(e|z) and t(z|e) of every pair, and what else both models need.
#[derive(Debug, Default)]
pub(super) struct WordModel {
    /// [t(e|z), t(z|e)] by pair.
    pub t: Vec<[f32; 2]>,
    /// Probability of an English, of a Chinese word that nothing generates.
    pub null: [Vec<f32>; 2],
    pub jumps: [Jumps; 2],
}
