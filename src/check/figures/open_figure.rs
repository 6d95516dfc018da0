//! A figure of one side, what became of it, and what stands around it: what every reason for leaving it alone looks at.

use super::small_values;
use crate::model::{Side, Span};
use crate::text::fold::fold;
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A figure and what became of it.
pub(in crate::check) struct Slot<'f> {
    pub figure: &'f Figure,
    /// The sentence pair that it stands in.
    pub sentence: Option<usize>,
    /// The figure of the other side that says the same.
    pub partner: Option<usize>,
    /// Accounted for by other means.
    pub settled: bool,
    /// Need not be said.
    pub loose: bool,
    /// It counts what was named one by one, or numbers what the other side points back to.
    pub listed: bool,
    /// It numbers its paragraph.
    pub label: bool,
}

impl Slot<'_> {
    pub fn open(&self) -> bool {
        self.partner.is_none() && !self.settled
    }
}

/// The figures that a place touches, of slots in the order of their text.
pub(in crate::check) fn touched(slots: &[Slot], span: Span) -> Range<usize> {
    let from = slots.partition_point(|s| s.figure.span.end <= span.start);
    let to = slots.partition_point(|s| s.figure.span.start < span.end);
    from..to.max(from)
}

/// Settles the figures that a place touches.
pub(in crate::check) fn settle_at(slots: &mut [Slot], span: Span) {
    let touched = touched(slots, span);
    slots[touched].iter_mut().for_each(|slot| slot.settled = true);
}

/// A figure without partner, and all that stands around it.
pub(in crate::check) struct OpenFigure<'c> {
    pub side: Side,
    pub figure: &'c Figure,
    /// The text that it stands in, and the one that it is missing in.
    pub own: &'c str,
    pub other: &'c str,
    /// The figures of its own side, and of the other.
    pub mates: &'c [Slot<'c>],
    pub others: &'c [Slot<'c>],
    /// Places of the other text that state another figure.
    pub taken: &'c [Span],
    /// Whether this text says how many paragraphs "the preceding two paragraphs" are.
    pub counts_back: bool,
}

impl OpenFigure<'_> {
    pub(in crate::check) fn before(&self) -> &str {
        self.own.get(..self.figure.span.start).unwrap_or("")
    }

    pub(in crate::check) fn behind(&self) -> &str {
        self.own.get(self.figure.span.end..).unwrap_or("")
    }

    pub(in crate::check) fn word_behind(&self) -> String {
        let word = self.behind().split_whitespace().next().unwrap_or("");
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()
    }

    pub(in crate::check) fn word_before(&self) -> String {
        let word = self.before().split_whitespace().next_back().unwrap_or("");
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()
    }

    pub(in crate::check) fn said(&self, any: &[&str]) -> bool {
        let other = match self.side {
            Side::Zh => self.other.to_ascii_lowercase(),
            Side::En => fold(self.other).into_owned(),
        };
        any.iter().any(|word| other.contains(word))
    }

    /// Whether a number stands anywhere on the other side, whatever it is part of.
    pub(in crate::check) fn states_part(&self, n: u32) -> bool {
        let minguo = n.checked_sub(1911).filter(|n| *n > 0);
        small_values::states(self.other, self.side.other(), Decimal::from(n), &[])
            || minguo.is_some_and(|n| small_values::states(self.other, self.side.other(), Decimal::from(n), &[]))
            || self.others.iter().any(|o| {
                let (y, m, d) = parts(o.figure.low);
                o.figure.values().any(|v| v == Decimal::from(n))
                    || o.figure.kind == FigureKind::Date && [y, m, d].contains(&n)
            })
    }

    pub(in crate::check) fn has_month(&self, month: u32) -> bool {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let name = month.checked_sub(1).and_then(|m| MONTHS.get(m as usize));
        match self.side {
            Side::Zh => name.is_some_and(|name| self.said(&[name])) || self.states_part(month),
            Side::En => self.states_part(month),
        }
    }
}

/// Year, month and day, 0 for what is not stated.
pub(in crate::check) fn parts(date: Decimal) -> (u32, u32, u32) {
    let n = date.to_u32().unwrap_or(0);
    (n / 10_000, n / 100 % 100, n % 100)
}

/// Whether two values are within a quarter of each other.
pub(in crate::check) fn near_to(a: &Figure, b: &Figure) -> bool {
    let (low, high) = (a.low.min(b.low), a.low.max(b.low));
    low.saturating_mul(Decimal::new(125, 2)) >= high
}
