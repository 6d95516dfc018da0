//! Quantities that figures state, alone, with their units, or several in a row.

use super::quantity::Quantity;
use super::special::SPECIAL;
use crate::check::figures::units::{self, Unit};
use crate::model::{Side, Span};
use crate::text::number::{Figure, FigureKind, parse_value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The quantities that a figure states, alone and with those behind it.
pub(super) fn of_figure(text: &str, side: Side, figures: &[Figure], at: usize, out: &mut Vec<Quantity>) {
    let Some(figure) = figures.get(at) else { return };
    let whole = |dimension, span| Quantity { span, dimension, low: figure.low, high: figure.high, size: Decimal::ZERO };
    match figure.kind {
        FigureKind::Percent => return out.push(whole("percent", figure.span)),
        FigureKind::Year => return out.push(whole("year", figure.span)),
        FigureKind::Ordinal | FigureKind::Date => return,
        FigureKind::Count | FigureKind::Money(_) => out.push(whole("count", figure.span)),
    }
    if (600..2100).contains(&figure.low.to_u32().unwrap_or(0)) {
        out.push(whole("year", figure.span));
    }
    if let Some(range) = consecutive(text, figures, at) {
        out.push(range);
    }
    times(text, side, figure, out);
    let Some(word) = units::of_figure(text, side, figure) else { return };
    for unit in word.units {
        let mut sum = Quantity {
            span: Span::new(figure.span.start, word.end),
            dimension: unit.dimension,
            low: figure.low.saturating_mul(unit.size),
            high: figure.high.saturating_mul(unit.size),
            size: unit.size,
        };
        if side == Side::Zh && text.get(word.end..).is_some_and(|t| t.starts_with('半')) {
            let half = unit.size / Decimal::TWO;
            sum = Quantity {
                span: Span::new(sum.span.start, word.end + '半'.len_utf8()),
                low: sum.low.saturating_add(half),
                high: sum.high.saturating_add(half),
                ..sum
            };
        }
        if side == Side::Zh && unit.dimension == "money" && figure.low == figure.high {
            out.extend(with_coins(text, &sum));
        }
        out.push(sum.clone());
        smaller(text, side, figures, at + 1, *unit, sum, out);
    }
}

/// 三元五角: coins are no figures by themselves, since 五角 may be a pentagon.
fn with_coins(text: &str, sum: &Quantity) -> Option<Quantity> {
    let rest = text.get(sum.span.end..)?;
    let found = SPECIAL.coins.captures(rest)?;
    let digit = |i| found.get(i).and_then(|m| parse_value(m.as_str())).map_or(Decimal::ZERO, |f| f.low);
    let value = digit(1) / Decimal::TEN + digit(2) / Decimal::ONE_HUNDRED;
    let end = sum.span.end + found.get(0)?.end();
    let span = Span::new(sum.span.start, end);
    let (low, high) = (sum.low.saturating_add(value), sum.high.saturating_add(value));
    (!value.is_zero()).then(|| Quantity { span, low, high, ..sum.clone() })
}

/// What stands between the parts of one quantity: 三元五角, "3 hours and 20 minutes".
const JOINTS: [&str; 8] = ["", " ", " and ", ", ", "又", "零", ", and ", "and "];

/// The same quantity with smaller units behind it.
fn smaller(
    text: &str,
    side: Side,
    figures: &[Figure],
    mut at: usize,
    unit: Unit,
    mut sum: Quantity,
    out: &mut Vec<Quantity>,
) {
    let mut last = unit.size;
    while let Some(figure) = figures.get(at) {
        let joint = text.get(sum.span.end..figure.span.start);
        let Some(word) = units::of_figure(text, side, figure).filter(|_| joint.is_some_and(|j| JOINTS.contains(&j)))
        else {
            return;
        };
        let next = word.units.iter().find(|u| u.dimension == unit.dimension && u.size < last);
        let Some(next) = next.filter(|_| !figure.is_range()) else { return };
        sum.low = sum.low.saturating_add(figure.low.saturating_mul(next.size));
        sum.high = sum.high.saturating_add(figure.high.saturating_mul(next.size));
        sum.span = Span::new(sum.span.start, word.end);
        out.push(sum.clone());
        last = next.size;
        at += 1;
    }
}

/// 三、四百 and "five or six hundred": two figures in a row that are the ends of a range.
fn consecutive(text: &str, figures: &[Figure], at: usize) -> Option<Quantity> {
    let (low, high) = (figures.get(at)?, figures.get(at + 1)?);
    let between = text.get(low.span.end..high.span.start)?.trim();
    let digit = (Decimal::ONE..Decimal::TEN).contains(&low.low) && low.low.fract().is_zero() && !low.is_range();
    if !(matches!(between, "、" | "或" | "or" | "to" | "至" | "到") && digit) || high.is_range() {
        return None;
    }
    let mut scale = Decimal::TEN;
    while scale <= high.low / Decimal::TEN {
        scale *= Decimal::TEN;
    }
    let follows = (low.low + Decimal::ONE).checked_mul(scale) == Some(high.low);
    follows.then(|| Quantity {
        span: Span::new(low.span.start, high.span.end),
        dimension: "count",
        low: low.low.saturating_mul(scale),
        high: high.low,
        size: Decimal::ZERO,
    })
}

/// 兩倍 and "threefold": 增加兩倍 is to three times as much.
fn times(text: &str, side: Side, figure: &Figure, out: &mut Vec<Quantity>) {
    let behind = text.get(figure.span.end..).unwrap_or("").trim_start_matches([' ', '-']);
    let quantity = |value| Quantity::new(figure.span, "times", value);
    match side {
        Side::Zh if behind.starts_with('倍') => {
            out.push(quantity(figure.low));
            let before = text.get(..figure.span.start).unwrap_or("").chars().rev().take(6);
            if before.into_iter().any(|c| "增升涨漲多長长擴扩快高大".contains(c)) {
                out.push(quantity(figure.low.saturating_add(Decimal::ONE)));
            }
        }
        Side::En
            if behind.starts_with('x') && !behind.get(1..).is_some_and(|t| t.starts_with(char::is_alphanumeric)) =>
        {
            out.push(quantity(figure.low));
        }
        Side::En if behind.starts_with("fold") || behind.starts_with("times") => out.push(quantity(figure.low)),
        _ => {}
    }
}
