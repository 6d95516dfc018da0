//! Front matter of Markdown: the fields of a document in the plain forms of YAML and TOML, `name: value`,
//! `name = "value"`, lists of values, values that go on below, and those of a field that stand below it by language. What
//! is nested deeper otherwise is no field.

use crate::model::Side;
use crate::read::language::{side_of_name, side_of_tag};
use crate::read::line_join::join_line;

/// Front matter, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// In the order of the lines, each with its values joined by semicolons.
    pub fields: Vec<Field>,
    /// Lines that say something and are of no field, with where they stand.
    pub rest: Vec<(String, usize)>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub value: String,
    /// The line of the front matter, from 0.
    pub line: usize,
}

/// What a field's name says where the field is a text for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextField {
    /// Its name without the language.
    pub name: &'static str,
    /// The language that the name tells: `title_zh`, `titleEn`, `zh-title`, `title.zh`.
    pub side: Option<Side>,
}

impl TextField {
    /// The name of the document.
    pub fn is_title(self) -> bool {
        TITLES.contains(&self.name)
    }
}

/// Names of the document, the better one first.
const TITLES: [&str; 2] = ["title", "name"];

/// What tells people what the document is about, in a sentence of its own.
const PROSE: [&str; 11] =
    ["description", "summary", "subtitle", "abstract", "excerpt", "tagline", "desc", "tldr", "描述", "摘要", "副標題"];

impl Field {
    /// What the field is where it is a text for people.
    pub fn text(&self) -> Option<TextField> {
        let lower = self.name.to_lowercase();
        TITLES.iter().chain(&PROSE).find_map(|name| {
            let side = |tag: &str| side_of_suffix(tag.trim_matches(['_', '-', '.', ' ', ':']));
            let by_tag = lower.strip_prefix(name).and_then(side).or_else(|| lower.strip_suffix(name).and_then(side));
            (lower == *name || by_tag.is_some()).then_some(TextField { name, side: by_tag })
        })
    }
}

/// The language that is said before or behind a field's name, in small letters: `zh`, `zhtw`, `zh-hans`, `cn`, `english`.
fn side_of_suffix(tag: &str) -> Option<Side> {
    const SUBTAGS: [&str; 12] = ["", "hans", "hant", "cn", "tw", "hk", "sg", "mo", "us", "gb", "uk", "au"];
    let behind = |language: &str| Some(tag.strip_prefix(language)?.trim_start_matches(['_', '-']));
    match tag {
        "tw" | "hk" => Some(Side::Zh),
        "cn" | "chs" | "cht" | "chi" | "eng" | "chinese" | "english" | "中文" | "英文" => side_of_tag(tag),
        _ => ["zh", "en"].into_iter().find(|l| behind(l).is_some_and(|s| SUBTAGS.contains(&s))).and_then(side_of_tag),
    }
}

/// A field that is being read: its values, and whether more of the last one may follow below.
struct Open {
    name: String,
    values: Vec<String>,
    line: usize,
    /// Its value is a text that goes on in indented lines.
    goes_on: bool,
}

