//! A document: the few words that a hit says of it, its passages, the list of all.

use super::passage::{WirePassage, wire_passage};
use super::wire::line;
use crate::model::{DocumentInfo, LeftOutCount, Passage};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The document that something stands in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Doc")]
pub(super) struct Doc<'a> {
    id: &'a str,
    title: Title<'a>,
    /// The file, or the first of a pair.
    path: Option<&'a str>,
    /// When it is from: a year, month or day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// The title in each language that has one.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Title")]
struct Title<'a> {
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

pub(super) fn wire_doc(info: &DocumentInfo) -> Doc<'_> {
    let title = Title { zh: info.title.zh.as_deref(), en: info.title.en.as_deref() };
    let date = info.date.map(|date| date.to_string());
    Doc { id: &info.id, title, path: info.paths.first().map(String::as_str), date }
}

const SHOW: &str = "duizhao/show/1";

/// What an id names.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Show")]
pub(in crate::render) struct Show<'a> {
    #[schemars(extend("const" = SHOW))]
    schema: &'static str,
    doc: Doc<'a>,
    /// In the order of the document.
    passages: Vec<WirePassage<'a>>,
}

pub(in crate::render) fn passages(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passages: &[Passage],
) -> io::Result<()> {
    let passages = passages.iter().map(|p| wire_passage(p, &[], &[], &[])).collect();
    line(out, &Show { schema: SHOW, doc: wire_doc(document), passages })
}

const DOCS: &str = "duizhao/docs/1";

/// What is indexed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Docs")]
pub(in crate::render) struct Docs<'a> {
    #[schemars(extend("const" = DOCS))]
    schema: &'static str,
    /// By id.
    docs: Vec<WireDocument<'a>>,
}

/// A document.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
struct WireDocument<'a> {
    id: &'a str,
    title: Title<'a>,
    /// As given when it was indexed; two for a pair.
    paths: &'a [String],
    format: &'a str,
    /// Empty where the format says it.
    encoding: &'a str,
    /// When it is from: a year, month or day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// By the names that the text gives them; several values of one name with `; ` between them.
    fields: BTreeMap<&'a str, String>,
    passages: u32,
    /// Passages that have Chinese.
    zh: u32,
    /// Passages that have English.
    en: u32,
    #[serde(skip_serializing_if = "<[LeftOutCount]>::is_empty")]
    left_out: &'a [LeftOutCount],
    warnings: &'a [String],
}

pub(in crate::render) fn documents(out: &mut dyn Write, documents: &[DocumentInfo]) -> io::Result<()> {
    line(out, &Docs { schema: DOCS, docs: documents.iter().map(wire_document).collect() })
}

fn wire_document(info: &DocumentInfo) -> WireDocument<'_> {
    WireDocument {
        id: &info.id,
        title: Title { zh: info.title.zh.as_deref(), en: info.title.en.as_deref() },
        paths: &info.paths,
        format: &info.format,
        encoding: &info.encoding,
        date: info.date.map(|date| date.to_string()),
        fields: info.fields_by_name(),
        passages: info.passages,
        zh: info.texts.zh,
        en: info.texts.en,
        left_out: &info.left_out,
        warnings: &info.warnings,
    }
}
