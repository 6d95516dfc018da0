//! The number of a heading or list item at the start of a paragraph: 一、 （二） 1. (3) IV. (a).

use super::figure::{Draft, FigureKind};
use super::reader::Reader;
use super::{arabic, date, hanzi};
use crate::text::numeral;
use rust_decimal::Decimal;

/// The label of the paragraph that starts at `pos`, as an ordinal. Its span is the number alone.
pub(super) fn read(reader: Reader, pos: usize) -> Option<Draft> {
    let mut start = pos;
    while let Some((' ' | '\t', next)) = reader.at(start) {
        start = next;
    }
    let (start, open) = match reader.at(start) {
        Some(('(' | '[', next)) => (next, true),
        _ => (start, false),
    };
    let (value, end) = number(reader, start, open)?;
    closes(reader, end, open).then(|| Draft::new(start, end, Decimal::from(value), FigureKind::Ordinal))
}

fn number(reader: Reader, start: usize, open: bool) -> Option<(u32, usize)> {
    let (first, next) = reader.at(start)?;
    if first.is_ascii_digit() {
        let number = arabic::read(reader, start).filter(|number| number.plain && number.digits <= 3)?;
        return Some((date::whole(number.value)?, number.end));
    }
    if hanzi::is_numeral(first) {
        let number = hanzi::read(reader, start).filter(|number| number.low == number.high)?;
        return Some((date::whole(number.low).filter(|value| *value < 1000)?, number.end));
    }
    if let Some((value, end)) = roman(reader, start) {
        return Some((value, end));
    }
    // A letter alone: (a), B. The roman ones have been taken as such.
    let alone = first.is_ascii_lowercase() && (open || reader.text.as_bytes().get(start)?.is_ascii_uppercase());
    alone.then(|| (u32::from(first) - u32::from('a') + 1, next))
}

/// Whether what follows a number makes it a label.
fn closes(reader: Reader, end: usize, open: bool) -> bool {
    match reader.at(end) {
        Some((')' | ']', _)) => true,
        Some(('、', _)) => !open,
        Some(('.', next)) => !open && arabic::digit(reader, next).is_none(),
        _ => false,
    }
}

/// A numeral alone in parentheses, (二) or (ii), is a label wherever it stands.
pub(super) fn enclosed(reader: Reader, start: usize, end: usize) -> bool {
    matches!(reader.peek_before(start), Some('(')) && matches!(reader.peek(end), Some(')'))
}

/// A Roman numeral below 90 at `pos`: beyond, its C, D and M are more often letters, and so is an L alone.
pub(super) fn roman(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    let (value, length) = numeral::roman(reader.text.get(pos..)?)?;
    let alone = value == 50 && length == 1;
    (value < 90 && !alone).then_some((value, pos + length))
}
