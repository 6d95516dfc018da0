//! Dates of both languages as one number, yyyymmdd.

use super::arabic;
use super::reader::Reader;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// 民國元年 is 1912.
pub(super) const MINGUO: u32 = 1911;

/// A day as a number, zero for what is not stated; `None` where there is no such day.
pub(super) fn value(year: u32, month: u32, day: u32) -> Option<Decimal> {
    let length = match month {
        0 if day == 0 => 0,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (day <= length && year <= 9999).then(|| Decimal::from(year * 10_000 + month * 100 + day))
}

/// A value as a small whole number.
pub(super) fn whole(value: Decimal) -> Option<u32> {
    if value.scale() == 0 || value.fract().is_zero() { value.to_u32() } else { None }
}

/// 2024-12-31, 2024/12/31 or 2024.12.31 at `pos`.
pub(super) fn numeric(reader: Reader, pos: usize) -> Option<(Decimal, usize)> {
    let (year, end) = digits(reader, pos, 4)?;
    let (sign, next) = reader.at(end).filter(|(c, _)| matches!(c, '-' | '/' | '.'))?;
    let (month, end) = digits(reader, next, 2)?;
    let (_, next) = reader.at(end).filter(|(c, _)| *c == sign)?;
    let (day, end) = digits(reader, next, 2)?;
    let continues = reader.peek(end).is_some_and(|c| c.is_ascii_alphanumeric())
        || reader.peek(end) == Some(sign)
            && reader.at(end).is_some_and(|(_, next)| arabic::digit(reader, next).is_some());
    if continues || !(1000..=2999).contains(&year) || month == 0 || day == 0 {
        return None;
    }
    Some((value(year, month, day)?, end))
}

/// 4·26, a day by month and day; a middle dot is never a decimal point.
pub(super) fn dotted(reader: Reader, pos: usize) -> Option<(Decimal, usize)> {
    let (month, end) = digits(reader, pos, 2)?;
    let (_, next) = reader.at(end).filter(|(c, _)| *c == '·')?;
    let (day, end) = digits(reader, next, 2)?;
    if month == 0 || day == 0 || arabic::digit(reader, end).is_some() {
        return None;
    }
    Some((value(0, month, day)?, end))
}

/// 17:00, of which Chinese says only the hour.
pub(super) fn full_hour(reader: Reader, pos: usize) -> Option<(Decimal, usize)> {
    let (hour, end) = digits(reader, pos, 2)?;
    let end = reader.eat(end, ":00")?;
    (hour <= 24 && arabic::digit(reader, end).is_none()).then(|| (Decimal::from(hour), end))
}

/// The first year of a decade by its number and the century before it: 20世紀70年代, 1980年代, 70年代.
pub(super) fn decade(century: Option<u32>, number: u32) -> Option<u32> {
    match (century, number) {
        (Some(century @ 1..=21), 0..=90) => Some((century - 1) * 100 + number),
        (None, 20..=90) => Some(1900 + number),
        (None, 1000..=2990) => Some(number),
        _ => None,
    }
    .filter(|year| year % 10 == 0)
}

/// One to `most` digits; exactly four for a year.
fn digits(reader: Reader, pos: usize, most: u32) -> Option<(u32, usize)> {
    let mut end = pos;
    let mut count = 0;
    let mut number = 0;
    while let Some((digit, next)) = arabic::digit(reader, end) {
        if count == most {
            return None;
        }
        number = number * 10 + digit;
        count += 1;
        end = next;
    }
    (count > 0 && (most != 4 || count == 4)).then_some((number, end))
}

const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// The English name of a month, 1..=12, folded.
pub fn month_name(month: u32) -> Option<&'static str> {
    MONTHS.iter().find(|(_, number)| *number == month).map(|(name, _)| *name)
}

/// Whether a word is the English name of a month, in full or shortened.
pub fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|(name, _)| name.eq_ignore_ascii_case(word))
}

/// The month whose English name stands at `pos` with a capital, and where it ends, its full stop included.
pub(super) fn month(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    if !reader.text.as_bytes().get(pos)?.is_ascii_uppercase() {
        return None;
    }
    // DEC and MAY in capitals are something else.
    if !reader.text.as_bytes().get(pos + 1)?.is_ascii_lowercase() {
        return None;
    }
    let (name, number, end) =
        MONTHS.iter().find_map(|&(name, number)| Some((name, number, reader.eat_word(pos, name)?)))?;
    let end = if name.len() <= 4 && name != "may" { reader.eat(end, ".").unwrap_or(end) } else { end };
    // Sept-Iles is a place, Sept-Oct are two months.
    let hyphened = reader.eat(end, "-").filter(|next| reader.peek(*next).is_some_and(char::is_alphabetic));
    let month = |pos| MONTHS.iter().any(|(name, _)| reader.eat_word(pos, name).is_some());
    let named = hyphened.is_some_and(|next| name.len() <= 4 && !month(next));
    (!named).then_some((number, end))
}

/// A year of four digits behind a month or day: ", 2024", " of 2024", " 2024".
pub(super) fn year_behind(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    let pos = reader.eat(pos, ",").unwrap_or(pos);
    let pos = reader.spaces(pos);
    let pos = reader.eat_any(pos, &["of ", "in "]).unwrap_or(pos);
    digits(reader, pos, 4).filter(|(year, _)| (1000..=2999).contains(year))
}

/// A day of one or two digits, with or without its "st" or "th".
pub(super) fn day(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    let (day, end) = digits(reader, pos, 2).filter(|(day, _)| (1..=31).contains(day))?;
    let end = reader.eat_words(end, &["st", "nd", "rd", "th"]).unwrap_or(end);
    let number = reader.peek(end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '%')
        || arabic::read(reader, pos).is_some_and(|number| number.end > end);
    (!number).then_some((day, end))
}
