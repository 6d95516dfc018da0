//! DOCX: paragraphs with the headings that their styles make them, numbers that Word shows, tables, notes.
//!
//! Deleted text, tables of contents and page furniture are left out. [`super::numbering`] counts the lists.

use super::archive::Archive;
use super::flow::Flow;
use super::markup::{Markup, Tag, Token};
use super::numbering::Numbering;
use super::source::Input;
use super::styles::Styles;
use super::{Outcome, limits, properties};
use crate::model::{BlockKind, Raw};
use std::collections::HashMap;
use std::io::Read;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut archive = Archive::open(input)?;
    let main = if let Some(document) = archive.find("word/document.xml")? {
        document
    } else {
        archive.entry("word/document2.xml")?
    };
    let styles = archive.find("word/styles.xml")?.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering =
        archive.find("word/numbering.xml")?.map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    let mut notes = HashMap::new();
    for (entry, element) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(xml) = archive.find(entry)? {
            read_notes(&xml, element, &mut notes)?;
        }
    }
    let mut writer = Writer { styles, numbering, notes, ..Writer::new() };
    writer.document(&mut Markup::new(main.as_slice()))?;
    let title = properties::title(&mut archive, "docProps/core.xml")?;
    Ok(Raw { format: "docx", title, body: writer.flow.finish(), ..Raw::default() })
}

/// The text of each note by the kind of its element and its number.
fn read_notes(xml: &[u8], element: &str, notes: &mut HashMap<String, String>) -> Outcome<()> {
    let mut markup = Markup::new(xml);
    let mut current: Option<(String, String)> = None;
    let mut written = false;
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == element => {
                // Separators are notes to Word and have a type.
                let plain = tag.get("type").is_none_or(|t| t == "normal");
                current = plain.then(|| (format!("{element} {}", tag.get("id").unwrap_or_default()), String::new()));
            }
            Token::Open(tag) => written = tag.name == "t",
            Token::Text(said) if written => {
                if let Some((_, text)) = &mut current {
                    text.push_str(&said);
                }
            }
            Token::Close(name) if name == element => notes.extend(current.take()),
            Token::Close(name) => {
                written = false;
                if let ("p", Some((_, text))) = (name.as_str(), &mut current) {
                    text.push(' ');
                }
            }
            Token::End => return Ok(()),
            Token::Text(_) => {}
        }
    }
}

/// A paragraph while it is read. Text boxes stand inside paragraphs, so there can be several.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<(String, u8)>,
    notes: Vec<String>,
}

struct Writer {
    styles: Styles,
    numbering: Numbering,
    notes: HashMap<String, String>,
    flow: Flow,
    paragraphs: Vec<Paragraph>,
    /// Where complex fields stand: whether each is a table of contents, and whether its result has begun.
    fields: Vec<Field>,
    /// Paragraphs so far, 1-based.
    number: usize,
}

#[derive(Default)]
struct Field {
    contents: bool,
    result: bool,
}

impl Writer {
    fn new() -> Self {
        Writer {
            styles: Styles::default(),
            numbering: Numbering::default(),
            notes: HashMap::new(),
            flow: Flow::default(),
            paragraphs: Vec::new(),
            fields: Vec::new(),
            number: 0,
        }
    }

