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

/// What the last bead of a way is; of a run, whether the ends of paragraphs have been compared.
const STATES: usize = 5;
const LINK: usize = 0;
const LONE_ZH: usize = 1;
const LONE_ZH_COMPARED: usize = 2;
const LONE_EN: usize = 3;
const LONE_EN_COMPARED: usize = 4;

/// How ways are weighed.
#[derive(Clone, Copy)]
struct Weighing {
    /// Divides log scores.
    temperature: f64,
    /// What it costs to choose at which border of a run the ends of paragraphs are compared.
    choice: f64,
    /// The score of ways that meet.
    together: fn(&[f64]) -> f64,
}

const BEST: Weighing = Weighing { temperature: 1.0, choice: 0.0, together: most };

/// What the steps from one cell add to the scores of ways.
struct Steps {
    /// A link, by the state before it; to add to the link's own score.
    link: [f64; STATES],
    /// The Chinese unit that comes next, left alone: the state before it, the state after it, and what is added.
    lone_zh: [(usize, usize, f64); 5],
    /// The same of the English unit.
    lone_en: [(usize, usize, f64); 8],
}

impl Steps {
    fn from(lattice: &Lattice<'_>, (i, j): (usize, usize), weighing: Weighing) -> Self {
        let cooled = |score: f64| score / weighing.temperature;
        let ends = cooled(lattice.ends(i, j));
        let (to_zh, to_en) = lattice.to_lone(i, j);
        let (to_zh, to_en) = (cooled(to_zh), cooled(to_en));
        let (stay, leave) = lattice.after_lone();
        let (stay, leave) = (cooled(stay), cooled(leave));
        let (open, compared) = (weighing.choice, weighing.choice + ends);
        let (zh, en) = lattice.lone_scores(i, j);
        let (zh, en) = (cooled(zh), cooled(en));
        Steps {
            link: [ends, leave + ends, leave, leave + ends, leave],
            lone_zh: [
                (LINK, LONE_ZH, zh + to_zh + open),
                (LINK, LONE_ZH_COMPARED, zh + to_zh + compared),
                (LONE_ZH, LONE_ZH, zh + stay + open),
                (LONE_ZH, LONE_ZH_COMPARED, zh + stay + compared),
                (LONE_ZH_COMPARED, LONE_ZH_COMPARED, zh + stay),
            ],
            lone_en: [
                (LINK, LONE_EN, en + to_en + open),
                (LINK, LONE_EN_COMPARED, en + to_en + compared),
                (LONE_ZH, LONE_EN, en + stay + open),
                (LONE_ZH, LONE_EN_COMPARED, en + stay + compared),
                (LONE_ZH_COMPARED, LONE_EN_COMPARED, en + stay),
                (LONE_EN, LONE_EN, en + stay + open),
                (LONE_EN, LONE_EN_COMPARED, en + stay + compared),
                (LONE_EN_COMPARED, LONE_EN_COMPARED, en + stay),
            ],
        }
    }
}

/// The indices of the sizes that link units of both sides.
fn link_sizes() -> impl Iterator<Item = (usize, usize, usize)> {
    let all = SIZES.iter().enumerate().map(|(size, (a, b, _))| (size, *a, *b));
    all.filter(|(_, a, b)| *a > 0 && *b > 0)
}

/// The links that end at a cell: the index of their size, and the cell where they start.
fn beads_to<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    let starts = link_sizes().filter(move |(_, a, b)| *a <= i && *b <= j);
    let starts = starts.map(move |(size, a, b)| (size, i - a, j - b));
    starts.filter(|(_, p, q)| lattice.band().contains(*p, *q))
}

/// The links that start at a cell: the index of their size, and the cell where they end.
fn beads_from<'l>(lattice: &'l Lattice<'_>, i: usize, j: usize) -> impl Iterator<Item = (usize, usize, usize)> + 'l {
    let ends = link_sizes().map(move |(size, a, b)| (size, i + a, j + b));
    ends.filter(|(_, p, q)| *p <= lattice.size().0 && lattice.band().contains(*p, *q))
}

/// Scores of the ways from the start to each cell.
struct Forward {
    /// By the state that they end in.
    to: Vec<[f64; STATES]>,
    /// Of all of them together when a link follows.
    to_link: Vec<f64>,
}

