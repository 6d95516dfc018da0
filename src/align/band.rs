//! The band: for each border between Chinese units, the borders between English units that the path may go through.
//! Small parts are open throughout; in large ones the band follows anchors, so that its area grows with the length
//! of the document and not with its square.

use std::ops::Range;

/// Parts of up to so many cells are open throughout.
const OPEN: usize = 10_000;
/// Borders on either side of what lies between two anchors.
const MARGIN: usize = 12;
/// Between two anchors up to so many cells are all open; where there are more, a strip along the diagonal is.
const BETWEEN: usize = 6_400;
/// The strip is this share of the gap wider than the margin, …
const WIDER: usize = 8;
/// … but not by more than this.
const WIDEST: usize = 100;
/// Borders on either side of the diagonal of a part that is linked anew.
const OPENED: usize = 250;
/// Cells up to which a band is widened in any case; a lattice takes some hundred bytes for each.
const MOST: usize = 4_000_000;

/// For each of the borders `0..=n` of one side the lowest and the highest border of the other, both rising.
#[derive(Clone, Debug)]
pub(super) struct Band {
    limits: Vec<(u32, u32)>,
}

impl Band {
    /// Whether a part of `n` Chinese and `m` English units needs no anchors.
    pub fn is_open(n: usize, m: usize) -> bool {
        (n + 1) * (m + 1) <= OPEN || n.min(m) <= MARGIN
    }

    /// All cells.
    pub fn open(n: usize, m: usize) -> Self {
        Band { limits: vec![(0, m as u32); n + 1] }
    }

    /// The band for `n` Chinese and `m` English units that follows anchors (pairs of units, both rising).
    pub fn new(n: usize, m: usize, anchors: &[(usize, usize)]) -> Self {
        if Band::is_open(n, m) {
            return Band::open(n, m);
        }
        let mut limits = vec![(m, 0); n + 1];
        let mut from = (0, 0);
        for to in anchors.iter().copied().chain([(n, m)]) {
            open(&mut limits, m, from, to);
            from = to;
        }
        Band::rising(limits)
    }

    /// The band that follows a path: `margin` borders on either side of its beads, given by where they start and
    /// end.
    pub fn around(
        n: usize,
        m: usize,
        beads: impl Iterator<Item = ((usize, usize), (usize, usize))>,
        margin: usize,
    ) -> Self {
        let mut limits = vec![(m, 0); n + 1];
        widen(&mut limits, (n, m), beads, margin);
        Band::rising(limits)
    }

    /// This band and what is within `margin` borders of some beads.
    pub fn and_around(
        self,
        m: usize,
        beads: impl Iterator<Item = ((usize, usize), (usize, usize))>,
        margin: usize,
    ) -> Self {
        let n = self.limits.len() - 1;
        let mut limits: Vec<(usize, usize)> =
            self.limits.into_iter().map(|(low, high)| (low as usize, high as usize)).collect();
        widen(&mut limits, (n, m), beads, margin);
        Band::rising(limits)
    }

    /// Opens all that lies between the corners of a part, and half as much around it, but not more than `WIDEST`
    /// borders off its diagonal.
    pub fn open_around(&mut self, m: usize, zh: &Range<usize>, en: &Range<usize>) {
        let n = self.limits.len() - 1;
        let around = WIDEST.min(zh.len().max(en.len()) / 2);
        let mut limits: Vec<(usize, usize)> =
            self.limits.iter().map(|(low, high)| (*low as usize, *high as usize)).collect();
        let (first, last) = (zh.start.saturating_sub(around), (zh.end + around).min(n));
        for (i, limit) in limits.iter_mut().enumerate().take(last + 1).skip(first) {
            let inside = i.clamp(zh.start, zh.end);
            let diagonal = en.start + (inside - zh.start) * en.len() / zh.len().max(1);
            let low = en.start.saturating_sub(around).max(diagonal.saturating_sub(OPENED));
            let high = (en.end + around).min(diagonal + OPENED).min(m);
            *limit = (limit.0.min(low), limit.1.max(high));
        }
        *self = Band::rising(limits);
    }

    /// The band of a part, whose corners must lie in this one.
    pub fn part(&self, zh: &Range<usize>, en: &Range<usize>) -> Band {
        let within = |border: u32| (border.clamp(en.start as u32, en.end as u32)) - en.start as u32;
        let limits = self.limits[zh.start..=zh.end].iter().map(|(low, high)| (within(*low), within(*high)));
        Band { limits: limits.collect() }
    }

