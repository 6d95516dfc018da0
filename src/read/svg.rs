//! Drawings (SVG): each text in them is a paragraph, its lines joined. Versions in several languages (`systemLanguage`,
//! `xml:lang`) are pairs; styles, scripts and what programs keep beside the drawing are left out.

use crate::model::{Block, Counted, LeftOutReason, Raw, Side, Sides};
use crate::read::encoding::detect;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::{is_foreign, side_of_tag};
use crate::read::limits;
use crate::read::line_join::{collapse, join_line};
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::read::xml_versions::{VersionedBlocks, Versions};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::new(encoded.open(input)?);
    let mut drawing = Drawing::default();
    loop {
        match markup.next()? {
            Token::Open(tag) if matches!(tag.name.as_str(), "style" | "script" | "metadata") => {
                let line = markup.line();
                drawing.flow.leave_out(LeftOutReason::Code, markup.skip()?.trim(), line);
            }
            Token::Open(tag) => drawing.enter(&tag, markup.line()),
            Token::Close(_) => drawing.close(),
            Token::Text(text) => {
                drawing.text.push_str(&text);
                drawing.total += text.len() as u64;
                if drawing.total > limits::DOCUMENT {
                    return Err(format!("has more than {} of text", limits::size(limits::DOCUMENT)));
                }
            }
            Token::End => break,
        }
    }
    let Drawing { blocks: VersionedBlocks { blocks, alternatives, .. }, mut flow, .. } = drawing;
    blocks.into_iter().for_each(|block| flow.block(block));
    alternatives.into_iter().for_each(|block| flow.leave_out(LeftOutReason::Alternative, block.text, block.line));
    let (body, left_out) = flow.finish();
    let warnings = encoded.warning().into_iter().collect();
    let counted = Sides::same(Counted::Lines);
    Ok(Raw { format: "svg", encoding: encoded.name(), counted, body, left_out, warnings, ..Raw::default() })
}

#[derive(Default)]
struct Drawing {
    blocks: VersionedBlocks,
    flow: Flow,
    open: Vec<Element>,
    /// Lines of the text that is open, before the one at hand, and the line of the file that it begins on.
    lines: String,
    text: String,
    start: usize,
    total: u64,
}

struct Element {
    /// It is a text, or a part of a drawing.
    is_text: bool,
    /// It stands in the text that is open.
    inside: bool,
    foreign: bool,
    /// What it holds was shown by an element before, which older programs do not know.
    shown: bool,
    side: Option<Side>,
    is_switch: bool,
    /// It was seen that a page stands in it.
    has_page: bool,
    versions: Versions,
}

/// Elements that are texts by themselves: SVG's, older drafts', and those of pages in drawings.
const TEXTS: [&str; 13] =
    ["text", "title", "desc", "flowPara", "flowRoot", "p", "div", "li", "h1", "h2", "h3", "td", "foreignObject"];

impl Drawing {
    fn enter(&mut self, tag: &Tag, line: usize) {
        let above = self.open.last();
        let is_text = TEXTS.contains(&tag.name.as_str());
        let inside = !is_text && above.is_some_and(|e| e.is_text || e.inside);
        // A line that is set below the one before.
        let below = tag.name == "br"
            || tag.get("role") == Some("line")
            || tag.name == "tspan" && (tag.get("y").is_some() || tag.get("dy").is_some_and(|dy| dy.trim() != "0"));
        if is_text || !inside {
            self.flush();
            self.start = line;
        } else if below {
            self.end_line();
        }
        let language = tag.get("systemLanguage").and_then(|tags| tags.split(',').next()).or_else(|| tag.xml_lang());
        let above = self.open.last_mut();
        let foreign = language.map_or(above.as_ref().is_some_and(|e| e.foreign), is_foreign);
        let side = language.map_or_else(|| above.as_ref().and_then(|e| e.side), side_of_tag);
        let mut shown = above.as_ref().is_some_and(|e| e.shown);
        if let Some(above) = above {
            shown |= above.is_switch && above.has_page && tag.name == "text";
            above.has_page |= tag.name == "foreignObject";
            if !inside {
                self.blocks.open(&mut above.versions, &tag.name, language.unwrap_or_default().trim(), side);
            }
        }
        let (is_switch, versions) = (tag.name == "switch", Versions::default());
        self.open.push(Element { is_text, inside, foreign, shown, side, is_switch, has_page: false, versions });
    }

    fn close(&mut self) {
        if self.open.last().is_some_and(|element| !element.inside) {
            self.flush();
        }
        if let Some(Element { mut versions, .. }) = self.open.pop() {
            self.blocks.settle(&mut versions);
        }
    }

    fn end_line(&mut self) {
        let line = collapse(&std::mem::take(&mut self.text));
        if !line.is_empty() {
            join_line(&mut self.lines, &line);
        }
    }

    fn flush(&mut self) {
        self.end_line();
        let text = std::mem::take(&mut self.lines);
        let Some(element) = self.open.last_mut().filter(|_| !text.is_empty()) else { return };
        self.blocks.settle(&mut element.versions);
        let reason = match element {
            Element { foreign: true, .. } => Some(LeftOutReason::OtherLanguage),
            Element { shown: true, .. } => Some(LeftOutReason::Alternative),
            Element { is_text: false, inside: false, .. } => Some(LeftOutReason::Code),
            _ => None,
        };
        match reason {
            Some(reason) => self.flow.leave_out(reason, text, self.start),
            None => {
                let block = Block { side: element.side, ..Block::paragraph(text, self.start) };
                self.blocks.blocks.push(block);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::shown;

    fn raw(inside: &str) -> Raw {
        let svg = format!("<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        crate::read::read(&Input::bytes("x.svg", svg.as_bytes()), &Hint::default()).unwrap()
    }

    #[test]
    fn texts_are_paragraphs_of_their_lines() {
        let raw = raw(
            "<style>.a { fill: red }</style><title>The port</title><g><text x='1'><tspan x='1' y='2'>The berth</tspan>\
            <tspan x='1' y='3'>of the <tspan class='a'>tug</tspan>s</tspan></text><text>泊<tspan dy='0'>位</tspan></text></g>loose",
        );
        let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(left, [".a { fill: red }", "loose"]);
        assert_eq!(shown(raw), ["The port", "The berth of the tugs", "泊位"]);
    }

    #[test]
    fn what_is_chosen_by_language_is_a_pair() {
        let raw = raw(
            "<switch><text systemLanguage='de'>Ebbe</text><text systemLanguage='zh-Hans, zh'>退潮</text><text>Ebb</text></switch>\
            <switch><foreignObject><div>Fog</div></foreignObject><text>Fog…</text></switch>",
        );
        let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(left, ["Ebbe", "Fog…"]);
        assert_eq!(shown(raw), ["zh: 退潮", "en: Ebb", "Fog"]);
    }
}
