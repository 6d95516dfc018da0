//! A workbook of one sheet (Office Open XML, ECMA-376): rows of texts, as they are.

use super::office::{Part, package};
use super::xml::escape;
use std::io::{self, Write};

/// Rows that a sheet can have.
const ROWS: usize = 1 << 20;

const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"duizhao\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

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
        let workbook = Part {
            name: "xl/workbook.xml",
            content: "spreadsheetml.sheet.main",
            relation: "officeDocument",
            text: &[WORKBOOK],
        };
        let sheet = Part {
            name: "xl/worksheets/sheet1.xml",
            content: "spreadsheetml.worksheet",
            relation: "worksheet",
            text: &[BEGIN, &self.rows, END],
        };
        package(out, &[workbook, sheet])
    }
}
