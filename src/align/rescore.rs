//! Borders between links, rescored. The way of the sentences says how likely a link ends before sentence `i` and
//! sentence `j`; the way of the clauses says whether a clause of one side is rendered across that border. The chain of
//! the likeliest borders gives the links, of any size.

use super::bead::Bead;
use super::lattice::Lattice;
use super::parameters::{MOST_EN, MOST_ZH, Parameters};
use super::path::Sums;

/// Borders less likely than this are not looked at.
const LEAST: f64 = 0.02;
/// Bounds of probabilities, whose log odds must be finite.
const BOUND: f64 = 1e-6;

/// Links less likely than this are not rescored.
const EVEN: f64 = 0.5;

/// A border before Chinese sentence `zh` and English sentence `en`.
#[derive(Clone, Copy, Debug)]
struct Border {
    zh: usize,
    en: usize,
    /// How likely a link ends here, 0..=1.
    likely: f64,
}

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(BOUND, 1.0 - BOUND);
    (p / (1.0 - p)).ln()
}

/// The links between the likeliest borders, with their confidence. `clauses` says how likely the way of the clauses
/// passes a border.
pub(super) fn rescored(
    parameters: &Parameters,
    lattice: &Lattice<'_>,
    beads: &[Bead],
    sums: &Sums<'_, '_>,
    clauses: impl Fn(usize, usize) -> f64,
) -> Vec<Bead> {
    let (n, m) = lattice.size();
    let mut borders = Vec::new();
    // The borders of the best way are all looked at, so that there is a chain.
    let is_lone = |bead: &Bead| bead.zh.is_empty() || bead.en.is_empty();
    let ends = beads.iter().enumerate().map(|(at, bead)| {
        let beside_lone = is_lone(bead) || beads.get(at + 1).is_some_and(is_lone);
        (bead.zh.end, bead.en.end, beside_lone)
    });
    let mut best = ends.peekable();
    for i in 0..=n {
        for j in lattice.band().low(i)..=lattice.band().high(i) {
            let beside_lone = best.next_if(|end| (end.0, end.1) == (i, j)).map(|end| end.2);
            let on_best = (i, j) == (0, 0) || beside_lone.is_some();
            let of_sentences = sums.border(i, j);
            if of_sentences < LEAST && !on_best {
                continue;
            }
            let of_clauses = clauses(i, j);
            let (by_sentences, by_clauses) = match beside_lone {
                Some(true) => (parameters.alone_by_sentences, parameters.alone_by_clauses),
                _ => (parameters.by_sentences, parameters.by_clauses),
            };
            let score = by_sentences * log_odds(of_sentences) + by_clauses * log_odds(of_clauses);
            borders.push(Border { zh: i, en: j, likely: 1.0 / (1.0 + (-score).exp()) });
        }
    }
    let found = links(&borders, (n, m));
    found.into_iter().flat_map(|link| kept(link, beads, sums)).collect()
}

/// A link that is not likelier than not gives way to the beads of the best way between its ends, and each of these to
/// its sentences alone, where that is likelier.
fn kept(link: Bead, beads: &[Bead], sums: &Sums<'_, '_>) -> Vec<Bead> {
    if f64::from(link.confidence) >= EVEN {
        return vec![link];
    }
    let from = beads.partition_point(|bead| (bead.zh.start, bead.en.start) < (link.zh.start, link.en.start));
    let to = beads.partition_point(|bead| (bead.zh.end, bead.en.end) <= (link.zh.end, link.en.end));
    let fits = beads.get(from..to).is_some_and(|inside| {
        let ends = inside.first().zip(inside.last());
        ends.is_some_and(|(first, last)| {
            (first.zh.start, first.en.start, last.zh.end, last.en.end)
                == (link.zh.start, link.en.start, link.zh.end, link.en.end)
        })
    });
    if !fits || to - from < 2 {
        return apart(link, sums);
    }
    let likely = |bead: &Bead| Bead { confidence: sums.bead(bead) as f32, ..bead.clone() };
    beads[from..to].iter().flat_map(|bead| apart(likely(bead), sums)).collect()
}

/// An unlikely link, or its sentences alone where that is likelier.
fn apart(link: Bead, sums: &Sums<'_, '_>) -> Vec<Bead> {
    if f64::from(link.confidence) >= EVEN || link.zh.is_empty() || link.en.is_empty() {
        return vec![link];
    }
    let ends = (link.en.start, link.zh.end);
    let zh = link.zh.clone().map(|i| Bead { zh: i..i + 1, en: ends.0..ends.0, confidence: sums.alone_zh(i) as f32 });
    let en = link.en.clone().map(|j| Bead { zh: ends.1..ends.1, en: j..j + 1, confidence: sums.alone_en(j) as f32 });
    let alone: Vec<Bead> = zh.chain(en).collect();
    let mean = alone.iter().map(|bead| bead.confidence).sum::<f32>() / alone.len() as f32;
    if mean > link.confidence { alone } else { vec![link] }
}

/// The heaviest chain of borders from the start to the end.
fn links(borders: &[Border], end: (usize, usize)) -> Vec<Bead> {
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(borders.len());
    let mut first = 0;
    for (at, border) in borders.iter().enumerate() {
        // Links of more sentences than this are not looked for.
        while borders[first].zh + 2 * MOST_ZH < border.zh {
            first += 1;
        }
        let mut chain = (f64::NEG_INFINITY, None);
        if (border.zh, border.en) == (0, 0) {
            chain.0 = 0.0;
        }
        for before in first..at {
            let other = &borders[before];
            let fits = other.en <= border.en && other.en + 2 * MOST_EN >= border.en;
            let score = best[before].0 + log_odds(border.likely);
            if fits && score > chain.0 {
                chain = (score, Some(before));
            }
        }
        best.push(chain);
    }
    let mut beads = Vec::new();
    let mut at = borders.iter().rposition(|b| (b.zh, b.en) == end);
    while let Some(to) = at {
        let Some(from) = best[to].1 else { break };
        let (start, stop) = (borders[from], borders[to]);
        // A border inside that is likely too makes the link less so.
        let inside = borders[from + 1..to]
            .iter()
            .filter(|b| b.en >= start.en && b.en <= stop.en && (b.zh > start.zh || b.en > start.en))
            .map(|b| b.likely)
            .fold(0.0, f64::max);
        let confidence = start.likely.min(stop.likely) * (1.0 - inside);
        beads.push(Bead { zh: start.zh..stop.zh, en: start.en..stop.en, confidence: confidence as f32 });
        at = Some(from);
    }
    beads.reverse();
    beads
}
