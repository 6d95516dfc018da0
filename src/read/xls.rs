//! XLS, the workbooks of Excel 97 to 2003 (MS-XLS, BIFF8): a stream of records. The rows of each visible sheet, and what
//! stands in its text boxes.

use crate::model::{LeftOutReason, Raw, Warning};
use crate::read::compound::{Compound, u16_at, u32_at};
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::xlsx::Workbook;
use std::collections::BTreeMap;

/// Numbers of records (MS-XLS 2.3.1).
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const HEADER: u16 = 0x0014;
    pub const FOOTER: u16 = 0x0015;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const OBJECT: u16 = 0x005D;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const R_STRING: u16 = 0x00D6;
    pub const SST: u16 = 0x00FC;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const TEXT_OBJECT: u16 = 0x01B6;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const BOF: u16 = 0x0809;
}

/// Columns of a sheet.
const COLUMNS: usize = 256;
/// What an object is when it is a remark on a cell (`FtCmo.ot`).
const REMARK: u16 = 0x19;

pub fn read(input: &Input) -> Outcome<Raw> {
    let stream = Compound::open(input)?.stream("Workbook")?.ok_or("is a workbook without its stream 'Workbook'")?;
    let globals = Globals::read(&stream)?;
    let mut book = Workbook::default();
    let mut hidden = 0;
    for sheet in &globals.sheets {
        let table = cells(&stream, sheet.start, &globals.strings, &mut book)?;
        if sheet.shown {
            book.sheet(&sheet.name, &table);
        } else {
            hidden += 1;
            let text = |(line, cells): (usize, Vec<String>)| (line, cells.join(" "));
            table.into_iter().map(text).for_each(|(line, text)| book.leave(LeftOutReason::Hidden, text, line));
        }
    }
    if hidden > 0 {
        book.warnings
            .push(Warning::new(format!("{hidden} hidden sheet{} not read", if hidden == 1 { "" } else { "s" })));
    }
    Ok(book.into_raw("xls"))
}

/// The records from an offset on: the number of each, and its bytes.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (number, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        // The last record of a file that is cut off is what there is of it.
        let body = stream.get(at + 4..(at + 4 + length).min(stream.len()))?;
        at += 4 + length;
        Some((number, body))
    })
}

struct Sheet {
    name: String,
    /// Where its records start in the stream.
    start: usize,
    shown: bool,
}

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<Sheet>,
    /// The strings that cells refer to by number.
    strings: Vec<String>,
}

impl Globals {
    fn read(stream: &[u8]) -> Outcome<Globals> {
        let mut globals = Globals::default();
        let mut table: Vec<&[u8]> = Vec::new();
        let mut in_table = false;
        for (number, body) in records(stream, 0) {
            match number {
                record::FILE_PASS => return Err("has a password; open it and save it without one".into()),
                // Macro sheets and charts are no tables.
                record::BOUND_SHEET if body.get(5) == Some(&0) => {
                    let start = u32_at(body, 0).unwrap_or_default() as usize;
                    let shown = body.get(4).is_some_and(|state| state & 3 == 0);
                    globals.sheets.push(Sheet { name: sheet_name(body).unwrap_or_default(), start, shown });
                }
                record::SST => table.push(body.get(8..).unwrap_or_default()),
                record::CONTINUE if in_table => table.push(body),
                record::EOF => break,
                _ => {}
            }
            in_table = number == record::SST || in_table && number == record::CONTINUE;
        }
        let mut parts = Parts::new(table);
        while let Some(text) = parts.string() {
            globals.strings.push(text);
        }
        Ok(globals)
    }
}

