//! The paragraph styles of a DOCX: which are headings, which tables of contents, which are numbered.

use crate::read::input::Outcome;
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::HashMap;

#[derive(Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    default: Style,
}

/// What a style, with those that it is based on, says of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// 0 is the highest heading.
    pub outline: Option<u8>,
    /// The list that numbers its paragraphs, and the level in it.
    pub list: Option<(String, u8)>,
    /// It sets lines of a table of contents.
    pub contents: bool,
    /// How its text is set.
    pub run: Run,
    base: Option<String>,
    level: Option<u8>,
}

/// How a run of text is set, as far as that says whether and how it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub hidden: bool,
    pub struck: bool,
    /// Above the line, or below it.
    pub raised: Option<bool>,
}

impl Run {
    /// Notes what one property says.
    pub fn set(&mut self, tag: &Tag) {
        let on = !matches!(tag.get("val"), Some("0" | "false" | "off" | "none"));
        match tag.name.as_str() {
            "vanish" => self.hidden = on,
            "strike" | "dstrike" => self.struck = on,
            "vertAlign" => {
                self.raised = match tag.get("val") {
                    Some("superscript") => Some(true),
                    Some("subscript") => Some(false),
                    _ => None,
                }
            }
            _ => {}
        }
    }
}

impl Styles {
    pub fn read(xml: &[u8]) -> Outcome<Self> {
        let mut markup = Markup::new(xml);
        let mut styles = Styles::default();
        let mut current: Option<(String, bool, Style)> = None;
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == "style" => {
                    let default =
                        matches!(tag.get("default"), Some("1" | "true" | "on")) && tag.get("type") == Some("paragraph");
                    current = tag.get("styleId").map(|id| (id.to_string(), default, Style::default()));
                }
                Token::Open(tag) => {
                    if let Some((_, _, style)) = &mut current {
                        style.run.set(&tag);
                    }
                    let (Some((_, _, style)), Some(value)) = (&mut current, tag.get("val")) else { continue };
                    match tag.name.as_str() {
                        "name" => {
                            style.contents = contents(value);
                            style.outline = style.outline.or_else(|| heading(value));
                        }
                        "basedOn" => style.base = Some(value.to_string()),
                        "outlineLvl" => style.outline = value.parse().ok().filter(|v| *v < 9),
                        "numId" => style.list = Some((value.to_string(), 0)),
                        "ilvl" => style.level = value.parse().ok(),
                        _ => {}
                    }
                }
                Token::Close(name) if name == "style" => {
                    if let Some((id, default, style)) = current.take() {
                        if default {
                            styles.default = style.clone();
                        }
                        styles.by_id.insert(id, style);
                    }
                }
                Token::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// A style with what it inherits; the default one where none is named.
    pub fn get(&self, id: Option<&str>) -> Style {
        let Some(mut style) = id.map_or(Some(&self.default), |id| self.by_id.get(id)).cloned() else {
            return Style::default();
        };
        let mut base = style.base.clone();
        // Styles of a broken file can be based on each other in a ring.
        for _ in 0..16 {
            let Some(parent) = base.and_then(|id| self.by_id.get(&id)) else { break };
            style.outline = style.outline.or(parent.outline);
            style.list = style.list.or_else(|| parent.list.clone());
            style.level = style.level.or(parent.level);
            style.contents |= parent.contents;
            style.run.hidden |= parent.run.hidden;
            style.run.struck |= parent.run.struck;
            base = parent.base.clone();
        }
        if let (Some((_, level)), Some(own)) = (&mut style.list, style.level) {
            *level = own;
        }
        style
    }
}

/// The level (0 is the highest) of a built-in heading, as Word names it in English and Chinese.
fn heading(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    if matches!(name.as_str(), "title" | "标题" | "標題") {
        return Some(0);
    }
    let number = ["heading", "标题", "標題"].iter().find_map(|word| name.strip_prefix(word))?;
    number.trim().parse::<u8>().ok()?.checked_sub(1).filter(|level| *level < 9)
}

fn contents(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["toc", "目录", "目錄", "table of figures", "index"].iter().any(|word| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_inheritance() {
        let xml = "<styles xmlns:w='x'><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>\
            <w:style w:styleId='a'><w:name w:val='條'/><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
            <w:style w:styleId='b'><w:basedOn w:val='a'/></w:style><w:style w:styleId='21'><w:name w:val='toc 2'/></w:style>\
            <w:style w:styleId='r'><w:basedOn w:val='r'/></w:style><w:style w:styleId='t2'><w:name w:val='標題 2'/></w:style></styles>";
        let styles = Styles::read(xml.as_bytes()).unwrap();
        let outline = |id| styles.get(Some(id)).outline;
        assert_eq!(
            (outline("1"), outline("b"), outline("t2"), outline("r"), outline("no")),
            (Some(0), Some(2), Some(1), None, None)
        );
        assert!(styles.get(Some("21")).contents);
    }
}
