//! Links without an index: beads, TSV, TMX, XLIFF, JSON.

use super::tsv::row_tsv;
use super::unit::Unit;
use super::units::{UnitFormat, Units};
use crate::model::{AlignedLink, Level};
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// How links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFormat {
    /// One link a line, `[0, 1]:[0]`, 0-based ids, Chinese first, an empty list where nothing corresponds.
    Beads,
    /// Chinese, English, confidence.
    Tsv,
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// One object.
    Json,
}

const SCHEMA: &str = "duizhao/align/1";

/// Links between the units of two texts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Align")]
pub(super) struct WireAlign<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    links: Vec<WireLink<'a>>,
}

/// Units of the two sides that say the same.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AlignLink")]
struct WireLink<'a> {
    /// Units that are linked, Chinese and English: `1-1`, `2-1`, `1-0`.
    #[schemars(regex(pattern = r"^[0-9]+-[0-9]+$"))]
    r#type: String,
    /// Null where nothing corresponds.
    zh: Option<&'a str>,
    /// Null where nothing corresponds.
    en: Option<&'a str>,
    /// 0-based.
    zh_ids: Vec<usize>,
    /// 0-based.
    en_ids: Vec<usize>,
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f64,
}

/// Writes the links of one pair of texts.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn links(out: &mut dyn Write, links: &[AlignedLink], format: LinkFormat, level: Level) -> Result<()> {
    match format {
        LinkFormat::Beads => beads(out, links).map_err(Error::Output),
        LinkFormat::Tsv => tsv(out, links).map_err(Error::Output),
        LinkFormat::Json => json(out, links).map_err(Error::Output),
        LinkFormat::Tmx => units(out, links, UnitFormat::Tmx, level),
        LinkFormat::Xliff => units(out, links, UnitFormat::Xliff, level),
    }
}

fn units(out: &mut dyn Write, links: &[AlignedLink], format: UnitFormat, level: Level) -> Result<()> {
    let mut units = Units::begin(out, format, level)?;
    for (link, n) in links.iter().zip(1..) {
        let (zh, en) = (link.zh_text.as_deref(), link.en_text.as_deref());
        units.unit(&Unit {
            id: u32::to_string(&n),
            reference: None,
            at: None,
            zh: zh.map(Into::into),
            en: en.map(Into::into),
            citation: None,
        })?;
    }
    units.end()
}

fn beads(out: &mut dyn Write, links: &[AlignedLink]) -> io::Result<()> {
    links.iter().try_for_each(|l| writeln!(out, "{}:{}", list(&l.zh), list(&l.en)))
}

fn tsv(out: &mut dyn Write, links: &[AlignedLink]) -> io::Result<()> {
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    links.iter().try_for_each(|l| {
        writeln!(out, "{}", row_tsv(&text(&l.zh_text), &text(&l.en_text), &format!("{:.3}", l.confidence)))
    })
}

fn json(out: &mut dyn Write, links: &[AlignedLink]) -> io::Result<()> {
    let links = links
        .iter()
        .map(|l| WireLink {
            r#type: format!("{}-{}", l.zh.len(), l.en.len()),
            zh: l.zh_text.as_deref(),
            en: l.en_text.as_deref(),
            zh_ids: l.zh.clone().collect(),
            en_ids: l.en.clone().collect(),
            confidence: (f64::from(l.confidence) * 1000.0).round() / 1000.0,
        })
        .collect();
    serde_json::to_writer(&mut *out, &WireAlign { schema: SCHEMA, links })?;
    out.write_all(b"\n")
}

fn list(ids: &Range<usize>) -> String {
    let ids: Vec<String> = ids.clone().map(|i| i.to_string()).collect();
    format!("[{}]", ids.join(", "))
}
