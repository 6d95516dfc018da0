//! A minus that one side lacks: 零下五度 and "5 degrees". "Fell by 3.5 %" says it in words.

use super::matching::Matching;
use super::open_figure::Slot;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::fold;
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;

patterns!(SIGN: Sign = "sign.tsv" { zh_minus, zh_dash, en_minus, en_dash, zh_decrease, en_decrease });

/// Joins open figures that differ in their sign only, and reports a sign that was lost.
pub(super) fn check(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    join(matching);
    for slot in &matching.zh {
        let Some(other) = slot.partner.and_then(|j| matching.en.get(j)) else { continue };
        let negative = |side, slot: &Slot| is_negative(pair.text(side), side, slot.figure);
        let (Some(zh), Some(en)) = (negative(Side::Zh, slot), negative(Side::En, other)) else { continue };
        let counts = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Percent | FigureKind::Money(_));
        if zh == en || !counts(slot.figure) || !counts(other.figure) {
            continue;
        }
        // "From −5 to 5" was joined crosswise.
        let below = |side: Side, slots: &[Slot]| {
            let same = |s: &&Slot| s.figure.low.abs() == slot.figure.low.abs();
            slots.iter().filter(same).filter(|s| negative(side, s) == Some(true)).count()
        };
        // A dash before the same figure may be a minus or the dash of a range.
        let unclear = |side: Side, slots: &[Slot]| {
            slots.iter().any(|s| s.figure.low.abs() == slot.figure.low.abs() && negative(side, s).is_none())
        };
        let all = |slots: &[Slot]| slots.iter().filter(|s| s.figure.low.abs() == slot.figure.low.abs()).count();
        // Where the value stands more often on one side, its partner may be another of them.
        if below(Side::Zh, &matching.zh) == below(Side::En, &matching.en)
            || all(&matching.zh) != all(&matching.en)
            || unclear(Side::Zh, &matching.zh)
            || unclear(Side::En, &matching.en)
        {
            continue;
        }
        let in_words = if zh { SIGN.en_decrease.is_match(pair.en) } else { SIGN.zh_decrease.is_match(&fold(pair.zh)) };
        if in_words {
            continue;
        }
        let (zh, en) = (slot.figure.span, other.figure.span);
        let message = format!("{} and {}: one is below zero", zh.of(pair.zh), en.of(pair.en));
        out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(zh), Some(en), message));
    }
}

fn join(matching: &mut Matching) {
    for i in 0..matching.zh.len() {
        let Some(slot) = matching.zh.get(i).filter(|s| s.open()) else { continue };
        let figure = slot.figure;
        let opposite = |other: &Slot| {
            let o = other.figure;
            other.open() && o.kind.agrees(figure.kind) && o.low == -figure.high && o.high == -figure.low
        };
        if figure.low.is_zero() {
            continue;
        }
        let Some(j) = matching.en.iter().position(opposite) else { continue };
        matching.zh[i].partner = Some(j);
        matching.en[j].partner = Some(i);
    }
}

/// Whether a figure is below zero; `None` where a dash before it may be one of a list or a range.
fn is_negative(text: &str, side: Side, figure: &Figure) -> Option<bool> {
    let head = text.get(..figure.span.start).unwrap_or("");
    let cut = head.char_indices().rev().nth(11).map_or(0, |(i, _)| i);
    let around = Span::new(cut, figure.span.end);
    let (minus, dash) = match side {
        Side::Zh => (&SIGN.zh_minus, &SIGN.zh_dash),
        Side::En => (&SIGN.en_minus, &SIGN.en_dash),
    };
    let shown = around.of(text);
    let before = match side {
        Side::Zh => fold(shown.get(..figure.span.start - cut).unwrap_or("")),
        Side::En => shown.get(..figure.span.start - cut).unwrap_or("").into(),
    };
    let inside = fold(figure.span.of(text));
    let written = inside.starts_with(['负', '-', '−', '–', '－']) || inside.to_ascii_lowercase().starts_with("minus");
    // ±300, 正負三百.
    if before.trim_end().ends_with(['±', '∓']) || before.ends_with("正") || before.ends_with("正负") {
        return None;
    }
    if figure.low < Decimal::ZERO || written || minus.is_match(&before) {
        return Some(true);
    }
    if before.trim_end().ends_with(['-', '–', '—', '－', '~', '～']) {
        let measured = figure.kind == FigureKind::Percent
            || text.get(figure.span.end..).is_some_and(|t| t.starts_with(['%', '％', '℃', '°', '度']));
        return (measured && dash.is_match(&before)).then_some(true);
    }
    Some(false)
}
