//! Search results in every format.

use super::style::Style;
use super::tsv::row_tsv;
use super::unit::Unit;
use super::units::{UnitFormat, Units};
use super::{hits, html, json, markdown};
use crate::model::{Level, Results};
use crate::{Error, Result};
use std::io::Write;

/// How search results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Text,
    /// One object.
    Json,
    /// One hit a line.
    Jsonl,
    /// `zh`, `en`, id: what `index` reads again.
    Tsv,
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
}

/// Writes search results.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn results(out: &mut dyn Write, results: &Results, format: Format, style: &Style) -> Result<()> {
    let written = match format {
        Format::Text => hits::hits(out, results, style),
        Format::Json => json::search(out, results, style),
        Format::Jsonl => json::hits(out, results, style),
        Format::Tsv => results.hits.iter().map(|hit| Unit::passage(&hit.passage)).try_for_each(|unit| {
            let (zh, en) = (unit.zh.as_deref().unwrap_or_default(), unit.en.as_deref().unwrap_or_default());
            writeln!(out, "{}", row_tsv(zh, en, &unit.id))
        }),
        Format::Tmx => return memory(out, results),
        Format::Markdown => markdown::results(out, results, style),
        Format::Html => html::results(out, results, style),
    };
    written.map_err(Error::Output)
}

fn memory(out: &mut dyn Write, results: &Results) -> Result<()> {
    let mut units = Units::begin(out, UnitFormat::Tmx, Level::Paragraph)?;
    results.hits.iter().try_for_each(|hit| units.unit(&Unit::passage(&hit.passage)))?;
    units.end()
}
