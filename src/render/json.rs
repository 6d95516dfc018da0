//! The JSON shapes, versioned by `schema`. Offsets are Unicode code points into `text`, half-open.

use crate::model::{
    Counterpart, CounterpartMatch, DocumentInfo, Facets, GlossaryTerm, Hit, Level, Mark, MarkKind, Mode, Passage,
    PassageId, Results, SentencePair, Side, SideText, Span, Terms,
};
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

fn wire_facets(facets: &Facets) -> WireFacets<'_> {
    WireFacets {
        docs: facets.docs.iter().map(|(id, count)| WireFacet { id, count: *count }).collect(),
        sections: facets.sections.iter().map(|(id, count)| WireFacet { id, count: *count }).collect(),
    }
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

#[derive(Serialize)]
struct Doc<'a> {
    id: &'a str,
    title: Title<'a>,
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Title<'a> {
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

#[derive(Serialize)]
struct WirePassage<'a> {
    id: String,
    kind: &'static str,
    section: Option<WireSection<'a>>,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    link: Link,
    zh: Option<WireText<'a>>,
    en: Option<WireText<'a>>,
    sentences: Vec<Sentence>,
}

#[derive(Serialize)]
struct WireSection<'a> {
    path: &'a [u32],
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

#[derive(Serialize)]
struct Link {
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

/// Two or three decimals say all that a score of this kind means.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

/// Code points before each of a growing row of byte offsets.
pub(super) struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        CodePoints { text, byte: 0, count: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += Span::new(self.byte, byte.min(self.text.len())).of(self.text).chars().count();
        self.byte = byte;
        self.count
    }

    pub fn span(&mut self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
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

fn wire_passage<'a>(passage: &'a Passage, zh: &[Mark], en: &[Mark], hits: &[bool]) -> WirePassage<'a> {
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

fn wire_doc(info: &DocumentInfo) -> Doc<'_> {
    let title = Title { zh: info.title.zh.as_deref(), en: info.title.en.as_deref() };
    Doc { id: &info.id, title, path: info.paths.first().map(String::as_str) }
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

pub(super) fn search(out: &mut dyn Write, results: &Results) -> io::Result<()> {
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

pub(super) fn hits(out: &mut dyn Write, results: &Results) -> io::Result<()> {
    results.hits.iter().try_for_each(|hit| line(out, &wire_hit(hit)))
}

fn milliseconds(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}

pub(super) fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

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

pub(super) fn counterpart(out: &mut dyn Write, counterpart: &Counterpart) -> io::Result<()> {
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
}

pub(super) fn terms(out: &mut dyn Write, terms: &Terms) -> io::Result<()> {
    let ids = |ids: &[PassageId]| ids.iter().map(PassageId::to_string).collect();
    let long = |place: Option<usize>| terms.renderings.get(place?).map(|r| r.text.as_str());
    let renderings = terms.renderings.iter().map(|r| WireRendering {
        text: &r.text,
        count: r.count,
        confidence: rounded(r.confidence),
        ids: ids(&r.ids),
        short_for: long(r.short_for),
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

pub(super) fn glossary(out: &mut dyn Write, terms: &[GlossaryTerm]) -> io::Result<()> {
    let term = |term| {
        let GlossaryTerm { zh, en, count, confidence, id }: &GlossaryTerm = term;
        WireTerm { zh, en, count: *count, confidence: rounded(*confidence), id: id.to_string() }
    };
    line(out, &WireGlossary { schema: "duizhao/glossary/1", terms: terms.iter().map(term).collect() })
}

#[derive(Serialize)]
struct Show<'a> {
    schema: &'static str,
    doc: Doc<'a>,
    passages: Vec<WirePassage<'a>>,
}

pub(super) fn passages(out: &mut dyn Write, document: &DocumentInfo, passages: &[Passage]) -> io::Result<()> {
    let passages = passages.iter().map(|p| wire_passage(p, &[], &[], &[])).collect();
    line(out, &Show { schema: "duizhao/show/1", doc: wire_doc(document), passages })
}

#[derive(Serialize)]
struct Docs<'a> {
    schema: &'static str,
    docs: Vec<WireDocument<'a>>,
}

#[derive(Serialize)]
struct WireDocument<'a> {
    id: &'a str,
    title: Title<'a>,
    paths: &'a [String],
    format: &'a str,
    encoding: &'a str,
    fields: std::collections::BTreeMap<&'a str, &'a str>,
    passages: u32,
    zh: u32,
    en: u32,
    warnings: &'a [String],
}

fn wire_document(info: &DocumentInfo) -> WireDocument<'_> {
    WireDocument {
        id: &info.id,
        title: Title { zh: info.title.zh.as_deref(), en: info.title.en.as_deref() },
        paths: &info.paths,
        format: &info.format,
        encoding: &info.encoding,
        fields: info.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        passages: info.passages,
        zh: info.texts.zh,
        en: info.texts.en,
        warnings: &info.warnings,
    }
}

pub(super) fn documents(out: &mut dyn Write, documents: &[DocumentInfo]) -> io::Result<()> {
    line(out, &Docs { schema: "duizhao/docs/1", docs: documents.iter().map(wire_document).collect() })
}

/// What `index` did.
#[derive(Debug, Serialize)]
pub struct Indexed {
    pub schema: &'static str,
    pub took_ms: f64,
    pub added: Vec<IndexedDocument>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// Files that could not be read, with the reason.
    pub failed: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct IndexedDocument {
    pub id: String,
    pub paths: Vec<String>,
    pub format: String,
    pub encoding: String,
    pub passages: u32,
    pub warnings: Vec<String>,
}

/// Writes what `index` did.
pub fn indexed_json(out: &mut dyn Write, indexed: &Indexed) -> crate::Result<()> {
    line(out, indexed).map_err(crate::Error::Output)
}
