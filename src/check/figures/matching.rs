//! The figures of both sides and which say the same: by value and kind, inside a sentence first, what is exactly alike
//! before what only may be the same; ranges by their ends, 前三項 by as many places.

use crate::check::figures::open_figure::{OpenFigure, Slot, parts, settle_at};
use crate::check::figures::references::is_counted_back;
use crate::check::figures::units;
use crate::check::pair::Pair;
use crate::check::sources::{is_source, sources};
use crate::check::tables::patterns;
use crate::model::{Side, Span};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

patterns!(PLACEHOLDERS: Placeholders = "placeholders.tsv" { placeholder });

/// The figures of both sides with their partners.
pub(in crate::check) struct Matching<'f> {
    pub zh: Vec<Slot<'f>>,
    pub en: Vec<Slot<'f>>,
    /// Whether the text counts 前二項 in English too.
    pub counts_back: bool,
}

impl<'f> Matching<'f> {
    pub fn new(pair: &'f Pair, counts_back: bool) -> Self {
        let slots = |side: Side| {
            let slot = |figure| Slot {
                figure,
                sentence: pair.sentence(side, figure.span),
                partner: None,
                settled: false,
                loose: false,
                listed: false,
                label: is_label(pair.text(side), figure),
            };
            pair.figures.get(side).iter().map(slot).collect()
        };
        Matching { zh: slots(Side::Zh), en: slots(Side::En), counts_back }
    }

    /// Settles numbers that stand for what a program puts in their place: `%2$s`, `{0}`.
    pub fn settle_placeholders(&mut self, pair: &Pair) {
        for (side, slots) in [(Side::Zh, &mut self.zh), (Side::En, &mut self.en)] {
            let text = pair.text(side);
            if slots.is_empty() || !text.contains(['%', '{', '$', '=', '[', '/', '<']) {
                continue;
            }
            for found in PLACEHOLDERS.placeholder.find_iter(text) {
                let span = Span::new(found.start(), found.end());
                settle_at(slots, span);
            }
        }
    }

    /// Settles the marks of notes and sources, which follow the edition: "mice[21]", "to switch it off [15]."
    pub fn settle_note_marks(&mut self, pair: &Pair) {
        for (side, slots) in [(Side::Zh, &mut self.zh), (Side::En, &mut self.en)] {
            let text = pair.text(side);
            slots.iter_mut().filter(|s| is_note_mark(text, side, s.figure)).for_each(|s| s.settled = true);
        }
    }

    /// Settles the years and pages of sources in the middle of a text, which two editions cite differently.
    pub fn settle_sources(&mut self, pair: &Pair) {
        for (side, slots) in [(Side::Zh, &mut self.zh), (Side::En, &mut self.en)] {
            let text = pair.text(side);
            if slots.is_empty() || !is_source(text) {
                continue;
            }
            for span in sources(text) {
                settle_at(slots, span);
            }
        }
    }

    /// Joins what agrees: first inside a sentence pair, then anywhere in the passage; what is exactly alike before what
    /// only may be the same.
    pub fn join(&mut self) {
        let rules: [fn(&Figure, &Figure) -> bool; 4] =
            [|a, b| a.agrees(b) && a.kind == b.kind, Figure::agrees, same_day, may_be_same];
        for rule in rules {
            for near in [true, false] {
                self.join_by(near, rule);
            }
        }
        join_ranges(&mut self.zh, &mut self.en);
        join_ranges(&mut self.en, &mut self.zh);
    }

    /// Joins 前三項 and "Paragraphs 3 to 5", or "Paragraphs 3, 4 and 5": as many as are counted back.
    pub fn join_back(&mut self, pair: &Pair) {
        let counted = self.zh.iter_mut().filter(|s| s.open() && is_counted_back(pair.zh, s.figure));
        for zh in counted {
            // "The preceding two Articles (Articles 7 and 8)" says it twice.
            if self
                .en
                .iter()
                .any(|en| en.open() && en.figure.kind == FigureKind::Count && en.figure.low == zh.figure.low)
            {
                continue;
            }
            let many = |slot: &Slot| slot.figure.high.saturating_sub(slot.figure.low).saturating_add(Decimal::ONE);
            let open = |slot: &Slot| slot.open() && slot.figure.kind == FigureKind::Ordinal;
            if let Some(range) = self.en.iter_mut().find(|en| open(en) && many(en) == zh.figure.low) {
                (zh.settled, range.settled) = (true, true);
                continue;
            }
            let Some(n) = zh.figure.low.to_usize().filter(|n| (2..=self.en.len()).contains(n)) else { continue };
            let follows =
                |two: &[Slot]| matches!(two, [a, b] if b.figure.low == a.figure.low.saturating_add(Decimal::ONE));
            let row = |row: &[Slot]| row.iter().all(open) && row.windows(2).all(follows);
            if let Some(at) = self.en.windows(n).position(row) {
                zh.settled = true;
                self.en.iter_mut().skip(at).take(n).for_each(|en| en.settled = true);
            }
        }
    }

    fn join_by(&mut self, near: bool, same: fn(&Figure, &Figure) -> bool) {
        for i in 0..self.zh.len() {
            let slot = &self.zh[i];
            if !slot.open() {
                continue;
            }
            let found = self.en.iter().position(|other| {
                let place = !near || (slot.sentence.is_some() && slot.sentence == other.sentence);
                other.open() && place && slot.label == other.label && same(slot.figure, other.figure)
            });
            if let Some(j) = found {
                self.zh[i].partner = Some(j);
                self.en[j].partner = Some(i);
            }
        }
    }

