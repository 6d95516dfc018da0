//! ODT: paragraphs, headings by their outline level, list labels, tables, notes.
//!
//! What was deleted stands apart in ODF (`tracked-changes`) and is left out with indexes and annotations.

use crate::model::{BlockKind, Counted, LeftOutReason, Raw, Sides};
use crate::read::encoding::text_of;
use crate::read::flow::{CellSpan, Flow};
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::package::Package;
use crate::read::properties::{Properties, properties};
use crate::read::xlsx::Workbook;
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::text::numeral::{System, write};
use std::collections::HashMap;
use std::io::Read;

pub fn read(input: &Input) -> Outcome<Raw> {
    text(input, "odt")
}

/// ODP: each slide is opened by its title; notes follow it.
pub fn read_slides(input: &Input) -> Outcome<Raw> {
    Ok(Raw { counted: Sides::same(Counted::Slides), ..text(input, "odp")? })
}

/// ODS: the rows of each sheet that has a column of Chinese or English.
pub fn read_sheets(input: &Input) -> Outcome<Raw> {
    let (_, content) = content(input)?;
    let mut book = Workbook::default();
    sheets(&mut Markup::new(content.as_slice()), &mut book)?;
    Ok(book.into_raw("ods"))
}

/// The content of a document; the archive that it is in, unless it is one XML file (flat ODF).
fn content(input: &Input) -> Outcome<(Option<Package>, Vec<u8>)> {
    if input.head(4)?.starts_with(b"PK") {
        let mut archive = Package::open(input)?;
        let content = archive.entry("content.xml")?;
        return Ok((Some(archive), content));
    }
    Ok((None, text_of(input, None)?.0.into_bytes()))
}

/// Cells and rows that are repeated are written once and counted; a spreadsheet fills its last rows so.
const REPEATED: usize = 256;

fn sheets<R: Read>(markup: &mut Markup<R>, book: &mut Workbook) -> Outcome<()> {
    let mut table: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut name, mut times) = (String::new(), 1);
    let (mut row, mut cell, mut repeated, mut inside, mut number) = (Vec::new(), String::new(), 1, false, 0);
    let (mut total, mut wide) = (0_u64, 0);
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name.as_str() {
                "annotation" => book.leave(LeftOutReason::Comment, markup.skip()?, number),
                "table" => {
                    name = tag.get("name").unwrap_or_default().to_string();
                    (table, number, times) = (Vec::new(), 0, 1);
                }
                "table-row" => {
                    // A row that is repeated is read once; the numbers go on behind all of it.
                    number = number.saturating_add(times);
                    times = tag.get("number-rows-repeated").and_then(|n| n.parse().ok()).unwrap_or(1_usize);
                    row = Vec::new();
                }
                "table-cell" | "covered-table-cell" => {
                    repeated = tag.get("number-columns-repeated").and_then(|n| n.parse().ok()).unwrap_or(1_usize);
                    cell.clear();
                    inside = true;
                }
                // Text beside the cells: shapes and their captions.
                "shapes" => {
                    let text = markup.skip()?;
                    book.text(text, number, None);
                }
                "s" => cell.push(' '),
                "tab" => cell.push('\t'),
                "line-break" => cell.push('\n'),
                "p" if inside && !cell.is_empty() => cell.push('\n'),
                _ => {}
            },
            Token::Text(text) if inside => {
                total += text.len() as u64;
                if total > limits::DOCUMENT {
                    return Err(format!("has sheets with more than {} of text", limits::size(limits::DOCUMENT)));
                }
                cell.push_str(&text);
            }
            Token::Text(_) => {}
            Token::Close(closed) => match closed.as_str() {
                "table-cell" | "covered-table-cell" => {
                    let said = std::mem::take(&mut cell);
                    // Empty cells are repeated to the end of the row.
                    let count = if said.is_empty() { repeated.min(limits::CELLS) } else { repeated.min(REPEATED) };
                    let room = limits::CELLS.saturating_sub(row.len());
                    // What is said once here stands in many cells.
                    total += (said.len() * count.min(room)) as u64;
                    row.extend(std::iter::repeat_n(said, count.min(room)));
                    inside = false;
                }
                "table-row" => {
                    while row.last().is_some_and(String::is_empty) {
                        row.pop();
                    }
                    if !row.is_empty() {
                        wide += row.len();
                        if wide > limits::SHEET {
                            return Err(format!("has sheets of more than {} cells", limits::SHEET));
                        }
                        table.push((number, std::mem::take(&mut row)));
                    }
                }
                "table" => book.sheet(&name, &std::mem::take(&mut table)),
                _ => {}
            },
            Token::End => return Ok(()),
        }
    }
}

