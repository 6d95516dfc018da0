//! What a search returns.

use super::{Passage, PassageId, Sides, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Whether the passages have all words of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Exact,
    /// No passage had all words; these come closest.
    Closest,
}

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
    pub span: Span,
    pub kind: MarkKind,
    /// 0..=1; 1 for matches.
    pub confidence: f32,
}

impl Mark {
    pub fn matched(span: Span) -> Self {
        Mark { span, kind: MarkKind::Match, confidence: 1.0 }
    }
}

/// One passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// 1-based, counted over all pages.
    pub rank: usize,
    pub score: f32,
    pub passage: Passage,
    /// The document that it stands in.
    pub document: Arc<DocumentInfo>,
    /// Sorted, not overlapping.
    pub marks: Sides<Vec<Mark>>,
    /// One for each of the passage's sentence pairs: whether a match lies in it.
    pub sentence_hits: Vec<bool>,
    /// Passages before and behind it, where they were asked for.
    pub before: Vec<Passage>,
    pub behind: Vec<Passage>,
    /// Found by the query's renderings in the other language, and not by the query itself.
    pub translated: bool,
    /// How the score came about, where it was asked for.
    pub explanation: Option<String>,
}

/// How many matches each document and each outermost section has, most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub docs: Vec<(String, usize)>,
    /// By section id, `report#2`.
    pub sections: Vec<(String, usize)>,
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    pub query: String,
    /// Passages that match, of which `hits` shows a page.
    pub total: usize,
    pub took: Duration,
    pub mode: Mode,
    /// Where the matches are, where it was asked for.
    pub facets: Option<Facets>,
    pub hits: Vec<Hit>,
    /// How the query was read, where it was asked for.
    pub explanation: Option<String>,
}

/// A document as it stands in the index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentInfo {
    pub id: String,
    pub title: Sides<Option<String>>,
    /// As given when it was indexed; two for a pair.
    pub paths: Vec<String>,
    pub format: String,
    pub encoding: String,
    /// Content hash of the files, hexadecimal.
    pub hash: String,
    pub fields: Vec<(String, String)>,
    pub passages: u32,
    /// Passages that have text on the side.
    pub texts: Sides<u32>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Paragraph,
    Sentence,
}

/// What stands at an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub document: DocumentInfo,
    /// In order.
    pub passages: Vec<Passage>,
}

/// The other side of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// The side that the given text is on.
    pub from: super::Side,
    pub matches: Vec<CounterpartMatch>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CounterpartMatch {
    /// Of the passage, or of the sentence.
    pub id: PassageId,
    pub level: Level,
    /// 0..=1, 1 when the text stands there as it was given.
    pub similarity: f32,
    pub passage: Passage,
    pub document: Arc<DocumentInfo>,
    /// The part of each side that answers: the whole text, or the sentences. `None` where a side is missing.
    pub parts: Sides<Option<Span>>,
}
