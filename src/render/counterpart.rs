//! The other side of a text, for people and for programs.

use super::json;
use super::marked::{ID, QUIET, styled};
use super::side::{missing, write_side};
use super::style::Style;
use crate::locale::translated;
use crate::model::{Counterpart, Level};
use crate::{Error, Result};
use std::io::{self, Write};

/// Writes the other side of a text.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn counterpart(out: &mut dyn Write, counterpart: &Counterpart, as_json: bool, style: &Style) -> Result<()> {
    let written = if as_json { json::counterpart(out, counterpart) } else { text(out, counterpart, style) };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, counterpart: &Counterpart, style: &Style) -> io::Result<()> {
    for (i, found) in counterpart.matches.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let level = match found.level {
            Level::Paragraph => "",
            Level::Sentence => ", sentence",
        };
        let note = format!("{:.0} % alike{level}", found.similarity * 100.0);
        let note = styled(&translated(&note), QUIET, style);
        match style.citation(&found.document, &found.passage) {
            Some(citation) => writeln!(out, "{}  {note}", styled(&citation, ID, style))?,
            None => {
                let place = found.passage.cited_place().map(|place| format!("  {}", styled(&place, QUIET, style)));
                writeln!(out, "{}  {note}{}", styled(&found.id.to_string(), ID, style), place.unwrap_or_default())?;
            }
        }
        // The side that was asked for comes first; the other confirms the place.
        for side in [counterpart.from.other(), counterpart.from] {
            match found.parts.get(side) {
                Some(span) => write_side(out, &found.document, &found.passage, side, Some(*span), &[], style)?,
                None => {
                    let missing = missing(&found.document, &found.passage, side);
                    writeln!(out, "  {}", styled(&missing, QUIET, style))?;
                }
            }
        }
    }
    Ok(())
}
