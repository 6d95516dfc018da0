//! Dates that lost a part: "May 22, shall" and "the May 2017 amendment" for 一百零六年五月二十二日. News leaves out what goes
//! without saying; a text whose dates are nearly always full does not.

use crate::check::evidence::candidate::Candidate;
use crate::check::figures::matching::Matching;
use crate::check::figures::open_figure::parts;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many full dates have to be seen, and what share of them is full on the other side too.
const SEEN: usize = 4;
const FULL: f32 = 0.75;

fn year(figure: &Figure) -> u32 {
    if figure.kind == FigureKind::Date { parts(figure.low).0 } else { 0 }
}

/// Whether any figure states the year, alone or in a date.
fn states(figures: &[Figure], wanted: u32) -> bool {
    let value = Decimal::from(wanted);
    figures.iter().any(|f| year(f) == wanted || f.kind != FigureKind::Date && f.values().any(|v| v == value))
}

/// Whether a date has a month, and no day.
fn lacks_day(figure: &Figure) -> bool {
    let (_, month, day) = parts(figure.low);
    figure.kind == FigureKind::Date && month > 0 && day == 0
}

/// The documents whose dates are full on both sides.
pub(in crate::check) fn full<'p>(pairs: impl Iterator<Item = &'p Pair<'p>>) -> FxHashSet<&'p str> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for pair in pairs {
        for side in Side::BOTH {
            for figure in pair.figures.get(side).iter().filter(|f| year(f) > 0 && parts(f.low).2 > 0) {
                let others = pair.figures.get(side.other());
                let (_, month, day) = parts(figure.low);
                let dated = |f: &&Figure| f.kind == FigureKind::Date && parts(f.low).1 == month;
                let same = |f: &Figure| parts(f.low).2 == day;
                if others.iter().filter(dated).any(|f| same(f) || lacks_day(f)) {
                    let (seen, full) = counts.entry(pair.passage.id.doc.as_str()).or_default();
                    *seen += 1;
                    *full += usize::from(others.iter().filter(dated).any(same) && states(others, year(figure)));
                }
            }
        }
    }
    let is = |(seen, full): (usize, usize)| seen >= SEEN && full as f32 >= FULL * seen as f32;
    counts.into_iter().filter(|(_, count)| is(*count)).map(|(doc, _)| doc).collect()
}

/// Dates that are joined to one without their year or their day, which the other side does not state at all.
pub(in crate::check) fn check(pair: &Pair, matched: &Matching, out: &mut Vec<Candidate>) {
    for (side, slots, others) in [(Side::Zh, &matched.zh, &matched.en), (Side::En, &matched.en, &matched.zh)] {
        for slot in slots.iter().filter(|s| year(s.figure) > 0) {
            let Some(other) = slot.partner.and_then(|at| others.get(at)).map(|o| o.figure) else { continue };
            if other.kind != FigureKind::Date || other.is_range() || slot.figure.is_range() {
                continue;
            }
            let there = pair.figures.get(side.other());
            // "1 January to 15 March 2020" states it once.
            let no_year = year(other) == 0 && !there.iter().any(|f| year(f) > 0);
            let (_, _, day) = parts(slot.figure.low);
            let stated = there.iter().any(|f| f.values().any(|v| v == Decimal::from(day)) || parts(f.low).2 == day);
            let lost = if no_year && !states(there, year(slot.figure)) {
                "year"
            } else if day > 0 && lacks_day(other) && !stated {
                "day"
            } else {
                continue;
            };
            let (own, there) = (slot.figure.span, other.span);
            let message =
                format!("{} has lost the {lost} of {}", there.of(pair.text(side.other())), own.of(pair.text(side)));
            out.push(pair.sided(Rule::NumberMissing, Severity::Error, side, own, Some(there), message));
        }
    }
}
