//! XLSX: the rows of each visible sheet that has a column of Chinese or English.

use crate::model::{LeftOut, LeftOutReason, Position, Raw, Row, Side, Sides, Warning};
use crate::read::columns::{Extent, columns};
use crate::read::halves::halves;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::package::Package;
use crate::read::properties::{OFFICE, properties};
use crate::read::xml_stream::{Markup, Token};
use crate::read::{limits, row_stream};

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut package = Package::open(input)?;
    let mut book = Workbook::default();
    let shared = match package.find("xl/sharedStrings.xml")? {
        Some(xml) => strings(&xml, &mut book)?,
        None => Vec::new(),
    };
    let mut hidden = 0;
    for Sheet { name, entry, shown } in sheets(&mut package)? {
        let Some(xml) = package.find(&entry)? else { continue };
        let table = cells(&xml, &shared, &mut book)?;
        if shown {
            book.sheet(&name, &table);
        } else {
            hidden += 1;
            let text = |(line, cells): (usize, Vec<String>)| (line, cells.join(" "));
            table.into_iter().map(text).for_each(|(line, text)| book.leave(LeftOutReason::Hidden, text, line));
        }
    }
    for entry in package.entries("xl/drawings/", ".xml") {
        for (n, text) in paragraphs(&package.entry(&entry)?, "p")?.into_iter().enumerate() {
            book.text(text, n + 1, None);
        }
    }
    for entry in
        package.entries("xl/comments", ".xml").into_iter().chain(package.entries("xl/threadedComments/", ".xml"))
    {
        for (n, text) in paragraphs(&package.entry(&entry)?, "comment")?.into_iter().enumerate() {
            book.leave(LeftOutReason::Comment, text, n + 1);
        }
    }
    if hidden > 0 {
        book.warnings
            .push(Warning::new(format!("{hidden} hidden sheet{} not read", if hidden == 1 { "" } else { "s" })));
    }
    let fields = properties(&mut package, &OFFICE)?.fields;
    Ok(Raw { fields, ..book.into_raw("xlsx") })
}

/// Leading rows of a sheet that are its title, at most.
const TITLE_ROWS: usize = 10;

/// The rows of a workbook's sheets.
#[derive(Default)]
pub struct Workbook {
    pub rows: Vec<Row>,
    pub left_out: Vec<LeftOut>,
    pub warnings: Vec<Warning>,
}

impl Workbook {
    /// Adds a sheet by its name: its rows by their numbers.
    pub fn sheet(&mut self, name: &str, table: &[(usize, Vec<String>)]) {
        let place = |line: usize, column: usize| Position::Cell { sheet: name.into(), cell: cell_name(column, line) };
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let wide = table.iter().any(|(_, cells)| filled(cells) > 1);
        let titles =
            if wide { table.iter().take(TITLE_ROWS).take_while(|(_, cells)| filled(cells) == 1).count() } else { 0 };
        let (titles, table) = table.split_at(titles);
        for (line, cells) in titles {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
                self.text(cell.clone(), *line, Some(place(*line, column)));
            }
        }
        let sample: Vec<&[String]> =
            table.iter().take(limits::SAMPLE_ROWS).map(|(_, cells)| cells.as_slice()).collect();
        let Some(columns) = columns(&sample, Extent::Memory) else {
            for (line, cells) in table {
                self.leave(LeftOutReason::OtherLanguage, cells.join(" "), *line);
            }
            return;
        };
        if columns.header
            && let Some((line, cells)) = table.first()
        {
            self.left_out.extend(columns.header_left_out(cells, *line));
        }
        self.warnings.extend(columns.warning());
        let body = table.iter().skip(usize::from(columns.header));
        for (line, cells) in body {
            self.rows.extend(columns.rows(cells, *line).into_iter().map(|(row, cells)| {
                let at = |side: Side| columns.first_of(side, &cells).map(|column| place(*line, column));
                Row { at: Sides::new(at(Side::Zh), at(Side::En)), ..row }
            }));
        }
    }

    /// Adds a text that stands outside of the table, on the side that it reads as; `at` is its cell where it has one.
    pub fn text(&mut self, text: String, line: usize, at: Option<Position>) {
        let text = text.trim().to_string();
        let row = Row { line, at: Sides::new(at.clone(), at), ..Row::default() };
        match (halves(&text), side_of_text(&text)) {
            (Some(halves), _) => self.rows.push(Row { zh: Some(halves.zh), en: Some(halves.en), ..row }),
            (None, Some(Side::Zh)) => self.rows.push(Row { zh: Some(text), ..row }),
            (None, Some(Side::En)) => self.rows.push(Row { en: Some(text), ..row }),
            (None, None) => self.leave(LeftOutReason::OtherLanguage, text, line),
        }
    }

    /// The workbook as a document.
    pub fn into_raw(self, format: &'static str) -> Raw {
        let Workbook { rows, left_out, warnings } = self;
        if rows.is_empty() {
            let empty = row_stream::empty(format, "");
            return Raw { left_out, warnings: [empty.warnings.clone(), warnings].concat(), ..empty };
        }
        Raw { format, body: row_stream::of(rows), left_out, warnings, ..Raw::default() }
    }

    pub fn leave(&mut self, reason: LeftOutReason, text: String, line: usize) {
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text, line });
        }
    }
}

