//! Results to bytes. Every shape that leaves the program is made here, and the wire types live only here. Never
//! searches.

mod align;
mod check;
mod columns;
mod docs;
mod excerpt;
mod glossary;
mod html;
mod json;
mod kwic;
mod markdown;
mod marked;
mod problem;
mod schema;
mod size;
mod terms;
mod text;
mod tmx;
mod units;
mod wrap;
mod xliff;
mod xml;

pub use align::{LinkFormat, WrittenLink, links};
pub use check::{CheckFormat, Checked, Placed, findings};
pub(crate) use columns::grouped;
pub use columns::{display_width, pad};
pub use docs::documents;
pub use excerpt::excerpt;
pub use glossary::{GlossaryFormat, glossary};
pub use json::{Indexed, IndexedDocument, indexed_json};
pub use kwic::{KwicFormat, KwicStyle, kwic};
pub use marked::{Piece, pieces};
pub use problem::problem;
pub(crate) use schema::generator;
pub use schema::{OUTPUTS, Output};
pub use size::size;
pub use terms::terms;
pub use units::{Unit, UnitFormat, Units, moses, row_tsv};
pub use wrap::wrap;

use crate::model::{Counterpart, DocumentInfo, Level, Passage, Results};
use crate::{Error, Result};
use std::io::Write;

/// How search results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    /// One object.
    Json,
    /// One hit a line.
    Jsonl,
    /// `zh`, `en`, id: what `index` reads again.
    Tsv,
    Tmx,
    Markdown,
    Html,
}

/// How text for people is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// ANSI colours for the marks, `[ ]` without.
    pub color: bool,
    /// Columns of the terminal; `None`: lines are not wrapped.
    pub width: Option<usize>,
    /// The whole passage rather than the sentences that match.
    pub full: bool,
}

/// Writes search results.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn results(out: &mut dyn Write, results: &Results, format: Format, style: &Style) -> Result<()> {
    let written = match format {
        Format::Text => text::results(out, results, style),
        Format::Json => json::search(out, results),
        Format::Jsonl => json::hits(out, results),
        Format::Tsv => results.hits.iter().map(|hit| Unit::passage(&hit.passage)).try_for_each(|unit| {
            let text = |side: Option<&str>| side.unwrap_or_default().to_string();
            writeln!(out, "{}", row_tsv(&text(unit.zh), &text(unit.en), &unit.id))
        }),
        Format::Tmx => return memory(out, results),
        Format::Markdown => markdown::results(out, results),
        Format::Html => html::results(out, results),
    };
    written.map_err(Error::Output)
}

fn memory(out: &mut dyn Write, results: &Results) -> Result<()> {
    let mut units = Units::begin(out, UnitFormat::Tmx, Level::Paragraph)?;
    results.hits.iter().try_for_each(|hit| units.unit(&Unit::passage(&hit.passage)))?;
    units.end()
}

/// Writes the other side of a text.
pub fn counterpart(out: &mut dyn Write, counterpart: &Counterpart, json: bool, style: &Style) -> Result<()> {
    let written = if json { json::counterpart(out, counterpart) } else { text::counterpart(out, counterpart, style) };
    written.map_err(Error::Output)
}

/// Writes a document or a part of it, both sides of each passage.
pub fn passages(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passages: &[Passage],
    json: bool,
    style: &Style,
) -> Result<()> {
    let written =
        if json { json::passages(out, document, passages) } else { text::passages(out, document, passages, style) };
    written.map_err(Error::Output)
}

/// Writes passages as the file said them, the Chinese side and then the English.
pub fn verbatim(out: &mut dyn Write, passages: &[Passage]) -> Result<()> {
    use crate::model::Side;
    for side in Side::BOTH {
        for text in passages.iter().filter_map(|p| p.side(side)) {
            writeln!(out, "{}", text.source()).map_err(Error::Output)?;
        }
    }
    Ok(())
}
