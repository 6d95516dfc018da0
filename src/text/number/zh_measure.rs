//! What stands around a Chinese number and changes what it says: 分之, 成, 元, 餘, 半, 負.

use super::continuation::continues;
use super::counters;
use super::exactness;
use super::figure::{Draft, Exactness, FigureKind};
use super::hanzi::{self, Notation, Reading};
use super::label;
use super::money;
use super::reader::Reader;
use crate::text::numeral;
use rust_decimal::Decimal;

/// 百分之五, 千分之三, 三分之二; the number read is the denominator.
pub(super) fn fraction(reader: Reader, start: usize, denominator: Reading) -> Option<Draft> {
    let after = reader.eat(denominator.end, "分之")?;
    let after = reader.spaces(after);
    let numerator = hanzi::read(reader, after)?;
    if denominator.low.is_zero() || denominator.low != denominator.high {
        return None;
    }
    let share = |part: Decimal| {
        let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(denominator.low)?;
        Some(share.round_dp(if denominator.shape == Notation::Bare { 12 } else { 4 }).normalize())
    };
    let (low, high) = (share(numerator.low)?, share(numerator.high)?);
    let mut draft = finish(reader, start, numerator, start, numerator.end, FigureKind::Percent);
    (draft.figure.low, draft.figure.high) = (low, high);
    Some(draft)
}

/// A number by what stands behind and before it: percent, tenths, money or a count.
pub(super) fn measured(reader: Reader, start: usize, number: Reading, last: Option<&Draft>) -> Draft {
    let end = number.end;
    let unit = reader.spaces(end);
    if let Some(end) = reader.eat_any(unit, &["%", "个百分点", "百分点"]) {
        return finish(reader, start, number, start, end, FigureKind::Percent);
    }
    if let Some(end) = reader.eat(unit, "‰") {
        let mut draft = finish(reader, start, number, start, end, FigureKind::Percent);
        scale_by(&mut draft, Decimal::new(1, 1));
        return draft;
    }
    if number.shape != Notation::Bare
        && number.low <= Decimal::TEN
        && let Some(end) = counters::tenths(reader, if number.shape == Notation::Arabic { unit } else { end })
    {
        // 六成五 is 65 in a hundred.
        let rest = reader.at(end).and_then(|(c, next)| Some((numeral::digit(c)?, next)));
        let (rest, end) = rest.unwrap_or((0, end));
        let mut draft = finish(reader, start, number, start, end, FigureKind::Percent);
        scale_by(&mut draft, Decimal::TEN);
        draft.figure.low += Decimal::from(rest);
        draft.figure.high += Decimal::from(rest);
        return draft;
    }
    if number.low == Decimal::ONE
        && number.shape == Notation::Single
        && let Some(end) = reader.eat(end, "半")
    {
        let mut draft = finish(reader, start, number, start, end, FigureKind::Percent);
        scale_by(&mut draft, Decimal::from(50));
        return draft;
    }
    let ordinal = label::enclosed(reader, start, end)
        || counters::labelled(reader, start)
        || last.is_some_and(|last| last.figure.kind == FigureKind::Ordinal) && continues(reader, start, last);
    let kind = if ordinal { FigureKind::Ordinal } else { FigureKind::Count };
    finish(reader, start, number, start, end, kind)
}

fn scale_by(draft: &mut Draft, factor: Decimal) {
    for value in [&mut draft.figure.low, &mut draft.figure.high] {
        *value = value.checked_mul(factor).unwrap_or(*value).normalize();
    }
}

/// The draft of a number with what may stand around every one: 餘, a half, a sign, a currency, how exact it is.
pub(super) fn finish(reader: Reader, start: usize, number: Reading, from: usize, to: usize, kind: FigureKind) -> Draft {
    let mut draft = Draft::new(from, to, number.low, kind);
    draft.figure.high = number.high;
    draft.scale = number.scale;
    draft.spelled = number.shape != Notation::Arabic;
    draft.figure.about = if number.over { Exactness::Over } else { Exactness::Exact };
    if let Some(end) = remainder(reader, to, number) {
        draft.figure.span.end = end;
        draft.figure.about = Exactness::Over;
    }
    if kind == FigureKind::Ordinal {
        return draft;
    }
    if kind == FigureKind::Count {
        count(reader, start, &mut draft);
    }
    if let Some(sign) = negative(reader, draft.figure.span.start) {
        draft.figure.span.start = sign;
        (draft.figure.low, draft.figure.high) = (-draft.figure.high, -draft.figure.low);
    }
    if draft.figure.about == Exactness::Exact {
        draft.figure.about = exactness::chinese(reader, draft.figure.span.start, draft.figure.span.end);
    }
    draft
}

/// What goes on a word that begins with 半: 一個半徑, 一個半正定矩陣.
const HALF_WORDS: &[&str] = &[
    "正定", "负定", "定矩", "径", "导体", "圆", "球", "衰", "群", "空间", "平面", "成品", "监督", "结构", "自动",
    "透明", "决赛", "封闭", "开",
];

/// Money, a half behind the unit, or a bare year.
fn count(reader: Reader, start: usize, draft: &mut Draft) {
    let end = draft.figure.span.end;
    let behind = money::behind(reader, end);
    let before = money::before(reader, start);
    if let Some((currency, end)) = behind {
        draft.figure.kind = FigureKind::Money(currency);
        draft.figure.span.end = end;
    }
    if let Some((currency, start)) = before {
        draft.figure.kind = FigureKind::Money(currency);
        draft.figure.span.start = start;
    }
    if before.is_some() || behind.is_some() {
        return;
    }
    let half = reader.eat_any(end, &["年半", "个半", "天半", "倍半", "日半"]);
    if let Some(end) = half.filter(|end| draft.figure.low.scale() == 0 && reader.eat_any(*end, HALF_WORDS).is_none()) {
        draft.add_half();
        draft.figure.span.end = end;
    }
}

/// Past a 餘, 多 or 幾 that says "and some more": only a round number can have it.
fn remainder(reader: Reader, pos: usize, number: Reading) -> Option<usize> {
    let round = number.low.checked_rem(Decimal::TEN).is_some_and(|rest| rest.is_zero()) || number.scale > Decimal::ONE;
    let (c, next) = reader.at(pos)?;
    let other = match c {
        '余' => ['额', '款', '地', '存', '下', '由', '者', '数'].contains(&reader.peek(next).unwrap_or(' ')),
        '多' => ['数', '样', '重', '边', '语', '功', '媒', '方'].contains(&reader.peek(next).unwrap_or(' ')),
        '几' => false,
        _ => return None,
    };
    (round && !other).then_some(next)
}

/// The start of a 負 or a minus sign before a number. A hyphen is one only behind a space or parenthesis.
fn negative(reader: Reader, start: usize) -> Option<usize> {
    if let Some(sign) = reader.back(start, "负") {
        return (reader.peek_before(sign) != Some('担')).then_some(sign);
    }
    minus(reader, start)
}

pub(super) fn minus(reader: Reader, start: usize) -> Option<usize> {
    let sign = reader.back(start, "-")?;
    let before = reader.back_spaces(sign);
    let apart = before < sign && reader.peek_before(before).is_some_and(char::is_alphabetic)
        || reader.peek_before(sign) == Some('(');
    apart.then_some(sign)
}
