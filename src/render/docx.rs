//! A text document with a table of two columns (Office Open XML, ECMA-376): Chinese on the left, English on the right, and
//! a third with the citations where they are asked for.

use super::TABLE_HEAD;
use super::office::{Part, package};
use super::unit::Unit;
use super::xml::{attribute, escape};
use std::io::{self, Write};

/// A page of A4 with a table as wide as its text, whose first row is repeated on each page.
const BEGIN: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>\
     <w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>\
     <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
     <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
     <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
     <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr>";
const END: &str = "</w:tbl><w:p/><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
     </w:sectPr></w:body></w:document>";

/// The rows so far.
#[derive(Default)]
pub(super) struct Document {
    rows: String,
    cites: bool,
}

impl Document {
    pub fn begin(&mut self, zh_lang: &str, cites: bool) {
        self.cites = cites;
        let columns: String = self.widths().iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.rows.push_str(&format!("<w:tblGrid>{columns}</w:tblGrid>"));
        self.row(TABLE_HEAD.map(Some), zh_lang, true);
    }

    pub fn unit(&mut self, unit: &Unit<'_>, zh_lang: &str) {
        self.row([unit.zh.as_deref(), unit.en.as_deref(), unit.citation.as_deref()], zh_lang, false);
    }

    /// The widths of the columns in twentieths of a point.
    fn widths(&self) -> &'static [u32] {
        if self.cites { &[3900, 3900, 1838] } else { &[4819, 4819] }
    }

    fn row(&mut self, texts: [Option<&str>; 3], zh_lang: &str, head: bool) {
        let zh_lang = attribute(zh_lang);
        let (of_row, bold) = if head { ("<w:trPr><w:tblHeader/></w:trPr>", "<w:b/>") } else { ("", "") };
        self.rows.push_str(&format!("<w:tr>{of_row}"));
        let fonts = "<w:rFonts w:hint=\"eastAsia\"/>";
        let zh = format!("{fonts}{bold}<w:lang w:eastAsia=\"{zh_lang}\"/>");
        let en = format!("{bold}<w:lang w:val=\"en\"/>");
        for ((text, properties), width) in texts.into_iter().zip([&zh, &en, &zh]).zip(self.widths()) {
            self.cell(text, properties, *width);
        }
        self.rows.push_str("</w:tr>");
    }

    /// A cell has a paragraph even where it has no text.
    fn cell(&mut self, text: Option<&str>, properties: &str, width: u32) {
        self.rows.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p>"));
        if let Some(text) = text {
            let text = escape(&text.replace("\r\n", "\n").replace('\r', "\n"));
            let text = text.replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
            let text = text.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
            let run = format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
            self.rows.push_str(&run);
        }
        self.rows.push_str("</w:p></w:tc>");
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        let document = Part {
            name: "word/document.xml",
            content: "wordprocessingml.document.main",
            relation: "officeDocument",
            text: &[BEGIN, &self.rows, END],
        };
        package(out, &[document])
    }
}
