//! Stretches of a way that look lost: their words do not match, many units stand alone, or they run along the edge of
//! the band. And how sure a link can be, given its stretch.

use super::bead::Bead;
use super::lattice::Lattice;
use std::ops::Range;

/// Beads looked at together.
const WINDOW: usize = 16;
/// Beads on either side of a stretch that are linked anew with it.
const AROUND: usize = 8;
/// Beads of a window that may lie at the edge of the band.
const AT_EDGE: usize = 2;

fn is_lone(bead: &Bead) -> bool {
    bead.zh.is_empty() || bead.en.is_empty()
}

/// What the words of a bead gain over two unrelated texts, as a log likelihood ratio.
fn evidence(lattice: &Lattice<'_>, bead: &Bead) -> f32 {
    if is_lone(bead) { 0.0 } else { lattice.weighted_words(bead.zh.clone(), bead.en.clone()) }
}

/// The stretches that should be linked anew in a wider band: ranges of units.
pub(super) fn doubtful(lattice: &Lattice<'_>, beads: &[Bead]) -> Vec<(Range<usize>, Range<usize>)> {
    let (n, m) = lattice.size();
    let at_edge = |bead: &Bead| {
        let (i, j) = (bead.zh.end, bead.en.end);
        let (low, high) = (lattice.band().low(i), lattice.band().high(i));
        (j == low && low > 0 && i < n) || (j == high && high < m && i > 0)
    };
    let marks: Vec<(f32, bool, bool)> =
        beads.iter().map(|bead| (evidence(lattice, bead), is_lone(bead), at_edge(bead))).collect();
    let mut lost: Vec<Range<usize>> = Vec::new();
    for start in 0..(beads.len() + 1).saturating_sub(WINDOW) {
        let window = &marks[start..start + WINDOW];
        let words: f32 = window.iter().map(|mark| mark.0).sum();
        let lone = window.iter().filter(|mark| mark.1).count();
        let edges = window.iter().filter(|mark| mark.2).count();
        if words < 0.0 || lone * 2 > WINDOW || edges > AT_EDGE {
            let from = start.saturating_sub(AROUND);
            let to = (start + WINDOW + AROUND).min(beads.len());
            match lost.last_mut() {
                Some(last) if last.end >= from => last.end = to,
                _ => lost.push(from..to),
            }
        }
    }
    let units = |range: &Range<usize>| {
        let (first, last) = (&beads[range.start], &beads[range.end - 1]);
        (first.zh.start..last.zh.end, first.en.start..last.en.end)
    };
    lost.iter().map(units).collect()
}

/// The most that a link may be sure of, by where it stands.
pub(super) struct Caps {
    /// First Chinese and English unit of a bead, and its cap.
    caps: Vec<(usize, usize, f32)>,
}

/// Links before and after a link that are its stretch.
const STRETCH: usize = 4;

/// A stretch whose words gain nothing is no surer than even odds.
pub(super) fn caps(lattice: &Lattice<'_>, beads: &[Bead]) -> Caps {
    let linked: Vec<f32> = beads.iter().filter(|b| !is_lone(b)).map(|b| evidence(lattice, b)).collect();
    let mut at = 0usize;
    let caps = beads.iter().map(|bead| {
        let from = at.saturating_sub(STRETCH);
        at += usize::from(!is_lone(bead));
        let stretch = &linked[from..(at + STRETCH).min(linked.len())];
        let mean = stretch.iter().sum::<f32>() / stretch.len().max(1) as f32;
        (bead.zh.start, bead.en.start, 1.0 / (1.0 + (-mean).exp()))
    });
    Caps { caps: caps.collect() }
}

impl Caps {
    pub fn at(&self, bead: &Bead) -> f32 {
        let after = self.caps.partition_point(|cap| (cap.0, cap.1) <= (bead.zh.start, bead.en.start));
        after.checked_sub(1).map_or(1.0, |at| self.caps[at].2)
    }
}
