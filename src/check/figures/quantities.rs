//! Quantities that both sides write differently: 一年半 and "18 months", 三元五角 and "3.5 yuan", 一刻鐘 and "15 minutes",
//! 令和5年 and "2023", 3×10⁸ and "300,000,000". A quantity is read from a figure with its unit, from several of them in a
//! row, or from words that need no figure.

use super::matching::Matching;
use super::open_figure::{Slot, settle_at, touched};
use super::units::{self, Unit};
use crate::check::pair::Pair;
use crate::check::tables::{pattern, patterns, rows};
use crate::model::{Side, Sides, Span};
use crate::text::fold::{fold, fold_char, unfold};
use crate::text::number::{Figure, FigureKind, parse_value};
use regex::Regex;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;
use std::sync::LazyLock;

/// A value with its dimension.
#[derive(Clone, Debug)]
struct Quantity {
    span: Span,
    /// A base unit, or `count`, `percent`, `times`, `year`.
    dimension: &'static str,
    low: Decimal,
    high: Decimal,
    /// The unit that it is stated in, in base units; 0 where none is named.
    size: Decimal,
}

/// By how much a measure may differ from the one in another system that it was rounded to: "six miles" for 10公里.
const CONVERTED: Decimal = Decimal::from_parts(4, 0, 0, false, 2);

/// By how much two measures may differ where one was converted from the other and rounded.
const ROUNDED: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

impl Quantity {
    fn new(span: Span, dimension: &'static str, value: Decimal) -> Self {
        Quantity { span, dimension, low: value, high: value, size: Decimal::ZERO }
    }

    /// Whether two are stated in units of two systems: metres and feet, not metres and kilometres.
    fn is_converted(&self, other: &Quantity) -> bool {
        let ratio = self.size.checked_div(other.size).map(|ratio| ratio.normalize());
        let is_decimal = |ratio: Decimal| {
            let mut digits = ratio.mantissa();
            while digits != 0 && digits % 10 == 0 {
                digits /= 10;
            }
            digits == 1
        };
        ratio.is_some_and(|ratio| !ratio.is_zero() && !is_decimal(ratio))
    }

    fn equals(&self, other: &Quantity) -> bool {
        let physical = !matches!(self.dimension, "count" | "percent" | "times" | "year" | "money" | "second" | "month");
        let near = if physical && self.is_converted(other) { CONVERTED } else { ROUNDED };
        let alike = |a: Decimal, b: Decimal| {
            let most = a.abs().checked_mul(near).unwrap_or_default();
            a == b || physical && a.saturating_sub(b).abs() <= most
        };
        self.dimension == other.dimension && alike(self.low, other.low) && alike(self.high, other.high)
    }
}

/// Settles the open figures of quantities that both sides state.
pub(super) fn settle(pair: &Pair, matching: &mut Matching) {
    if !matching.zh.iter().chain(&matching.en).any(Slot::open) {
        return;
    }
    let zh = read(pair.zh, Side::Zh, &pair.figures.zh);
    let en = read(pair.en, Side::En, &pair.figures.en);
    let places: Vec<Range<usize>> = en.iter().map(|e| touched(&matching.en, e.span)).collect();
    for z in &zh {
        let place = touched(&matching.zh, z.span);
        for (e, other) in en.iter().zip(&places) {
            let open = |slots: &[Slot], at: &Range<usize>| slots[at.clone()].iter().any(Slot::open);
            if z.equals(e) && (open(&matching.zh, &place) || open(&matching.en, other)) {
                settle_spans(matching, z.span, e.span);
            }
        }
    }
    settle_conversions(&zh, &mut matching.zh);
    settle_conversions(&en, &mut matching.en);
    settle_telephones(pair, matching);
    settle_split(pair, matching);
}

/// How far from a measure its conversion stands, in bytes.
const BESIDE: usize = 40;

/// Settles a measure that says again in another system what stands beside it: "400 meters, about 440 yards", 2磅（約0.9公斤）.
fn settle_conversions(all: &[Quantity], slots: &mut [Slot]) {
    let open = |slots: &[Slot], at: &Quantity| slots[touched(slots, at.span)].iter().any(Slot::open);
    for again in all.iter().filter(|q| !q.size.is_zero()) {
        let gap = |other: &Quantity| match again.span < other.span {
            true => other.span.start.saturating_sub(again.span.end),
            false => again.span.start.saturating_sub(other.span.end),
        };
        let is_said = |other: &Quantity| {
            !other.span.overlaps(again.span)
                && gap(other) <= BESIDE
                && again.is_converted(other)
                && again.equals(other)
                && !open(slots, other)
        };
        if open(slots, again) && all.iter().any(is_said) {
            settle_at(slots, again.span);
        }
    }
}

/// "Article 1 6" for 第十六條, "NT$10 000": a blank slipped into a figure.
fn settle_split(pair: &Pair, matching: &mut Matching) {
    for found in SPECIAL.split.find_iter(pair.en) {
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        let Ok(value) = digits.parse::<Decimal>() else { continue };
        let span = Span::new(found.start(), found.end());
        // Of a range, the other end has to stand there too.
        let stands =
            |end: Decimal| end == value || matching.en.iter().any(|slot| slot.figure.values().any(|v| v == end));
        let same = |slot: &&Slot| {
            let (low, high) = (slot.figure.low, slot.figure.high);
            slot.open() && (low == value || high == value) && stands(low) && stands(high)
        };
        let Some(zh) = matching.zh.iter().find(same).map(|slot| slot.figure.clone()) else { continue };
        settle_spans(matching, zh.span, span);
        let end = |slot: &Slot| slot.figure.values().any(|v| v == zh.low || v == zh.high);
        matching
            .en
            .iter_mut()
            .filter(|slot| slot.open() && zh.is_range() && end(slot))
            .for_each(|slot| slot.settled = true);
    }
}

