//! The body of a DOCX: its paragraphs and tables in order, and what of them is not shown.

use super::styles::{Run, Styles};
use super::symbols::symbol;
use crate::model::{BlockKind, LeftOutReason};
use crate::read::flow::{CellSpan, Flow};
use crate::read::formula::MathPart;
use crate::read::input::Outcome;
use crate::read::limits;
use crate::read::numbering::Numbering;
use crate::read::raised::{subscript, superscript};
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// What a document refers to and shows in its place.
pub enum Embedded {
    Paragraphs(Vec<String>),
    Flow(Flow),
}

/// A paragraph while it is read. Text boxes stand inside paragraphs, so there can be several.
#[derive(Default)]
struct DocxParagraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<(String, u8)>,
    notes: Vec<String>,
    /// Its end was deleted: the next paragraph goes on with it.
    joined: bool,
    /// Parts of formulas that are open.
    math: Vec<(usize, MathPart)>,
}

#[derive(Default)]
struct Field {
    contents: bool,
    result: bool,
}

pub struct DocxBody {
    styles: Styles,
    numbering: Numbering,
    /// Notes that nothing referred to yet.
    notes: BTreeMap<String, String>,
    embedded: HashMap<String, Embedded>,
    flow: Flow,
    paragraphs: Vec<DocxParagraph>,
    /// The text and the notes of a paragraph whose end was deleted.
    carried: Option<(String, Vec<String>)>,
    /// Where complex fields stand: whether each is a table of contents, and whether its result has begun.
    fields: Vec<Field>,
    /// How the run at hand is set.
    run: Run,
    in_paragraph_properties: bool,
    in_row_properties: bool,
    deleted_row: bool,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// Paragraphs so far, 1-based.
    number: usize,
}

impl DocxBody {
    pub fn new(
        styles: Styles,
        numbering: Numbering,
        notes: HashMap<String, String>,
        embedded: HashMap<String, Embedded>,
    ) -> Self {
        DocxBody {
            styles,
            numbering,
            notes: notes.into_iter().collect(),
            embedded,
            flow: Flow::default(),
            paragraphs: Vec::new(),
            carried: None,
            fields: Vec::new(),
            run: Run::default(),
            in_paragraph_properties: false,
            in_row_properties: false,
            deleted_row: false,
            open: Vec::new(),
            number: 0,
        }
    }

