//! A workbook of one sheet (Office Open XML, ECMA-376): rows of texts, as they are.

use super::office::package;
use super::xml::escape;
use std::io::{self, Write};

/// Rows that a sheet can have.
const ROWS: usize = 1 << 20;

/// The parts of the file that are always the same.
const PARTS: &[(&str, &str)] = &[
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"duizhao\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
];

const BEGIN: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
     <cols><col min=\"1\" max=\"2\" width=\"60\" customWidth=\"1\"/></cols><sheetData>";
const END: &str = "</sheetData></worksheet>";

/// The rows so far.
#[derive(Default)]
pub(super) struct Workbook {
    rows: String,
    count: usize,
}

impl Workbook {
    pub fn row(&mut self, cells: &[&str]) {
        self.count += 1;
        self.rows.push_str("<row>");
        for cell in cells {
            self.rows.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            self.rows.push_str(&escape(cell));
            self.rows.push_str("</t></is></c>");
        }
        self.rows.push_str("</row>");
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written, or there are more rows than a sheet can have.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        if self.count > ROWS {
            let why = format!("a sheet has at most {ROWS} rows, and these are {}; write TSV or CSV", self.count);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        package(out, PARTS, ("xl/worksheets/sheet1.xml", &[BEGIN, &self.rows, END]))
    }
}
