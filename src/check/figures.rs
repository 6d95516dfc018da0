//! Figures of the two sides against each other, by value and kind. What one side states and the other does not is
//! first looked for in other clothes: words that are no figures (雙方, "both"), parts of dates, units that differ,
//! counts that were derived. Only what is left is a finding.

use super::pair::Pair;
use super::{derived, spoken};
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A figure and what became of it.
pub(super) struct Slot<'f> {
    pub figure: &'f Figure,
    /// The sentence pair that it stands in.
    pub sentence: Option<usize>,
    /// The figure of the other side that says the same.
    pub partner: Option<usize>,
    /// Accounted for by other means.
    pub settled: bool,
}

impl Slot<'_> {
    fn open(&self) -> bool {
        self.partner.is_none() && !self.settled
    }
}

/// The figures of both sides with their partners.
pub(super) struct Matched<'f> {
    pub zh: Vec<Slot<'f>>,
    pub en: Vec<Slot<'f>>,
}

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let mut matched = Matched::new(pair);
    matched.join();
    derived::settle(pair, &mut matched, out);
    matched.settle_words(pair);
    matched.settle_repeated();
    report(pair, &mut matched, out);
}

impl<'f> Matched<'f> {
    fn new(pair: &'f Pair) -> Self {
        let slots = |side: Side| {
            let slot = |figure| Slot { figure, sentence: pair.sentence(side, figure.span), partner: None, settled: false };
            pair.figures.get(side).iter().map(slot).collect()
        };
        Matched { zh: slots(Side::Zh), en: slots(Side::En) }
    }

    /// Joins what agrees: first inside a sentence pair, then anywhere in the passage; what is exactly alike before what
    /// only may be the same.
    fn join(&mut self) {
        let rules: [fn(&Figure, &Figure) -> bool; 3] =
            [|a, b| a.agrees(b) && a.kind == b.kind, Figure::agrees, may_be_same];
        for rule in rules {
            for near in [true, false] {
                self.join_by(near, rule);
            }
        }
        join_ranges(&mut self.zh, &mut self.en);
        join_ranges(&mut self.en, &mut self.zh);
    }

    fn join_by(&mut self, near: bool, same: fn(&Figure, &Figure) -> bool) {
        for i in 0..self.zh.len() {
            let slot = &self.zh[i];
            if !slot.open() {
                continue;
            }
            let found = self.en.iter().position(|other| {
                let place = !near || (slot.sentence.is_some() && slot.sentence == other.sentence);
                other.open() && place && same(slot.figure, other.figure)
            });
            if let Some(j) = found {
                self.zh[i].partner = Some(j);
                self.en[j].partner = Some(i);
            }
        }
    }

    /// What the other side says in words that are no figures.
    fn settle_words(&mut self, pair: &Pair) {
        let taken = |slots: &[Slot]| slots.iter().filter(|s| !s.open()).map(|s| s.figure.span).collect::<Vec<_>>();
        let (zh_taken, en_taken) = (taken(&self.zh), taken(&self.en));
        for (side, slots, taken) in [(Side::Zh, &mut self.zh, &en_taken), (Side::En, &mut self.en, &zh_taken)] {
            for slot in slots.iter_mut().filter(|s| s.open()) {
                let text = pair.text(side.other());
                slot.settled = slot.figure.values().all(|value| spoken::states(text, side.other(), stated(slot.figure, value), taken));
            }
        }
    }

    /// What a side says twice and the other once.
    fn settle_repeated(&mut self) {
        for slots in [&mut self.zh, &mut self.en] {
            for i in 0..slots.len() {
                let same = |other: &Slot| !other.open() && other.figure.agrees(slots[i].figure);
                if slots[i].open() && slots.iter().any(same) {
                    slots[i].settled = true;
                }
            }
        }
    }
}

/// A range of one side and its two ends on the other.
fn join_ranges(slots: &mut [Slot], others: &mut [Slot]) {
    for slot in slots.iter_mut().filter(|s| s.open() && s.figure.is_range()) {
        let has = |o: &Slot, value| o.figure.kind != FigureKind::Date && o.figure.values().any(|v| v == value);
        let ends: Vec<usize> =
            slot.figure.values().filter_map(|value| others.iter().position(|o| has(o, value))).collect();
        if ends.len() == 2 {
            slot.settled = true;
            ends.iter().for_each(|at| others[*at].settled = true);
        }
    }
}

/// The value as words would state it: the day or month of a date.
fn stated(figure: &Figure, value: Decimal) -> Decimal {
    if figure.kind != FigureKind::Date {
        return value;
    }
    let (year, month, day) = parts(value);
    Decimal::from([day, month, year].into_iter().find(|n| *n > 0).unwrap_or(0))
}

fn parts(date: Decimal) -> (u32, u32, u32) {
    let n = date.to_u32().unwrap_or(0);
    (n / 10_000, n / 100 % 100, n % 100)
}

