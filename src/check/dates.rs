//! Dates that lost their year: "May 22, shall" for 一百零六年五月二十二日. News leaves the year out where it goes without
//! saying; a text that states it nearly always does not.

use super::explained::parts;
use super::figures::Matched;
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;

/// How many full dates have to be seen, and what share of them is full on the other side too.
const SEEN: usize = 4;
const FULL: f32 = 0.85;

fn year(figure: &Figure) -> u32 {
    if figure.kind == FigureKind::Date { parts(figure.low).0 } else { 0 }
}

/// Whether any figure states the year, alone or in a date.
fn states(figures: &[Figure], wanted: u32) -> bool {
    let value = Decimal::from(wanted);
    figures.iter().any(|f| year(f) == wanted || f.kind != FigureKind::Date && f.values().any(|v| v == value))
}

/// Whether the dates of a text are full on both sides.
pub(super) fn are_full<'p>(pairs: impl Iterator<Item = &'p Pair<'p>>) -> bool {
    let (mut seen, mut full) = (0usize, 0usize);
    for pair in pairs {
        for side in Side::BOTH {
            for figure in pair.figures.get(side).iter().filter(|f| year(f) > 0 && parts(f.low).2 > 0) {
                let others = pair.figures.get(side.other());
                let (_, month, day) = parts(figure.low);
                let same = |f: &Figure| f.kind == FigureKind::Date && parts(f.low).1 == month && parts(f.low).2 == day;
                if others.iter().any(same) {
                    seen += 1;
                    full += usize::from(states(others, year(figure)));
                }
            }
        }
    }
    seen >= SEEN && full as f32 >= FULL * seen as f32
}

/// Dates that are joined to one without their year, which the other side does not state at all.
pub(super) fn check(pair: &Pair, matched: &Matched, out: &mut Vec<Finding>) {
    for (side, slots, others) in [(Side::Zh, &matched.zh, &matched.en), (Side::En, &matched.en, &matched.zh)] {
        for slot in slots.iter().filter(|s| year(s.figure) > 0) {
            let Some(other) = slot.partner.and_then(|at| others.get(at)).map(|o| o.figure) else { continue };
            let bare =
                other.kind == FigureKind::Date && year(other) == 0 && !other.is_range() && !slot.figure.is_range();
            // "1 January to 15 March 2020" states it once.
            let bare = bare && !pair.figures.get(side.other()).iter().any(|f| year(f) > 0);
            if bare && !states(pair.figures.get(side.other()), year(slot.figure)) {
                let (own, there) = (slot.figure.span, other.span);
                let message =
                    format!("{} has lost the year of {}", there.of(pair.text(side.other())), own.of(pair.text(side)));
                out.push(pair.sided(Rule::NumberMissing, Severity::Error, side, own, Some(there), message));
            }
        }
    }
}
