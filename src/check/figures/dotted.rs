//! Numbers with marks inside: versions (1.2.3), references (Article 15.2), and dates whose day and month can be read either way (03/02/2024).

use super::matching::Matching;
use super::open_figure::{Slot, settle_at};
use super::quantities::settle_spans;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;

patterns!(DOTTED: Dotted = "dotted.tsv" { version, slashed, reference, decimal_comma });

pub(super) fn check(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    versions(pair, out);
    for side in Side::BOTH {
        slashed_dates(pair, side, matching, out);
    }
    references(pair, matching);
}

/// "Articles 4.1 and 5" for 第四條第一項及第五條.
fn references(pair: &Pair, matching: &mut Matching) {
    for found in DOTTED.reference.captures_iter(pair.en) {
        let part = |i| found.get(i).and_then(|m| m.as_str().parse::<Decimal>().ok());
        let (Some(whole), Some(article), Some(paragraph)) = (found.get(0), part(1), part(2)) else { continue };
        let numbers = |figure: &Figure, value: Decimal, units: [&str; 3]| {
            let behind = pair.zh.get(figure.span.end..).unwrap_or("");
            figure.kind == FigureKind::Ordinal && figure.low == value && units.iter().any(|u| behind.starts_with(u))
        };
        let Some(first) = matching.zh.iter().position(|s| numbers(s.figure, article, ["條", "条", "点"])) else {
            continue;
        };
        let behind = |s: &Slot| s.open() && numbers(s.figure, paragraph, ["項", "项", "款"]);
        let Some(second) = matching.zh.iter().skip(first).position(behind) else { continue };
        let span = Span::new(whole.start(), whole.end());
        for (at, slot) in matching.zh.iter_mut().enumerate() {
            slot.settled |= at == first || at == first + second;
        }
        settle_at(&mut matching.en, span);
    }
}

/// "5,6 mmol/L" for 5.6 mmol/L, as much of Europe writes it. "1,2" may be a list, so the other side has to have the fraction.
pub(super) fn settle_decimal_commas(pair: &Pair, matching: &mut Matching) {
    for side in Side::BOTH {
        let text = pair.text(side);
        if !text.contains(',') {
            continue;
        }
        for found in DOTTED.decimal_comma.captures_iter(text) {
            let Some(number) = found.get(1) else { continue };
            let Ok(value) = number.as_str().replace(',', ".").parse::<Decimal>() else { continue };
            let (own, others) = match side {
                Side::Zh => (&mut matching.zh, &mut matching.en),
                Side::En => (&mut matching.en, &mut matching.zh),
            };
            let Some(other) = others.iter_mut().find(|o| o.open() && o.figure.values().any(|v| v == value)) else {
                continue;
            };
            other.settled = true;
            let span = Span::new(number.start(), number.end());
            settle_at(own, span);
        }
    }
}

/// Versions of one side each that the other does not have.
fn versions(pair: &Pair, out: &mut Vec<Candidate>) {
    let of = |text: &str| -> Vec<Span> {
        let found = DOTTED.version.find_iter(text).map(|m| Span::new(m.start(), m.end()));
        found
            .filter(|span| !text.get(span.end..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())))
            .collect()
    };
    let (zh, en) = (of(pair.zh), of(pair.en));
    let lacks =
        |own: &str, span: &&Span, other: &str, others: &[Span]| !others.iter().any(|o| o.of(other) == span.of(own));
    let zh_only: Vec<&Span> = zh.iter().filter(|span| lacks(pair.zh, span, pair.en, &en)).collect();
    let en_only: Vec<&Span> = en.iter().filter(|span| lacks(pair.en, span, pair.zh, &zh)).collect();
    for (zh, en) in zh_only.into_iter().zip(en_only) {
        let message = format!("{} is not {}", zh.of(pair.zh), en.of(pair.en));
        out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(*zh), Some(*en), message));
    }
}

/// 03/02/2024 is 3 February in one country and 2 March in another.
fn slashed_dates(pair: &Pair, side: Side, matching: &mut Matching, out: &mut Vec<Candidate>) {
    let text = pair.text(side);
    for found in DOTTED.slashed.captures_iter(text) {
        let part = |i| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok()).unwrap_or(0);
        let (first, second, year) = (part(1), part(2), part(3));
        let Some(whole) = found.get(0).map(|m| Span::new(m.start(), m.end())) else { continue };
        let date = |day: u32, month: u32| Decimal::from(year * 10_000 + month * 100 + day);
        let others = pair.figures.get(side.other());
        let stated = |value: Decimal| others.iter().find(|f: &&Figure| f.kind == FigureKind::Date && f.low == value);
        let Some(other) = stated(date(first, second)).or_else(|| stated(date(second, first))) else { continue };
        let ambiguous = first != second && first <= 12 && second <= 12;
        let there = other.span;
        if ambiguous && stated(date(first, second)).is_none() {
            let message =
                format!("{} can be read as another day than {}", whole.of(text), there.of(pair.text(side.other())));
            out.push(pair.sided(Rule::NumberChanged, Severity::Note, side, whole, Some(there), message));
        }
        let (zh, en) = if side == Side::Zh { (whole, there) } else { (there, whole) };
        settle_spans(matching, zh, en);
    }
}
