//! ODT: paragraphs, headings by their outline level, list labels, tables, notes.
//!
//! What was deleted stands apart in ODF (`tracked-changes`) and is left out with indexes and annotations.

use super::archive::Archive;
use super::flow::Flow;
use super::markup::{Markup, Tag, Token};
use super::source::Input;
use super::{Outcome, limits, properties};
use crate::model::{BlockKind, Raw};
use crate::text::numeral::{System, write};
use std::collections::HashMap;
use std::io::Read;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut archive = Archive::open(input)?;
    let content = archive.entry("content.xml")?;
    let mut writer = Writer::default();
    if let Some(styles) = archive.find("styles.xml")? {
        writer.styles(&mut Markup::new(styles.as_slice()))?;
    }
    writer.styles(&mut Markup::new(content.as_slice()))?;
    writer.document(&mut Markup::new(content.as_slice()))?;
    let title = properties::title(&mut archive, "meta.xml")?;
    Ok(Raw { format: "odt", title, body: writer.flow.finish(), ..Raw::default() })
}

const LEVELS: usize = 10;

/// How a level of a list is labelled.
#[derive(Clone, Debug, Default)]
struct Level {
    style: Option<System>,
    prefix: String,
    suffix: String,
    start: Option<u32>,
    /// How many levels the label shows: 2 for "1.2".
    shown: usize,
}

type Levels = [Level; LEVELS];

/// The style that headings are numbered by has no name of its own.
const OUTLINE: &str = "";

#[derive(Default)]
struct Writer {
    levels: HashMap<String, Levels>,
    flow: Flow,
    paragraphs: Vec<Paragraph>,
    /// The styles of the lists that are open, the outermost first.
    lists: Vec<String>,
    /// The numbers reached, by list style.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// The label of the item that was just opened.
    label: String,
    number: usize,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: Option<u8>,
    notes: Vec<String>,
}

impl Writer {
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
                            *level = Level::of(&tag);
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
                    if skipped(&tag.name) {
                        markup.skip()?;
                    } else {
                        body |= tag.name == "text" && tag.get("name").is_none();
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
        let append = |paragraphs: &mut Vec<Paragraph>, text: &str| {
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.text.push_str(text);
            }
        };
        match tag.name.as_str() {
            "p" | "h" => {
                self.number += 1;
                let level = tag.get("outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1).clamp(1, 9);
                let heading = (tag.name == "h").then_some(level);
                if heading.is_some() && self.lists.is_empty() {
                    self.label = self.count(OUTLINE, usize::from(level - 1), None);
                }
                if self.paragraphs.len() < limits::NESTING {
                    self.paragraphs.push(Paragraph { heading, ..Paragraph::default() });
                }
            }
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
            "table" => self.flow.open_table(),
            "table-row" => self.flow.open_row(),
            "table-cell" => self.flow.open_cell(),
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
            "list" => drop(self.lists.pop()),
            "table" => self.flow.close_table(),
            _ => {}
        }
    }

    fn emit(&mut self, paragraph: Paragraph) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        // A paragraph inside another is a note or a text box: it follows the one that it hangs on.
        if let Some(outer) = self.paragraphs.last_mut() {
            outer.notes.push(text.to_string());
            outer.notes.extend(paragraph.notes);
            return;
        }
        let kind = paragraph.heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let text = std::mem::take(&mut self.label) + text;
        self.flow.paragraph(&text, kind, paragraph.notes, self.number);
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

impl Level {
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
        Level {
            style,
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            start: tag.get("start-value").and_then(|s| s.parse().ok()),
            shown: tag.get("display-levels").and_then(|l| l.parse().ok()).unwrap_or(1),
        }
    }
}

fn skipped(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "table-of-content"
            | "alphabetical-index"
            | "illustration-index"
            | "table-index"
            | "user-index"
            | "bibliography"
            | "annotation"
            | "note-citation"
            | "ruby-text"
            | "forms"
            | "binary-data"
            | "sequence-decls"
            | "automatic-styles"
            | "font-face-decls"
            | "scripts"
            | "object"
            | "math"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{shown, zip};

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
