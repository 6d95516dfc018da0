//! Search results as Markdown, the matches in bold.

use super::marked::pieces;
use super::style::Style;
use crate::model::{Mark, Results, Side, Span};
use std::io::{self, Write};

pub(super) fn results(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
    for (i, hit) in results.hits.iter().enumerate() {
        let head = style.citation(&hit.document, &hit.passage).unwrap_or_else(|| {
            let place = hit.passage.cited_place().map_or_else(String::new, |place| format!(", {place}"));
            format!("{}{place}", hit.passage.id)
        });
        let head = escape(&head);
        writeln!(out, "{}### {head}", if i > 0 { "\n" } else { "" })?;
        for side in Side::BOTH {
            let Some(text) = hit.passage.side(side) else { continue };
            let text = marked(&text.text, hit.marks.get(side));
            // What would make a list or a heading of a paragraph counts only where the paragraph begins.
            let begins = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let at = text.len() - begins.len();
            let list = if at == 0 { begins.starts_with(['#', '-', '+']) } else { begins.starts_with(['.', ')']) };
            writeln!(out, "\n{}{}{begins}", &text[..at], if list { "\\" } else { "" })?;
        }
    }
    Ok(())
}

fn marked(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    for piece in pieces(text, Span::new(0, text.len()), marks) {
        let bold = if piece.mark.is_some() { "**" } else { "" };
        out.push_str(bold);
        out.push_str(&escape(piece.text));
        out.push_str(bold);
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