/// Settles the figures inside two places that say the same, unless one of them belongs elsewhere.
pub(super) fn settle_spans(matching: &mut Matching, zh: Span, en: Span) {
    let (zs, es) = (touched(&matching.zh, zh), touched(&matching.en, en));
    let free =
        |slots: &[Slot], others: &Range<usize>| slots.iter().all(|s| s.partner.is_none_or(|p| others.contains(&p)));
    if free(&matching.zh[zs.clone()], &es) && free(&matching.en[es.clone()], &zs) {
        let inside = matching.zh[zs].iter_mut().chain(&mut matching.en[es]);
        inside.for_each(|slot| slot.settled = true);
    }
}

fn read(text: &str, side: Side, figures: &[Figure]) -> Vec<Quantity> {
    let mut out = Vec::new();
    for at in 0..figures.len() {
        of_figure(text, side, figures, at, &mut out);
    }
    powers(text, side, &mut out);
    spaced(text, side, &mut out);
    without_figures(text, side, &mut out);
    if side == Side::En {
        flight_levels(text, &mut out);
    }
    if side == Side::Zh {
        coins(text, &mut out);
        ones(text, figures, &mut out);
        negatives(text, &mut out);
        discounts(text, &mut out);
        eras(text, figures, &mut out);
    }
    out
}

/// The quantities that a figure states, alone and with those behind it.
fn of_figure(text: &str, side: Side, figures: &[Figure], at: usize, out: &mut Vec<Quantity>) {
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

/// 五角 by itself, which "50 cents" tells from a pentagon.
fn coins(text: &str, out: &mut Vec<Quantity>) {
    for found in SPECIAL.coin.captures_iter(text) {
        let (Some(whole), Some(digit)) = (found.get(0), found.get(1).and_then(|m| parse_value(m.as_str()))) else {
            continue;
        };
        let size = if whole.as_str().ends_with('分') { Decimal::ONE_HUNDRED } else { Decimal::TEN };
        out.push(Quantity::new(Span::new(whole.start(), whole.end()), "money", digit.low / size));
    }
}

/// FL 290 of pilots is 29,000 feet.
fn flight_levels(text: &str, out: &mut Vec<Quantity>) {
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
fn ones(text: &str, figures: &[Figure], out: &mut Vec<Quantity>) {
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
fn negatives(text: &str, out: &mut Vec<Quantity>) {
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

patterns!(SPECIAL: Special = "quantities.tsv" { power, discount, spaced, split, zh_negative, coins, coin, flight_level, telephone });

/// 3×10⁸, 1.5 x 10^6.
fn powers(text: &str, side: Side, out: &mut Vec<Quantity>) {
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
fn spaced(text: &str, side: Side, out: &mut Vec<Quantity>) {
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

fn without_figures(text: &str, side: Side, out: &mut Vec<Quantity>) {
    let folded = if side == Side::Zh { fold(text) } else { text.into() };
    for measure in MEASURES.iter() {
        for found in measure.words.get(side).iter().flat_map(|pattern| pattern.find_iter(&folded)) {
            let span = Span::new(found.start(), found.end());
            let span = if side == Side::Zh { unfold(text, &folded, span) } else { Some(span) };
            out.extend(span.map(|span| Quantity::new(span, measure.dimension, measure.size)));
        }
    }
}

/// 打八折 is 20 % off, or to 80 %.
fn discounts(text: &str, out: &mut Vec<Quantity>) {
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
fn eras(text: &str, figures: &[Figure], out: &mut Vec<Quantity>) {
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

/// Digits of a telephone number from which on two are compared.
const TELEPHONE: usize = 7;

/// 0912-345-678 and +886-912-345-678.
fn settle_telephones(pair: &Pair, matching: &mut Matching) {
    let numbers = |text: &str| -> Vec<(Span, String)> {
        let found = SPECIAL.telephone.find_iter(text);
        let digits = |m: regex::Match| {
            let digits: String = m.as_str().chars().map(fold_char).filter(char::is_ascii_digit).collect();
            (Span::new(m.start(), m.end()), digits.trim_start_matches('0').to_string())
        };
        found.map(digits).filter(|(_, digits)| digits.len() >= TELEPHONE).collect()
    };
    let (zh, en) = (numbers(pair.zh), numbers(pair.en));
    for (z, zh_digits) in &zh {
        for (e, en_digits) in &en {
            if zh_digits.ends_with(en_digits.as_str()) || en_digits.ends_with(zh_digits.as_str()) {
                settle_spans(matching, *z, *e);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::figures;

    fn states(text: &str, side: Side, dimension: &str, value: &str) -> bool {
        let value: Decimal = value.parse().unwrap();
        let found = read(text, side, &figures(text, side));
        found.iter().any(|q| q.dimension == dimension && q.low == value && q.high == value)
    }

    #[test]
    fn quantities_with_and_without_figures() {
        for (text, side, dimension, value) in [
            ("為期一年半。", Side::Zh, "month", "18"),
            ("三元五角", Side::Zh, "money", "3.5"),
            ("三公頃半", Side::Zh, "square metre", "35000"),
            ("一刻鐘", Side::Zh, "second", "900"),
            ("令和5年", Side::Zh, "year", "2023"),
            ("平成元年", Side::Zh, "year", "1989"),
            ("1.5×10⁶個", Side::Zh, "count", "1500000"),
            ("打八五折", Side::Zh, "percent", "15"),
            ("a fortnight", Side::En, "second", "1209600"),
            ("2 hours and 30 minutes", Side::En, "second", "9000"),
        ] {
            assert!(states(text, side, dimension, value), "{text}: {:?}", read(text, side, &figures(text, side)));
        }
    }
}
