//! One side of a passage for people at a terminal, or what stands where it is missing.

use super::marked::{QUIET, lines, styled, write_lines};
use super::style::Style;
use crate::locale::translated;
use crate::model::{DocumentInfo, Kind, Mark, Passage, Side, Span};
use std::io::{self, Write};

/// Bytes of a single sentence that are shown.
const WINDOW: usize = 4_000;

/// One side of a passage or of a part of it.
pub(super) fn write_side(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passage: &Passage,
    side: Side,
    part: Option<Span>,
    marks: &[Mark],
    style: &Style,
) -> io::Result<()> {
    let Some(text) = passage.side(side) else {
        return writeln!(out, "  {}", styled(&missing(document, passage, side), QUIET, style));
    };
    let whole = part.unwrap_or(Span::new(0, text.text.len()));
    let part = if style.full { whole } else { window(&text.text, whole, marks) };
    let columns = style.width.map(|w| w.saturating_sub(2));
    let mut lines = lines(&text.text, part, marks, columns, style);
    if part.start > whole.start {
        lines.insert(0, styled("…", QUIET, style));
    }
    if part.end < whole.end {
        lines.push(styled("…", QUIET, style));
    }
    write_lines(out, &lines, "  ", "  ")
}

/// The part of a stretch of text that is shown: all of it, or what stands around its first mark where it is no
/// sentence that anyone wrote (a line of megabytes, a table that lost its rows).
fn window(text: &str, whole: Span, marks: &[Mark]) -> Span {
    if whole.len() <= WINDOW {
        return whole;
    }
    let first = marks.iter().map(|m| m.span.start).find(|at| whole.start <= *at && *at < whole.end);
    let start = first.map_or(whole.start, |at| at.saturating_sub(WINDOW / 4).max(whole.start));
    let start = text.floor_char_boundary(start);
    Span::new(start, text.floor_char_boundary((start + WINDOW).min(whole.end)))
}

/// What stands where a side is missing: that it is, and why.
pub(super) fn missing(document: &DocumentInfo, passage: &Passage, side: Side) -> String {
    let name = match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    };
    let why = if *document.texts.get(side) == 0 {
        format!("the document has no {name}")
    } else if passage.kind == Kind::Segment {
        "the row has none".into()
    } else {
        "nothing in the document corresponds".into()
    };
    translated(&format!("(no {name} counterpart: {why})")).into_owned()
}
