//! TSV, CSV and text in two columns parted by `|`: a row a line, read as a stream.
//!
//! Columns are zh, en, ref unless a header row or the text in the first rows says otherwise. A table in one
//! language (OWASP ASVS in English and in Chinese) gives one-sided rows with their key, and [`crate::read::row_pairs`]
//! joins two of them.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Sides};
use crate::read::columns::{Columns, Extent, columns};
use crate::read::encoding::detect;
use crate::read::format::{Format, Hint};
use crate::read::input::{Budget, Input, Outcome, Stream};
use crate::read::limits;
use crate::read::row_stream::{self, Pull};
use crate::read::wordfast;
use csv::{ReaderBuilder, StringRecord};
use std::collections::{HashMap, VecDeque};

use crate::read::decode::Decoded;

type Table = csv::Reader<Budget<Decoded<Stream>>>;

pub fn read(input: &Input, hint: &Hint, format: Format) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let head = input.head(limits::HEAD)?;
    let (head, _) = encoded.encoding.decode_with_bom_removal(&head);
    if format == Format::Tsv && wordfast::is_memory(&head) {
        return wordfast::read(input, hint);
    }
    let delimiter = match format {
        Format::Csv => delimiter(&head),
        Format::Columns => b'|',
        _ => b'\t',
    };
    let open = |quoting| -> Outcome<Lined> {
        let table = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(quoting)
            .delimiter(delimiter)
            .from_reader(Budget::new(encoded.open(input)?));
        let feeds = if head.contains("\r\n") { 0 } else { 1 };
        Ok(Lined {
            table,
            sample: VecDeque::new(),
            columns: Columns::default(),
            ahead: VecDeque::new(),
            line: 0,
            next: 1,
            feeds,
        })
    };
    let mut lined = open(format == Format::Csv)?;
    lined.look()?;
    if format == Format::Tsv
        && lined.sample.iter().all(|(_, cells)| quoted(cells))
        && lined.sample.iter().flat_map(|r| &r.1).any(|c| c.starts_with('"'))
    {
        lined = open(true)?;
        lined.look()?;
    }
    let mut left_out = Vec::new();
    if separator_line(&head).is_some()
        && let Some((line, cells)) = lined.sample.pop_front()
    {
        left_out.push(LeftOut { reason: LeftOutReason::Code, text: cells.concat(), line });
    }
    let sample: Vec<&[String]> = lined.sample.iter().map(|(_, cells)| cells.as_slice()).collect();
    // Where no column is of a language, each row has what it says left out, or is a text that stands alone.
    let columns = columns(&sample, Extent::Memory).unwrap_or_default();
    if columns.header
        && let Some((line, cells)) = lined.sample.pop_front()
    {
        left_out.extend(columns.header_left_out(&cells, line));
    }
    let warning = columns.warning();
    lined.columns = columns;
    let mut raw = row_stream::raw(format.name(), encoded.name(), lined)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.left_out.extend(left_out);
    raw.warnings.extend(warning.into_iter().chain(encoded.warning()));
    Ok(raw)
}

/// The separator that the first line of a CSV names for Excel: `sep=;`.
fn separator_line(head: &str) -> Option<u8> {
    let said = head.lines().next()?.trim_end().trim_matches('"').strip_prefix("sep=")?;
    said.bytes().next().filter(u8::is_ascii)
}

/// What parts the cells of a CSV: what its first line names, or of the signs that spreadsheets write the one that
/// gives most rows the same number of cells, and a comma where none does.
fn delimiter(head: &str) -> u8 {
    if let Some(named) = separator_line(head) {
        return named;
    }
    let even = |sign: &u8| {
        let mut table =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(*sign).from_reader(head.as_bytes());
        let mut widths: HashMap<usize, usize> = HashMap::new();
        for record in table.records().map_while(std::result::Result::ok).take(limits::SAMPLE_ROWS) {
            *widths.entry(record.len()).or_default() += 1;
        }
        let rows: usize = widths.values().sum();
        let (width, count) = widths.into_iter().max_by_key(|(_, count)| *count).unwrap_or_default();
        // A sentence has commas; that a row of sentences always has as many is rare.
        (width > 1 && count * 10 >= rows * 8, count)
    };
    // The first of equals stands last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(even).filter(|sign| even(sign).0).unwrap_or(b',')
}

/// Whether a TSV's cells are as a spreadsheet writes them: those with a comma or a quotation mark in them, and only
/// those, stand in quotation marks. In other TSV files a quotation mark is a quotation mark.
fn quoted(cells: &[String]) -> bool {
    cells.iter().all(|c| {
        let inner = c.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
        match inner {
            Some(inner) => inner.replace("\"\"", "").find('"').is_none() && inner.contains(['"', ',']),
            None => !c.contains(['"', ',']),
        }
    })
}

struct Lined {
    table: Table,
    /// The first rows, with their line, that the columns were told by.
    sample: VecDeque<(usize, Vec<String>)>,
    columns: Columns,
    /// Rows of the record at hand.
    ahead: VecDeque<Row>,
    /// The line of the last record, and the first on which another can start.
    line: usize,
    next: usize,
    /// Line feeds that are passed with a record: that of "\r\n" is passed with the next one.
    feeds: usize,
}

