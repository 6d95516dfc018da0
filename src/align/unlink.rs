//! Stretches of links whose words and lengths do not match are no links: their units are left alone, so that nothing
//! is learnt from them and what moved can be found.

use super::bead::Bead;
use super::lattice::Lattice;

/// What a link of related texts gains at least, on average.
const EXPECTED: f32 = 0.5;
/// So much less than that in one stretch is unrelated text.
const MISSING: f32 = 20.0;

/// The beads with the links of unrelated stretches taken apart, Chinese units first.
pub(super) fn without_unrelated(lattice: &Lattice<'_>, beads: Vec<Bead>) -> Vec<Bead> {
    let is_link = |bead: &Bead| !bead.zh.is_empty() && !bead.en.is_empty();
    let missing: Vec<f32> =
        beads.iter().map(|bead| if is_link(bead) { EXPECTED - lattice.gain(bead) } else { 0.0 }).collect();
    let mut unrelated = vec![false; beads.len()];
    let (mut start, mut sum, mut most, mut end) = (0, 0.0f32, 0.0f32, 0);
    // Behind the last bead everything is made good.
    for (at, missing) in missing.into_iter().chain([f32::NEG_INFINITY]).enumerate() {
        // A stretch ends where what it missed is made good.
        if sum + missing <= 0.0 {
            if most >= MISSING {
                unrelated[start..end].fill(true);
            }
            (start, sum, most, end) = (at + 1, 0.0, 0.0, at + 1);
            continue;
        }
        sum += missing;
        if sum > most {
            (most, end) = (sum, at + 1);
        }
    }
    let mut apart = Vec::with_capacity(beads.len());
    let mut rest = beads.into_iter().zip(unrelated).peekable();
    while let Some((bead, is_unrelated)) = rest.next() {
        if !is_unrelated {
            apart.push(bead);
            continue;
        }
        let (zh_start, en_start, confidence) = (bead.zh.start, bead.en.start, bead.confidence);
        let (mut zh_end, mut en_end) = (bead.zh.end, bead.en.end);
        while let Some((next, _)) = rest.next_if(|(_, unrelated)| *unrelated) {
            (zh_end, en_end) = (next.zh.end, next.en.end);
        }
        let confidence = confidence.min(0.5);
        apart.extend((zh_start..zh_end).map(|i| Bead { zh: i..i + 1, en: en_start..en_start, confidence }));
        apart.extend((en_start..en_end).map(|j| Bead { zh: zh_end..zh_end, en: j..j + 1, confidence }));
    }
    apart
}
