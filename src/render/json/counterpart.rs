//! The other side of a text.

use super::document::{Doc, wire_doc};
use super::passage::{Link, WireSection, wire_passage};
use super::place::WirePlace;
use super::wire::{CodePoints, line, rounded};
use crate::model::{Counterpart, CounterpartMatch, Kind, Level, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "duizhao/counterpart/1";

/// The other side of a text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Counterpart")]
pub(in crate::render) struct WireCounterpart<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// The side that the given text is on.
    from: Side,
    /// Best first.
    matches: Vec<WireMatch<'a>>,
}

/// A passage or a sentence that answers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CounterpartMatch")]
struct WireMatch<'a> {
    /// Of the passage, or of the sentence.
    id: String,
    level: Level,
    /// 1 when the text stands there as it was given.
    #[schemars(range(min = 0.0, max = 1.0))]
    similarity: f64,
    kind: Kind,
    /// Null where the side is missing.
    zh: Option<Part<'a>>,
    /// Null where the side is missing.
    en: Option<Part<'a>>,
    section: Option<WireSection<'a>>,
    doc: Doc<'a>,
    /// Where the passage begins in its file, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<WirePlace<'a>>,
    link: Link,
    /// The id of the passage.
    passage: String,
}

/// The part of a side that answers. Offsets are code points of the text of its passage.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Part")]
struct Part<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

pub(in crate::render) fn counterpart(out: &mut dyn Write, counterpart: &Counterpart) -> io::Result<()> {
    let matches = counterpart.matches.iter().map(wire_match).collect();
    line(out, &WireCounterpart { schema: SCHEMA, from: counterpart.from, matches })
}

fn wire_match(found: &CounterpartMatch) -> WireMatch<'_> {
    let part = |side: Side| {
        let (text, span) = (found.passage.text(side), (*found.parts.get(side))?);
        let [start, end] = CodePoints::new(text).span(span);
        Some(Part { text: span.of(text), start, end })
    };
    let whole = wire_passage(&found.passage, &[], &[], &[]);
    WireMatch {
        id: found.id.to_string(),
        level: found.level,
        similarity: rounded(found.similarity),
        kind: whole.kind,
        zh: part(Side::Zh),
        en: part(Side::En),
        section: whole.section,
        doc: wire_doc(&found.document),
        at: whole.at,
        link: whole.link,
        passage: whole.id,
    }
}
