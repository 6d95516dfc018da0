//! Quantities that no plain figure states: measures in words, powers, digits between blanks, coins, discounts, eras.

use super::quantity::Quantity;
use super::special::SPECIAL;
use crate::check::figures::units;
use crate::check::tables::{pattern, rows};
use crate::model::{Side, Sides, Span};
use crate::text::fold::{fold, unfold};
use crate::text::number::{Figure, parse_value};
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// 3×10⁸, 1.5 x 10^6.
pub(super) fn powers(text: &str, side: Side, out: &mut Vec<Quantity>) {
    for found in SPECIAL.power.captures_iter(text) {
        let part = |i| found.get(i).map_or("", |m| m.as_str());
        let exponent: String = part(2).chars().map(plain_digit).collect();
        let factor = part(1).parse::<Decimal>().ok();
        let power = exponent.parse::<i32>().ok().filter(|n| (-20..=20).contains(n));
        let Some((factor, power)) = factor.zip(power) else { continue };
        let ten = (0..power.unsigned_abs()).try_fold(Decimal::ONE, |p, _| p.checked_mul(Decimal::TEN));
        let value = ten.and_then(|ten| if power < 0 { factor.checked_div(ten) } else { factor.checked_mul(ten) });
        let (Some(value), Some(whole)) = (value, found.get(0)) else { continue };
        let span = Span::new(whole.start(), whole.end());
        out.push(Quantity::new(span, "count", value));
        for unit in units::behind(text, side, span.end).iter().flat_map(|word| word.units) {
            out.push(Quantity::new(span, unit.dimension, value.saturating_mul(unit.size)));
        }
    }
}

/// 10 000 feet: the digits between blanks are read as figures of their own.
pub(super) fn spaced(text: &str, side: Side, out: &mut Vec<Quantity>) {
    for found in SPECIAL.spaced.find_iter(text) {
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        let Ok(value) = digits.parse::<Decimal>() else { continue };
        let span = Span::new(found.start(), found.end());
        out.push(Quantity::new(span, "count", value));
        for (unit, end) in units::behind(text, side, span.end).iter().flat_map(|w| w.units.iter().map(|u| (u, w.end))) {
            out.push(Quantity::new(Span::new(span.start, end), unit.dimension, value.saturating_mul(unit.size)));
        }
    }
}

/// The plain digit or sign that a raised one stands for.
fn plain_digit(c: char) -> char {
    match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + (u32::from(c) - u32::from('⁴')) as u8),
        '⁻' => '-',
        _ => c,
    }
}

/// Measures in words: 半年, "a fortnight".
static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let file = "measures.tsv";
    let measure = |[dimension, size, zh, en]: [&'static str; 4]| Measure {
        dimension,
        size: size.parse().unwrap_or_else(|_| panic!("{file}: no size: {size}")),
        words: Sides::new(
            (!zh.is_empty()).then(|| pattern(file, zh)),
            (!en.is_empty()).then(|| pattern(file, &format!(r"(?i)\b(?:{en})\b"))),
        ),
    };
    rows(file, include_str!("measures.tsv")).into_iter().map(measure).collect()
});

/// A row of that table.
struct Measure {
    dimension: &'static str,
    size: Decimal,
    words: Sides<Option<Regex>>,
}

pub(super) fn without_figures(text: &str, side: Side, out: &mut Vec<Quantity>) {
    let folded = if side == Side::Zh { fold(text) } else { text.into() };
    for measure in MEASURES.iter() {
        for found in measure.words.get(side).iter().flat_map(|pattern| pattern.find_iter(&folded)) {
            let span = Span::new(found.start(), found.end());
            let span = if side == Side::Zh { unfold(text, &folded, span) } else { Some(span) };
            out.extend(span.map(|span| Quantity::new(span, measure.dimension, measure.size)));
        }
    }
}

/// 五角 by itself, which "50 cents" tells from a pentagon.
pub(super) fn coins(text: &str, out: &mut Vec<Quantity>) {
    for found in SPECIAL.coin.captures_iter(text) {
        let (Some(whole), Some(digit)) = (found.get(0), found.get(1).and_then(|m| parse_value(m.as_str()))) else {
            continue;
        };
        let size = if whole.as_str().ends_with('分') { Decimal::ONE_HUNDRED } else { Decimal::TEN };
        out.push(Quantity::new(Span::new(whole.start(), whole.end()), "money", digit.low / size));
    }
}

