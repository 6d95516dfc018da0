//! Links without an index: beads, TSV, TMX, JSON.

use super::export::{Tmx, row_tsv};
use crate::{Error, Result};
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// How links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFormat {
    /// One link a line, `[0, 1]:[0]`, 0-based ids, Chinese first, an empty list where nothing corresponds.
    Beads,
    Tsv,
    Tmx,
    Json,
}

/// One link to be written: ids of the units and their texts.
#[derive(Clone, Debug)]
pub struct WrittenLink {
    pub zh: Range<usize>,
    pub en: Range<usize>,
    /// 0..=1.
    pub confidence: f32,
    pub zh_text: Option<String>,
    pub en_text: Option<String>,
}

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    links: Vec<WireLink<'a>>,
}

#[derive(Serialize)]
struct WireLink<'a> {
    r#type: String,
    zh: Option<&'a str>,
    en: Option<&'a str>,
    zh_ids: Vec<usize>,
    en_ids: Vec<usize>,
    confidence: f64,
}

/// Writes the links of one pair of texts.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn links(out: &mut dyn Write, links: &[WrittenLink], format: LinkFormat) -> Result<()> {
    write(out, links, format).map_err(Error::Output)
}

fn write(out: &mut dyn Write, links: &[WrittenLink], format: LinkFormat) -> io::Result<()> {
    match format {
        LinkFormat::Beads => links.iter().try_for_each(|l| writeln!(out, "{}:{}", list(&l.zh), list(&l.en))),
        LinkFormat::Tsv => links.iter().try_for_each(|l| {
            let text = |side: &Option<String>| side.clone().unwrap_or_default();
            writeln!(out, "{}", row_tsv(&text(&l.zh_text), &text(&l.en_text), &format!("{:.3}", l.confidence)))
        }),
        LinkFormat::Tmx => {
            let mut tmx = Tmx::begin(out)?;
            for (i, l) in links.iter().enumerate() {
                tmx.unit(&(i + 1).to_string(), l.zh_text.as_deref(), l.en_text.as_deref())?;
            }
            tmx.end()
        }
        LinkFormat::Json => {
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
            serde_json::to_writer(&mut *out, &Wire { schema: "duizhao/align/1", links })?;
            out.write_all(b"\n")
        }
    }
}

fn list(ids: &Range<usize>) -> String {
    let ids: Vec<String> = ids.clone().map(|i| i.to_string()).collect();
    format!("[{}]", ids.join(", "))
}
