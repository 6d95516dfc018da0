//! Where the front matter of a Markdown document ends, and what it says of the document: title, fields and what it is about.

use crate::model::{LeftOutReason, Side, Sides};
use crate::read::front_matter::{self, Field, FrontMatter, TextField};
use crate::read::halves::halves;
use crate::read::language::{side_of_tag, side_of_text};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Front matter between lines of `---` or `+++`.
pub const MATTER: Options =
    Options::ENABLE_YAML_STYLE_METADATA_BLOCKS.union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// Where the front matter of a text ends, in bytes; 0 where it has none. It is what a file begins with: further down, what
/// stands between two such lines is text like any other, and so is what has no field.
pub fn end(text: &str) -> usize {
    match Parser::new_ext(text, MATTER).into_offset_iter().next() {
        Some((Event::Start(Tag::MetadataBlock(_)), range)) => {
            let first = text.get(..range.start).is_some_and(|before| before.trim().is_empty());
            let has_fields = || !front_matter::read(text.get(range.clone()).unwrap_or_default()).fields.is_empty();
            if first && has_fields() { range.end } else { 0 }
        }
        _ => 0,
    }
}

/// Where the data ends that a text opens with, without lines around them: `title: …` and more such lines before an empty one.
pub fn bare_end(text: &str) -> usize {
    let end = text.find("\n\n").map_or(0, |at| at + 1);
    let matter = text.get(..end).unwrap_or_default();
    let name = |line: &str| -> Option<String> {
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let plain =
            name.len() <= 24 && name.split(' ').count() <= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
        (plain && !value.starts_with("//") && !value.trim().is_empty()).then(|| name.to_lowercase())
    };
    let names: Option<Vec<String>> = matter.lines().map(name).collect();
    let is_data = names
        .is_some_and(|names| names.len() >= 2 && names.iter().any(|name| matches!(name.as_str(), "title" | "name")));
    if is_data { end } else { 0 }
}

/// What front matter says. Lines are counted from its first one, 0.
#[derive(Default)]
pub struct Matter {
    pub title: Sides<Option<String>>,
    pub fields: Vec<(String, String)>,
    /// What tells people what the document is about.
    pub texts: Vec<(MatterText, usize)>,
    pub left_out: Vec<(LeftOutReason, String, usize)>,
}

/// A text in front matter.
pub enum MatterText {
    One(Option<Side>, String),
    /// `excerpt` and `excerpt_zh`: one text in both languages.
    Both(Sides<String>),
}

/// Reads front matter. The title is on the side that its name, `lang: …` or the title itself tells.
pub fn read(yaml: &str) -> Matter {
    let FrontMatter { fields, rest } = front_matter::read(yaml);
    let lang = fields.iter().find(|field| field.name == "lang").and_then(|field| side_of_tag(&field.value));
    let mut matter = Matter::default();
    let mut texts: Vec<(TextField, Vec<(TextField, Field)>)> = Vec::new();
    let has = |name: &str, sided: bool| {
        fields.iter().filter_map(Field::text).any(|text| text.name == name && (!sided || text.side.is_some()))
    };
    let (has_title, has_names) = (has("title", false), has("name", true));
    for field in fields {
        let both = || halves(&field.value).is_some();
        match field.text() {
            // What is called a name is the title where there is none and it is in both languages.
            Some(text) if text.name == "name" && (has_title || !has_names && !both()) => {
                matter.fields.push((field.name, field.value));
            }
            Some(text) => match texts.iter_mut().find(|(other, _)| other.name == text.name) {
                Some((_, versions)) => versions.push((text, field)),
                None => texts.push((text, vec![(text, field)])),
            },
            None if field.name == "lang" => matter.left_out.push((LeftOutReason::Code, field.value, field.line)),
            None => matter.fields.push((field.name, field.value)),
        }
    }
    for (text, versions) in texts {
        if text.is_title() { matter.add_title(versions, lang) } else { matter.add_text(versions) }
    }
    matter.left_out.extend(rest.into_iter().map(|(said, line)| (LeftOutReason::Code, said, line)));
    matter
}

impl Matter {
    fn add_title(&mut self, versions: Vec<(TextField, Field)>, lang: Option<Side>) {
        // What is said for one language goes before what is said without one.
        let (sided, plain): (Vec<_>, Vec<_>) = versions.into_iter().partition(|(text, _)| text.side.is_some());
        for (text, field) in sided.into_iter().chain(plain) {
            if let Some(both) = halves(&field.value).filter(|_| self.title == Sides::default()) {
                self.title = both.map(Some);
                continue;
            }
            let said = text.side.or_else(|| lang.or_else(|| side_of_text(&field.value))).unwrap_or(Side::En);
            let free = |side: Side| self.title.get(side).is_none();
            let is_known = Side::BOTH.iter().any(|side| self.title.get(*side).as_ref() == Some(&field.value));
            match [said, said.other()].into_iter().find(|side| free(*side)) {
                _ if is_known => self.left_out.push((LeftOutReason::Alternative, field.value, field.line)),
                Some(side) if side == said || text.side.is_none() && side_of_text(&field.value) != Some(said) => {
                    *self.title.get_mut(side) = Some(field.value);
                }
                _ => self.fields.push((field.name, field.value)),
            }
        }
    }

    fn add_text(&mut self, mut versions: Vec<(TextField, Field)>) {
        if let [(one, first), (other, second)] = &versions[..] {
            let side = |text: &TextField, field: &Field| text.side.or_else(|| side_of_text(&field.value));
            let sides = (side(one, first), side(other, second));
            let (zh, en) = if sides.0 == Some(Side::Zh) { (first, second) } else { (second, first) };
            if first.value != second.value && matches!(sides, (Some(one), Some(other)) if one != other) {
                let both = Sides::new(zh.value.clone(), en.value.clone());
                return self.texts.push((MatterText::Both(both), first.line.min(second.line)));
            }
        }
        versions.sort_by_key(|(_, field)| field.line);
        let mut before: Vec<String> = Vec::new();
        for (text, field) in versions {
            if before.contains(&field.value) {
                self.left_out.push((LeftOutReason::Alternative, field.value, field.line));
            } else {
                before.push(field.value.clone());
                self.texts.push((MatterText::One(text.side, field.value), field.line));
            }
        }
    }
}