    /// Makes the limits rise, so that a step to the next border always finds an open cell.
    fn rising(mut limits: Vec<(usize, usize)>) -> Self {
        let n = limits.len() - 1;
        for i in (0..n).rev() {
            limits[i].0 = limits[i].0.min(limits[i + 1].0);
        }
        for i in 1..=n {
            limits[i].1 = limits[i].1.max(limits[i - 1].1);
            limits[i].0 = limits[i].0.min(limits[i - 1].1);
        }
        Band { limits: limits.into_iter().map(|(low, high)| (low as u32, high as u32)).collect() }
    }

    /// Whether it has few enough cells to be taken for a narrower band. Where the best way lies far from the anchors, to
    /// open what is around both opens all between: the square of the length of the document.
    pub fn may_widen(&self, narrower: &Band) -> bool {
        self.cells() <= MOST.max(2 * narrower.cells())
    }

    fn cells(&self) -> usize {
        self.limits.iter().map(|(low, high)| (high + 1 - low) as usize).sum()
    }

    pub fn low(&self, i: usize) -> usize {
        self.limits[i].0 as usize
    }

    pub fn high(&self, i: usize) -> usize {
        self.limits[i].1 as usize
    }

    pub fn contains(&self, i: usize, j: usize) -> bool {
        (self.low(i)..=self.high(i)).contains(&j)
    }

    /// The same cells, seen from the other side, whose borders are `0..=m`.
    pub fn transposed(&self, m: usize) -> Band {
        let mut limits = vec![(u32::MAX, 0); m + 1];
        for (i, (low, high)) in self.limits.iter().enumerate() {
            for limit in &mut limits[*low as usize..=*high as usize] {
                limit.0 = limit.0.min(i as u32);
                limit.1 = i as u32;
            }
        }
        Band { limits }
    }
}

fn widen(
    limits: &mut [(usize, usize)],
    (n, m): (usize, usize),
    beads: impl Iterator<Item = ((usize, usize), (usize, usize))>,
    margin: usize,
) {
    for (from, to) in beads {
        for limit in &mut limits[from.0.saturating_sub(margin)..=(to.0 + margin).min(n)] {
            limit.0 = limit.0.min(from.1.saturating_sub(margin));
            limit.1 = limit.1.max((to.1 + margin).min(m));
        }
    }
}

/// Opens what lies between two anchors, and the margin around it.
fn open(limits: &mut [(usize, usize)], m: usize, from: (usize, usize), to: (usize, usize)) {
    let (n, high, wide) = (limits.len() - 1, to.0 - from.0, to.1 - from.1);
    let diagonal = |i: usize| from.1 + (i - from.0) * wide / high.max(1);
    let strip = MARGIN + wide.div_ceil(high.max(1)).max((high.min(wide) / WIDER).min(WIDEST));
    let reached = from.0.saturating_sub(MARGIN)..=(to.0 + MARGIN).min(n);
    for (i, limit) in limits.iter_mut().enumerate().take(reached.end() + 1).skip(*reached.start()) {
        let inside = i.clamp(from.0, to.0);
        let (low, top) = if high * wide <= BETWEEN || high == 0 {
            (from.1.saturating_sub(MARGIN), to.1 + MARGIN)
        } else {
            (diagonal(inside).saturating_sub(strip), diagonal(inside) + strip)
        };
        *limit = (limit.0.min(low), limit.1.max(top.min(m)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_step_finds_an_open_cell(n in 0usize..600, m in 0usize..600, seeds in prop::collection::vec((0usize..600, 0usize..600), 0..8)) {
            let mut anchors: Vec<(usize, usize)> = seeds.into_iter().filter(|(i, j)| *i < n && *j < m).collect();
            anchors.sort();
            anchors = anchors.into_iter().fold(Vec::new(), |mut chain: Vec<(usize, usize)>, (i, j)| {
                if chain.last().is_none_or(|(p, q)| *p < i && *q < j) {
                    chain.push((i, j));
                }
                chain
            });
            let band = Band::new(n, m, &anchors);
            prop_assert!(band.contains(0, 0) && band.contains(n, m));
            for i in 0..n {
                prop_assert!(band.low(i) <= band.low(i + 1) && band.high(i) <= band.high(i + 1));
                prop_assert!(band.low(i + 1) <= band.high(i));
            }
            let back = band.transposed(m).transposed(n);
            prop_assert!((0..=n).all(|i| (band.low(i), band.high(i)) == (back.low(i), back.high(i))));
        }
    }

    #[test]
    fn a_band_is_not_widened_to_the_square() {
        let n = 10_000;
        let band = Band::new(n, n, &[]);
        let mut wider = band.clone();
        wider.open_around(n, &(0..10), &(0..n));
        assert!(wider.cells() > n * n / 3 && !wider.may_widen(&band));
        let mut near = band.clone();
        near.open_around(n, &(500..600), &(450..700));
        assert!(near.cells() > band.cells() && near.may_widen(&band));
    }
}