/// The rows of the sheet that starts at an offset, with their numbers from 1.
fn cells(stream: &[u8], start: usize, shared: &[String], book: &mut Workbook) -> Outcome<Vec<(usize, Vec<String>)>> {
    let mut table: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    let (mut depth, mut total, mut kind) = (0, 0_u64, 0);
    // Where the text of a formula goes, and what of a text object is still to come.
    let mut formula: Option<(u16, u16)> = None;
    let mut boxed: Option<usize> = None;
    for (number, body) in records(stream, start) {
        let place = u16_at(body, 0).zip(u16_at(body, 2));
        let rest = body.get(6..).unwrap_or_default();
        let mut put = |place: Option<(u16, u16)>, text: String| {
            total += text.len() as u64;
            let Some((row, column)) = place.filter(|(_, column)| usize::from(*column) < COLUMNS) else { return };
            let cells = table.entry(row).or_default();
            let column = usize::from(column);
            cells.resize(cells.len().max(column + 1), String::new());
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        };
        match number {
            record::BOF => depth += 1,
            record::EOF => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            // A chart in a sheet has cells of its own, which the sheet has too.
            _ if depth > 1 => {}
            record::LABEL_SST => {
                let text = u32_at(rest, 0).and_then(|at| shared.get(at as usize)).cloned();
                put(place, text.unwrap_or_default());
            }
            record::LABEL | record::R_STRING => put(place, Parts::new(vec![rest]).string().unwrap_or_default()),
            record::NUMBER => put(place, double(rest).map(shown).unwrap_or_default()),
            record::RK => put(place, u32_at(rest, 0).map(compact).map(shown).unwrap_or_default()),
            record::MUL_RK => {
                let (row, first) = place.unwrap_or_default();
                let values = body.get(4..body.len().saturating_sub(2)).unwrap_or_default();
                for (column, value) in (first..).zip(values.chunks_exact(6)) {
                    put(Some((row, column)), u32_at(value, 2).map(compact).map(shown).unwrap_or_default());
                }
            }
            record::FORMULA => match rest.first_chunk::<8>() {
                Some([0, .., 0xFF, 0xFF]) => formula = place,
                // Truth values, errors and empty texts.
                Some([1, _, value, .., 0xFF, 0xFF]) => put(place, truth(*value)),
                Some([.., 0xFF, 0xFF]) | None => {}
                Some(_) => put(place, double(rest).map(shown).unwrap_or_default()),
            },
            record::STRING => put(formula.take(), Parts::new(vec![body]).string().unwrap_or_default()),
            record::BOOL_ERROR if rest.get(1) == Some(&0) => put(place, truth(rest.first().copied().unwrap_or(0))),
            record::OBJECT => kind = u16_at(body, 4).unwrap_or_default(),
            record::TEXT_OBJECT => boxed = u16_at(body, 10).map(usize::from).filter(|count| *count > 0),
            record::CONTINUE => {
                if let Some(count) = boxed.take()
                    && let Some((flags, text)) = body.split_first()
                {
                    let text = characters(text, flags & 1 == 1, count);
                    if kind == REMARK {
                        book.leave(LeftOutReason::Comment, text, table.len());
                    } else {
                        book.text(text, table.len(), None);
                    }
                }
            }
            record::HEADER | record::FOOTER => {
                let text = Parts::new(vec![body]).string().unwrap_or_default();
                book.leave(LeftOutReason::Furniture, text, 1);
            }
            _ => {}
        }
        // One long string can be named by any number of cells.
        if total > limits::DOCUMENT {
            return Err(format!("has a sheet with more than {} of text", limits::size(limits::DOCUMENT)));
        }
    }
    let filled = |cells: &Vec<String>| cells.iter().any(|cell| !cell.is_empty());
    Ok(table.into_iter().filter(|(_, cells)| filled(cells)).map(|(row, cells)| (usize::from(row) + 1, cells)).collect())
}

/// The name of a sheet behind its place and its state: a count, a flag for two bytes a character, characters.
fn sheet_name(body: &[u8]) -> Option<String> {
    let (count, flags) = (*body.get(6)?, *body.get(7)?);
    Some(characters(body.get(8..)?, flags & 1 == 1, usize::from(count)))
}

fn truth(value: u8) -> String {
    if value == 0 { "FALSE".into() } else { "TRUE".into() }
}

