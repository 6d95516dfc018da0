//! The figures of a Chinese text.

use super::arabic::{self, Addresses};
use super::continuation::continues;
use super::counters;
use super::date;
use super::figure::{Draft, FigureKind};
use super::hanzi::{self, Notation, Reading};
use super::label;
use super::reader::{Reader, fold};
use super::{zh_date, zh_measure};
use crate::text::numeral;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// The characters at which a figure can begin, one bit for each code point of the basic plane.
static OPENS: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
    let mut bits = Box::new([0; 1024]);
    for c in ('\u{80}'..='\u{ffff}').filter(|c| can_open(fold(*c))) {
        let code = c as usize;
        bits[code / 64] |= 1 << (code % 64);
    }
    bits
});

/// Whether a figure can begin with the folded character: a numeral of any system, and those of 半數, 首次 and 民國元年.
fn can_open(folded: char) -> bool {
    hanzi::is_numeral(folded) || matches!(folded, '半' | '首' | '民' | '①'..='⑳')
}

/// The first place from `pos` on at which a figure can begin.
fn candidate(bytes: &[u8], mut pos: usize) -> Option<usize> {
    let opens: &[u64] = &**OPENS;
    loop {
        let first = *bytes.get(pos)?;
        pos += match first {
            b'0'..=b'9' => return Some(pos),
            0..=0x7f => 1,
            0xe0..=0xef => {
                let (second, third) = (*bytes.get(pos + 1)?, *bytes.get(pos + 2)?);
                let code = usize::from(first & 0xf) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
                if opens.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1) {
                    return Some(pos);
                }
                3
            }
            0xf0.. => 4,
            _ => 2,
        };
    }
}

/// What stands at a candidate.
pub(super) enum Found {
    Figure(Draft),
    /// A 五年 plan by two numbers: 十四五.
    Two(Draft, Draft),
    /// Nothing up to here.
    Nothing(usize),
}

pub(super) fn scan(text: &str, lenient: bool, out: &mut Vec<Draft>) {
    let reader = Reader { text };
    let mut addresses = Addresses::default();
    let mut pos = 0;
    while let Some(start) = candidate(text.as_bytes(), pos) {
        if let Some(end) = addresses.around(text, start) {
            pos = end;
            continue;
        }
        match read(reader, start, out.last(), lenient) {
            Found::Figure(draft) => {
                pos = draft.figure.span.end;
                out.push(draft);
            }
            Found::Two(first, second) => {
                pos = second.figure.span.end;
                out.extend([first, second]);
            }
            Found::Nothing(end) => pos = end,
        }
    }
}

fn read(reader: Reader, start: usize, last: Option<&Draft>, lenient: bool) -> Found {
    let Some(c) = reader.text.get(start..).and_then(|rest| rest.chars().next()) else {
        return Found::Nothing(start + 1);
    };
    let next = start + c.len_utf8();
    match fold(c) {
        '①'..='⑳' => {
            let value = Decimal::from(numeral::circled(c).unwrap_or_default());
            return Found::Figure(Draft::new(start, next, value, FigureKind::Ordinal));
        }
        // ○○公司 names nobody; only 〇點五 and ○．五 begin with it.
        '〇' if !reader.peek(next).is_some_and(|c| matches!(c, '点' | '.')) => return Found::Nothing(next),
        '半' => return half(reader, start, next),
        '首' => return first(reader, start, next),
        '民' => {
            let year = zh_date::minguo_first_year(reader, start, next);
            return year.map_or(Found::Nothing(next), Found::Figure);
        }
        '拾' | '壹' | '贰' | '叁' | '参' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖'
            if !financial(reader, start, next) =>
        {
            return Found::Nothing(next);
        }
        '0'..='9' => {
            let date = date::numeric(reader, start).or_else(|| date::dotted(reader, start));
            if let Some((value, end)) = date {
                return Found::Figure(Draft::new(start, end, value, FigureKind::Date));
            }
        }
        _ => {}
    }
    if let Some((hour, end)) = date::full_hour(reader, start) {
        return Found::Figure(Draft::new(start, end, hour, FigureKind::Count));
    }
    if reader.opens_paragraph(label_start(reader, start))
        && let Some(draft) = label::read(reader, start).filter(|draft| {
            reader.peek_before(start) != Some('(') || label::enclosed(reader, start, draft.figure.span.end)
        })
    {
        return Found::Figure(draft);
    }
    if counters::ends_word(reader, start) {
        return Found::Nothing(next);
    }
    match hanzi::read(reader, start) {
        Some(number) => number_at(reader, start, number, last, lenient),
        None => Found::Nothing(past_numerals(reader, arabic::skip(reader, next))),
    }
}

/// Past the rest of a row of numerals that is no value.
fn past_numerals(reader: Reader, mut pos: usize) -> usize {
    while let Some((_, next)) = reader.at(pos).filter(|(c, _)| hanzi::is_numeral(*c)) {
        pos = next;
    }
    pos
}

/// Before the parenthesis of a label.
fn label_start(reader: Reader, start: usize) -> usize {
    reader.back(start, "(").unwrap_or(start)
}

