//! A document: the few words that a hit says of it, its passages, the list of all.

use super::line;
use super::passage::{WirePassage, wire_passage};
use crate::model::{DocumentInfo, LeftOutCount, Passage};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
pub(super) struct Doc<'a> {
    id: &'a str,
    title: Title<'a>,
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Title<'a> {
    zh: Option<&'a str>,
    en: Option<&'a str>,
}

pub(super) fn wire_doc(info: &DocumentInfo) -> Doc<'_> {
    let title = Title { zh: info.title.zh.as_deref(), en: info.title.en.as_deref() };
    Doc { id: &info.id, title, path: info.paths.first().map(String::as_str) }
}

#[derive(Serialize)]
struct Show<'a> {
    schema: &'static str,
    doc: Doc<'a>,
    passages: Vec<WirePassage<'a>>,
}

pub(in crate::render) fn passages(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passages: &[Passage],
) -> io::Result<()> {
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
    #[serde(skip_serializing_if = "<[LeftOutCount]>::is_empty")]
    left_out: &'a [LeftOutCount],
    warnings: &'a [String],
}

pub(in crate::render) fn documents(out: &mut dyn Write, documents: &[DocumentInfo]) -> io::Result<()> {
    line(out, &Docs { schema: "duizhao/docs/1", docs: documents.iter().map(wire_document).collect() })
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
        left_out: &info.left_out,
        warnings: &info.warnings,
    }
}