    pub fn document<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        // What text stands in: `t` is text, `instrText` the code of a field.
        let mut within = String::new();
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    self.properties(&tag);
                    if let Some(reason) = skipped(&tag) {
                        let text = markup.skip()?;
                        self.leave(reason, text);
                        continue;
                    }
                    if matches!(tag.name.as_str(), "t" | "instrText") {
                        within.clone_from(&tag.name);
                    }
                    if tag.name == "docPartGallery" && tag.get("val") == Some("Table of Contents") {
                        self.skip_part(markup)?;
                        // The end of the control was read.
                        if let Some(at) = self.open.iter().rposition(|name| name == "sdt") {
                            self.open.truncate(at);
                        }
                        continue;
                    }
                    self.open(&tag);
                    self.open.push(tag.name);
                }
                Token::Text(text) => match within.as_str() {
                    "t" => self.push(&text),
                    "instrText" => self.instruction(&text),
                    _ => {}
                },
                Token::Close(name) => {
                    within.clear();
                    self.open.pop();
                    self.close(&name);
                }
                Token::End => {
                    self.end_carried();
                    return Ok(());
                }
            }
        }
    }

    /// The document, with the notes that nothing refers to at its end.
    pub fn finish(mut self) -> Flow {
        for text in std::mem::take(&mut self.notes).into_values() {
            self.flow.paragraph(text.trim(), BlockKind::Note, Vec::new(), self.number);
        }
        self.flow
    }

    fn leave(&mut self, reason: LeftOutReason, text: impl Into<String>) {
        self.flow.leave_out(reason, text, self.number);
    }

    /// Reads on to the end of the content control that was found to hold a table of contents.
    fn skip_part<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        let mut inner = 0_usize;
        let mut line = String::new();
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == "sdt" => inner += 1,
                Token::Text(text) => line.push_str(&text),
                Token::Close(name) if name == "p" => {
                    let line = std::mem::take(&mut line);
                    self.leave(LeftOutReason::Contents, line);
                }
                Token::Close(name) if name == "sdt" && inner == 0 => {
                    self.leave(LeftOutReason::Contents, line);
                    return Ok(());
                }
                Token::Close(name) if name == "sdt" => inner -= 1,
                Token::End => return Err("ends inside a table of contents".into()),
                _ => {}
            }
        }
    }

    /// Notes what the properties of a run, a paragraph's end or a row say.
    fn properties(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "pPr" => self.in_paragraph_properties = true,
            "trPr" => self.in_row_properties = true,
            "r" => self.run = Run::default(),
            "del" if self.in_row_properties => self.deleted_row = true,
            "del" | "moveFrom" if self.in_paragraph_properties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.joined = true;
                }
            }
            "rStyle" if !self.in_paragraph_properties => {
                let style = self.styles.get(tag.get("val"));
                self.run = Run { raised: self.run.raised, ..style.run };
            }
            _ if !self.in_paragraph_properties => self.run.set(tag),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag) {
        let value = || tag.get("val").map(str::to_string);
        match tag.name.as_str() {
            "p" => {
                self.number += 1;
                if self.paragraphs.len() < limits::NESTING {
                    let (text, notes) = self.carried.take().unwrap_or_default();
                    self.paragraphs.push(DocxParagraph { text, notes, ..DocxParagraph::default() });
                }
            }
            "tbl" => {
                self.end_carried();
                self.flow.open_table();
            }
            "tr" => {
                self.deleted_row = false;
                self.flow.open_row();
            }
            "tc" => self.flow.open_cell(CellSpan::ONE),
            "gridSpan" => {
                if let Some(columns) = tag.get("val").and_then(|v| v.parse().ok()) {
                    self.flow.widen_cell(columns);
                }
            }
            "tab" | "ptab" if !self.in_paragraph_properties => self.push("\t"),
            "cr" | "br" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => {
                let code = tag.get("char").and_then(|c| u32::from_str_radix(c, 16).ok());
                let font = tag.get("font").unwrap_or_default();
                match code.and_then(|code| symbol(font, code)) {
                    Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
                    None => self.leave(LeftOutReason::Code, format!("{font} {}", tag.get("char").unwrap_or_default())),
                }
            }
            // Text along a line, as old Word has it.
            "textpath" => self.push(tag.get("string").unwrap_or_default()),
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
                let note = tag.get("id").and_then(|id| self.notes.remove(&format!("{kind} {id}")));
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.notes.extend(note);
                }
            }
            "altChunk" | "chart" => self.embed(tag.get("id")),
            "relIds" => self.embed(tag.get("dm")),
            name => {
                let depth = self.open.len();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let part = MathPart::open(name, self.open.last().map(String::as_str), paragraph.text.len());
                    paragraph.math.extend(part.map(|part| (depth, part)));
                }
            }
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

    /// Puts what the document refers to where it stands: inside of a paragraph it goes before it, as a text box does.
    fn embed(&mut self, id: Option<&str>) {
        match id.and_then(|id| self.embedded.remove(id)) {
            Some(Embedded::Flow(flow)) => self.flow.insert(flow),
            Some(Embedded::Paragraphs(texts)) => {
                for text in texts {
                    self.flow.paragraph(&text, BlockKind::Paragraph, Vec::new(), self.number);
                }
            }
            None => {}
        }
    }

    fn push(&mut self, text: &str) {
        let reason = if self.fields.iter().any(|field| field.contents) {
            Some(LeftOutReason::Contents)
        } else if self.fields.iter().any(|field| !field.result) {
            Some(LeftOutReason::Code)
        } else if self.run.hidden {
            Some(LeftOutReason::Hidden)
        } else if self.run.struck || self.deleted_row {
            Some(LeftOutReason::Deleted)
        } else {
            None
        };
        if let Some(reason) = reason {
            return self.leave(reason, text);
        }
        let raised = match self.run.raised {
            Some(true) => superscript(text),
            Some(false) => subscript(text),
            None => None,
        };
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.text.push_str(raised.as_deref().unwrap_or(text)),
            None => self.flow.paragraph(text, BlockKind::Paragraph, Vec::new(), self.number),
        }
    }

    /// The code of a field says whether its result is a table of contents.
    fn instruction(&mut self, code: &str) {
        if let Some(field) = self.fields.last_mut() {
            let word = code.split_whitespace().next().unwrap_or_default();
            field.contents |= matches!(word, "TOC" | "TOA" | "INDEX");
        }
        self.leave(LeftOutReason::Code, code);
    }

    fn close(&mut self, name: &str) {
        match name {
            "pPr" => self.in_paragraph_properties = false,
            "trPr" => self.in_row_properties = false,
            "r" => self.run = Run::default(),
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.emit(paragraph);
                }
            }
            "tc" | "txbxContent" => self.end_carried(),
            "tbl" => self.flow.close_table(),
            _ => {
                let depth = self.open.len();
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && let Some((_, part)) = paragraph.math.pop_if(|(at, _)| *at == depth)
                {
                    part.close(&mut paragraph.text);
                }
            }
        }
    }

    /// A paragraph whose end was deleted is one after all where nothing follows it.
    fn end_carried(&mut self) {
        if let Some((text, notes)) = self.carried.take() {
            self.flow.paragraph(text.trim(), BlockKind::Paragraph, notes, self.number);
        }
    }

    fn emit(&mut self, paragraph: DocxParagraph) {
        if paragraph.joined {
            self.carried = Some((paragraph.text, paragraph.notes));
            return;
        }
        let style = self.styles.get(paragraph.style.as_deref());
        // A list that is counted is counted on by empty paragraphs too only where Word shows a number for them.
        if paragraph.text.trim().is_empty() {
            // A note mark can stand alone.
            self.flow.paragraph("", BlockKind::Paragraph, paragraph.notes, self.number);
            return;
        }
        if style.contents {
            return self.leave(LeftOutReason::Contents, paragraph.text);
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

/// Elements whose content is not the document's text, and why: what was deleted or moved away, what stands twice for
/// older programs, and properties of the paragraph before a change.
fn skipped(tag: &Tag) -> Option<LeftOutReason> {
    match tag.name.as_str() {
        "del" | "moveFrom" | "delText" => Some(LeftOutReason::Deleted),
        "Fallback" => Some(LeftOutReason::Alternative),
        "rt" => Some(LeftOutReason::Pronunciation),
        "pPrChange" | "rPrChange" | "trPrChange" | "tblPrChange" | "sectPr" | "binData" | "annotation" => {
            Some(LeftOutReason::Code)
        }
        _ => None,
    }
}