/// Financial numerals are everyday characters (參加, 大陸, 收拾) unless another numeral follows or a label ends.
fn financial(reader: Reader, start: usize, next: usize) -> bool {
    match reader.peek(next) {
        Some('拾' | '佰' | '仟' | '万' | '亿' | '圆') => reader.peek_before(start) != Some('大'),
        Some('、') => reader.opens_paragraph(start),
        _ => false,
    }
}

/// 一半 is read with its 一; here 半數 and 過半 alone.
fn half(reader: Reader, start: usize, next: usize) -> Found {
    let Some(end) = reader.eat(next, "数") else {
        return Found::Nothing(next);
    };
    let mut draft = Draft::new(start, end, Decimal::from(50), FigureKind::Percent);
    if reader.back_any(start, &["过", "逾"]).is_some() {
        // "A majority" seldom says its number.
        return Found::Nothing(end);
    }
    draft.spelled = true;
    Found::Figure(draft)
}

/// 首次, 首個, 首屆: the first.
fn first(reader: Reader, start: usize, next: usize) -> Found {
    const COUNTED: &[&str] = &["次", "个", "批", "届", "家", "位", "例", "款", "创", "期", "条", "部"];
    match reader.eat_any(next, COUNTED).is_some() && reader.peek_before(start) != Some('部') {
        true => {
            let mut draft = Draft::new(start, next, Decimal::ONE, FigureKind::Ordinal);
            draft.spelled = true;
            Found::Figure(draft)
        }
        false => Found::Nothing(next),
    }
}

fn number_at(reader: Reader, start: usize, number: Reading, last: Option<&Draft>, lenient: bool) -> Found {
    let end = number.end;
    if number.shape == Notation::Arabic && arabic::is_name(reader, start, end) {
        return Found::Nothing(end);
    }
    if number.shape == Notation::Arabic && dotted_on(reader, start, end) {
        return Found::Nothing(arabic::skip(reader, end));
    }
    if let Some(draft) = zh_measure::fraction(reader, start, number) {
        return Found::Figure(draft);
    }
    let ordinal = reader.back_any(reader.back_spaces(start), &["第"]);
    if let Some(label) = ordinal {
        if reader.eat_any(end, counters::NO_ORDINALS).is_some() {
            return Found::Nothing(end);
        }
        return Found::Figure(zh_measure::finish(reader, start, number, label, end, FigureKind::Ordinal));
    }
    if let Some(draft) = zh_date::dated(reader, start, number) {
        return Found::Figure(draft);
    }
    if number.shape != Notation::Arabic && !lenient && !trusted(reader, start, number, last) {
        return Found::Nothing(end);
    }
    if let Some((first, second)) = zh_date::plan(reader, start, number) {
        return Found::Two(first, second);
    }
    Found::Figure(zh_measure::measured(reader, start, number, last))
}

/// Numbers such as 1.2.3 are the names of versions and sections.
fn dotted_on(reader: Reader, start: usize, end: usize) -> bool {
    let after = matches!(reader.at(end), Some(('.' | '·', next)) if arabic::digit(reader, next).is_some());
    let before = matches!(reader.before(start), Some(('.' | '·', at)) if reader.peek_before(at).is_some_and(|c| c.is_ascii_digit()));
    after || before
}

/// Whether hanzi alone are a number here.
fn trusted(reader: Reader, start: usize, number: Reading, last: Option<&Draft>) -> bool {
    let end = number.end;
    let word = reader.text.get(start..end).unwrap_or("");
    match number.shape {
        Notation::Arabic | Notation::Spelled => !hundreds(reader, start),
        Notation::Bare => !hundreds(reader, start) && counters::bare_counts(reader, start, end, word.chars().count()),
        Notation::Positional => {
            let length = word.chars().count();
            number.low > Decimal::ZERO && (length >= 3 || counters::counts(reader, start, end, number.low))
        }
        Notation::Single => {
            if hundreds(reader, start) || counters::opens_word(reader, start, end) {
                return false;
            }
            counters::counts(reader, start, end, number.low)
                || counters::labelled(reader, start)
                || label::enclosed(reader, start, end)
                || number.low == Decimal::TEN && matches!(reader.peek(end), Some('余' | '几' | '多'))
                || continues(reader, start, last)
                || ranges(reader, end, number.low)
                || reader.eat(end, "半").is_some() && number.low == Decimal::ONE
                || counters::tenths(reader, end).is_some() && number.low < Decimal::TEN
                || reader.eat(end, "个半").is_some()
        }
    }
}

/// 數十, 幾百: how many is not said. 人數二千 says it.
fn hundreds(reader: Reader, start: usize) -> bool {
    let place = |c: char| "十百千万亿".contains(c);
    matches!(reader.peek_before(start), Some('数' | '几' | '好')) && reader.peek(start).is_some_and(place)
}

/// The 五 of 五至十人 and the 一 of 一、二人.
fn ranges(reader: Reader, end: usize, low: Decimal) -> bool {
    let Some(next) = reader.eat_any(end, &["至", "到", "~", "-", "、", "或"]) else {
        return false;
    };
    let Some((c, _)) = reader.at(next) else { return false };
    let Some(number) = hanzi::is_numeral(c).then(|| hanzi::read(reader, next)).flatten() else {
        return false;
    };
    number.low > low && counters::counts(reader, next, number.end, number.low)
}