fn forward(lattice: &Lattice<'_>, weighing: Weighing) -> Forward {
    let (grid, band) = (lattice.grid(), lattice.band());
    let mut to = grid.filled([NEVER; STATES]);
    let mut to_link = grid.filled(NEVER);
    let mut ways = Vec::with_capacity(SIZES.len());
    let mut terms: [Vec<f64>; STATES] = Default::default();
    for i in 0..=lattice.size().0 {
        for j in band.low(i)..=band.high(i) {
            let at = grid.at(i, j);
            ways.clear();
            for (size, p, q) in beads_to(lattice, i, j) {
                let from = grid.at(p, q);
                ways.push(to_link[from] + lattice.score(from, size) / weighing.temperature);
            }
            to[at][LINK] = if (i, j) == (0, 0) { 0.0 } else { (weighing.together)(&ways) };
            // Ways that end here alone were begun from the cells before.
            terms.iter_mut().for_each(Vec::clear);
            if i > 0 && band.contains(i - 1, j) {
                let steps = Steps::from(lattice, (i - 1, j), weighing).lone_zh;
                let from = to[grid.at(i - 1, j)];
                steps.iter().for_each(|(before, after, added)| terms[*after].push(from[*before] + added));
            }
            if j > 0 && band.contains(i, j - 1) {
                let steps = Steps::from(lattice, (i, j - 1), weighing).lone_en;
                let from = to[grid.at(i, j - 1)];
                steps.iter().for_each(|(before, after, added)| terms[*after].push(from[*before] + added));
            }
            (LINK + 1..STATES).for_each(|state| to[at][state] = (weighing.together)(&terms[state]));
            let link = Steps::from(lattice, (i, j), weighing).link;
            let all: [f64; STATES] = std::array::from_fn(|state| to[at][state] + link[state]);
            to_link[at] = (weighing.together)(&all);
        }
    }
    Forward { to, to_link }
}

/// Scores of the ways from each cell to the end, by the state before them.
fn backward(lattice: &Lattice<'_>, weighing: Weighing) -> Vec<[f64; STATES]> {
    let ((n, m), grid, band) = (lattice.size(), lattice.grid(), lattice.band());
    let mut from = grid.filled([NEVER; STATES]);
    let mut ways = Vec::with_capacity(SIZES.len());
    let mut terms: [Vec<f64>; STATES] = Default::default();
    for i in (0..=n).rev() {
        for j in (band.low(i)..=band.high(i)).rev() {
            let at = grid.at(i, j);
            ways.clear();
            for (size, p, q) in beads_from(lattice, i, j) {
                ways.push(lattice.score(at, size) / weighing.temperature + from[grid.at(p, q)][LINK]);
            }
            let link = (weighing.together)(&ways);
            let steps = Steps::from(lattice, (i, j), weighing);
            for (terms, added) in terms.iter_mut().zip(steps.link) {
                terms.clear();
                terms.push(if (i, j) == (n, m) { 0.0 } else { added + link });
            }
            if i < n && band.contains(i + 1, j) {
                let to = from[grid.at(i + 1, j)];
                steps.lone_zh.iter().for_each(|(before, after, added)| terms[*before].push(added + to[*after]));
            }
            if j < m && band.contains(i, j + 1) {
                let to = from[grid.at(i, j + 1)];
                steps.lone_en.iter().for_each(|(before, after, added)| terms[*before].push(added + to[*after]));
            }
            from[at] = std::array::from_fn(|state| (weighing.together)(&terms[state]));
        }
    }
    from
}

