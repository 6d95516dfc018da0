//! A passage: its place, its link, both texts with their marks, its sentence pairs.

use super::{CodePoints, rounded};
use crate::model::{Mark, MarkKind, Passage, SentencePair, Side, SideText};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct WirePassage<'a> {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) section: Option<WireSection<'a>>,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    pub(super) link: Link,
    zh: Option<WireText<'a>>,
    en: Option<WireText<'a>>,
    sentences: Vec<Sentence>,
}

#[derive(Serialize)]
pub(super) struct WireSection<'a> {
    path: &'a [u32],
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Link {
    r#type: String,
    confidence: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    given: bool,
}

#[derive(Serialize)]
struct WireText<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    marks: Vec<WireMark>,
}

#[derive(Serialize)]
struct WireMark {
    start: usize,
    end: usize,
    kind: MarkKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
}

#[derive(Serialize)]
struct Sentence {
    zh: Option<[usize; 2]>,
    en: Option<[usize; 2]>,
    confidence: f64,
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
    WirePassage {
        id: passage.id.to_string(),
        kind: passage.kind.as_str(),
        section: passage.section.as_ref().map(|s| WireSection {
            path: &s.path,
            zh: s.zh.as_deref(),
            en: s.en.as_deref(),
        }),
        reference: passage.reference.as_deref(),
        link: Link {
            r#type: format!("{}-{}", passage.size.zh, passage.size.en),
            confidence: rounded(passage.confidence),
            given: passage.given,
        },
        zh: passage.zh.as_ref().map(|side| wire_text(side, zh)),
        en: passage.en.as_ref().map(|side| wire_text(side, en)),
        sentences,
    }
}

fn wire_text<'a>(side: &'a SideText, marks: &[Mark]) -> WireText<'a> {
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
    WireText { text: &side.text, source, marks }
}
