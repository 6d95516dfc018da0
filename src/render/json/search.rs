//! What a search found: one object, or a hit a line.

use super::document::{Doc, wire_doc};
use super::passage::{WirePassage, wire_passage};
use super::{line, rounded};
use crate::model::{Facets, Hit, Mode, Results};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Search<'a> {
    schema: &'static str,
    query: &'a str,
    total: usize,
    took_ms: f64,
    mode: Mode,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<WireFacets<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
    hits: Vec<WireHit<'a>>,
}

#[derive(Serialize)]
struct WireFacets<'a> {
    docs: Vec<WireFacet<'a>>,
    sections: Vec<WireFacet<'a>>,
}

#[derive(Serialize)]
struct WireFacet<'a> {
    id: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct WireHit<'a> {
    rank: usize,
    #[serde(flatten)]
    passage: WirePassage<'a>,
    score: f64,
    doc: Doc<'a>,
    /// Found by the query's renderings in the other language only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    translated: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<WirePassage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<WirePassage<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
}

pub(in crate::render) fn search(out: &mut dyn Write, results: &Results) -> io::Result<()> {
    let wire = Search {
        schema: "duizhao/search/1",
        query: &results.query,
        total: results.total,
        took_ms: milliseconds(results.took),
        mode: results.mode,
        facets: results.facets.as_ref().map(wire_facets),
        explanation: results.explanation.as_deref(),
        hits: results.hits.iter().map(wire_hit).collect(),
    };
    line(out, &wire)
}

pub(in crate::render) fn hits(out: &mut dyn Write, results: &Results) -> io::Result<()> {
    results.hits.iter().try_for_each(|hit| line(out, &wire_hit(hit)))
}

fn wire_facets(facets: &Facets) -> WireFacets<'_> {
    WireFacets {
        docs: facets.docs.iter().map(|(id, count)| WireFacet { id, count: *count }).collect(),
        sections: facets.sections.iter().map(|(id, count)| WireFacet { id, count: *count }).collect(),
    }
}

fn wire_hit(hit: &Hit) -> WireHit<'_> {
    let plain = |p| wire_passage(p, &[], &[], &[]);
    WireHit {
        rank: hit.rank,
        passage: wire_passage(&hit.passage, &hit.marks.zh, &hit.marks.en, &hit.sentence_hits),
        score: rounded(hit.score),
        doc: wire_doc(&hit.document),
        translated: hit.translated,
        before: hit.before.iter().map(plain).collect(),
        after: hit.behind.iter().map(plain).collect(),
        explanation: hit.explanation.as_deref(),
    }
}

fn milliseconds(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}
