//! The way through a lattice: the most likely chain of beads, and how likely each of its beads is when all other
//! ways are counted (forward and backward sums).
//!
//! Units without counterpart come in runs, so a way is in one of three states: its last bead links, leaves Chinese
//! units alone, or English ones. Of a run on both sides the Chinese units come first, so that there is one way only.

use super::bead::Bead;
use super::lattice::{Grid, Lattice};
use super::parameters::SIZES;

/// Ways so many times (as a logarithm) less likely than the best one are left out of a sum.
const NEGLIGIBLE: f64 = 25.0;
const NEVER: f64 = f64::NEG_INFINITY;

/// The beads that end at a cell: the index of their size, and the cell where they start.
fn ending<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    SIZES.iter().enumerate().filter_map(move |(size, (a, b, _))| {
        let (p, q) = (i.checked_sub(*a)?, j.checked_sub(*b)?);
        lattice.band().contains(p, q).then_some((size, p, q))
    })
}

/// The beads that start at a cell: the index of their size, and the cell where they end.
fn starting<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    let n = lattice.size().0;
    SIZES.iter().enumerate().filter_map(move |(size, (a, b, _))| {
        let (p, q) = (i + a, j + b);
        (p <= n && lattice.band().contains(p, q)).then_some((size, p, q))
    })
}

/// What the last bead of a way is.
const STATES: usize = 3;
const LINK: usize = 0;
const LONE_ZH: usize = 1;
const LONE_EN: usize = 2;

/// The state in which a bead of this size leaves a way.
fn state_after(size: usize) -> usize {
    match SIZES[size] {
        (_, 0, _) => LONE_ZH,
        (0, ..) => LONE_EN,
        _ => LINK,
    }
}

/// What a bead with this score of its own adds to a way, by the state of the way before it.
fn additions(size: usize, score: f64, (stay, leave): (f64, f64)) -> [f64; STATES] {
    match state_after(size) {
        LONE_ZH => [score, stay, NEVER],
        LONE_EN => [score, stay, stay],
        _ => [score, score + leave, score + leave],
    }
}

/// How a cell was reached in a state: the score, the size of the last bead, and the state before it.
#[derive(Clone, Copy)]
struct Reached {
    score: f64,
    size: u8,
    before: u8,
}

const UNREACHED: Reached = Reached { score: NEVER, size: 0, before: 0 };

/// The beads of the most likely way, each with the confidence 1.
pub(super) fn best(lattice: &Lattice<'_>) -> Vec<Bead> {
    let (n, m) = lattice.size();
    let grid = lattice.grid();
    let after_lone = lattice.after_lone();
    let mut best = grid.filled([UNREACHED; STATES]);
    for i in 0..=n {
        for j in lattice.band().low(i)..=lattice.band().high(i) {
            let mut cell = [UNREACHED; STATES];
            if (i, j) == (0, 0) {
                cell[LINK].score = 0.0;
            }
            for (size, p, q) in ending(lattice, i, j) {
                let from = &best[grid.at(p, q)];
                let ways = additions(size, lattice.score(p, q, size), after_lone);
                let state = state_after(size);
                for before in 0..STATES {
                    let reached = from[before].score + ways[before];
                    if reached > cell[state].score {
                        cell[state] = Reached { score: reached, size: size as u8, before: before as u8 };
                    }
                }
            }
            best[grid.at(i, j)] = cell;
        }
    }
    let mut way = Vec::new();
    let (mut i, mut j) = (n, m);
    let last = &best[grid.at(n, m)];
    let mut state = (0..STATES).max_by(|a, b| last[*a].score.total_cmp(&last[*b].score)).unwrap_or(LINK);
    while (i, j) != (0, 0) {
        let reached = best[grid.at(i, j)][state];
        let (a, b, _) = SIZES[usize::from(reached.size)];
        let (p, q) = (i - a, j - b);
        way.push(Bead { zh: p..i, en: q..j, confidence: 1.0 });
        (i, j, state) = (p, q, usize::from(reached.before));
    }
    way.reverse();
    way
}

