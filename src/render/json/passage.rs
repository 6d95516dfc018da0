//! A passage: its place, its link, both texts with their marks, its sentence pairs.

use super::place::{WirePlace, wire_place};
use super::wire::{CodePoints, rounded};
use crate::model::{Kind, Mark, MarkKind, Passage, Position, SentencePair, Side, SideText};
use schemars::JsonSchema;
use serde::Serialize;

/// A passage: an aligned pair of paragraphs, or a row.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
pub(super) struct WirePassage<'a> {
    /// DOC#SECTION.N, or DOC#N for a row.
    pub(super) id: String,
    pub(super) kind: Kind,
    /// Null for a row.
    pub(super) section: Option<WireSection<'a>>,
    /// The file's own name for a row.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    /// Where it begins in its file, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<WirePlace<'a>>,
    pub(super) link: Link,
    /// Null where the side is missing.
    zh: Option<WireText<'a>>,
    /// Null where the side is missing.
    en: Option<WireText<'a>>,
    sentences: Vec<Sentence>,
}

/// The section that a passage stands in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Section")]
pub(super) struct WireSection<'a> {
    /// Ordinals from the outermost section to this one; 0 before the first heading.
    path: &'a [u32],
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

/// How the two sides are linked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
pub(super) struct Link {
    /// Paragraphs that are linked, Chinese and English: `1-1`, `2-1`, `1-0`.
    #[schemars(regex(pattern = r"^[0-9]+-[0-9]+$"))]
    r#type: String,
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f64,
    /// The file says so itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    given: bool,
}

/// The text of a side.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Text")]
struct WireText<'a> {
    /// The repaired text.
    text: &'a str,
    /// What the file said, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// Where it begins, where the other side begins elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<WirePlace<'a>>,
    /// Sorted, not overlapping.
    marks: Vec<WireMark>,
}

/// A marked place. Offsets are code points of `text`, half-open.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mark")]
struct WireMark {
    start: usize,
    end: usize,
    kind: MarkKind,
    /// Of a counterpart.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: Option<f64>,
}

/// A pair of sentences that are linked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sentence")]
struct Sentence {
    /// Code points of the Chinese text, half-open; null where nothing corresponds.
    zh: Option<[usize; 2]>,
    /// Code points of the English text, half-open; null where nothing corresponds.
    en: Option<[usize; 2]>,
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f64,
    /// Whether the query matches in it.
    hit: bool,
}

pub(super) fn wire_passage<'a>(passage: &'a Passage, zh: &[Mark], en: &[Mark], hits: &[bool]) -> WirePassage<'a> {
    let mut zh_points = CodePoints::new(passage.text(Side::Zh));
    let mut en_points = CodePoints::new(passage.text(Side::En));
    let sentences = passage
        .sentences
        .iter()
        .enumerate()
        .map(|(i, pair): (usize, &SentencePair)| Sentence {
            zh: pair.zh.map(|span| zh_points.span(span)),
            en: pair.en.map(|span| en_points.span(span)),
            confidence: rounded(pair.confidence),
            hit: hits.get(i).copied().unwrap_or(false),
        })
        .collect();
    // The English text of a passage that begins elsewhere than its Chinese one.
    let elsewhere = passage.at.zh.as_ref().and(passage.at.en.as_ref());
    WirePassage {
        id: passage.id.to_string(),
        kind: passage.kind,
        section: passage.section.as_ref().map(|s| WireSection {
            path: &s.path,
            zh: s.zh.as_deref(),
            en: s.en.as_deref(),
        }),
        reference: passage.reference.as_deref(),
        at: passage.begins().map(wire_place),
        link: Link {
            r#type: format!("{}-{}", passage.size.zh, passage.size.en),
            confidence: rounded(passage.confidence),
            given: passage.given,
        },
        zh: passage.zh.as_ref().map(|side| wire_text(side, zh, None)),
        en: passage.en.as_ref().map(|side| wire_text(side, en, elsewhere)),
        sentences,
    }
}

fn wire_text<'a>(side: &'a SideText, marks: &[Mark], at: Option<&'a Position>) -> WireText<'a> {
    let mut points = CodePoints::new(&side.text);
    let marks = marks
        .iter()
        .map(|mark| {
            let [start, end] = points.span(mark.span);
            let confidence = (mark.kind == MarkKind::Counterpart).then(|| rounded(mark.confidence));
            WireMark { start, end, kind: mark.kind, confidence }
        })
        .collect();
    let source = (!side.edits.is_empty()).then(|| side.source());
    WireText { text: &side.text, source, at: at.map(wire_place), marks }
}