    /// Settles what the other side says in another way, as `says` judges.
    pub fn settle_by(&mut self, pair: &Pair, says: impl Fn(&OpenFigure<'_>) -> bool) {
        let found = Side::BOTH.map(|side| self.asked(pair, side, &says));
        for (slots, found) in [&mut self.zh, &mut self.en].into_iter().zip(found) {
            slots.iter_mut().zip(found).for_each(|(slot, said)| slot.settled |= said);
        }
    }

    pub fn find_loose(&mut self, pair: &Pair) {
        let found = Side::BOTH.map(|side| self.asked(pair, side, |case| case.may_go_unsaid()));
        let listed =
            Side::BOTH.map(|side| self.asked(pair, side, |case| case.counts_what_was_listed() || case.is_named_back()));
        for ((slots, found), listed) in [&mut self.zh, &mut self.en].into_iter().zip(found).zip(listed) {
            slots.iter_mut().zip(found).for_each(|(slot, loose)| slot.loose = loose);
            slots.iter_mut().zip(listed).for_each(|(slot, listed)| slot.listed = listed);
        }
    }

    /// The answer for each open figure of a side.
    fn asked(&self, pair: &Pair, side: Side, what: impl Fn(&OpenFigure<'_>) -> bool) -> Vec<bool> {
        let (mates, others) = match side {
            Side::Zh => (&self.zh, &self.en),
            Side::En => (&self.en, &self.zh),
        };
        let taken: Vec<Span> = others.iter().filter(|s| !s.open()).map(|s| s.figure.span).collect();
        let (own, other) = (pair.text(side), pair.text(side.other()));
        let case = |figure| OpenFigure {
            side,
            figure,
            own,
            other,
            mates,
            others,
            taken: &taken,
            counts_back: self.counts_back,
        };
        mates.iter().map(|slot| slot.open() && what(&case(slot.figure))).collect()
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

/// Whether two dates are one, as far as both say.
fn same_day(a: &Figure, b: &Figure) -> bool {
    let ((y1, m1, d1), (y2, m2, d2)) = (parts(a.low), parts(b.low));
    let pairs = [(y1, y2), (m1, m2), (d1, d2)];
    let fits = |(x, y): &(u32, u32)| x == y || *x == 0 || *y == 0;
    let dates = a.kind == FigureKind::Date && b.kind == FigureKind::Date;
    dates && pairs.iter().all(fits) && pairs.iter().any(|(x, y)| x == y && *x > 0)
}

/// Whether two figures that do not agree as they stand can be the same.
fn may_be_same(a: &Figure, b: &Figure) -> bool {
    use FigureKind::{Count, Date, Ordinal, Percent, Year};
    let is_times = |a: Decimal, b: Decimal, factor: i64| b.checked_mul(Decimal::from(factor)) == Some(a);
    let times = |factor: i64| is_times(a.low, b.low, factor) || is_times(b.low, a.low, factor);
    match (a.kind, b.kind) {
        (Date, Year | Count | Ordinal) | (Year | Count | Ordinal, Date) => {
            let (date, other) = if a.kind == Date { (a, b) } else { (b, a) };
            let (y, m, d) = parts(date.low);
            [y, m, d].iter().any(|part| *part > 0 && Decimal::from(*part) == other.low)
        }
        // A year of the Republic.
        (Year, Year | Count) | (Count, Year) => a.low.saturating_sub(b.low).abs() == Decimal::from(1911),
        // 1.5倍 and 150 %; 0.5 and 50 %.
        (Percent, Count) | (Count, Percent) => times(100),
        // 四千分之一 and "one four-thousandth".
        (Percent, Ordinal) => a.low.checked_mul(b.low) == Some(Decimal::ONE_HUNDRED),
        _ => false,
    }
}

/// Whether a figure in square brackets is the mark of a note: glued to a word or before a mark, and no amount to fill in as
/// in "[30] days".
fn is_note_mark(text: &str, side: Side, figure: &Figure) -> bool {
    let (before, behind) = (text.get(..figure.span.start).unwrap_or(""), text.get(figure.span.end..).unwrap_or(""));
    let Some((before, behind)) = before.strip_suffix('[').zip(behind.strip_prefix(']')) else {
        // "[^3]" is one in Markdown, wherever it stands.
        return before.ends_with("[^") && behind.starts_with(']');
    };
    let plain = figure.span.of(text).bytes().all(|b| b.is_ascii_digit());
    // Chinese sets foreign words off with spaces.
    let word = if side == Side::Zh { before.trim_end_matches(' ') } else { before };
    let glued = word.ends_with(|c: char| c.is_alphanumeric() || ".,)”’\"。，、；）」』》".contains(c));
    let ends = behind.is_empty() || behind.starts_with(|c: char| ".,;:。，、；：)）".contains(c));
    plain && (glued || !before.trim().is_empty() && ends) && units::behind(text, side, figure.span.end + 1).is_none()
}

/// Whether a figure numbers its paragraph.
fn is_label(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    // 第三條 names an article wherever it stands.
    let named =
        figure.span.of(text).starts_with(|c: char| c == '第' || c.is_ascii_alphabetic() && figure.span.len() > 5);
    let begins = line.chars().all(|c| !c.is_alphanumeric());
    // "[2] When the office …".
    let bracketed = line.trim_start() == "[" && text.get(figure.span.end..).is_some_and(|t| t.starts_with("] "));
    figure.kind == FigureKind::Ordinal && !named && begins || bracketed || is_row_of_numbers(text, figure, line.len())
}

/// The 22 and the 4.1 of "22-4.1 One must not": a row of numbers that a line begins with.
fn is_row_of_numbers(text: &str, figure: &Figure, before: usize) -> bool {
    let line = text.get(figure.span.start - before..).unwrap_or("");
    let row = line.split(' ').next().unwrap_or("");
    let numbers = row.split(['-', '.']).filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())).count();
    numbers >= 2 && before < row.len() && row.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.')
}