/// A sheet, the name of its entry, and whether it is shown.
struct Sheet {
    name: String,
    entry: String,
    shown: bool,
}

/// The sheets in the order of the workbook.
fn sheets(package: &mut Package) -> Outcome<Vec<Sheet>> {
    let main = package.main_part("xl/workbook.xml")?;
    let targets = package.relations(&main)?;
    let mut sheets = Vec::new();
    each(&package.entry(&main)?, |tag| {
        let shown = tag.get("state").is_none_or(|s| s == "visible");
        if tag.name == "sheet" {
            let target = tag.get("id").and_then(|id| targets.get(id));
            let name = tag.get("name").unwrap_or_default().to_string();
            sheets.extend(target.map(|target| Sheet { name, entry: target.path.clone(), shown }));
        }
    })?;
    Ok(sheets)
}

/// The texts of the elements of a name, such as the paragraphs of a drawing.
fn paragraphs(xml: &[u8], name: &str) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let mut texts = Vec::new();
    let (mut inside, mut written) = (false, false);
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == name => {
                inside = true;
                texts.push(String::new());
            }
            Token::Open(tag) => written = matches!(tag.name.as_str(), "t" | "text"),
            Token::Close(closed) => {
                inside &= closed != name;
                written = false;
            }
            Token::Text(said) if inside && written => {
                if let Some(text) = texts.last_mut() {
                    text.push_str(&said);
                }
            }
            Token::Text(_) => {}
            Token::End => return Ok(texts),
        }
    }
}

fn each(xml: &[u8], mut see: impl FnMut(&crate::read::xml_stream::Tag)) -> Outcome<()> {
    let mut markup = Markup::new(xml);
    loop {
        match markup.next()? {
            Token::Open(tag) => see(&tag),
            Token::End => return Ok(()),
            _ => {}
        }
    }
}

/// The strings that cells refer to by number.
fn strings(xml: &[u8], book: &mut Workbook) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let (mut strings, mut current, mut written) = (Vec::new(), String::new(), false);
    loop {
        match markup.next()? {
            // How a word is pronounced is no part of it.
            Token::Open(tag) if tag.name == "rPh" => {
                book.leave(LeftOutReason::Pronunciation, markup.skip()?, strings.len() + 1);
            }
            Token::Open(tag) => written = tag.name == "t",
            Token::Text(text) if written => current.push_str(&text),
            Token::Close(name) => {
                written = false;
                if name == "si" {
                    strings.push(unescaped(&std::mem::take(&mut current)));
                }
            }
            Token::End => return Ok(strings),
            Token::Text(_) => {}
        }
    }
}

