//! How a term is rendered, and the glossary of all terms.

use super::{line, rounded};
use crate::model::{GlossaryTerm, PassageId, Side, Terms};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct WireTerms<'a> {
    schema: &'static str,
    term: &'a str,
    from: Side,
    passages: usize,
    examined: usize,
    renderings: Vec<WireRendering<'a>>,
    unrendered: Vec<String>,
}

#[derive(Serialize)]
struct WireRendering<'a> {
    text: &'a str,
    count: usize,
    confidence: f64,
    ids: Vec<String>,
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
        schema: "duizhao/terms/1",
        term: &terms.term,
        from: terms.from,
        passages: terms.passages,
        examined: terms.examined,
        renderings: renderings.collect(),
        unrendered: ids(&terms.unrendered),
    };
    line(out, &wire)
}

#[derive(Serialize)]
struct WireGlossary<'a> {
    schema: &'static str,
    terms: Vec<WireTerm<'a>>,
}

#[derive(Serialize)]
struct WireTerm<'a> {
    zh: &'a str,
    en: &'a str,
    count: usize,
    confidence: f64,
    id: String,
}

pub(in crate::render) fn glossary(out: &mut dyn Write, terms: &[GlossaryTerm]) -> io::Result<()> {
    let term = |term| {
        let GlossaryTerm { zh, en, count, confidence, id }: &GlossaryTerm = term;
        WireTerm { zh, en, count: *count, confidence: rounded(*confidence), id: id.to_string() }
    };
    line(out, &WireGlossary { schema: "duizhao/glossary/1", terms: terms.iter().map(term).collect() })
}
