//! How a term is rendered, and the glossary of all terms.

use super::wire::{line, rounded};
use crate::model::{GlossaryTerm, Grouping, PassageId, Side, TermGroup, Terms};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

const TERMS: &str = "duizhao/terms/1";

/// How a term is rendered on the other side.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Terms")]
pub(in crate::render) struct WireTerms<'a> {
    #[schemars(extend("const" = TERMS))]
    schema: &'static str,
    term: &'a str,
    /// The side that the term is on.
    from: Side,
    /// Passages that have the term.
    passages: usize,
    /// How many of them were looked at: all, but for very frequent terms.
    examined: usize,
    /// Most frequent first.
    renderings: Vec<WireRendering<'a>>,
    /// Passages that have the term and nothing that renders it.
    unrendered: Vec<String>,
    /// The files' own names for those of the passages that are rows, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    refs: BTreeMap<String, &'a str>,
    /// What the groups are, where they were asked for: `doc`, `year` or `field.NAME`.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a Grouping>,
    /// Years in order; documents and values with the most passages first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<WireGroup<'a>>,
}

/// How the term is rendered in a part of the passages.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TermGroup")]
struct WireGroup<'a> {
    /// The document, year or value; null for documents that have no such.
    group: Option<&'a str>,
    /// Passages that have the term.
    passages: usize,
    /// How many of them have each of the renderings, in the order of `renderings`.
    rendered: &'a [usize],
    /// How many of them have none.
    unrendered: usize,
}

/// One way to render a term.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rendering")]
struct WireRendering<'a> {
    /// As it is written most often.
    text: &'a str,
    /// Occurrences of the term that are rendered so.
    count: usize,
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f64,
    /// The passages, in order.
    ids: Vec<String>,
    /// The rendering that this one abbreviates.
    #[serde(skip_serializing_if = "Option::is_none")]
    short_for: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    candidate: bool,
}

pub(in crate::render) fn terms(out: &mut dyn Write, terms: &Terms) -> io::Result<()> {
    let ids = |ids: &[PassageId]| ids.iter().map(PassageId::to_string).collect();
    let long = |place: Option<usize>| terms.renderings.get(place?).map(|r| r.text.as_str());
    let renderings = terms.renderings.iter().map(|r| WireRendering {
        text: &r.text,
        count: r.count,
        confidence: rounded(r.confidence),
        ids: ids(&r.ids),
        short_for: long(r.short_for),
        candidate: r.is_candidate(),
    });
    let wire = WireTerms {
        schema: TERMS,
        term: &terms.term,
        from: terms.from,
        passages: terms.passages,
        examined: terms.examined,
        renderings: renderings.collect(),
        unrendered: ids(&terms.unrendered),
        by: terms.by.as_ref(),
        groups: terms.groups.iter().map(wire_group).collect(),
        refs: terms.references.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect(),
    };
    line(out, &wire)
}

fn wire_group(group: &TermGroup) -> WireGroup<'_> {
    let TermGroup { name, passages, rendered, unrendered } = group;
    WireGroup { group: name.as_deref(), passages: *passages, rendered, unrendered: *unrendered }
}

const GLOSSARY: &str = "duizhao/glossary/1";

/// The terms of an index that have a rendering.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Glossary")]
pub(in crate::render) struct WireGlossary<'a> {
    #[schemars(extend("const" = GLOSSARY))]
    schema: &'static str,
    /// Best first.
    terms: Vec<WireTerm<'a>>,
}

/// A term with its rendering.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GlossaryTerm")]
struct WireTerm<'a> {
    zh: &'a str,
    en: &'a str,
    /// How often they render each other.
    count: usize,
    /// How far they keep to each other.
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f64,
    /// A passage that has both.
    id: String,
}

pub(in crate::render) fn glossary(out: &mut dyn Write, terms: &[GlossaryTerm]) -> io::Result<()> {
    let term = |term| {
        let GlossaryTerm { zh, en, count, confidence, id }: &GlossaryTerm = term;
        WireTerm { zh, en, count: *count, confidence: rounded(*confidence), id: id.to_string() }
    };
    line(out, &WireGlossary { schema: GLOSSARY, terms: terms.iter().map(term).collect() })
}
