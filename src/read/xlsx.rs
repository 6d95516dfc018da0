//! XLSX: the rows of each visible sheet that has a column of Chinese or English.

use super::archive::{Archive, relative};
use super::markup::{Markup, Token};
use super::source::Input;
use super::table::columns;
use super::{Outcome, limits, rows};
use crate::model::{Raw, Row};
use std::collections::HashMap;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut archive = Archive::open(input)?;
    let shared = archive.find("xl/sharedStrings.xml")?.map_or_else(|| Ok(Vec::new()), |xml| strings(&xml))?;
    let mut found: Vec<Row> = Vec::new();
    for entry in sheets(&mut archive)? {
        let Some(xml) = archive.find(&entry)? else { continue };
        let table = cells(&xml, &shared)?;
        let sample: Vec<&[String]> =
            table.iter().take(limits::SAMPLE_ROWS).map(|(_, cells)| cells.as_slice()).collect();
        let Some(columns) = columns(&sample) else { continue };
        let body = table.iter().skip(usize::from(columns.header));
        found.extend(body.filter_map(|(line, cells)| columns.row(cells, *line)));
    }
    if found.is_empty() {
        return Ok(rows::empty("xlsx", ""));
    }
    Ok(Raw { format: "xlsx", body: rows::of(found), ..Raw::default() })
}

/// The entries of the sheets, in the order of the workbook; hidden ones are left out.
fn sheets(archive: &mut Archive) -> Outcome<Vec<String>> {
    let mut targets: HashMap<String, String> = HashMap::new();
    if let Some(xml) = archive.find("xl/_rels/workbook.xml.rels")? {
        each(&xml, |tag| {
            if let ("Relationship", Some(id), Some(target)) = (tag.name.as_str(), tag.get("Id"), tag.get("Target")) {
                targets.insert(id.to_string(), relative("xl/workbook.xml", target));
            }
        })?;
    }
    let mut sheets = Vec::new();
    each(&archive.entry("xl/workbook.xml")?, |tag| {
        let hidden = tag.get("state").is_some_and(|s| s != "visible");
        if tag.name == "sheet" && !hidden {
            sheets.extend(tag.get("id").and_then(|id| targets.get(id)).cloned());
        }
    })?;
    Ok(sheets)
}

fn each(xml: &[u8], mut see: impl FnMut(&super::markup::Tag)) -> Outcome<()> {
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
fn strings(xml: &[u8]) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let (mut strings, mut current, mut written) = (Vec::new(), String::new(), false);
    loop {
        match markup.next()? {
            // How a word is pronounced is no part of it.
            Token::Open(tag) if tag.name == "rPh" => markup.skip()?,
            Token::Open(tag) => written = tag.name == "t",
            Token::Text(text) if written => current.push_str(&text),
            Token::Close(name) => {
                written = false;
                if name == "si" {
                    strings.push(std::mem::take(&mut current));
                }
            }
            Token::End => return Ok(strings),
            Token::Text(_) => {}
        }
    }
}

/// The rows of a sheet with their numbers.
fn cells(xml: &[u8], shared: &[String]) -> Outcome<Vec<(usize, Vec<String>)>> {
    let mut markup = Markup::new(xml);
    let mut table: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut column, mut by_number, mut written, mut value, mut total) = (0, false, false, String::new(), 0_u64);
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
                "rPh" => markup.skip()?,
                name => written = matches!(name, "v" | "t"),
            },
            Token::Text(text) if written => value.push_str(&text),
            Token::Close(name) if name == "c" => {
                let raw = std::mem::take(&mut value);
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
        assert_eq!(rows, [Row { zh: Some("合同".into()), en: Some("contract".into()), reference: None, line: 3 }]);
    }
}
