//! What a search returns.

use super::{Day, LeftOutCount, Passage, PassageId, Sides, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// Whether the passages have all words of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// They have.
    Exact,
    /// No passage had all words; these come closest.
    Closest,
}

/// Why a place is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// The query matched here.
    Match,
    /// The words on the other side that render a match.
    Counterpart,
}

/// A marked place, bytes of the passage's repaired text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it is.
    pub span: Span,
    /// Why it is marked.
    pub kind: MarkKind,
    /// 0..=1; 1 for matches.
    pub confidence: f32,
}

impl Mark {
    /// A match.
    pub fn matched(span: Span) -> Self {
        Mark { span, kind: MarkKind::Match, confidence: 1.0 }
    }
}

/// One passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// 1-based, counted over all pages.
    pub rank: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The passage, both sides.
    pub passage: Passage,
    /// The document that it stands in.
    pub document: Arc<DocumentInfo>,
    /// Sorted, not overlapping.
    pub marks: Sides<Vec<Mark>>,
    /// One for each of the passage's sentence pairs: whether a match lies in it.
    pub sentence_hits: Vec<bool>,
    /// Passages before and behind it, where they were asked for.
    pub before: Vec<Passage>,
    /// Passages behind it, where they were asked for.
    pub behind: Vec<Passage>,
    /// Found by the query's renderings in the other language, and not by the query itself.
    pub translated: bool,
    /// How the score came about, where it was asked for.
    pub explanation: Option<String>,
    /// Passages of lower ranks that say the same on both sides, in any script, where they were to be named here.
    pub copies: Vec<PassageId>,
}

/// How many matches each document, section, year and value of a field has, most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By document id.
    pub docs: Vec<(String, usize)>,
    /// By outermost section, `report#2`.
    pub sections: Vec<(String, usize)>,
    /// By the document that a row says it is from.
    pub origins: Vec<(String, usize)>,
    /// By the year of the document, latest first.
    pub years: Vec<(u32, usize)>,
    /// By field of the document, and value.
    pub fields: BTreeMap<String, Vec<(String, usize)>>,
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// As it was typed.
    pub query: String,
    /// Passages that match, of which `hits` shows a page.
    pub total: usize,
    /// From the query to the answer, without reading the query and without writing the answer.
    pub took: Duration,
    /// Whether the passages have all words.
    pub mode: Mode,
    /// Where the matches are, where it was asked for.
    pub facets: Option<Facets>,
    /// The wanted part, in order.
    pub hits: Vec<Hit>,
    /// Passages that `hits` tells of, copies included: the next part begins behind so many.
    pub told: usize,
    /// How the query was read, where it was asked for.
    pub explanation: Option<String>,
    /// What was looked for otherwise than the query says, and why.
    pub note: Option<String>,
}

/// A document as it stands in the index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// By which it is named everywhere.
    pub id: String,
    /// As the format or the text gives it.
    pub title: Sides<Option<String>>,
    /// As given when it was indexed; two for a pair.
    pub paths: Vec<String>,
    /// `text`, `tmx`, `docx` …
    pub format: String,
    /// By its name at the WHATWG; empty for formats that fix their own.
    pub encoding: String,
    /// Content hash of the files, hexadecimal.
    pub hash: String,
    /// When it is from, by its fields.
    pub date: Option<Day>,
    /// What is said of it, as name and value: 發布時間, 來源, court …
    pub fields: Vec<(String, String)>,
    /// How many it has.
    pub passages: u32,
    /// Passages that have text on the side.
    pub texts: Sides<u32>,
    /// What of the files stands in no passage, by reason.
    pub left_out: Vec<LeftOutCount>,
    /// What was odd about its files, a line each.
    pub warnings: Vec<String>,
}

impl DocumentInfo {
    /// The fields by name; several values of one name stand behind each other, `; ` between them.
    pub fn fields_by_name(&self) -> BTreeMap<&str, String> {
        let mut fields: BTreeMap<&str, String> = BTreeMap::new();
        for (name, value) in &self.fields {
            let values = fields.entry(name).or_default();
            if !values.is_empty() {
                values.push_str("; ");
            }
            values.push_str(value);
        }
        fields
    }
}

/// What is linked, exported or answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Paragraphs, each a passage.
    Paragraph,
    /// Sentences.
    Sentence,
}

/// Links between the two sides of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlignedText {
    /// In reading order; every unit of both sides is in exactly one.
    pub links: Vec<AlignedLink>,
    /// What was odd about the files, a line each.
    pub warnings: Vec<String>,
}

/// Units that correspond, paragraphs or sentences; an empty range where nothing does.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignedLink {
    /// Numbers of the units, 0-based.
    pub zh: Range<usize>,
    /// Numbers of the units, 0-based.
    pub en: Range<usize>,
    /// 0..=1.
    pub confidence: f32,
    /// The units' text; `None` where the range is empty.
    pub zh_text: Option<String>,
    /// The units' text; `None` where the range is empty.
    pub en_text: Option<String>,
}

/// What stands at an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The document.
    pub document: DocumentInfo,
    /// In order.
    pub passages: Vec<Passage>,
}

/// The other side of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// The side that the given text is on.
    pub from: super::Side,
    /// Most similar first.
    pub matches: Vec<CounterpartMatch>,
}

/// A place that a text is from, or close to.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterpartMatch {
    /// Of the passage, or of the sentence.
    pub id: PassageId,
    /// Whether the whole passage answers, or sentences of it.
    pub level: Level,
    /// 0..=1, 1 when the text stands there as it was given.
    pub similarity: f32,
    /// The passage that it is, or is in.
    pub passage: Passage,
    /// The document that it stands in.
    pub document: Arc<DocumentInfo>,
    /// The part of each side that answers: the whole text, or the sentences. `None` where a side is missing.
    pub parts: Sides<Option<Span>>,
}

#[cfg(test)]
mod tests {
    use super::DocumentInfo;

    #[test]
    fn no_value_of_a_field_takes_the_place_of_another() {
        let field = |name: &str, value: &str| (name.to_string(), value.to_string());
        let fields = vec![field("court", "High"), field("judge", "Lee"), field("court", "District")];
        let info = DocumentInfo { fields, ..DocumentInfo::default() };
        let by_name = info.fields_by_name();
        assert_eq!((by_name["court"].as_str(), by_name["judge"].as_str()), ("High; District", "Lee"));
    }
}
