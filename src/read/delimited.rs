//! TSV, CSV and text in two columns parted by `|`: a row a line, read as a stream.
//!
//! Columns are zh, en, ref unless a header row or the text in the first rows says otherwise. A table in one
//! language (OWASP ASVS in English and in Chinese) gives one-sided rows with their key, and [`pair_rows_by_key`]
//! joins two of them.

use super::encoding::detect;
use super::rows::{self, Pull};
use super::source::{Budget, Input, Stream};
use super::table::{Columns, columns};
use super::{Format, Hint, Outcome, limits};
use crate::model::{Body, Raw, Row, Warning};
use csv::{ReaderBuilder, StringRecord};
use std::collections::{HashMap, VecDeque};

use super::decode::Decoded;

type Table = csv::Reader<Budget<Decoded<Stream>>>;

pub fn read(input: &Input, hint: &Hint, format: Format) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let open = |quoting| -> Outcome<Lined> {
        let table = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(quoting)
            .delimiter(match format {
                Format::Csv => b',',
                Format::Columns => b'|',
                _ => b'\t',
            })
            .from_reader(Budget::new(encoded.open(input)?));
        Ok(Lined { table, sample: VecDeque::new(), columns: Columns::default(), line: 0, next: 1 })
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
    let sample: Vec<&[String]> = lined.sample.iter().map(|(_, cells)| cells.as_slice()).collect();
    let name = format.name();
    let Some(columns) = columns(&sample) else {
        return Ok(rows::empty(name, encoded.name()));
    };
    lined.columns = columns;
    if columns.header {
        lined.sample.pop_front();
    }
    let mut raw = rows::raw(name, encoded.name(), lined)?;
    raw.warnings.extend(encoded.warning());
    Ok(raw)
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
    /// The line of the last record, and the first on which another can start.
    line: usize,
    next: usize,
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
        // A record after "\r\n" is said to start on the line before, so count along.
        let said = record.position().and_then(|p| usize::try_from(p.line()).ok()).unwrap_or(0);
        self.line = said.max(self.next);
        self.next = self.line + 1 + record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        if record.len() > limits::CELLS {
            return Err(format!("has a row of more than {} cells", limits::CELLS));
        }
        Ok(more.then(|| record.iter().map(str::to_string).collect()))
    }
}

impl Pull for Lined {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            let (line, cells) = match self.sample.pop_front() {
                Some(row) => row,
                None => match self.record()? {
                    Some(cells) => (self.line, cells),
                    None => return Ok(None),
                },
            };
            if let Some(row) = self.columns.row(&cells, line) {
                return Ok(Some(row));
            }
        }
    }

    fn place(&self) -> usize {
        self.line
    }
}

/// Joins two tables in one language each by their keys: a row for each key of either, in the order of `zh` and then
/// of what only `en` has. `None` when one of the two has no rows with keys.
pub fn pair_rows_by_key(zh: Raw, en: Raw) -> Option<Raw> {
    let (Body::Rows(zh_rows), Body::Rows(en_rows)) = (zh.body, en.body) else { return None };
    let zh_rows: Vec<Row> = zh_rows.collect::<Result<_, _>>().ok()?;
    let en_rows: Vec<Row> = en_rows.collect::<Result<_, _>>().ok()?;
    let keyed = |rows: &[Row]| !rows.is_empty() && rows.iter().all(|r| r.reference.is_some());
    if !keyed(&zh_rows) || !keyed(&en_rows) {
        return None;
    }
    let mut others: HashMap<Option<String>, VecDeque<usize>> = HashMap::new();
    for (n, row) in en_rows.iter().enumerate() {
        others.entry(row.reference.clone()).or_default().push_back(n);
    }
    let mut en_rows: Vec<Option<Row>> = en_rows.into_iter().map(Some).collect();
    let mut lonely = 0;
    let mut joined = Vec::with_capacity(zh_rows.len());
    for row in zh_rows {
        let other = others.get_mut(&row.reference).and_then(VecDeque::pop_front);
        let other = other.and_then(|n| en_rows.get_mut(n)).and_then(Option::take);
        lonely += usize::from(other.is_none());
        joined.push(Row { en: other.and_then(|r| r.en), ..row });
    }
    let before = joined.len();
    joined.extend(en_rows.into_iter().flatten());
    let mut warnings: Vec<Warning> = zh.warnings.into_iter().chain(en.warnings).collect();
    for (count, side) in [(lonely, "Chinese"), (joined.len() - before, "English")] {
        if count > 0 {
            warnings.push(Warning::new(format!("{count} rows have a key that only the {side} file has")));
        }
    }
    Some(Raw { format: zh.format, encoding: zh.encoding, body: rows::of(joined), warnings, ..Raw::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn two_files_join_by_key() {
        let raw = |text: &str| read(&Input::bytes("x", text.as_bytes()), &Hint::default(), Format::Csv).unwrap();
        let en = raw("id,text\nV1,Verify this now\nV2,Verify that now\nV3,More of it\n");
        let zh = raw("id,text\nV2,验证那个\nV1,验证这个\n");
        let joined = pair_rows_by_key(zh, en).unwrap();
        assert_eq!(joined.warnings[0].message, "1 rows have a key that only the English file has");
        let got: Vec<_> = rows_of(joined).into_iter().map(|r| (r.zh, r.en, r.reference)).collect();
        assert_eq!(
            got,
            [
                row("验证那个", "Verify that now", "V2"),
                row("验证这个", "Verify this now", "V1"),
                row("", "More of it", "V3")
            ]
        );
    }

    #[test]
    fn an_open_quotation_mark_is_bounded() {
        let mut text = b"a,\"".to_vec();
        text.resize(usize::try_from(limits::PIECE).unwrap() + (1 << 20), b'x');
        let why = read(&Input::bytes("x", text), &Hint::default(), Format::Csv).err().unwrap();
        assert!(why.contains("64 MiB"), "{why}");
    }
}
