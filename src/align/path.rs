//! The way through a lattice: the most likely chain of beads, and how likely each of its beads is when all other
//! ways are counted (forward and backward sums).
//!
//! Units without counterpart come in runs, so a way knows whether its last bead links, leaves Chinese units alone, or
//! English ones. Of a run on both sides the Chinese units come first, so that there is one way only. The ends of
//! paragraphs are compared once between two links: at any border of the run between them, since what stands alone may
//! open a paragraph or end one. So a way inside a run also knows whether they have been compared.

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

/// What the last bead of a way is; of a run, whether the ends of paragraphs have been compared.
const STATES: usize = 5;
const LINK: usize = 0;
const LONE_ZH: usize = 1;
const LONE_ZH_COMPARED: usize = 2;
const LONE_EN: usize = 3;
const LONE_EN_COMPARED: usize = 4;

/// What steps cost beside the scores of beads.
#[derive(Clone, Copy)]
struct Steps {
    /// From a link to a Chinese and to an English unit left alone.
    to_lone: (f64, f64),
    /// From a unit left alone to another one, and to a link.
    after_lone: (f64, f64),
    /// Choosing at which border of a run the ends of paragraphs are compared.
    choice: f64,
}

/// The ways in which a bead of this size can follow: the state before it, the state after it, and what is added, given
/// the bead's own score and that of the ends of paragraphs where it starts.
fn steps(size: usize, score: f64, ends: f64, costs: Steps) -> impl Iterator<Item = (usize, usize, f64)> {
    let Steps { to_lone, after_lone: (stay, leave), choice } = costs;
    let (stay, open, compared) = (score + stay, choice, choice + ends);
    let none = (LINK, LINK, NEVER);
    let (a, b, _) = SIZES[size];
    let all = match (a, b) {
        (_, 0) => [
            (LINK, LONE_ZH, score + to_lone.0 + open),
            (LINK, LONE_ZH_COMPARED, score + to_lone.0 + compared),
            (LONE_ZH, LONE_ZH, stay + open),
            (LONE_ZH, LONE_ZH_COMPARED, stay + compared),
            (LONE_ZH_COMPARED, LONE_ZH_COMPARED, stay),
            none,
            none,
            none,
        ],
        (0, _) => [
            (LINK, LONE_EN, score + to_lone.1 + open),
            (LINK, LONE_EN_COMPARED, score + to_lone.1 + compared),
            (LONE_ZH, LONE_EN, stay + open),
            (LONE_ZH, LONE_EN_COMPARED, stay + compared),
            (LONE_ZH_COMPARED, LONE_EN_COMPARED, stay),
            (LONE_EN, LONE_EN, stay + open),
            (LONE_EN, LONE_EN_COMPARED, stay + compared),
            (LONE_EN_COMPARED, LONE_EN_COMPARED, stay),
        ],
        _ => [
            (LINK, LINK, score + ends),
            (LONE_ZH, LINK, score + leave + ends),
            (LONE_ZH_COMPARED, LINK, score + leave),
            (LONE_EN, LINK, score + leave + ends),
            (LONE_EN_COMPARED, LINK, score + leave),
            none,
            none,
            none,
        ],
    };
    all.into_iter()
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
                let costs = Steps { to_lone: lattice.to_lone(p, q), after_lone, choice: 0.0 };
                for (before, after, added) in steps(size, lattice.score(p, q, size), lattice.ends(p, q), costs) {
                    let reached = from[before].score + added;
                    if reached > cell[after].score {
                        cell[after] = Reached { score: reached, size: size as u8, before: before as u8 };
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
        let mut forward = grid.filled([NEVER; STATES]);
        let mut terms: [Vec<f64>; STATES] = Default::default();
        for i in 0..=n {
            for j in lattice.band().low(i)..=lattice.band().high(i) {
                terms.iter_mut().for_each(Vec::clear);
                if (i, j) == (0, 0) {
                    terms[LINK].push(0.0);
                }
                for (size, p, q) in ending(lattice, i, j) {
                    let from = &forward[grid.at(p, q)];
                    sums.steps(size, p, q).for_each(|(before, after, added)| terms[after].push(from[before] + added));
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
                    let to = &backward[grid.at(p, q)];
                    sums.steps(size, i, j).for_each(|(before, after, added)| terms[before].push(to[after] + added));
                }
                backward[grid.at(i, j)] = std::array::from_fn(|state| log_sum(&terms[state]));
            }
        }
        let last = forward[grid.at(n, m)];
        sums.all = log_sum(&last);
        (sums.forward, sums.backward) = (forward, backward);
        sums
    }

    /// How a bead of this size can follow the ways to the cell where it starts.
    fn steps(&self, size: usize, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, f64)> {
        let cooled = |two: (f64, f64)| (two.0 / self.temperature, two.1 / self.temperature);
        let score = self.lattice.score(i, j, size) / self.temperature;
        let ends = self.lattice.ends(i, j) / self.temperature;
        let (to_lone, after_lone) = (cooled(self.lattice.to_lone(i, j)), cooled(self.lattice.after_lone()));
        // Either border is as likely, so that a run is no likelier for having more of them.
        steps(size, score, ends, Steps { to_lone, after_lone, choice: -std::f64::consts::LN_2 })
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
        let after = self.backward[self.grid.at(bead.zh.end, bead.en.end)];
        let steps = self.steps(size, bead.zh.start, bead.en.start);
        let with: Vec<f64> = steps.map(|(from, to, added)| before[from] + added + after[to]).collect();
        (log_sum(&with) - self.all).exp().clamp(0.0, 1.0)
    }

    /// How likely a Chinese unit stays alone, 0..=1.
    pub fn alone_zh(&self, i: usize) -> f64 {
        let band = self.lattice.band();
        let borders = (band.low(i)..=band.high(i)).filter(|j| band.contains(i + 1, *j));
        let beads = borders.map(|j| Bead { zh: i..i + 1, en: j..j, confidence: 1.0 });
        beads.map(|bead| self.bead(&bead)).sum::<f64>().min(1.0)
    }

    /// How likely an English unit stays alone, 0..=1.
    pub fn alone_en(&self, j: usize) -> f64 {
        let band = self.lattice.band();
        let borders = (0..=self.lattice.size().0).filter(|i| band.contains(*i, j) && band.contains(*i, j + 1));
        let beads = borders.map(|i| Bead { zh: i..i, en: j..j + 1, confidence: 1.0 });
        beads.map(|bead| self.bead(&bead)).sum::<f64>().min(1.0)
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