fn text(input: &Input, format: &'static str) -> Outcome<Raw> {
    let (mut archive, content) = content(input)?;
    let mut writer = OdtBody { slides: format == "odp", ..OdtBody::default() };
    let styles = archive.as_mut().map(|archive| archive.find("styles.xml")).transpose()?.flatten();
    if let Some(styles) = styles {
        writer.styles(&mut Markup::new(styles.as_slice()))?;
    }
    writer.styles(&mut Markup::new(content.as_slice()))?;
    writer.document(&mut Markup::new(content.as_slice()))?;
    let properties = match &mut archive {
        Some(archive) => properties(archive, &["meta.xml"])?,
        None => Properties::default(),
    };
    let (body, left_out) = writer.flow.finish();
    Ok(properties.on(Raw { format, body, left_out, ..Raw::default() }))
}

const LEVELS: usize = 10;

/// How a level of a list is labelled.
#[derive(Clone, Debug, Default)]
struct OdtLevel {
    style: Option<System>,
    prefix: String,
    suffix: String,
    start: Option<u32>,
    /// How many levels the label shows: 2 for "1.2".
    shown: usize,
}

type OdtLevels = [OdtLevel; LEVELS];

/// The style that headings are numbered by has no name of its own.
const OUTLINE: &str = "";

#[derive(Default)]
struct OdtBody {
    levels: HashMap<String, OdtLevels>,
    flow: Flow,
    paragraphs: Vec<OdtParagraph>,
    /// The styles of the lists that are open, the outermost first.
    lists: Vec<String>,
    /// The numbers reached, by list style.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// The label of the item that was just opened.
    label: String,
    /// The number of the paragraph, or of the slide.
    number: usize,
    slides: bool,
    /// Notes that are open.
    in_note: usize,
    in_title: bool,
}

#[derive(Default)]
struct OdtParagraph {
    text: String,
    heading: Option<u8>,
    /// Notes and text boxes that hang on it, which follow it.
    notes: Vec<(String, BlockKind)>,
}

