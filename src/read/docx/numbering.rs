//! The lists of a DOCX.

use crate::read::input::Outcome;
use crate::read::numbering::{LEVELS, ListLevel, Numbering};
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::text::numeral::System;

/// Reads `numbering.xml`.
pub fn read(xml: &[u8]) -> Outcome<Numbering> {
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
                            numbering.abstracts.insert(id.clone(), Default::default());
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
                            set(level, &tag, value);
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

/// Takes what an element says of a level.
fn set(level: &mut ListLevel, tag: &Tag, value: &str) {
    match tag.name.as_str() {
        "start" => level.start = value.parse().ok(),
        "numFmt" => level.style = style(value),
        "lvlText" => level.text = value.chars().take(64).collect(),
        "suff" => level.suffix = if value == "nothing" { "" } else { " " },
        "isLgl" => level.legal = !matches!(value, "0" | "false" | "off"),
        _ => {}
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
        let mut numbering = read(xml.as_bytes()).unwrap();
        let labels: Vec<String> =
            [("5", 0), ("5", 1), ("5", 1), ("5", 0), ("5", 1), ("5", 2), ("6", 0), ("6", 0), ("9", 0), ("5", 200)]
                .map(|(list, level)| numbering.next(list, level))
                .into();
        assert_eq!(labels, ["第一条 ", "1.1 ", "1.2 ", "第二条 ", "2.1 ", "", "第一条 ", "第二条 ", "", ""]);
    }
}