    fn document<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        // What text stands in: `t` is text, `instrText` the code of a field.
        let mut within = String::new();
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    if skipped(&tag) {
                        markup.skip()?;
                        continue;
                    }
                    if matches!(tag.name.as_str(), "t" | "instrText") {
                        within.clone_from(&tag.name);
                    }
                    if tag.name == "docPartGallery" && tag.get("val") == Some("Table of Contents") {
                        self.skip_part(markup)?;
                    }
                    self.open(&tag);
                }
                Token::Text(text) => match within.as_str() {
                    "t" => self.push(&text),
                    "instrText" => self.instruction(&text),
                    _ => {}
                },
                Token::Close(name) => {
                    within.clear();
                    self.close(&name);
                }
                Token::End => return Ok(()),
            }
        }
    }

    /// Reads on to the end of the content control that was found to hold a table of contents.
    fn skip_part<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        let mut inner = 0_usize;
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == "sdt" => inner += 1,
                Token::Close(name) if name == "sdt" && inner == 0 => return Ok(()),
                Token::Close(name) if name == "sdt" => inner -= 1,
                Token::End => return Err("ends inside a table of contents".into()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let value = || tag.get("val").map(str::to_string);
        match tag.name.as_str() {
            "p" => {
                self.number += 1;
                if self.paragraphs.len() < limits::NESTING {
                    self.paragraphs.push(Paragraph::default());
                }
            }
            "tbl" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "tc" => self.flow.open_cell(),
            "tab" | "ptab" => self.push("\t"),
            "cr" | "br" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => {
                let code = tag.get("char").and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32);
                // Symbol fonts put pictures at private code points, which say nothing as text.
                if let Some(c) = code.filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match tag.get("fldCharType") {
                Some("begin") if self.fields.len() < limits::NESTING => self.fields.push(Field::default()),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.result = true;
                    }
                }
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "footnoteReference" | "endnoteReference" => {
                let kind = tag.name.trim_end_matches("Reference");
                let note = tag.get("id").and_then(|id| self.notes.get(&format!("{kind} {id}")).cloned());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.notes.extend(note);
                }
            }
            _ => {}
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match tag.name.as_str() {
            "pStyle" => paragraph.style = value(),
            "outlineLvl" => paragraph.outline = value().and_then(|v| v.parse().ok()).filter(|v| *v < 9),
            "numId" => {
                paragraph.list = value().map(|id| (id, paragraph.list.take().map_or(u8::MAX, |(_, level)| level)))
            }
            "ilvl" => {
                let id = paragraph.list.take().map_or(String::new(), |(id, _)| id);
                paragraph.list = Some((id, value().and_then(|v| v.parse().ok()).unwrap_or(0)));
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let hidden = self.fields.iter().any(|f| f.contents || !f.result);
        if let (false, Some(paragraph)) = (hidden, self.paragraphs.last_mut()) {
            paragraph.text.push_str(text);
        }
    }

    /// The code of a field says whether its result is a table of contents.
    fn instruction(&mut self, code: &str) {
        if let Some(field) = self.fields.last_mut() {
            let word = code.split_whitespace().next().unwrap_or_default();
            field.contents |= matches!(word, "TOC" | "TOA" | "INDEX");
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.emit(paragraph);
                }
            }
            "tbl" => self.flow.close_table(),
            _ => {}
        }
    }

    fn emit(&mut self, paragraph: Paragraph) {
        let style = self.styles.get(paragraph.style.as_deref());
        // A list that is counted is counted on by empty paragraphs too only where Word shows a number for them.
        if paragraph.text.trim().is_empty() || style.contents {
            return;
        }
        let list = match paragraph.list {
            // `numId` 0 takes the style's number away.
            Some((id, _)) if id == "0" => None,
            Some((id, level)) => {
                let (from, at) = style.list.clone().unwrap_or_default();
                Some((if id.is_empty() { from } else { id }, if level == u8::MAX { at } else { level }))
            }
            None => style.list.clone(),
        };
        let label = list.map(|(id, level)| self.numbering.next(&id, level)).unwrap_or_default();
        let kind = match paragraph.outline.or(style.outline) {
            Some(level) => BlockKind::Heading(level + 1),
            None => BlockKind::Paragraph,
        };
        let text = label + paragraph.text.trim();
        self.flow.paragraph(&text, kind, paragraph.notes, self.number);
    }
}

/// Elements whose content is not the document's text: what was deleted or moved away, what stands twice for older
/// programs, and properties of the paragraph before a change.
fn skipped(tag: &Tag) -> bool {
    matches!(
        tag.name.as_str(),
        "del"
            | "moveFrom"
            | "Fallback"
            | "pPrChange"
            | "rPrChange"
            | "sectPr"
            | "delText"
            | "rt"
            | "binData"
            | "annotation"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{rows_of, shown, zip};

    fn raw(body: &str) -> Raw {
        let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let bytes = zip(&[
            ("word/document.xml", &document),
            (
                "word/styles.xml",
                "<w:styles xmlns:w='w'><w:style w:styleId='1'><w:name w:val='標題 1'/></w:style><w:style w:styleId='T'><w:name w:val='toc 1'/></w:style></w:styles>",
            ),
            (
                "word/footnotes.xml",
                "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            ("docProps/core.xml", "<cp xmlns:dc='d'><dc:title>合同</dc:title></cp>"),
        ]);
        read(&Input::bytes("x.docx", bytes)).unwrap()
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs() {
        let body = "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>第一章</w:t><w:br/><w:t>總則</w:t></w:r></w:p>\
            <w:p><w:pPr><w:pStyle w:val='T'/></w:pPr><w:r><w:t>第一章 3</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r></w:p>\
            <w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>toc</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
            <w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>\
            <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>around</w:t></w:r></w:p>";
        let raw = raw(body);
        assert_eq!(raw.title.zh.as_deref(), Some("合同"));
        assert_eq!(shown(raw), ["# 第一章 總則", "kept new", "^ The note.", "one", "two", "box", "around"]);
    }

    #[test]
    fn tables_of_two_languages() {
        let row = |zh: &str, en: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(zh), p(en));
        let body = format!(
            "{}<w:tbl>{}{}</w:tbl>",
            p("表"),
            row("甲方是本公司", "Party A is the company"),
            row("乙方", "Party B")
        );
        let rows = rows_of(raw(&body));
        assert_eq!((rows.len(), rows[2].zh.as_deref(), rows[2].en.as_deref()), (3, Some("乙方"), Some("Party B")));
    }
}
