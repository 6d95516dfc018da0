//! Which edges of units go together across the languages (`edge.rs`), learnt from the links so far: log ratios of how
//! often two kinds meet at the edges of linked units and how often they would by chance.

use super::bead::Bead;
use super::edge::{ENDS, Edge, STARTS};
use super::units::Units;

/// Log ratios by kind on the Chinese side, then by kind on the English side; 0 before anything is learnt.
#[derive(Clone, Debug, Default)]
pub(super) struct EdgeRatios {
    ends: [[f32; ENDS]; ENDS],
    starts: [[f32; STARTS]; STARTS],
}

impl EdgeRatios {
    /// What it adds to the log score of a bead that starts and ends with these units.
    pub fn score(&self, zh: (Edge, Edge), en: (Edge, Edge)) -> f32 {
        self.starts[usize::from(zh.0.start)][usize::from(en.0.start)]
            + self.ends[usize::from(zh.1.end)][usize::from(en.1.end)]
    }

    pub fn counting() -> EdgeCounts {
        EdgeCounts { ends: Kinds::new(), starts: Kinds::new() }
    }
}

/// EdgeCounts of the kinds, before they become ratios.
pub(super) struct EdgeCounts {
    ends: Kinds<ENDS>,
    starts: Kinds<STARTS>,
}

impl EdgeCounts {
    pub fn count_units(&mut self, zh: &Units, en: &Units) {
        for (side, units) in [zh, en].into_iter().enumerate() {
            for edge in (0..units.len()).map(|i| units.edge(i)) {
                self.ends.alone[side][usize::from(edge.end)] += 1.0;
                self.starts.alone[side][usize::from(edge.start)] += 1.0;
            }
        }
    }

    pub fn count_bead(&mut self, zh: &Units, en: &Units, bead: &Bead) {
        if !bead.zh.is_empty() && !bead.en.is_empty() {
            let (z, e) = (zh.edge(bead.zh.end - 1), en.edge(bead.en.end - 1));
            self.ends.together[usize::from(z.end)][usize::from(e.end)] += 1.0;
            let (z, e) = (zh.edge(bead.zh.start), en.edge(bead.en.start));
            self.starts.together[usize::from(z.start)][usize::from(e.start)] += 1.0;
        }
    }

    pub fn ratios(&self, usual: f32) -> EdgeRatios {
        EdgeRatios { ends: self.ends.ratios(usual), starts: self.starts.ratios(usual) }
    }
}

struct Kinds<const N: usize> {
    together: [[f32; N]; N],
    alone: [[f32; N]; 2],
}

impl<const N: usize> Kinds<N> {
    fn new() -> Self {
        Kinds { together: [[0.0; N]; N], alone: [[0.0; N]; 2] }
    }

    /// log((n + k · chance) / (all + k) / chance), with ½ added to the counts that chance is made of.
    fn ratios(&self, usual: f32) -> [[f32; N]; N] {
        let all: f32 = self.together.iter().flatten().sum();
        let share = |side: usize, kind: usize| {
            (self.alone[side][kind] + 0.5) / (self.alone[side].iter().sum::<f32>() + 0.5 * N as f32)
        };
        std::array::from_fn(|z| {
            std::array::from_fn(|e| {
                let chance = share(0, z) * share(1, e);
                ((self.together[z][e] + usual * chance) / (all + usual) / chance).ln()
            })
        })
    }
}