/// FL 290 of pilots is 29,000 feet.
pub(super) fn flight_levels(text: &str, out: &mut Vec<Quantity>) {
    let hundred_feet = Decimal::new(3048, 2);
    let mut last: Option<Quantity> = None;
    for found in SPECIAL.flight_level.captures_iter(text) {
        let level = found.get(1).and_then(|m| m.as_str().parse::<Decimal>().ok());
        let Some((whole, level)) = found.get(0).zip(level) else { continue };
        let level = Quantity::new(Span::new(whole.start(), whole.end()), "metre", level * hundred_feet);
        // "Between FL 290 and FL 410" is a range.
        let lower = last.take().filter(|low| {
            let between = text.get(low.span.end..level.span.start).unwrap_or("").trim();
            matches!(between, "and" | "to" | "-" | "–") && low.low < level.low
        });
        out.extend(lower.map(|low| Quantity {
            span: Span::new(low.span.start, level.span.end),
            low: low.low,
            ..level.clone()
        }));
        out.push(level.clone());
        last = Some(level);
    }
}

/// 一斤, 一季 and the like, whose 一 is no figure by itself.
pub(super) fn ones(text: &str, figures: &[Figure], out: &mut Vec<Quantity>) {
    for (at, one) in text.match_indices('一') {
        let end = at + one.len();
        if figures.iter().any(|f| f.span.overlaps(Span::new(at, end))) {
            continue;
        }
        for (word, unit) in
            units::behind(text, Side::Zh, end).iter().flat_map(|word| word.units.iter().map(move |u| (word, u)))
        {
            out.push(Quantity::new(Span::new(at, word.end), unit.dimension, unit.size));
        }
    }
}

/// 降至負三.
pub(super) fn negatives(text: &str, out: &mut Vec<Quantity>) {
    if !text.contains(['負', '负']) {
        return;
    }
    let folded = fold(text);
    for found in SPECIAL.zh_negative.captures_iter(&folded) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let value = parse_value(number.as_str()).map(|f| -f.low);
        let span = unfold(text, &folded, Span::new(whole.start(), whole.end()));
        out.extend(value.zip(span).map(|(value, span)| Quantity::new(span, "count", value)));
    }
}

/// 打八折 is 20 % off, or to 80 %.
pub(super) fn discounts(text: &str, out: &mut Vec<Quantity>) {
    for found in SPECIAL.discount.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let digits: Option<Vec<Decimal>> =
            number.as_str().chars().map(|c| parse_value(&c.to_string()).map(|f| f.low)).collect();
        let tenths = number.as_str().parse::<Decimal>().ok().filter(|_| number.as_str().contains('.'));
        // 八折 is 80 in a hundred, 八五折 and 85折 are 85.
        let rest = match (tenths, digits.as_deref()) {
            (Some(tenths), _) => tenths.saturating_mul(Decimal::TEN),
            (None, Some([tens])) => *tens * Decimal::TEN,
            (None, Some([tens, ones])) => *tens * Decimal::TEN + *ones,
            _ => continue,
        };
        let span = Span::new(whole.start(), whole.end());
        out.extend([rest, Decimal::ONE_HUNDRED - rest].map(|value| Quantity::new(span, "percent", value)));
    }
}

static ERAS: LazyLock<Vec<(&'static str, Decimal)>> = LazyLock::new(|| {
    let file = "eras.tsv";
    let era = |[name, year]: [&'static str; 2]| {
        (name, year.parse().unwrap_or_else(|_| panic!("{file}: {name}: no year: {year}")))
    };
    rows(file, include_str!("eras.tsv")).into_iter().map(era).collect()
});

/// 令和5年, 平成元年.
pub(super) fn eras(text: &str, figures: &[Figure], out: &mut Vec<Quantity>) {
    if !text.contains('年') {
        return;
    }
    let folded = fold(text);
    for (name, first) in ERAS.iter() {
        for (at, _) in folded.match_indices(name) {
            let Some(span) = unfold(text, &folded, Span::new(at, at + name.len())) else { continue };
            let first_year = text.get(span.end..).is_some_and(|t| t.starts_with("元年"));
            let figure = figures.iter().find(|f| f.span.start == span.end && f.low >= Decimal::ONE);
            let (number, end) = match figure {
                Some(figure) => (figure.low, figure.span.end),
                None if first_year => (Decimal::ONE, span.end + '元'.len_utf8()),
                None => continue,
            };
            if text.get(..end).is_some_and(|t| t.ends_with('年'))
                || text.get(end..).is_some_and(|t| t.starts_with('年'))
            {
                out.push(Quantity::new(
                    Span::new(span.start, end),
                    "year",
                    (*first - Decimal::ONE).saturating_add(number),
                ));
            }
        }
    }
}