fn double(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(*bytes.first_chunk()?))
}

/// A number in four bytes (MS-XLS 2.5.217): an integer or the upper half of a double, which may be a hundredth.
fn compact(rk: u32) -> f64 {
    let value = if rk & 2 == 0 { f64::from_bits(u64::from(rk & !3) << 32) } else { f64::from((rk as i32) >> 2) };
    if rk & 1 == 0 { value } else { value / 100.0 }
}

/// A number in the fewest digits that tell it.
fn shown(value: f64) -> String {
    value.to_string()
}

/// Characters of one byte (the first 256 of Unicode) or two, at most `count`.
fn characters(bytes: &[u8], wide: bool, count: usize) -> String {
    if wide {
        let units: Vec<u16> = bytes.chunks_exact(2).take(count).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().take(count).map(|b| char::from(*b)).collect()
    }
}

/// Strings in records that go on in others.
struct Parts<'r> {
    parts: std::vec::IntoIter<&'r [u8]>,
    part: &'r [u8],
}

impl<'r> Parts<'r> {
    fn new(parts: Vec<&'r [u8]>) -> Self {
        let mut parts = parts.into_iter();
        Parts { part: parts.next().unwrap_or_default(), parts }
    }

    /// Bytes of a number or of what is passed over, which may go on in the next record.
    fn take(&mut self, mut count: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        loop {
            let (now, rest) = self.part.split_at(count.min(self.part.len()));
            taken.extend_from_slice(now);
            (self.part, count) = (rest, count - now.len());
            if count == 0 {
                return Some(taken);
            }
            self.part = self.parts.next()?;
        }
    }

    /// The next string (MS-XLS 2.5.293): its length, flags, how many runs of formatting and bytes of pronunciation
    /// follow, and its characters, whose width is said anew where another record begins.
    fn string(&mut self) -> Option<String> {
        let count = usize::from(u16_at(&self.take(2)?, 0)?);
        let flags = *self.take(1)?.first()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16_at(&self.take(2)?, 0)?) };
        let more = if flags & 4 == 0 { 0 } else { u32_at(&self.take(4)?, 0)? as usize };
        let (mut wide, mut left) = (flags & 1 == 1, count);
        let mut text = String::new();
        while left > 0 {
            if self.part.is_empty() {
                let Some((flags, part)) = self.parts.next().and_then(<[u8]>::split_first) else { break };
                (wide, self.part) = (flags & 1 == 1, part);
            }
            let width = if wide { 2 } else { 1 };
            let here = left.min(self.part.len() / width);
            if here == 0 {
                break;
            }
            let (now, rest) = self.part.split_at(here * width);
            text.push_str(&characters(now, wide, here));
            (self.part, left) = (rest, left - here);
        }
        self.take(runs * 4 + more);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (rk, want) in
            [(0x3FF0_0000, 1.0), (0x3FF0_0001, 0.01), (4950 << 2 | 3, 49.5), ((-3_i32 << 2) as u32 | 2, -3.0)]
        {
            assert!((compact(rk) - want).abs() < 1e-12, "{rk:x}");
        }
        assert_eq!((shown(30.0), shown(0.5)), ("30".into(), "0.5".into()));
    }

    #[test]
    fn strings_go_over_records() {
        // Narrow with two runs of formatting; wide, cut after its first character, and narrow from there on.
        let first: &[u8] = &[2, 0, 8, 2, 0, b'a', b'b', 0, 0, 1, 0, 0, 0, 1, 0, 3, 0, 1, 0xE2, 0x6C];
        let second: &[u8] = &[0, b'x', b'y', 1, 0, 0, b'z'];
        let mut parts = Parts::new(vec![first, second]);
        assert_eq!(parts.string().unwrap(), "ab");
        assert_eq!(parts.string().unwrap(), "\u{6CE2}xy");
        assert_eq!(parts.string().unwrap(), "z");
        assert_eq!(parts.string(), None);
    }
}
