//! How long Chinese units are in characters of English. Translators differ, and so do the parts of a text: the ratio is
//! that of the links near a unit, in which what stands alone on one side has no say.

use super::bead::Bead;
use super::document::Text;
use super::parameters::Level;
use super::units::length_ratio;
use crate::model::Sides;

/// Sentences on either side whose links are near.
const NEAR: usize = 200;
/// So many sentences of mean length have the ratio of the document, beside those that are near.
const USUAL: f64 = 20.0;

/// Characters of English for one of the Chinese measure, by sentence.
#[derive(Clone, Debug)]
pub(super) struct Ratios {
    ratios: Vec<f64>,
}

impl Ratios {
    /// Learns from the links of a document; without any, all that there is counts.
    pub fn learnt(text: &Sides<Text>, beads: &[Bead]) -> Self {
        let (zh, en) = (&text.zh.sentences, &text.en.sentences);
        let (n, whole) = (zh.len(), length_ratio(zh, en));
        if beads.is_empty() {
            return Ratios { ratios: vec![whole; n] };
        }
        // Lengths of the links that start before a sentence.
        let mut sums = vec![(0.0, 0.0); n + 1];
        for bead in beads.iter().filter(|bead| !bead.zh.is_empty() && !bead.en.is_empty()) {
            sums[bead.zh.start + 1] = (zh.length(bead.zh.clone()), en.length(bead.en.clone()));
        }
        for i in 0..n {
            sums[i + 1] = (sums[i].0 + sums[i + 1].0, sums[i].1 + sums[i + 1].1);
        }
        let usual = USUAL * zh.length(0..n) / n.max(1) as f64;
        let ratio = |zh: f64, en: f64, of_usual: f64| (en + usual * of_usual) / (zh + usual).max(1.0);
        let of_links = ratio(sums[n].0, sums[n].1, whole);
        let near = |i: usize| {
            let (from, to) = (sums[i.saturating_sub(NEAR)], sums[(i + NEAR + 1).min(n)]);
            ratio(to.0 - from.0, to.1 - from.1, of_links)
        };
        Ratios { ratios: (0..n).map(near).collect() }
    }

    /// Sums of the lengths, in characters of English, of the Chinese units before; one longer than the units.
    pub fn lengths(&self, text: &Sides<Text>, level: Level) -> Vec<f64> {
        let starts: Vec<usize> = match level {
            Level::Sentences => (0..=self.ratios.len()).collect(),
            Level::Clauses => text.zh.clause_starts.clone(),
        };
        // Clauses are a little longer together than their sentences, on each side by another share.
        let whole = |level: Level| length_ratio(text.zh.units(level), text.en.units(level));
        let by = whole(level) / whole(Level::Sentences);
        let units = text.zh.units(level);
        let mut lengths = vec![0.0];
        for (ends, ratio) in starts.windows(2).zip(&self.ratios) {
            for unit in ends[0]..ends[1] {
                lengths.push(lengths[unit] + units.length(unit..unit + 1) * ratio * by);
            }
        }
        lengths
    }
}
