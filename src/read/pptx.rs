//! PPTX: the slides in order, each opened by its title as a heading; tables, diagrams and notes.
//!
//! What every slide shows (date, footer, number) is page furniture; hidden slides and comments are left out.

use crate::model::{BlockKind, Counted, LeftOutReason, Raw, Sides};
use crate::read::flow::{CellSpan, Flow};
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::package::Package;
use crate::read::properties::{OFFICE, properties};
use crate::read::raised::{subscript, superscript};
use crate::read::xml_stream::{Markup, Tag, Token};

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut package = Package::open(input)?;
    let main = package.main_part("ppt/presentation.xml")?;
    let relations = package.relations(&main)?;
    let mut flow = Flow::default();
    for (n, id) in slide_ids(&package.entry(&main)?)?.iter().enumerate() {
        let Some(slide) = relations.get(id) else { continue };
        self::slide(&mut package, &slide.path, n + 1, &mut flow)?;
    }
    let properties = properties(&mut package, &OFFICE)?;
    let (body, left_out) = flow.finish();
    let counted = Sides::same(Counted::Slides);
    Ok(properties.on(Raw { format: "pptx", counted, body, left_out, ..Raw::default() }))
}

/// The slides of a presentation in the order in which they are shown.
fn slide_ids(xml: &[u8]) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let mut ids = Vec::new();
    loop {
        match markup.next()? {
            // `id` is the slide's number, `r:id` its relation; both lose their prefix.
            Token::Open(tag) if tag.name == "sldId" => {
                ids.extend(tag.all("id").find(|id| !id.bytes().all(|b| b.is_ascii_digit())).map(str::to_string));
            }
            Token::End => return Ok(ids),
            _ => {}
        }
    }
}

/// A slide: its shapes, and then its notes. `number` is 1-based.
fn slide(package: &mut Package, path: &str, number: usize, flow: &mut Flow) -> Outcome<()> {
    let xml = package.entry(path)?;
    let mut shapes = Shapes::new(number, false);
    shapes.read(&xml)?;
    let hidden = shapes.hidden;
    let mut inner = shapes.flow;
    let mut relations: Vec<_> = package.relations(path)?.into_values().collect();
    relations.sort_by(|a, b| a.path.cmp(&b.path));
    for relation in relations {
        let kind = relation.kind.rsplit('/').next().unwrap_or_default();
        if !matches!(kind, "notesSlide" | "diagramData" | "chart" | "comments") {
            continue;
        }
        let Some(xml) = package.find(&relation.path)? else { continue };
        let mut part = Shapes::new(number, kind == "notesSlide");
        part.read(&xml)?;
        if kind == "comments" {
            leave_all(part.flow, LeftOutReason::Comment, &mut inner);
        } else {
            inner.extend(part.flow);
        }
    }
    if hidden {
        leave_all(inner, LeftOutReason::Hidden, flow);
    } else {
        flow.extend(inner);
    }
    Ok(())
}

/// Notes all text of a flow as left out.
fn leave_all(from: Flow, reason: LeftOutReason, flow: &mut Flow) {
    let (texts, left_out) = from.into_texts();
    texts.into_iter().for_each(|(text, line)| flow.leave_out(reason, text, line));
    left_out.into_iter().for_each(|piece| flow.leave_out(piece.reason, piece.text, piece.line));
}

/// The text of the shapes of one part.
struct Shapes {
    flow: Flow,
    number: usize,
    notes: bool,
    hidden: bool,
    /// What the placeholder of the shape at hand holds: `title`, `body`, `sldNum` …
    placeholder: String,
    text: String,
    /// Of the run: above the line or below it.
    raised: Option<bool>,
    struck: bool,
    written: bool,
}

impl Shapes {
    fn new(number: usize, notes: bool) -> Self {
        Shapes {
            flow: Flow::default(),
            number,
            notes,
            hidden: false,
            placeholder: String::new(),
            text: String::new(),
            raised: None,
            struck: false,
            written: false,
        }
    }