/// The rows of a sheet with their numbers.
fn cells(xml: &[u8], shared: &[String], book: &mut Workbook) -> Outcome<Vec<(usize, Vec<String>)>> {
    let mut markup = Markup::new(xml);
    let mut table: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut column, mut by_number, mut written, mut value, mut total) = (0, false, false, String::new(), 0_u64);
    let mut wide = 0;
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name.as_str() {
                "row" => {
                    let number = tag.get("r").and_then(|r| r.parse().ok()).unwrap_or(table.len() + 1);
                    table.push((number, Vec::new()));
                    column = 0;
                }
                "c" => {
                    column = tag.get("r").and_then(position).unwrap_or(column);
                    by_number = tag.get("t") == Some("s");
                }
                "rPh" => book.leave(LeftOutReason::Pronunciation, markup.skip()?, table.len()),
                "f" => book.leave(LeftOutReason::Code, markup.skip()?, table.len()),
                name => written = matches!(name, "v" | "t"),
            },
            Token::Text(text) if written => value.push_str(&text),
            Token::Close(name) if name == "c" => {
                let raw = unescaped(&std::mem::take(&mut value));
                let text = if by_number {
                    raw.trim().parse().ok().and_then(|n: usize| shared.get(n)).cloned()
                } else {
                    Some(raw)
                };
                let text = text.unwrap_or_default();
                // One long string can be named by any number of cells.
                total += text.len() as u64;
                if total > limits::DOCUMENT {
                    return Err(format!("has a sheet with more than {} of text", limits::size(limits::DOCUMENT)));
                }
                if column >= limits::CELLS {
                    return Err(format!("has a sheet with more than {} columns", limits::CELLS));
                }
                if let Some((_, cells)) = table.last_mut().filter(|_| !text.is_empty()) {
                    wide += (column + 1).saturating_sub(cells.len());
                    if wide > limits::SHEET {
                        return Err(format!("has a sheet of more than {} cells", limits::SHEET));
                    }
                    cells.resize(cells.len().max(column + 1), String::new());
                    if let Some(cell) = cells.get_mut(column) {
                        *cell = text;
                    }
                }
                column += 1;
            }
            Token::Close(_) => written = false,
            Token::End => {
                table.retain(|(_, cells)| !cells.is_empty());
                return Ok(table);
            }
            Token::Text(_) => {}
        }
    }
}

/// Text as Excel shows it: a character that XML cannot hold is written `_x000D_` (ECMA-376, 22.9.2.19), and an
/// underscore that would read so `_x005F_`. A carriage return before a line feed is one line end.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let end = at + if c.is_some() { 7 } else { 2 };
        out.push_str(rest.get(..if c.is_some() { at } else { end }).unwrap_or_default());
        out.extend(c);
        rest = rest.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace('\r', "\n")
}

/// The name of a cell by its column, 0-based, and its row, 1-based: `B7`.
fn cell_name(column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// The column of a cell by its name, 0-based: `B7` is 1.
fn position(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let column = letters.fold(0, |n, b| n * 26 + usize::from(b - b'A') + 1);
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{rows_of, zip};

    #[test]
    fn a_sheet() {
        let bytes = zip(&[
            (
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='rId1'/><sheet state='hidden' r:id='rId2'/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='rId1' Target='worksheets/s.xml'/></Relationships>",
            ),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>中文</t></si><si><r><t>合</t></r><r><t>同</t></r><rPh><t>x</t></rPh></si></sst>",
            ),
            (
                "xl/worksheets/s.xml",
                "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>English</t></is></c><c r='C1' t='s'><v>0</v></c></row>\
              <row r='3'><c r='A3' t='str'><f>x</f><v>contract</v></c><c r='C3' t='s'><v>1</v></c></row></sheetData></worksheet>",
            ),
        ]);
        let rows = rows_of(read(&Input::bytes("x.xlsx", bytes)).unwrap());
        let cell = |cell: &str| Some(Position::Cell { sheet: "a".into(), cell: cell.into() });
        let at = Sides::new(cell("C3"), cell("A3"));
        assert_eq!(rows, [Row { zh: Some("合同".into()), en: Some("contract".into()), line: 3, at, ..Row::default() }]);
    }

    #[test]
    fn cells_have_the_names_that_they_are_found_by() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(cell_name(column, 7), name);
            assert_eq!(position(name), Some(column));
        }
    }

    #[test]
    fn escapes_of_characters_are_undone() {
        for (text, want) in [
            ("a_x000D_\nb", "a\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x12_ a_x", "_x12_ a_x"),
            ("甲_x0041_乙", "甲A乙"),
        ] {
            assert_eq!(unescaped(text), want);
        }
    }
}
