//! The other side of a text.

use super::document::{Doc, wire_doc};
use super::passage::{Link, WireSection, wire_passage};
use super::{CodePoints, line, rounded};
use crate::model::{Counterpart, CounterpartMatch, Level, Side};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct WireCounterpart<'a> {
    schema: &'static str,
    from: Side,
    matches: Vec<WireMatch<'a>>,
}

#[derive(Serialize)]
struct WireMatch<'a> {
    id: String,
    level: Level,
    similarity: f64,
    kind: &'static str,
    zh: Option<Part<'a>>,
    en: Option<Part<'a>>,
    section: Option<WireSection<'a>>,
    doc: Doc<'a>,
    link: Link,
    passage: String,
}

#[derive(Serialize)]
struct Part<'a> {
    text: &'a str,
    /// Where the part lies in the text of its passage.
    start: usize,
    end: usize,
}

pub(in crate::render) fn counterpart(out: &mut dyn Write, counterpart: &Counterpart) -> io::Result<()> {
    let matches = counterpart.matches.iter().map(wire_match).collect();
    line(out, &WireCounterpart { schema: "duizhao/counterpart/1", from: counterpart.from, matches })
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
        link: whole.link,
        passage: whole.id,
    }
}
