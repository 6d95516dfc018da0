//! The same figure of another unit: 三十日 and "thirty months", 5公斤 and "5 pounds", 新臺幣三萬元 and "US$30,000", 5個百分點
//! and "5 per cent".

use super::matching::Matching;
use super::open_figure::Slot;
use super::units::{self, Unit, UnitWord};
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::number::{Currency, Figure, FigureKind};
use rust_decimal::Decimal;

pub(super) fn check(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    for i in 0..matching.zh.len() {
        let Some(slot) = matching.zh.get(i) else { continue };
        let Some(j) = slot.partner else { continue };
        let Some(other) = matching.en.get(j) else { continue };
        let Some((zh, en, severity)) = differ(pair, slot, other) else { continue };
        // "One hour in one day" is 一天內一小時: as many of the unit stand on both sides.
        if is_named_as_often(pair, matching, slot.figure) || are_both_named(pair, slot.figure, other.figure) {
            continue;
        }
        let (zh_text, en_text) = (zh.of(pair.zh).trim(), en.of(pair.en).trim());
        let message = format!("{zh_text} is not {en_text}: another unit");
        out.push(pair.finding(Rule::NumberChanged, severity, Some(zh), Some(en), message));
    }
    currencies(pair, matching, out);
}

/// Where two figures of one value stand with their units, if these differ.
fn differ(pair: &Pair, zh: &Slot, en: &Slot) -> Option<(Span, Span, Severity)> {
    let (z, e) = (zh.figure, en.figure);
    if z.kind == FigureKind::Percent && e.kind == FigureKind::Percent {
        let points = z.span.of(pair.zh).contains("百分點") || z.span.of(pair.zh).contains("百分点");
        let behind = pair.en.get(e.span.start..).unwrap_or("");
        let here = behind.get(..behind.floor_char_boundary(e.span.len() + 20)).unwrap_or("");
        let said = here.contains("point") || here.contains("pps") || here.contains(" pp");
        return (points && !said).then_some((z.span, e.span, Severity::Note));
    }
    let measures = |kind| matches!(kind, FigureKind::Count | FigureKind::Money(_) | FigureKind::Ordinal);
    if !measures(z.kind) || !measures(e.kind) || z.low != e.low {
        return None;
    }
    // The M of "¥5M" is no metre.
    let fits = |word: &UnitWord, kind| {
        !matches!(kind, FigureKind::Money(_)) || word.units.iter().any(|unit| unit.dimension == "money")
    };
    let zh_word = units::of_figure(pair.zh, Side::Zh, z).filter(|word| fits(word, z.kind));
    let en_word = units::of_figure(pair.en, Side::En, e).filter(|word| fits(word, e.kind));
    match (zh_word, en_word) {
        (Some(zh_word), Some(en_word)) => {
            let (zh_span, en_span) = (reaching(z, zh_word), reaching(e, en_word));
            (!alike(zh_word.units, en_word.units) && comparable(zh_word.units, en_word.units)).then_some((
                zh_span,
                en_span,
                Severity::Error,
            ))
        }
        // "Square feet" here, and square metres somewhere there; 25mm has its unit in Latin letters.
        (None, Some(en_word)) if units::behind(pair.zh, Side::En, z.span.end).is_none() => {
            let there = elsewhere(pair.zh, Side::Zh, en_word.units)?;
            Some((there, reaching(e, en_word), Severity::Error))
        }
        (Some(zh_word), None) => {
            let there = elsewhere(pair.en, Side::En, zh_word.units)?;
            Some((reaching(z, zh_word), there, Severity::Error))
        }
        (None, _) => None,
    }
}

/// Whether as many figures of this value and unit stand in the English as in the Chinese.
fn is_named_as_often(pair: &Pair, matching: &Matching, figure: &Figure) -> bool {
    let Some(word) = units::of_figure(pair.zh, Side::Zh, figure) else { return false };
    let count = |slots: &[Slot], side: Side| {
        let same = |slot: &&Slot| {
            let own = units::of_figure(pair.text(side), side, slot.figure);
            slot.figure.low == figure.low && own.is_some_and(|own| alike(own.units, word.units))
        };
        slots.iter().filter(same).count()
    };
    count(&matching.zh, Side::Zh) == count(&matching.en, Side::En)
}

/// Whether a figure of one is of a unit that both texts name beside that of the other: 每周 and "every working day", where "once
/// a week" stands too.
fn are_both_named(pair: &Pair, zh: &Figure, en: &Figure) -> bool {
    let is_named = |word: Option<UnitWord>, there: Side| {
        let units = word.map_or(&[][..], |word| word.units);
        let named = |unit: &Unit| units::named(pair.text(there), there, unit.dimension).iter().any(|(u, _)| u == unit);
        units.iter().any(named)
    };
    zh.low == Decimal::ONE
        && is_named(units::of_figure(pair.zh, Side::Zh, zh), Side::En)
        && is_named(units::of_figure(pair.en, Side::En, en), Side::Zh)
}

fn reaching(figure: &Figure, word: UnitWord) -> Span {
    Span::new(figure.span.start, word.end.max(figure.span.end))
}

/// Whether two unit words can mean one unit.
fn alike(a: &[Unit], b: &[Unit]) -> bool {
    a.iter().any(|a| b.contains(a))
}

fn comparable(a: &[Unit], b: &[Unit]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.is_comparable(*b)))
}

/// Where a text names another unit of the same physical dimension, and none of these.
fn elsewhere(text: &str, side: Side, units: &[Unit]) -> Option<Span> {
    // Speeds are written in too many ways: "400 mph".
    if text.contains("mph") || text.contains("km/h") || text.contains("小时") || text.contains("小時") {
        return None;
    }
    let physical = units.iter().filter(|u| !matches!(u.dimension, "second" | "month" | "money" | "count"));
    physical.into_iter().find_map(|unit| {
        let named = units::named(text, side, unit.dimension);
        let same = named.iter().any(|(other, _)| other == unit);
        named.first().filter(|_| !same).map(|(_, span)| *span)
    })
}

/// The same amount in two currencies that are both named, where neither text names the other's.
fn currencies(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    let currency = |figure: &Figure| match figure.kind {
        FigureKind::Money(currency) if currency != Currency::Unknown => Some(currency),
        _ => None,
    };
    let named = |slots: &[Slot]| slots.iter().filter_map(|s| currency(s.figure)).collect::<Vec<_>>();
    let (zh_named, en_named) = (named(&matching.zh), named(&matching.en));
    for i in 0..matching.zh.len() {
        let zh = matching.zh[i].figure;
        let Some(own) = currency(zh).filter(|c| !en_named.contains(c)) else { continue };
        let same = |other: &Slot| {
            let differs = currency(other.figure).is_some_and(|c| c != own && !zh_named.contains(&c));
            // 元 is "yuan", whoever's, and "¥" stands in two countries.
            let text = other.figure.span.of(pair.en);
            let shared = text.contains("yuan") || text.starts_with(['¥', '￥']);
            differs && !shared && zh.values().any(|v| other.figure.values().any(|o| o == v))
        };
        let Some(j) = matching.en.iter().position(same) else { continue };
        let (zh, en) = (zh.span, matching.en[j].figure.span);
        let message = format!("{} is not {}: another currency", zh.of(pair.zh), en.of(pair.en));
        out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(zh), Some(en), message));
        (matching.zh[i].settled, matching.en[j].settled) = (true, true);
        return;
    }
}
