//! Two versions of one text: for people, as one object, and as a page of its own.

mod html;
mod json;
mod text;
mod told;

pub(crate) use html::marked;
pub(super) use json::WireComparison;
pub(crate) use told::{counted, remarks};

use super::style::Style;
use crate::model::{Change, ChangeKind, Comparison};
use crate::{Error, Result};
use std::io::Write;

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareFormat {
    /// For people.
    Text,
    /// One object.
    Json,
    /// A page of its own.
    Html,
}

/// Writes what became of each passage; what stayed the same only where `all` is asked for.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn comparison(
    out: &mut dyn Write,
    found: &Comparison,
    all: bool,
    format: CompareFormat,
    style: &Style,
) -> Result<()> {
    let changes: Vec<&Change> = found.changes.iter().filter(|c| all || c.kind != ChangeKind::Same).collect();
    match format {
        CompareFormat::Text => text::write(out, found, &changes, style),
        CompareFormat::Json => json::write(out, found, &changes),
        CompareFormat::Html => html::write(out, found, &changes),
    }
    .map_err(Error::Output)
}
