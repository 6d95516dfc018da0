//! What a document's reader set aside: a line for each piece, with its place and why.

use super::json::line;
use crate::model::LeftOut;
use crate::{Error, Result};
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    doc: &'a str,
    left_out: Vec<WirePiece<'a>>,
}

#[derive(Serialize)]
struct WirePiece<'a> {
    line: usize,
    reason: &'static str,
    text: &'a str,
}

/// Writes the pieces in order: place, reason and text with tabs between them, or as JSON.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn left_out(out: &mut dyn Write, doc: &str, pieces: &[LeftOut], as_json: bool) -> Result<()> {
    if as_json {
        let left_out =
            pieces.iter().map(|p| WirePiece { line: p.line, reason: p.reason.as_str(), text: &p.text }).collect();
        return line(out, &Wire { schema: "duizhao/left-out/1", doc, left_out }).map_err(Error::Output);
    }
    for piece in pieces {
        let text: String = piece.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        writeln!(out, "{}\t{}\t{}", piece.line, piece.reason.as_str(), text.trim()).map_err(Error::Output)?;
    }
    Ok(())
}
