//! Text with marks, in colour or with `[ ]`, wrapped.

use super::style::Style;
use super::wrap::wrap;
use crate::model::{Mark, MarkKind, Span};
use anstyle::{AnsiColor, Style as Ansi};
use std::io::{self, Write};

pub(super) const MATCH: Ansi = Ansi::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
pub(super) const COUNTERPART: Ansi = Ansi::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
pub(super) const ID: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
pub(super) const QUIET: Ansi = Ansi::new().dimmed();

/// A text in a style, plain without colour.
pub(super) fn styled(text: &str, ansi: Ansi, style: &Style) -> String {
    if style.color { format!("{ansi}{text}{ansi:#}") } else { text.to_string() }
}

/// The part of a text with its marks, as one string.
pub(super) fn inline(text: &str, part: Span, marks: &[Mark], style: &Style) -> String {
    let mut out = String::with_capacity(part.len() + 16);
    for piece in pieces(text, part, marks) {
        match (style.color, piece.mark.map(|mark| mark.kind)) {
            (_, None) => out.push_str(piece.text),
            (true, Some(MarkKind::Match)) => out.push_str(&styled(piece.text, MATCH, style)),
            (true, Some(MarkKind::Counterpart)) => out.push_str(&styled(piece.text, COUNTERPART, style)),
            (false, _) => {
                out.push('[');
                out.push_str(piece.text);
                out.push(']');
            }
        }
    }
    out
}

/// A stretch of text that is marked throughout, or not at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece<'t> {
    /// The piece.
    pub text: &'t str,
    /// The mark that lies on it.
    pub mark: Option<Mark>,
}

/// A part of a text cut where its marks begin and end. Put together, the pieces are the part.
pub fn pieces<'t>(text: &'t str, part: Span, marks: &[Mark]) -> Vec<Piece<'t>> {
    let mut out = Vec::with_capacity(marks.len() * 2 + 1);
    let mut at = part.start;
    let mut push = |start: usize, end: usize, mark: Option<Mark>| {
        if start < end {
            out.push(Piece { text: Span::new(start, end).of(text), mark });
        }
    };
    for mark in joined(text, marks) {
        let (start, end) = (mark.span.start.max(at), mark.span.end.min(part.end));
        if start < end {
            push(at, start, None);
            push(start, end, Some(mark));
            at = end;
        }
    }
    push(at, part.end, None);
    out
}

/// Marks with nothing but a blank between them as one: what stands together reads as one.
fn joined(text: &str, marks: &[Mark]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match out.last_mut() {
            Some(last) if last.kind == mark.kind && text.get(last.span.end..mark.span.start) == Some(" ") => {
                last.span.end = mark.span.end;
            }
            _ => out.push(*mark),
        }
    }
    out
}

/// Lines of a part of a text with its marks, wrapped to `columns` where the style has a width.
pub(super) fn lines(text: &str, part: Span, marks: &[Mark], columns: Option<usize>, style: &Style) -> Vec<String> {
    let inside = part.of(text);
    let ranges = match columns {
        // Brackets take columns too; leaving room for a few keeps lines inside the terminal.
        Some(columns) if style.color => wrap(inside, columns),
        Some(columns) => wrap(inside, columns.saturating_sub(if marks.is_empty() { 0 } else { 4 })),
        None => wrap(inside, usize::MAX),
    };
    ranges
        .into_iter()
        .map(|range| inline(text, Span::new(part.start + range.start, part.start + range.end), marks, style))
        .collect()
}

/// Writes the lines behind an indent.
pub(super) fn write_lines(out: &mut dyn Write, lines: &[String], first: &str, rest: &str) -> io::Result<()> {
    for (i, line) in lines.iter().enumerate() {
        writeln!(out, "{}{line}", if i == 0 { first } else { rest })?;
    }
    Ok(())
}