/// The beads of the most likely way, each with the confidence 1.
pub(super) fn best(lattice: &Lattice<'_>) -> Vec<Bead> {
    let grid = lattice.grid();
    let Forward { to, to_link } = forward(lattice, BEST);
    let most_likely =
        |scores: &[f64]| (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(LINK);
    let (mut i, mut j) = lattice.size();
    let mut state = most_likely(&to[grid.at(i, j)]);
    let mut way = Vec::new();
    while (i, j) != (0, 0) {
        let lone = |p: usize, q: usize, steps: &[(usize, usize, f64)]| {
            let from = to[grid.at(p, q)];
            let into = steps.iter().filter(|(_, after, _)| *after == state);
            into.map(|(before, _, added)| (from[*before] + added, *before)).max_by(|a, b| a.0.total_cmp(&b.0))
        };
        let (p, q, before) = match state {
            LINK => {
                let links = beads_to(lattice, i, j).map(|(size, p, q)| {
                    let from = grid.at(p, q);
                    (to_link[from] + lattice.score(from, size), p, q)
                });
                let Some((_, p, q)) = links.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
                let link = Steps::from(lattice, (p, q), BEST).link;
                let from = to[grid.at(p, q)];
                let by_state: [f64; STATES] = std::array::from_fn(|state| from[state] + link[state]);
                (p, q, most_likely(&by_state))
            }
            LONE_ZH | LONE_ZH_COMPARED => {
                let Some(p) = i.checked_sub(1) else { break };
                let Some(step) = lone(p, j, &Steps::from(lattice, (p, j), BEST).lone_zh) else { break };
                (p, j, step.1)
            }
            _ => {
                let Some(q) = j.checked_sub(1) else { break };
                let Some(step) = lone(i, q, &Steps::from(lattice, (i, q), BEST).lone_en) else { break };
                (i, q, step.1)
            }
        };
        way.push(Bead { zh: p..i, en: q..j, confidence: 1.0 });
        (i, j, state) = (p, q, before);
    }
    way.reverse();
    way
}

/// Sums over all ways through a lattice, as logarithms by cell and state.
pub(super) struct Sums<'l, 'a> {
    lattice: &'l Lattice<'a>,
    grid: &'l Grid,
    weighing: Weighing,
    forward: Forward,
    backward: Vec<[f64; STATES]>,
    all: f64,
}

impl<'l, 'a> Sums<'l, 'a> {
    /// Log scores are divided by the temperature.
    pub fn new(lattice: &'l Lattice<'a>, temperature: f64) -> Self {
        // Either border is as likely, so that a run is no likelier for having more of them.
        let weighing = Weighing { temperature, choice: -std::f64::consts::LN_2, together: log_sum };
        let ((n, m), grid) = (lattice.size(), lattice.grid());
        let forward = forward(lattice, weighing);
        let all = log_sum(&forward.to[grid.at(n, m)]);
        Sums { lattice, grid, weighing, forward, backward: backward(lattice, weighing), all }
    }

    /// How likely a way passes the border before Chinese unit `i` and English unit `j`, 0..=1.
    pub fn border(&self, i: usize, j: usize) -> f64 {
        if !self.lattice.band().contains(i, j) {
            return 0.0;
        }
        let (to, from) = (self.forward.to[self.grid.at(i, j)], self.backward[self.grid.at(i, j)]);
        let through: [f64; STATES] = std::array::from_fn(|state| to[state] + from[state]);
        (log_sum(&through) - self.all).exp().clamp(0.0, 1.0)
    }

    /// How likely a way has the bead, 0..=1.
    pub fn bead(&self, bead: &Bead) -> f64 {
        let start = (bead.zh.start, bead.en.start);
        let (from, after) = (self.grid.at(start.0, start.1), self.backward[self.grid.at(bead.zh.end, bead.en.end)]);
        let lone = |steps: &[(usize, usize, f64)]| {
            let before = self.forward.to[from];
            let with: Vec<f64> = steps.iter().map(|(state, to, added)| before[*state] + added + after[*to]).collect();
            log_sum(&with)
        };
        let with = match (bead.zh.len(), bead.en.len()) {
            (1, 0) => lone(&Steps::from(self.lattice, start, self.weighing).lone_zh),
            (0, 1) => lone(&Steps::from(self.lattice, start, self.weighing).lone_en),
            size => {
                let Some(size) = SIZES.iter().position(|s| (s.0, s.1) == size) else { return 0.0 };
                self.forward.to_link[from] + self.lattice.score(from, size) / self.weighing.temperature + after[LINK]
            }
        };
        (with - self.all).exp().clamp(0.0, 1.0)
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

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(NEVER, f64::max)
}

/// Log of the sum of exponentials, without overflow.
fn log_sum(values: &[f64]) -> f64 {
    let most = most(values);
    if most == NEVER {
        return NEVER;
    }
    let rest: f64 = values.iter().map(|v| v - most).filter(|below| *below > -NEGLIGIBLE).map(f64::exp).sum();
    most + rest.ln()
}
