//! A long run of sentences left alone stands between paragraphs, not inside one of the other side: where some few
//! sentences of a paragraph are linked before such a run and the others behind it, the few were drawn in by chance. So
//! was the smaller part of a paragraph that is far shorter than the run.

use super::bead::Bead;
use super::document::Text;
use crate::model::{Side, Sides};
use std::ops::Range;

/// Sentences of a run, at least.
const LONG: usize = 10;
/// Sentences of a paragraph that are left alone, at most.
const FEW: usize = 3;
/// A run of so many times the sentences of a paragraph divides it anywhere.
const FAR: usize = 3;

/// The beads, with the few sentences on the wrong side of a long run left alone.
pub(super) fn without_straddling(text: &Sides<Text>, beads: Vec<Bead>) -> Vec<Bead> {
    let mut apart = vec![false; beads.len()];
    let of = |bead: &Bead, side: Side| match side {
        Side::Zh => bead.zh.clone(),
        Side::En => bead.en.clone(),
    };
    let is_lone = |bead: &Bead| bead.zh.is_empty() || bead.en.is_empty();
    let mut at = 0;
    for run in beads.chunk_by(|a, b| is_lone(a) && is_lone(b)) {
        let places = at..at + run.len();
        at = places.end;
        if !is_lone(&run[0]) {
            continue;
        }
        for side in Side::BOTH {
            let alone = run.iter().filter(|bead| of(bead, side).is_empty()).count();
            // Sentences of one paragraph stand before the run and behind it; some may stand alone in it.
            let (first, last) = (of(&run[0], side).start, of(&run[run.len() - 1], side).end);
            let text = text.get(side);
            if alone < LONG || text.paragraph_border(first).is_some() {
                continue;
            }
            let paragraph = text.paragraph_of(first);
            let (start, end) = (text.starts[paragraph], text.starts[paragraph + 1]);
            if last >= end {
                continue;
            }
            let part = if first - start <= end - last { start..first } else { last..end };
            if part.len() <= FEW || alone >= FAR * (end - start) {
                mark(&beads, &mut apart, &places, |bead| of(bead, side), &part);
            }
        }
    }
    if !apart.contains(&true) {
        return beads;
    }
    beads.into_iter().zip(apart).flat_map(|(bead, apart)| if apart { alone(bead) } else { vec![bead] }).collect()
}

/// Marks the beads next to a run that hold sentences of a part.
fn mark(
    beads: &[Bead],
    apart: &mut [bool],
    run: &Range<usize>,
    of: impl Fn(&Bead) -> Range<usize>,
    part: &Range<usize>,
) {
    let in_part = |at: &usize| {
        let range = of(&beads[*at]);
        range.is_empty() || (range.start < part.end && part.start < range.end)
    };
    let before = (0..run.start).rev().take_while(in_part);
    let behind = (run.end..beads.len()).take_while(in_part);
    before.chain(behind).for_each(|at| apart[at] = true);
}

/// The sentences of a link one by one.
fn alone(bead: Bead) -> Vec<Bead> {
    let confidence = bead.confidence.min(0.5);
    let (zh, en) = (bead.zh.clone(), bead.en.clone());
    let zh_alone = zh.clone().map(|i| Bead { zh: i..i + 1, en: en.start..en.start, confidence });
    let en_alone = en.clone().map(|j| Bead { zh: zh.end..zh.end, en: j..j + 1, confidence });
    zh_alone.chain(en_alone).collect()
}