    fn read(&mut self, xml: &[u8]) -> Outcome<()> {
        let mut markup = Markup::new(xml);
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == "Fallback" => {
                    let text = markup.skip()?;
                    self.flow.leave_out(LeftOutReason::Alternative, text, self.number);
                }
                Token::Open(tag) => self.open(&tag),
                Token::Text(said) if self.written => self.push(&said)?,
                Token::Text(_) => {}
                Token::Close(name) => self.close(&name),
                Token::End => {
                    self.end_paragraph();
                    return Ok(());
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "sld" => self.hidden = matches!(tag.get("show"), Some("0" | "false")),
            "sp" => self.placeholder.clear(),
            "ph" => self.placeholder = tag.get("type").unwrap_or("body").to_string(),
            // Text of shapes and diagrams; of comments and of what charts cache.
            "t" | "text" => self.written = true,
            "v" => self.written = true,
            "br" => self.text.push('\n'),
            "rPr" => {
                let baseline = tag.get("baseline").and_then(|b| b.parse::<i64>().ok()).unwrap_or_default();
                self.raised = (baseline != 0).then_some(baseline > 0);
                self.struck = matches!(tag.get("strike"), Some("sngStrike" | "dblStrike"));
            }
            "r" | "fld" => (self.raised, self.struck) = (None, false),
            "tbl" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            // A cell that another reaches over has no text.
            "tc" => {
                let number = |name: &str| tag.get(name).and_then(|n| n.parse().ok()).unwrap_or(1);
                let covered = tag.get("hMerge").is_some() || tag.get("vMerge").is_some();
                if !covered {
                    self.flow.open_cell(CellSpan { columns: number("gridSpan"), rows: number("rowSpan") });
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, said: &str) -> Outcome<()> {
        if self.struck {
            self.flow.leave_out(LeftOutReason::Deleted, said, self.number);
            return Ok(());
        }
        let raised = match self.raised {
            Some(true) => superscript(said),
            Some(false) => subscript(said),
            None => None,
        };
        self.text.push_str(raised.as_deref().unwrap_or(said));
        if self.text.len() as u64 > limits::PIECE {
            return Err(format!("has a text of more than {}", limits::size(limits::PIECE)));
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" | "text" | "v" => self.written = false,
            "p" | "cm" | "pt" => self.end_paragraph(),
            "sp" => self.placeholder.clear(),
            "tbl" => self.flow.close_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = match self.placeholder.as_str() {
            "sldNum" | "dt" | "ftr" | "hdr" => {
                return self.flow.leave_out(LeftOutReason::Furniture, text, self.number);
            }
            _ if self.notes => BlockKind::Note,
            "title" | "ctrTitle" => BlockKind::Heading(1),
            _ => BlockKind::Paragraph,
        };
        self.flow.paragraph(text.trim(), kind, Vec::new(), self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Position};
    use crate::read::testing::{shown, zip};

    #[test]
    fn slides_in_order_with_titles_tables_and_notes() {
        let shape = |kind: &str, text: &str| {
            format!(
                "<p:sp><p:nvSpPr><p:nvPr><p:ph type='{kind}'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            )
        };
        let slide = |inner: &str| {
            format!("<p:sld xmlns:p='p' xmlns:a='a'><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>")
        };
        let cell = |text: &str| format!("<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>");
        let table = format!(
            "<a:tbl><a:tr>{}{}</a:tr><a:tr>{}{}</a:tr></a:tbl>",
            cell("泊位"),
            cell("berth"),
            cell("拖輪"),
            cell("tugboat")
        );
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
        };
        let entries = [
            ("ppt/presentation.xml", "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='rId2'/><p:sldId id='257' r:id='rId1'/></p:sldIdLst></p:presentation>".to_string()),
            ("ppt/_rels/presentation.xml.rels", format!("<R>{}{}</R>", relation("rId1", "slide", "slides/slide1.xml"), relation("rId2", "slide", "slides/slide2.xml"))),
            ("ppt/slides/slide1.xml", slide(&format!("{}{table}", shape("title", "Second")))),
            ("ppt/slides/slide2.xml", slide(&[shape("ctrTitle", "港口"), shape("body", "The port"), shape("sldNum", "1")].concat())),
            ("ppt/slides/_rels/slide2.xml.rels", format!("<R>{}</R>", relation("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"))),
            ("ppt/notesSlides/notesSlide1.xml", slide(&shape("body", "Speak up."))),
        ];
        let entries: Vec<(&str, &str)> = entries.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let raw = read(&Input::bytes("x.pptx", zip(&entries))).unwrap();
        assert_eq!(raw.left_out[0].reason, LeftOutReason::Furniture);
        let Body::Blocks(blocks) = &raw.body else { panic!("rows") };
        assert_eq!(blocks.iter().map(|block| block.line).collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 2, 2]);
        assert_eq!(raw.counted.zh.position(2), Some(Position::Slide(2)));
        assert_eq!(
            shown(raw),
            ["# 港口", "The port", "^ Speak up.", "# Second", "zh: 泊位", "en: berth", "zh: 拖輪", "en: tugboat"]
        );
    }
}
