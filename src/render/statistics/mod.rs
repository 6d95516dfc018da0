//! Numbers about words: as columns, JSON, CSV, and a picture of bars.

mod collocates;
mod dispersion;
mod frequencies;
mod keywords;
mod svg;
mod table;

pub(super) use collocates::WireCollocates;
pub(super) use dispersion::WireDispersion;
pub(super) use frequencies::WireFrequencies;
pub(super) use keywords::WireKeywords;
pub(super) use table::in_columns;
pub use table::{Number, NumberTable};

use super::columns::grouped;
use super::style::Style;
use crate::model::Side;
use crate::{Error, Result};
use std::io::{self, Write};

/// Stands for the passages whose document says nothing of what they are put together by.
pub(crate) const NO_GROUP: &str = "–";

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsFormat {
    /// Columns.
    Text,
    /// One object.
    Json,
    /// A header and a line for each word.
    Csv,
    /// A picture of bars (SVG 1.1) that reads without colours, with its numbers as text.
    Svg,
}

/// Numbers about words that can be written.
pub trait Numbers {
    /// As a table, for columns, CSV, the page and the picture.
    fn table(&self) -> NumberTable;

    /// As one object.
    ///
    /// # Errors
    /// The output cannot be written.
    fn json(&self, out: &mut dyn Write) -> io::Result<()>;

    /// Whether nothing was counted.
    fn is_empty(&self) -> bool {
        self.table().rows.is_empty()
    }
}

/// Writes numbers about words.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn numbers(out: &mut dyn Write, found: &dyn Numbers, format: StatisticsFormat, style: &Style) -> Result<()> {
    match format {
        StatisticsFormat::Text => table::text(out, &found.table(), style),
        StatisticsFormat::Csv => table::csv(out, &found.table()),
        StatisticsFormat::Svg => writeln!(out, "{}", svg::svg(&found.table(), true).into_string()),
        StatisticsFormat::Json => found.json(out),
    }
    .map_err(Error::Output)
}

/// The picture of numbers, to stand in a page.
pub(crate) fn picture(table: &NumberTable) -> maud::Markup {
    svg::svg(table, false)
}

fn per_million(times: u64, tokens: u64) -> f64 {
    times as f64 * 1e6 / tokens.max(1) as f64
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    }
}