/// Whether two figures that do not agree as they stand can be the same.
fn may_be_same(a: &Figure, b: &Figure) -> bool {
    use FigureKind::{Count, Date, Ordinal, Percent, Year};
    let times = |factor: i64| a.low == b.low * Decimal::from(factor) || b.low == a.low * Decimal::from(factor);
    match (a.kind, b.kind) {
        (Date, Date) => {
            let ((y1, m1, d1), (y2, m2, d2)) = (parts(a.low), parts(b.low));
            let fits = |x: u32, y: u32| x == y || x == 0 || y == 0;
            fits(y1, y2) && fits(m1, m2) && fits(d1, d2) && [(y1, y2), (m1, m2), (d1, d2)].iter().any(|(x, y)| x == y && *x > 0)
        }
        (Date, Year | Count | Ordinal) | (Year | Count | Ordinal, Date) => {
            let (date, other) = if a.kind == Date { (a, b) } else { (b, a) };
            let (y, m, d) = parts(date.low);
            [y, m, d].iter().any(|part| *part > 0 && Decimal::from(*part) == other.low)
        }
        // A year of the Republic.
        (Year, Year | Count) | (Count, Year) => (a.low - b.low).abs() == Decimal::from(1911),
        // 1.5倍 and 150 %; 0.5 and 50 %.
        (Percent, Count) | (Count, Percent) => times(100),
        _ => false,
    }
}

/// How sure it is that a figure must have a counterpart.
fn is_hard(pair: &Pair, side: Side, figure: &Figure) -> bool {
    let text = figure.span.of(pair.text(side));
    let written = text.contains(|c: char| c.is_ascii_digit());
    match figure.kind {
        FigureKind::Percent | FigureKind::Money(_) | FigureKind::Date => true,
        FigureKind::Year => true,
        FigureKind::Count => written || figure.low > Decimal::ONE,
        FigureKind::Ordinal => figure.low > Decimal::ONE,
    }
}

/// Whether a figure numbers its paragraph.
fn is_label(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    figure.kind == FigureKind::Ordinal && line.chars().all(|c| !c.is_alphanumeric())
}

fn report(pair: &Pair, matched: &mut Matched, out: &mut Vec<Finding>) {
    changed(pair, matched, out);
    for side in Side::BOTH {
        let slots = if side == Side::Zh { &matched.zh } else { &matched.en };
        for slot in slots.iter().filter(|s| s.open()) {
            let figure = slot.figure;
            if is_label(pair.text(side), figure) {
                continue;
            }
            let rule = if figure.kind == FigureKind::Ordinal { Rule::NumberReference } else { Rule::NumberMissing };
            let severity = if is_hard(pair, side, figure) { Severity::Error } else { Severity::Note };
            let other = if side == Side::Zh { "English" } else { "Chinese" };
            let message = format!("{} has no counterpart in the {other}", figure.span.of(pair.text(side)));
            out.push(pair.sided(rule, severity, side, figure.span, None, message));
        }
    }
}

/// One figure of each side that are left and stand for each other.
fn changed(pair: &Pair, matched: &mut Matched, out: &mut Vec<Finding>) {
    for near in [true, false] {
        for i in 0..matched.zh.len() {
            let slot = &matched.zh[i];
            if !slot.open() || is_label(pair.zh, slot.figure) && !near {
                continue;
            }
            let alike = |other: &Slot| {
                let place = if near { slot.sentence.is_some() && slot.sentence == other.sentence } else { true };
                let label = is_label(pair.zh, slot.figure) == is_label(pair.en, other.figure);
                other.open() && place && label && kinds_alike(slot.figure.kind, other.figure.kind)
            };
            let Some(j) = matched.en.iter().position(alike) else { continue };
            let (zh, en) = (slot.figure, matched.en[j].figure);
            let label = is_label(pair.zh, zh);
            let rule = match (label, zh.kind) {
                (true, _) => Rule::NumberSequence,
                (_, FigureKind::Ordinal) => Rule::NumberReference,
                _ => Rule::NumberChanged,
            };
            let severity = if label { Severity::Note } else { Severity::Error };
            let message = format!("{} is not {}", zh.span.of(pair.zh), en.span.of(pair.en));
            out.push(pair.finding(rule, severity, Some(zh.span), Some(en.span), message));
            matched.zh[i].settled = true;
            matched.en[j].settled = true;
        }
    }
}

/// Whether a value of one kind can have become one of the other.
fn kinds_alike(a: FigureKind, b: FigureKind) -> bool {
    use FigureKind::{Count, Date, Money, Ordinal, Year};
    match (a, b) {
        (Money(_), Money(_)) | (Money(_), Count) | (Count, Money(_)) => true,
        (Date | Year, Date | Year) => true,
        (Ordinal, Count) | (Count, Ordinal) => true,
        _ => a == b,
    }
}
