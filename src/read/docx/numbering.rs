//! The numbers that Word shows before paragraphs, which are not in their text.

use crate::read::input::Outcome;
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::text::numeral::{System, write};
use std::collections::HashMap;

/// The lists of a DOCX and how far each has counted.
#[derive(Default)]
pub struct Numbering {
    abstracts: HashMap<String, [ListLevel; LEVELS]>,
    lists: HashMap<String, NumberedList>,
    /// The numbers reached on each level, by abstract list: lists that share one count on together.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun; the first paragraph of one applies its restarts.
    begun: Vec<String>,
}

const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct ListLevel {
    style: System,
    start: Option<u32>,
    /// What is shown, with `%1` to `%9` for the numbers of the levels.
    text: String,
    /// What stands between the label and the paragraph.
    suffix: &'static str,
    /// All numbers of the label are decimal, whatever their own level says (legal numbering).
    legal: bool,
}

#[derive(Clone, Debug, Default)]
struct NumberedList {
    of: String,
    /// Levels that start anew with this list.
    restarts: Vec<(usize, u32)>,
}

impl Numbering {
    pub fn read(xml: &[u8]) -> Outcome<Self> {
        let mut markup = Markup::new(xml);
        let mut numbering = Numbering::default();
        let (mut of, mut list, mut level) = (None, None, None);
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    let value = tag.get("val").unwrap_or_default();
                    match tag.name.as_str() {
                        "abstractNum" => {
                            of = tag.get("abstractNumId").map(str::to_string);
                            if let Some(id) = &of {
                                numbering.abstracts.insert(
                                    id.clone(),
                                    std::array::from_fn(|_| ListLevel { suffix: " ", ..ListLevel::default() }),
                                );
                            }
                        }
                        "num" => list = tag.get("numId").map(str::to_string),
                        "abstractNumId" => {
                            if let Some(list) = &list {
                                numbering.lists.entry(list.clone()).or_default().of = value.to_string();
                            }
                        }
                        "lvl" | "lvlOverride" => {
                            level = tag.get("ilvl").and_then(|l| l.parse().ok()).filter(|l| *l < LEVELS)
                        }
                        "startOverride" => {
                            if let (Some(list), Some(level), Ok(start)) = (&list, level, value.parse()) {
                                numbering.lists.entry(list.clone()).or_default().restarts.push((level, start));
                            }
                        }
                        _ => {
                            let levels = of.as_ref().and_then(|id| numbering.abstracts.get_mut(id));
                            if let Some(level) = levels.and_then(|l| l.get_mut(level?)) {
                                level.set(&tag, value);
                            }
                        }
                    }
                }
                Token::Close(name) => match name.as_str() {
                    "abstractNum" => of = None,
                    "num" => list = None,
                    _ => {}
                },
                Token::End => return Ok(numbering),
                Token::Text(_) => {}
            }
        }
    }

    /// Counts a paragraph and gives the label that Word shows before it; empty for bullets.
    pub fn next(&mut self, list: &str, level: u8) -> String {
        let level = usize::from(level);
        let Some(found) = self.lists.get(list) else { return String::new() };
        let Some(levels) = self.abstracts.get(&found.of) else { return String::new() };
        let reached = self.reached.entry(found.of.clone()).or_default();
        if !self.begun.iter().any(|l| l == list) {
            self.begun.push(list.to_string());
            for (level, start) in &found.restarts {
                if let Some(number) = reached.get_mut(*level) {
                    *number = start.checked_sub(1);
                }
            }
        }
        let Some(own) = levels.get(level) else { return String::new() };
        let start = |l: &ListLevel| l.start.unwrap_or(1);
        // A level that is skipped counts as if it had its first number; deeper ones begin anew.
        for (n, number) in reached.iter_mut().enumerate() {
            match levels.get(n) {
                Some(above) if n < level => *number = Some(number.unwrap_or_else(|| start(above))),
                Some(_) if n == level => *number = Some(number.map_or_else(|| start(own), |n| n.saturating_add(1))),
                _ => *number = None,
            }
        }
        let mut label = own.text.clone();
        if own.style == System::None || !label.contains('%') {
            return if own.style == System::None || label.is_empty() { String::new() } else { label + own.suffix };
        }
        for (n, (number, shown)) in reached.iter().zip(levels).enumerate() {
            let style = if own.legal { System::Decimal } else { shown.style };
            label = label.replace(&format!("%{}", n + 1), &number.map_or(String::new(), |number| write(number, style)));
        }
        label + own.suffix
    }
}

impl ListLevel {
    fn set(&mut self, tag: &Tag, value: &str) {
        match tag.name.as_str() {
            "start" => self.start = value.parse().ok(),
            "numFmt" => self.style = style(value),
            "lvlText" => self.text = value.chars().take(64).collect(),
            "suff" => self.suffix = if value == "nothing" { "" } else { " " },
            "isLgl" => self.legal = !matches!(value, "0" | "false" | "off"),
            _ => {}
        }
    }
}

/// A number format by its name in Office Open XML.
fn style(name: &str) -> System {
    match name {
        "decimalZero" => System::Zero,
        "lowerLetter" => System::LowerLetter,
        "upperLetter" => System::UpperLetter,
        "lowerRoman" => System::LowerRoman,
        "upperRoman" => System::UpperRoman,
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseDigital" => System::Chinese,
        "chineseLegalSimplified" | "ideographLegalTraditional" => System::Financial,
        "ideographTraditional" => System::Stems,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => System::Circled,
        "bullet" | "none" => System::None,
        _ => System::Decimal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let xml = "<w:numbering xmlns:w='x'><w:abstractNum w:abstractNumId='0'>\
            <w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/><w:suff w:val='space'/></w:lvl>\
            <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/><w:isLgl/></w:lvl>\
            <w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum>\
            <w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>\
            <w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>";
        let mut numbering = Numbering::read(xml.as_bytes()).unwrap();
        let labels: Vec<String> =
            [("5", 0), ("5", 1), ("5", 1), ("5", 0), ("5", 1), ("5", 2), ("6", 0), ("6", 0), ("9", 0), ("5", 200)]
                .map(|(list, level)| numbering.next(list, level))
                .into();
        assert_eq!(labels, ["第一条 ", "1.1 ", "1.2 ", "第二条 ", "2.1 ", "", "第一条 ", "第二条 ", "", ""]);
    }
}
