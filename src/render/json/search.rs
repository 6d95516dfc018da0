//! What a search found: one object, or a hit a line.

use super::document::{Doc, wire_doc};
use super::passage::{WirePassage, wire_passage};
use super::wire::{line, rounded};
use crate::model::{Facets, Hit, Mode, Results};
use crate::render::style::Style;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str = "duizhao/search/1";

/// What a search found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Search")]
pub(in crate::render) struct Search<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    query: &'a str,
    /// Passages that match, of which `hits` has a part.
    total: usize,
    /// Milliseconds.
    #[schemars(range(min = 0.0))]
    took_ms: f64,
    mode: Mode,
    /// How many matches each document and each section has, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<WireFacets<'a>>,
    /// How the query was read, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
    /// What was looked for otherwise than the query says, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// Best first.
    hits: Vec<WireHit<'a>>,
}

/// Where the matches are, most first.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Facets")]
struct WireFacets<'a> {
    docs: Vec<WireFacet<'a>>,
    /// Outermost sections, as DOC#N.
    sections: Vec<WireFacet<'a>>,
    /// Documents that rows of memories say they are from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origins: Vec<WireFacet<'a>>,
    /// Years of the documents, latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    years: Vec<WireYear>,
    /// Fields of the documents, each with its values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<&'a str, Vec<WireValue<'a>>>,
}

/// Matches in documents of a year.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "YearFacet")]
struct WireYear {
    year: u32,
    count: usize,
}

/// Matches in documents with a value.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ValueFacet")]
struct WireValue<'a> {
    value: &'a str,
    count: usize,
}

/// Matches in one place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Facet")]
struct WireFacet<'a> {
    id: &'a str,
    count: usize,
}

/// A passage that was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Hit")]
pub(in crate::render) struct WireHit<'a> {
    /// 1-based, counted over all pages.
    #[schemars(range(min = 1))]
    rank: usize,
    #[serde(flatten)]
    passage: WirePassage<'a>,
    score: f64,
    doc: Doc<'a>,
    /// How it is cited, where a pattern says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<String>,
    /// True when it was found by the query's renderings in the other language only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    translated: bool,
    /// Passages before it, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<WirePassage<'a>>,
    /// Passages behind it, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<WirePassage<'a>>,
    /// How the score came about, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
    /// Passages of lower ranks that say the same, where they were to be named here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<String>,
}

pub(in crate::render) fn search(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
    let wire = Search {
        schema: SCHEMA,
        query: &results.query,
        total: results.total,
        took_ms: milliseconds(results.took),
        mode: results.mode,
        facets: results.facets.as_ref().map(wire_facets),
        explanation: results.explanation.as_deref(),
        note: results.note.as_deref(),
        hits: results.hits.iter().map(|hit| wire_hit(hit, style)).collect(),
    };
    line(out, &wire)
}

pub(in crate::render) fn hits(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
    results.hits.iter().try_for_each(|hit| line(out, &wire_hit(hit, style)))
}

fn wire_facets<'a>(facets: &'a Facets) -> WireFacets<'a> {
    let named = |facets| <[(String, usize)]>::iter(facets).map(|(id, count)| WireFacet { id, count: *count }).collect();
    let value = |(value, count): &'a (String, usize)| WireValue { value, count: *count };
    WireFacets {
        docs: named(&facets.docs),
        sections: named(&facets.sections),
        origins: named(&facets.origins),
        years: facets.years.iter().map(|(year, count)| WireYear { year: *year, count: *count }).collect(),
        fields: facets
            .fields
            .iter()
            .map(|(name, values)| (name.as_str(), values.iter().map(value).collect()))
            .collect(),
    }
}

fn wire_hit<'a>(hit: &'a Hit, style: &Style) -> WireHit<'a> {
    let plain = |p| wire_passage(p, &[], &[], &[]);
    WireHit {
        rank: hit.rank,
        passage: wire_passage(&hit.passage, &hit.marks.zh, &hit.marks.en, &hit.sentence_hits),
        score: rounded(hit.score),
        doc: wire_doc(&hit.document),
        citation: style.cite.map(|pattern| pattern.cite(&hit.document, &hit.passage, &hit.passage.id.to_string())),
        translated: hit.translated,
        before: hit.before.iter().map(plain).collect(),
        after: hit.behind.iter().map(plain).collect(),
        explanation: hit.explanation.as_deref(),
        copies: hit.copies.iter().map(ToString::to_string).collect(),
    }
}

fn milliseconds(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}