/// Sums over all ways through a lattice, as logarithms by cell and state.
pub(super) struct Sums<'l, 'a> {
    lattice: &'l Lattice<'a>,
    grid: &'l Grid,
    temperature: f64,
    forward: Vec<[f64; STATES]>,
    backward: Vec<[f64; STATES]>,
    all: f64,
}

impl<'l, 'a> Sums<'l, 'a> {
    /// Log scores are divided by the temperature.
    pub fn new(lattice: &'l Lattice<'a>, temperature: f64) -> Self {
        let (n, m) = lattice.size();
        let grid = lattice.grid();
        let mut sums = Sums { lattice, grid, temperature, forward: Vec::new(), backward: Vec::new(), all: 0.0 };
        let after_lone = sums.after_lone();
        let mut forward = grid.filled([NEVER; STATES]);
        let mut terms: [Vec<f64>; STATES] = Default::default();
        for i in 0..=n {
            for j in lattice.band().low(i)..=lattice.band().high(i) {
                terms.iter_mut().for_each(Vec::clear);
                if (i, j) == (0, 0) {
                    terms[LINK].push(0.0);
                }
                for (size, p, q) in ending(lattice, i, j) {
                    let ways = additions(size, sums.score(p, q, size), after_lone);
                    let from = forward[grid.at(p, q)];
                    terms[state_after(size)].extend(from.iter().zip(ways).map(|(from, way)| from + way));
                }
                forward[grid.at(i, j)] = std::array::from_fn(|state| log_sum(&terms[state]));
            }
        }
        let mut backward = grid.filled([NEVER; STATES]);
        for i in (0..=n).rev() {
            for j in (lattice.band().low(i)..=lattice.band().high(i)).rev() {
                terms.iter_mut().for_each(Vec::clear);
                if (i, j) == (n, m) {
                    terms.iter_mut().for_each(|terms| terms.push(0.0));
                }
                for (size, p, q) in starting(lattice, i, j) {
                    let to = backward[grid.at(p, q)][state_after(size)];
                    let ways = additions(size, sums.score(i, j, size), after_lone);
                    terms.iter_mut().zip(ways).for_each(|(terms, way)| terms.push(to + way));
                }
                backward[grid.at(i, j)] = std::array::from_fn(|state| log_sum(&terms[state]));
            }
        }
        let last = forward[grid.at(n, m)];
        sums.all = log_sum(&last);
        (sums.forward, sums.backward) = (forward, backward);
        sums
    }

    fn score(&self, i: usize, j: usize, size: usize) -> f64 {
        self.lattice.score(i, j, size) / self.temperature
    }

    fn after_lone(&self) -> (f64, f64) {
        let (stay, leave) = self.lattice.after_lone();
        (stay / self.temperature, leave / self.temperature)
    }

    /// How likely a way passes the border before Chinese unit `i` and English unit `j`, 0..=1.
    pub fn border(&self, i: usize, j: usize) -> f64 {
        if !self.lattice.band().contains(i, j) {
            return 0.0;
        }
        let (to, from) = (self.forward[self.grid.at(i, j)], self.backward[self.grid.at(i, j)]);
        let through: [f64; STATES] = std::array::from_fn(|state| to[state] + from[state]);
        (log_sum(&through) - self.all).exp().clamp(0.0, 1.0)
    }

    /// How likely a way has the bead, 0..=1.
    pub fn bead(&self, bead: &Bead) -> f64 {
        let Some(size) = SIZES.iter().position(|s| (s.0, s.1) == (bead.zh.len(), bead.en.len())) else { return 0.0 };
        let before = self.forward[self.grid.at(bead.zh.start, bead.en.start)];
        let after = self.backward[self.grid.at(bead.zh.end, bead.en.end)][state_after(size)];
        let ways = additions(size, self.score(bead.zh.start, bead.en.start, size), self.after_lone());
        let with: [f64; STATES] = std::array::from_fn(|state| before[state] + ways[state]);
        (log_sum(&with) + after - self.all).exp().clamp(0.0, 1.0)
    }
}

/// Log of the sum of exponentials, without overflow.
fn log_sum(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(NEVER, f64::max);
    if most == NEVER {
        return NEVER;
    }
    let rest: f64 = values.iter().map(|v| v - most).filter(|below| *below > -NEGLIGIBLE).map(f64::exp).sum();
    most + rest.ln()
}