impl OdtBody {
    /// Gathers the list styles of `styles.xml` or `content.xml`.
    fn styles<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        let mut current: Option<String> = None;
        loop {
            match markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    "list-style" => current = tag.get("name").map(str::to_string),
                    "outline-style" => current = Some(OUTLINE.into()),
                    "list-level-style-number" | "outline-level-style" => {
                        let index =
                            tag.get("level").and_then(|l| l.parse::<usize>().ok()).and_then(|l| l.checked_sub(1));
                        let levels = current.as_ref().map(|name| self.levels.entry(name.clone()).or_default());
                        if let Some(level) = levels.and_then(|l| l.get_mut(index?)) {
                            *level = OdtLevel::of(&tag);
                        }
                    }
                    "body" => return Ok(()),
                    _ => {}
                },
                Token::Close(name) if matches!(name.as_str(), "list-style" | "outline-style") => current = None,
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn document<R: Read>(&mut self, markup: &mut Markup<R>) -> Outcome<()> {
        let mut body = false;
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    if let Some(reason) = skipped(&tag.name) {
                        let text = markup.skip()?;
                        self.flow.leave_out(reason, text, self.number);
                    } else {
                        let flat = tag.get("name").is_none();
                        body |= flat && matches!(tag.name.as_str(), "text" | "presentation" | "drawing");
                        self.open(&tag);
                    }
                }
                Token::Text(text) if body => self.push(&text),
                Token::Text(_) => {}
                Token::Close(name) => self.close(&name),
                Token::End => return Ok(()),
            }
        }
    }

    /// Appends text; ODF counts a run of white space as one space and writes others as elements.
    fn push(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        for c in text.chars() {
            let blank = c.is_ascii_whitespace();
            if !(blank && paragraph.text.ends_with(' ')) {
                paragraph.text.push(if blank { ' ' } else { c });
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let append = |paragraphs: &mut Vec<OdtParagraph>, text: &str| {
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.text.push_str(text);
            }
        };
        match tag.name.as_str() {
            "p" | "h" => {
                self.number += usize::from(!self.slides);
                let level = tag.get("outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1).clamp(1, 9);
                let heading = if tag.name == "h" { Some(level) } else { self.in_title.then_some(1) };
                if heading.is_some() && self.lists.is_empty() {
                    self.label = self.count(OUTLINE, usize::from(level - 1), None);
                }
                if self.paragraphs.len() < limits::NESTING {
                    self.paragraphs.push(OdtParagraph { heading, ..OdtParagraph::default() });
                }
            }
            "page" => self.number += usize::from(self.slides),
            "s" => {
                let count = tag.get("c").and_then(|c| c.parse().ok()).unwrap_or(1_usize).min(64);
                append(&mut self.paragraphs, &" ".repeat(count));
            }
            "tab" => append(&mut self.paragraphs, "\t"),
            "line-break" => append(&mut self.paragraphs, "\n"),
            "list" => {
                // A list in a list goes on with the style of the outer one.
                let style = tag
                    .get("style-name")
                    .map(str::to_string)
                    .or_else(|| self.lists.last().cloned())
                    .unwrap_or_default();
                let goes_on = tag.get("continue-numbering") == Some("true") || tag.get("continue-list").is_some();
                if self.lists.is_empty() && !goes_on {
                    self.reached.remove(&style);
                }
                if self.lists.len() < limits::NESTING {
                    self.lists.push(style);
                }
            }
            "list-item" => {
                if let Some(style) = self.lists.last().cloned() {
                    let start = tag.get("start-value").and_then(|s| s.parse().ok());
                    self.label = self.count(&style, self.lists.len() - 1, start);
                }
            }
            "note-body" | "notes" => self.in_note += 1,
            // The title of a slide.
            "frame" => self.in_title = tag.get("class") == Some("title"),
            "table" => self.flow.open_table(),
            "table-row" => self.flow.open_row(),
            "table-cell" => self.flow.open_cell(span(tag)),
            // What a cell above or beside reaches has no text; squared tables give it its place.
            "covered-table-cell" => {}
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.emit(paragraph);
                }
            }
            "list-item" => self.label.clear(),
            "note-body" | "notes" => self.in_note = self.in_note.saturating_sub(1),
            "frame" => self.in_title = false,
            "list" => drop(self.lists.pop()),
            "table" => self.flow.close_table(),
            _ => {}
        }
    }

    fn emit(&mut self, mut paragraph: OdtParagraph) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            // A text box can stand in a paragraph of its own.
            let notes = std::mem::take(&mut paragraph.notes);
            match self.paragraphs.last_mut() {
                Some(outer) => outer.notes.extend(notes),
                None => {
                    notes.into_iter().for_each(|(text, kind)| self.flow.paragraph(&text, kind, Vec::new(), self.number))
                }
            }
            return;
        }
        // A paragraph inside another is a note or a text box: it follows the one that it hangs on.
        if let Some(outer) = self.paragraphs.last_mut() {
            let kind = if self.in_note > 0 { BlockKind::Note } else { BlockKind::Paragraph };
            outer.notes.push((text.to_string(), kind));
            outer.notes.extend(paragraph.notes);
            return;
        }
        let kind = match paragraph.heading {
            _ if self.in_note > 0 => BlockKind::Note,
            Some(level) => BlockKind::Heading(level),
            None => BlockKind::Paragraph,
        };
        let text = std::mem::take(&mut self.label) + text;
        self.flow.paragraph(&text, kind, Vec::new(), self.number);
        for (text, kind) in paragraph.notes {
            self.flow.paragraph(&text, kind, Vec::new(), self.number);
        }
    }

    /// Counts an item and gives its label; empty for bullets.
    fn count(&mut self, style: &str, level: usize, start: Option<u32>) -> String {
        let (Some(levels), reached) = (self.levels.get(style), self.reached.entry(style.to_string()).or_default())
        else {
            return String::new();
        };
        let Some(own) = levels.get(level) else { return String::new() };
        for (n, number) in reached.iter_mut().enumerate() {
            let first = levels.get(n).and_then(|l| l.start).unwrap_or(1);
            *number = match n.cmp(&level) {
                std::cmp::Ordering::Less => Some(number.unwrap_or(first)),
                std::cmp::Ordering::Equal => start.or(number.map(|n| n.saturating_add(1))).or(Some(first)),
                std::cmp::Ordering::Greater => None,
            };
        }
        let Some(_) = own.style else { return String::new() };
        let from = (level + 1).saturating_sub(own.shown.max(1));
        let numbers = reached.iter().zip(levels).skip(from).take(level + 1 - from);
        let numbers: Vec<String> = numbers.filter_map(|(n, l)| Some(write((*n)?, l.style?))).collect();
        format!("{}{}{} ", own.prefix, numbers.join("."), own.suffix)
    }
}

impl OdtLevel {
    fn of(tag: &Tag) -> Self {
        let text = |name: &str| tag.get(name).unwrap_or_default().chars().take(32).collect();
        let style = match tag.get("num-format").unwrap_or_default() {
            "" => None,
            "a" => Some(System::LowerLetter),
            "A" => Some(System::UpperLetter),
            "i" => Some(System::LowerRoman),
            "I" => Some(System::UpperRoman),
            f if f.starts_with('①') => Some(System::Circled),
            f if f.starts_with('甲') => Some(System::Stems),
            f if f.starts_with('壹') || f.starts_with('壱') => Some(System::Financial),
            f if f.starts_with('一') => Some(System::Chinese),
            _ => Some(System::Decimal),
        };
        OdtLevel {
            style,
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            start: tag.get("start-value").and_then(|s| s.parse().ok()),
            shown: tag.get("display-levels").and_then(|l| l.parse().ok()).unwrap_or(1),
        }
    }
}