pub fn read(matter: &str) -> FrontMatter {
    let mut fields: Vec<Open> = Vec::new();
    let mut rest = Vec::new();
    // The field whose values stand below it.
    let mut group = None;
    for (number, line) in matter.lines().enumerate() {
        let said = line.trim();
        if said.is_empty() {
            continue;
        }
        if let (Some(item), Some(field)) = (said.strip_prefix("- "), fields.last_mut())
            && !field.goes_on
        {
            field.values.push(bare(item));
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            match fields.last_mut().filter(|field| field.goes_on) {
                Some(Open { values, .. }) => match values.last_mut() {
                    Some(value) => join_line(value, said),
                    None => values.push(said.to_string()),
                },
                None => match by_language(said).zip(group.as_ref()) {
                    Some(((language, value), group)) => {
                        let name = format!("{group}.{language}");
                        let values = vec![bare(value)];
                        fields.push(Open { name, values, line: number, goes_on: false });
                    }
                    None => rest.push((said.to_string(), number)),
                },
            }
            continue;
        }
        let named = line.split_once([':', '=']).map(|(name, value)| (name.trim(), value.trim()));
        let Some((name, value)) = named.filter(|(name, _)| !name.is_empty() && !name.starts_with(['#', '[', '-']))
        else {
            rest.push((said.to_string(), number));
            continue;
        };
        let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let folded = matches!(value.trim_end_matches(['-', '+']), ">" | "|");
        let values: Vec<String> = match list {
            Some(list) => list.split(',').map(bare).collect(),
            None if folded || value.is_empty() => Vec::new(),
            None => vec![bare(value)],
        };
        group = value.is_empty().then(|| name.to_string());
        let goes_on = folded || list.is_none() && !value.is_empty();
        fields.push(Open { name: name.trim_matches(['"', '\'']).to_string(), values, line: number, goes_on });
    }
    let closed = fields.into_iter().map(|Open { name, mut values, line, .. }| {
        values.retain(|value| !value.is_empty());
        Field { name, value: values.join("; "), line }
    });
    FrontMatter { fields: closed.filter(|field| !field.value.is_empty()).collect(), rest }
}

/// A value with the language before it: `zh: 潮汐`.
fn by_language(line: &str) -> Option<(&str, &str)> {
    let (language, value) = line.split_once(':')?;
    side_of_name(language).map(|_| (language, value))
}

/// A value without its quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    let bare = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(value);
    bare.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(matter: &str) -> Vec<(String, String)> {
        read(matter).fields.into_iter().map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn plain_fields_and_lists_are_read() {
        let yaml = "title: \"規範\"\ndate: 2024-11-30\ntags: [a, 'b']\nparties:\n  - 甲方\n  - 乙方\nnested:\n  x: 1\n# note: x\n";
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            fields(yaml),
            [pair("title", "規範"), pair("date", "2024-11-30"), pair("tags", "a; b"), pair("parties", "甲方; 乙方")]
        );
        assert_eq!(read(yaml).rest, [("x: 1".to_string(), 7), ("# note: x".to_string(), 8)]);
        assert_eq!(fields("date = 2024-11-30\n[extra]\n"), [pair("date", "2024-11-30")]);
    }

    #[test]
    fn values_go_on_below() {
        for yaml in [
            "summary: >-\n  Of ships\n  and berths.\nx: 1",
            "summary: Of ships\n  and berths.\nx: 1",
            "summary: |\n  Of ships\n\n  and berths.\nx: 1",
        ] {
            let read = read(yaml);
            assert_eq!((read.fields[0].value.as_str(), read.rest.len()), ("Of ships and berths.", 0), "{yaml}");
        }
    }

    #[test]
    fn a_name_tells_the_language_of_its_text() {
        let text = |name: &str| {
            let field = Field { name: name.to_string(), value: String::new(), line: 0 };
            field.text().map(|text| (text.name, text.side))
        };
        for name in ["title_zh", "titleZh", "title-zh-CN", "title_cn", "zh_title", "title.zh", "titleZhTw", "Title_CHS"]
        {
            assert_eq!(text(name), Some(("title", Some(Side::Zh))), "{name}");
        }
        assert_eq!(text("excerptEn"), Some(("excerpt", Some(Side::En))));
        assert_eq!(text("Description"), Some(("description", None)));
        assert_eq!(text("desc_en"), Some(("desc", Some(Side::En))));
        for name in ["title_energy", "titles", "venue_zh", "description_cnx", "subtitles"] {
            assert_eq!(text(name), None, "{name}");
        }
        let nested = fields("title:\n  zh: 潮汐\n  en: Tides\nurls:\n  x: 1\n");
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(nested, [pair("title.zh", "潮汐"), pair("title.en", "Tides")]);
    }
}
