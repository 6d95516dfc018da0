//! A document or a part of it, for people and for programs.

use super::columns::pad;
use super::json;
use super::marked::{ID, QUIET, lines, styled};
use super::side::write_side;
use super::style::Style;
use crate::model::{DocumentInfo, Passage, SentencePair, Side, Span};
use crate::{Error, Result};
use std::io::{self, Write};

/// Columns from which on the sides stand next to each other.
const SIDE_BY_SIDE: usize = 100;

/// Writes a document or a part of it, both sides of each passage.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written, here and below.
pub fn passages(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passages: &[Passage],
    as_json: bool,
    style: &Style,
) -> Result<()> {
    let written = if as_json { json::passages(out, document, passages) } else { text(out, document, passages, style) };
    written.map_err(Error::Output)
}

/// Writes passages as the file said them, the Chinese side and then the English.
pub fn verbatim(out: &mut dyn Write, passages: &[Passage]) -> Result<()> {
    for side in Side::BOTH {
        for text in passages.iter().filter_map(|p| p.side(side)) {
            writeln!(out, "{}", text.source()).map_err(Error::Output)?;
        }
    }
    Ok(())
}
fn text(out: &mut dyn Write, document: &DocumentInfo, passages: &[Passage], style: &Style) -> io::Result<()> {
    let whole = passages.len() > 1;
    if whole && passages.first().is_some_and(|p| p.order == 0) {
        for (name, value) in &document.fields {
            writeln!(out, "{}", styled(&format!("{name}: {value}"), QUIET, style))?;
        }
    }
    for (i, passage) in passages.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        match style.citation(document, passage) {
            Some(citation) => writeln!(out, "{}", styled(&citation, ID, style))?,
            None => writeln!(out, "{}{}", styled(&passage.id.to_string(), ID, style), place(passage, style))?,
        }
        match style.width {
            Some(width) if width >= SIDE_BY_SIDE => side_by_side(out, passage, width, style)?,
            _ => {
                for side in Side::BOTH {
                    write_side(out, document, passage, side, None, &[], style)?;
                }
            }
        }
    }
    Ok(())
}

/// What stands behind an id: the file's own name for a row, and where it stands in the file.
pub(super) fn place(passage: &Passage, style: &Style) -> String {
    let parts = passage.reference.iter().cloned().chain(passage.cited_place());
    parts.map(|part| format!("  {}", styled(&part, QUIET, style))).collect()
}

/// Sentence by sentence, so that what corresponds stands on the same line.
fn side_by_side(out: &mut dyn Write, passage: &Passage, width: usize, style: &Style) -> io::Result<()> {
    // English takes more room than the Chinese that says the same.
    let left = (width - 5) * 2 / 5;
    let right = width - 5 - left;
    let whole = SentencePair {
        zh: passage.side(Side::Zh).map(|s| Span::new(0, s.text.len())),
        en: passage.side(Side::En).map(|s| Span::new(0, s.text.len())),
        confidence: passage.confidence,
    };
    let pairs = if passage.sentences.is_empty() { std::slice::from_ref(&whole) } else { &passage.sentences[..] };
    for pair in pairs {
        let column = |side: Side, columns: usize| match pair.get(side) {
            Some(span) => lines(passage.text(side), span, &[], Some(columns), &Style { color: false, ..*style }),
            None => vec!["—".to_string()],
        };
        let (zh, en) = (column(Side::Zh, left), column(Side::En, right));
        for i in 0..zh.len().max(en.len()) {
            let cell = |lines: &[String]| lines.get(i).cloned().unwrap_or_default();
            writeln!(out, "  {} │ {}", pad(&cell(&zh), left), cell(&en))?;
        }
    }
    Ok(())
}