impl Lined {
    fn look(&mut self) -> Outcome<()> {
        while self.sample.len() < limits::SAMPLE_ROWS {
            match self.record()? {
                Some(cells) => self.sample.push_back((self.line, cells)),
                None => break,
            }
        }
        Ok(())
    }

    fn record(&mut self) -> Outcome<Option<Vec<String>>> {
        let mut record = StringRecord::new();
        self.table.get_mut().renew();
        let more = self.table.read_record(&mut record).map_err(|e| match e.into_kind() {
            csv::ErrorKind::Io(e) => e.to_string(),
            other => format!("{other:?}"),
        })?;
        // Where a record is said to start, the empty lines before it have not been passed yet: so count from its end.
        let inside = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let end = usize::try_from(self.table.position().line()).unwrap_or(0);
        self.line = end.saturating_sub(inside + self.feeds).max(self.next);
        self.next = self.line + 1 + inside;
        if record.len() > limits::CELLS {
            return Err(format!("has a row of more than {} cells", limits::CELLS));
        }
        Ok(more.then(|| record.iter().map(str::to_string).collect()))
    }
}

impl Pull for Lined {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            if let Some(row) = self.ahead.pop_front() {
                return Ok(Some(row));
            }
            let (line, cells) = match self.sample.pop_front() {
                Some(row) => row,
                None => match self.record()? {
                    Some(cells) => (self.line, cells),
                    None => return Ok(None),
                },
            };
            self.ahead.extend(self.columns.rows(&cells, line).into_iter().map(|(row, _)| row));
        }
    }

    fn place(&self) -> usize {
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Body;
    use crate::read::testing::rows_of;

    fn rows(text: &str, format: Format) -> Vec<(Option<String>, Option<String>, Option<String>)> {
        let raw = read(&Input::bytes("x", text.as_bytes()), &Hint::default(), format).unwrap();
        rows_of(raw).into_iter().map(|r| (r.zh, r.en, r.reference)).collect()
    }

    fn row(zh: &str, en: &str, key: &str) -> (Option<String>, Option<String>, Option<String>) {
        let some = |t: &str| Some(t.to_string()).filter(|t| !t.is_empty());
        (some(zh), some(en), some(key))
    }

    #[test]
    fn tsv_in_either_order_and_with_one_side_only() {
        assert_eq!(
            rows("Hi.\t嗨\nYou \"there\t你\nOnly\t\n", Format::Tsv),
            [row("嗨", "Hi.", ""), row("你", "You \"there", ""), row("", "Only", "")]
        );
        assert_eq!(rows("甲\tA b\t§1\n乙\tB c\t§2\n", Format::Tsv), [row("甲", "A b", "§1"), row("乙", "B c", "§2")]);
    }

    #[test]
    fn tsv_from_a_spreadsheet() {
        assert_eq!(
            rows("你好\t\"Hello, world\"\n他说\t\"He said \"\"yes\"\"\"\n好\tGood\n", Format::Tsv)[1],
            row("他说", "He said \"yes\"", "")
        );
        assert_eq!(rows("你好\t\"Hello.\"\n好，\tGood, yes\n", Format::Tsv)[0], row("你好", "\"Hello.\"", ""));
    }

    #[test]
    fn csv_with_a_mark_a_header_and_quotes() {
        let raw =
            read(&Input::bytes("x", &b"zh,en\r\na,\"b\nc\"\r\nd,e\r\n"[..]), &Hint::default(), Format::Csv).unwrap();
        assert_eq!(rows_of(raw).iter().map(|r| r.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(
            rows("\u{FEFF}key,English,中文\n1,\"a, \"\"b\"\"\nc\",甲\n", Format::Csv),
            [row("甲", "a, \"b\"\nc", "1")]
        );
    }

    #[test]
    fn columns_of_text() {
        assert_eq!(
            rows("甲方 | Party A\n乙方 | Party B\n", Format::Columns),
            [row("甲方", "Party A", ""), row("乙方", "Party B", "")]
        );
    }

    #[test]
    fn an_open_quotation_mark_is_bounded() {
        let mut text = b"a,\"".to_vec();
        text.resize(usize::try_from(limits::PIECE).unwrap() + (1 << 20), b'x');
        let why = read(&Input::bytes("x", text), &Hint::default(), Format::Csv).err().unwrap();
        assert!(why.contains("64 MiB"), "{why}");
    }

    #[test]
    fn what_the_first_rows_lack_is_not_lost() {
        let left = |text: &str| {
            let raw = read(&Input::bytes("x", text.as_bytes()), &Hint::default(), Format::Tsv).unwrap();
            let mut pieces = raw.left_out;
            if let Body::Rows(rows) = raw.body {
                pieces.extend(rows.flat_map(|row| row.unwrap().left_out));
            }
            pieces.into_iter().map(|piece| (piece.reason, piece.text, piece.line)).collect::<Vec<_>>()
        };
        let late = format!("{}丙\tC\tlate\n", "甲 丁\tA word\n".repeat(limits::SAMPLE_ROWS));
        assert_eq!(left(&late), [(LeftOutReason::Column, "late".to_string(), limits::SAMPLE_ROWS + 1)]);
        let no_language = ["1".to_string(), "2".to_string()].map(|text| (LeftOutReason::Column, text, 1));
        assert_eq!(left("1\t2\n"), no_language);
    }
}
