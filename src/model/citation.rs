//! How a passage is cited: a pattern of text with places in braces, `{title}[, {section}][, {page}] ({id})`.

use super::{DocumentInfo, Passage};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How passages are cited where nobody says otherwise.
const USUAL: &str = "{title}[, {section}][, {page}][, {ref}], {id}";

/// A pattern for citations. What stands in brackets is left out where a place in it has nothing to say; `{{`, `}}`, `[[` and
/// `]]` are the marks themselves.
///
/// ```
/// use duizhao::model::CitationPattern;
/// assert!("{title}[, {page}], {id}".parse::<CitationPattern>().is_ok());
/// assert!("{titel}".parse::<CitationPattern>().unwrap_err().contains("{title}"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitationPattern {
    text: String,
    parts: Vec<CitationPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum CitationPart {
    Text(String),
    Place(CitationPlace),
    /// What stands in brackets.
    Group(Vec<CitationPart>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum CitationPlace {
    Doc,
    Title,
    Section,
    Page,
    Date,
    Ref,
    Id,
    Field(String),
}

impl CitationPlace {
    /// The places by name; `{field.NAME}` is one for each field of a document.
    const ALL: [(&'static str, CitationPlace); 7] = [
        ("doc", CitationPlace::Doc),
        ("title", CitationPlace::Title),
        ("section", CitationPlace::Section),
        ("page", CitationPlace::Page),
        ("date", CitationPlace::Date),
        ("ref", CitationPlace::Ref),
        ("id", CitationPlace::Id),
    ];

    fn named(name: &str) -> Result<CitationPlace, String> {
        if let Some(field) = name.strip_prefix("field.").filter(|field| !field.is_empty()) {
            return Ok(CitationPlace::Field(field.to_string()));
        }
        let place = CitationPlace::ALL.into_iter().find(|(known, _)| *known == name);
        place.map(|(_, place)| place).ok_or_else(|| {
            let names: Vec<String> = CitationPlace::ALL.iter().map(|(name, _)| format!("{{{name}}}")).collect();
            format!("a citation has no '{{{name}}}'; there are {} and {{field.NAME}}", names.join(", "))
        })
    }
}

impl CitationPattern {
    /// The citation of a passage, or of what has this id in it.
    pub fn cite(&self, document: &DocumentInfo, passage: &Passage, id: &str) -> String {
        let mut out = String::new();
        write(&self.parts, &mut out, &|place| match said(place, document, passage, id) {
            // A row that is named after its place says so once.
            None if *place == CitationPlace::Page && !self.has(&CitationPlace::Ref) => {
                passage.begins().filter(|at| at.is_cited()).map(ToString::to_string)
            }
            said => said,
        });
        out.trim().to_string()
    }

    /// Whether a citation names the id, so that the passage can be found by it.
    pub fn has_id(&self) -> bool {
        self.parts.contains(&CitationPart::Place(CitationPlace::Id))
    }

    fn has(&self, place: &CitationPlace) -> bool {
        let is_place = |part: &CitationPart| matches!(part, CitationPart::Place(one) if one == place);
        self.parts.iter().any(|part| match part {
            CitationPart::Group(parts) => parts.iter().any(is_place),
            part => is_place(part),
        })
    }
}

impl Default for CitationPattern {
    fn default() -> Self {
        // The pattern is ours, and a test reads it.
        USUAL.parse().unwrap_or(CitationPattern { text: String::new(), parts: Vec::new() })
    }
}

/// What a place of a pattern says of a passage.
fn said(place: &CitationPlace, document: &DocumentInfo, passage: &Passage, id: &str) -> Option<String> {
    let both = |texts: [&Option<String>; 2], between: &str| {
        let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
        Some(texts.join(between)).filter(|text| !text.is_empty())
    };
    match place {
        CitationPlace::Doc => Some(document.id.clone()),
        CitationPlace::Title => {
            both([&document.title.zh, &document.title.en], " · ").or_else(|| Some(document.id.clone()))
        }
        CitationPlace::Section => passage.section.as_ref().and_then(|section| both([&section.zh, &section.en], ", ")),
        CitationPlace::Page => passage.cited_place(),
        CitationPlace::Date => document.date.map(|date| date.to_string()),
        CitationPlace::Ref => passage.reference.clone(),
        CitationPlace::Id => Some(id.to_string()),
        CitationPlace::Field(name) => {
            let field = document.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            field.map(|(_, value)| value.clone())
        }
    }
    .filter(|text| !text.is_empty())
}

/// Writes parts, and returns whether each place among them had something to say.
fn write(parts: &[CitationPart], out: &mut String, said: &dyn Fn(&CitationPlace) -> Option<String>) -> bool {
    let mut complete = true;
    for part in parts {
        match part {
            CitationPart::Text(text) => out.push_str(text),
            CitationPart::Place(place) => match said(place) {
                Some(text) => out.push_str(&text),
                None => complete = false,
            },
            CitationPart::Group(parts) => {
                let before = out.len();
                if !write(parts, out, said) {
                    out.truncate(before);
                }
            }
        }
    }
    complete
}

impl FromStr for CitationPattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("a pattern for citations says something, such as {title}, {id}".into());
        }
        let (mut parts, mut group): (Vec<CitationPart>, Option<Vec<CitationPart>>) = Default::default();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if matches!(c, '{' | '}' | '[' | ']') && chars.next_if_eq(&c).is_some() {
                push(group.as_mut().unwrap_or(&mut parts), c);
                continue;
            }
            match c {
                '{' => {
                    let name: String = std::iter::from_fn(|| chars.next_if(|c| *c != '}')).collect();
                    let closed = chars.next().is_some();
                    let place = CitationPlace::named(name.trim())?;
                    if !closed {
                        return Err(unclosed('{', '}'));
                    }
                    group.as_mut().unwrap_or(&mut parts).push(CitationPart::Place(place));
                }
                '[' if group.is_none() => group = Some(Vec::new()),
                ']' if group.is_some() => parts.extend(group.take().map(CitationPart::Group)),
                '[' => return Err("brackets in a citation stand in no others".into()),
                '}' | ']' => return Err(format!("'{c}' closes nothing in this citation; as a sign it is '{c}{c}'")),
                c => push(group.as_mut().unwrap_or(&mut parts), c),
            }
        }
        match group {
            Some(_) => Err(unclosed('[', ']')),
            None => Ok(CitationPattern { text: text.to_string(), parts }),
        }
    }
}