/// How many columns and rows a cell takes.
fn span(tag: &Tag) -> CellSpan {
    let number = |name: &str| tag.get(name).and_then(|n| n.parse().ok()).unwrap_or(1);
    CellSpan { columns: number("number-columns-spanned"), rows: number("number-rows-spanned") }
}

/// Elements whose content is not the document's text, and why.
fn skipped(name: &str) -> Option<LeftOutReason> {
    match name {
        "tracked-changes" => Some(LeftOutReason::Deleted),
        "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" | "user-index"
        | "bibliography" => Some(LeftOutReason::Contents),
        "annotation" => Some(LeftOutReason::Comment),
        "ruby-text" => Some(LeftOutReason::Pronunciation),
        "note-citation" | "forms" | "binary-data" | "sequence-decls" | "automatic-styles" | "font-face-decls"
        | "scripts" | "object" | "math" | "page-number" => Some(LeftOutReason::Code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Position;
    use crate::read::testing::{blocks_of, rows_of, shown, zip};

    #[test]
    fn one_file_without_an_archive() {
        let xml = "<?xml version='1.0'?><office:document xmlns:office='o' office:mimetype='application/vnd.oasis.opendocument.text'><office:meta><meta:generator>LibreOffice</meta:generator></office:meta><office:body><office:text><text:h text:outline-level='1'>港口</text:h><text:p>引航。</text:p></office:text></office:body></office:document>";
        assert_eq!(shown(read(&Input::bytes("x.fodt", xml.as_bytes())).unwrap()), ["# 港口", "引航。"]);
    }

    #[test]
    fn slides_and_cells_have_their_places() {
        let slide = |text: &str| {
            format!(
                "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></draw:page>"
            )
        };
        let xml = format!(
            "<office:document office:mimetype='application/vnd.oasis.opendocument.presentation'><office:body><office:presentation>{}{}</office:presentation></office:body></office:document>",
            slide("港口"),
            slide("Pilots")
        );
        let raw = read_slides(&Input::bytes("x.fodp", xml.as_bytes())).unwrap();
        assert_eq!(raw.counted.zh, Counted::Slides);
        assert_eq!(blocks_of(raw).iter().map(|block| block.line).collect::<Vec<_>>(), [1, 2]);
        let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        let row = |zh: &str, en: &str| format!("<table:table-row>{}{}</table:table-row>", cell(zh), cell(en));
        let gap = "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>";
        let xml = format!(
            "<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet><table:table table:name='Terms'>{}{gap}{}</table:table></office:spreadsheet></office:body></office:document>",
            row("泊位", "berth"),
            row("拖輪", "tugboat")
        );
        let rows = rows_of(read_sheets(&Input::bytes("x.fods", xml.as_bytes())).unwrap());
        let last = rows.last().unwrap();
        let cell = |cell: &str| Some(Position::Cell { sheet: "Terms".into(), cell: cell.into() });
        assert_eq!((last.zh.as_deref(), &last.at), (Some("拖輪"), &Sides::new(cell("A5"), cell("B5"))));
    }

    #[test]
    fn headings_lists_notes_and_changes() {
        let content = "<office:document-content xmlns:office='o' xmlns:text='t'><office:automatic-styles><text:list-style style:name='L1'>\
            <text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/>\
            <text:list-level-style-number text:level='2' style:num-format='1' style:num-suffix='.' text:display-levels='1'/></text:list-style></office:automatic-styles>\
            <office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
            <text:h text:outline-level='2'>總  則</text:h><text:table-of-content><text:p>toc</text:p></text:table-of-content>\
            <text:list text:style-name='L1'><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list></text:list-item>\
            <text:list-item><text:p>乙</text:p></text:list-item></text:list>\
            <text:p>a<text:s text:c='2'/>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>\n c<text:line-break/>d</text:p>\
            </office:text></office:body></office:document-content>";
        let bytes = zip(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content),
            ("meta.xml", "<m><dc:title>Law</dc:title></m>"),
        ]);
        let raw = read(&Input::bytes("x.odt", bytes)).unwrap();
        assert_eq!(raw.title.en.as_deref(), Some("Law"));
        assert_eq!(shown(raw), ["## 總 則", "一、 甲", "1. inner", "二、 乙", "a  b c", "d", "^ note"]);
    }
}
