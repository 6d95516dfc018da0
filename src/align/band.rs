//! The band: for each border between Chinese units, the borders between English units that the path may go through.
//! Small parts are open throughout; in large ones the band follows anchors, so that its area grows with the length
//! of the document and not with its square.

/// Parts of up to so many cells are open throughout.
const OPEN: usize = 10_000;
/// Borders on either side of what lies between two anchors.
const MARGIN: usize = 20;
/// Between two anchors up to so many cells are all open; where there are more, a strip along the diagonal is.
const BETWEEN: usize = 6_400;
/// The strip is this share of the gap wider than the margin, …
const WIDER: usize = 8;
/// … but not by more than this.
const WIDEST: usize = 100;

/// For each of the borders `0..=n` of one side the lowest and the highest border of the other, both rising.
#[derive(Clone, Debug)]
pub(super) struct Band {
    limits: Vec<(u32, u32)>,
}

impl Band {
    /// The band for `n` Chinese and `m` English units; `anchors` (pairs of units, both rising) are asked for where
    /// they are needed.
    pub fn new(n: usize, m: usize, anchors: impl FnOnce() -> Vec<(usize, usize)>) -> Self {
        if (n + 1) * (m + 1) <= OPEN || n.min(m) <= MARGIN {
            return Band { limits: vec![(0, m as u32); n + 1] };
        }
        let mut limits = vec![(m, 0); n + 1];
        let mut from = (0, 0);
        for to in anchors().into_iter().chain([(n, m)]) {
            open(&mut limits, m, from, to);
            from = to;
        }
        // The limits rise, and a step to the next border always finds an open cell.
        for i in (0..n).rev() {
            limits[i].0 = limits[i].0.min(limits[i + 1].0);
        }
        for i in 1..=n {
            limits[i].1 = limits[i].1.max(limits[i - 1].1);
            limits[i].0 = limits[i].0.min(limits[i - 1].1);
        }
        Band { limits: limits.into_iter().map(|(low, high)| (low as u32, high as u32)).collect() }
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
            let band = Band::new(n, m, || anchors);
            prop_assert!(band.contains(0, 0) && band.contains(n, m));
            for i in 0..n {
                prop_assert!(band.low(i) <= band.low(i + 1) && band.high(i) <= band.high(i + 1));
                prop_assert!(band.low(i + 1) <= band.high(i));
            }
            let back = band.transposed(m).transposed(n);
            prop_assert!((0..=n).all(|i| (band.low(i), band.high(i)) == (back.low(i), back.high(i))));
        }
    }
}
