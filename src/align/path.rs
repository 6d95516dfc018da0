//! The way through a lattice: the most likely chain of beads, and how likely each of its beads is when all other
//! ways are counted (forward and backward sums).

use super::bead::Bead;
use super::lattice::Lattice;
use super::parameters::SIZES;

/// Ways so many times (as a logarithm) less likely than the best one add nothing that an f32 could hold.
const NOTHING: f32 = 18.0;
const NEVER: f32 = f32::NEG_INFINITY;

/// Cells of a lattice in a row.
struct Grid {
    starts: Vec<usize>,
    lows: Vec<usize>,
}

impl Grid {
    fn new(lattice: &Lattice<'_>) -> Self {
        let mut starts = vec![0];
        let mut lows = Vec::new();
        for i in 0..=lattice.size().0 {
            lows.push(lattice.band.low(i));
            starts.push(starts[i] + lattice.band.high(i) + 1 - lattice.band.low(i));
        }
        Grid { starts, lows }
    }

    fn at(&self, i: usize, j: usize) -> usize {
        self.starts[i] + j - self.lows[i]
    }

    fn filled<T: Clone>(&self, value: T) -> Vec<T> {
        vec![value; self.starts.last().copied().unwrap_or(0)]
    }
}

/// The beads that end at a cell: the index of their size, and the cell where they start.
fn ending<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    SIZES.iter().enumerate().filter_map(move |(size, (a, b, ..))| {
        let (p, q) = (i.checked_sub(*a)?, j.checked_sub(*b)?);
        lattice.band.contains(p, q).then_some((size, p, q))
    })
}

/// The beads that start at a cell: the index of their size, and the cell where they end.
fn starting<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    let n = lattice.size().0;
    SIZES.iter().enumerate().filter_map(move |(size, (a, b, ..))| {
        let (p, q) = (i + a, j + b);
        (p <= n && lattice.band.contains(p, q)).then_some((size, p, q))
    })
}

/// The beads of the most likely way, each with the confidence 1.
pub(super) fn best(lattice: &Lattice<'_>) -> Vec<Bead> {
    let (n, m) = lattice.size();
    let grid = Grid::new(lattice);
    let mut best = grid.filled((NEVER, 0u8));
    for i in 0..=n {
        for j in lattice.band.low(i)..=lattice.band.high(i) {
            let mut cell = if (i, j) == (0, 0) { (0.0, 0) } else { (NEVER, 0) };
            for (size, p, q) in ending(lattice, i, j) {
                let before = best[grid.at(p, q)].0;
                if before > NEVER {
                    let score = before + lattice.score(p, q, size);
                    if score > cell.0 {
                        cell = (score, size as u8);
                    }
                }
            }
            best[grid.at(i, j)] = cell;
        }
    }
    let mut way = Vec::new();
    let (mut i, mut j) = (n, m);
    while (i, j) != (0, 0) {
        let (a, b, ..) = SIZES[usize::from(best[grid.at(i, j)].1)];
        let (p, q) = (i - a, j - b);
        way.push(Bead { zh: p..i, en: q..j, confidence: 1.0 });
        (i, j) = (p, q);
    }
    way.reverse();
    way
}

/// Gives each bead its posterior, with the log scores divided by the temperature.
pub(super) fn judge(lattice: &Lattice<'_>, temperature: f32, beads: &mut [Bead]) {
    let (n, m) = lattice.size();
    let grid = Grid::new(lattice);
    let mut forward = grid.filled(NEVER);
    let mut sums = Vec::with_capacity(SIZES.len());
    for i in 0..=n {
        for j in lattice.band.low(i)..=lattice.band.high(i) {
            sums.clear();
            if (i, j) == (0, 0) {
                sums.push(0.0);
            }
            for (size, p, q) in ending(lattice, i, j) {
                let before = forward[grid.at(p, q)];
                if before > NEVER {
                    sums.push(before + lattice.score(p, q, size) / temperature);
                }
            }
            forward[grid.at(i, j)] = log_sum(&sums);
        }
    }
    let mut backward = grid.filled(NEVER);
    for i in (0..=n).rev() {
        for j in (lattice.band.low(i)..=lattice.band.high(i)).rev() {
            sums.clear();
            if (i, j) == (n, m) {
                sums.push(0.0);
            }
            for (size, p, q) in starting(lattice, i, j) {
                let after = backward[grid.at(p, q)];
                if after > NEVER {
                    sums.push(after + lattice.score(i, j, size) / temperature);
                }
            }
            backward[grid.at(i, j)] = log_sum(&sums);
        }
    }
    let all = forward[grid.at(n, m)];
    for bead in beads {
        let Some(size) = SIZES.iter().position(|s| (s.0, s.1) == (bead.zh.len(), bead.en.len())) else { continue };
        let (from, to) = (grid.at(bead.zh.start, bead.en.start), grid.at(bead.zh.end, bead.en.end));
        let score = lattice.score(bead.zh.start, bead.en.start, size) / temperature;
        bead.confidence = (forward[from] + score + backward[to] - all).exp().clamp(0.0, 1.0);
    }
}

/// Log of the sum of exponentials, without overflow.
fn log_sum(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(NEVER, f32::max);
    if most == NEVER {
        return NEVER;
    }
    let rest: f32 = values.iter().map(|v| v - most).filter(|below| *below > -NOTHING).map(f32::exp).sum();
    most + rest.ln()
}