fn unclosed(open: char, close: char) -> String {
    format!("'{open}' lacks its '{close}' in this citation; as a sign it is '{open}{open}'")
}

fn push(parts: &mut Vec<CitationPart>, c: char) {
    match parts.last_mut() {
        Some(CitationPart::Text(text)) => text.push(c),
        _ => parts.push(CitationPart::Text(c.to_string())),
    }
}

impl TryFrom<String> for CitationPattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<CitationPattern> for String {
    fn from(pattern: CitationPattern) -> String {
        pattern.text
    }
}

impl fmt::Display for CitationPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_says_what_there_is_and_leaves_out_what_there_is_not() {
        let said = |place: &CitationPlace| match place {
            CitationPlace::Title => Some("報告".to_string()),
            CitationPlace::Id => Some("report#1.2".into()),
            CitationPlace::Page => Some("p. 3".into()),
            CitationPlace::Field(name) if name == "court" => Some("High Court".into()),
            _ => None,
        };
        for (pattern, want) in [
            (USUAL, "報告, p. 3, report#1.2"),
            ("{title}", "報告"),
            ("{ title } ({id})", "報告 (report#1.2)"),
            ("{title}[ ({date})][: {page}]", "報告: p. 3"),
            ("[{page}, {date}; ]{id}", "report#1.2"),
            ("[{field.court}, ]{title}, {date}", "High Court, 報告, "),
            ("[[{id}]] {{}}", "[report#1.2] {}"),
            ("[see [[{page}]]]", "see [p. 3]"),
            ("no place", "no place"),
        ] {
            let pattern: CitationPattern = pattern.parse().unwrap();
            let mut out = String::new();
            write(&pattern.parts, &mut out, &said);
            assert_eq!(out, want, "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_what_there_is() {
        for (pattern, part) in [
            ("", "{title}, {id}"),
            ("{titel}", "there are {doc}, {title}, {section}, {page}, {date}, {ref}, {id} and {field.NAME}"),
            ("{field.}", "{field.NAME}"),
            ("{}", "has no '{}'"),
            ("{id", "'{' lacks its '}'"),
            ("[{id}", "'[' lacks its ']'"),
            ("id}", "'}' closes nothing"),
            ("{id}]", "']' closes nothing"),
            ("[[[{id}[{page}]]", "in no others"),
        ] {
            let error = pattern.parse::<CitationPattern>().unwrap_err();
            assert!(error.contains(part), "{pattern}: {error}");
        }
        assert!(CitationPattern::default().has_id());
        assert!(!"{title}".parse::<CitationPattern>().unwrap().has_id());
    }
}
