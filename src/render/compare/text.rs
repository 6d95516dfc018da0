//! A comparison for people at a terminal: `-` what was, `+` what is, `=` what both say.

use super::super::marked::{ID, QUIET, lines, styled, write_lines};
use super::super::style::Style;
use super::told::{counted, names, remarks};
use crate::locale::{say, translated};
use crate::model::{Change, ChangeKind, Comparison, Difference, Mark, MarkKind, Passage, Side, Span};
use crate::text::sentence::split;
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, found: &Comparison, changes: &[&Change], style: &Style) -> io::Result<()> {
    let across = if found.across_scripts { say("(across scripts)") } else { "" };
    let (old, new) = names(found);
    let gap = if across.is_empty() { "" } else { " " };
    writeln!(out, "{old} → {new}: {}{gap}{across}", translated(&counted(found)))?;
    for change in changes {
        writeln!(out)?;
        write_change(out, change, style)?;
    }
    Ok(())
}

fn write_change(out: &mut dyn Write, change: &Change, style: &Style) -> io::Result<()> {
    let id = |passage: &Passage| styled(&passage.id.to_string(), ID, style);
    let told = match (&change.old, &change.new, change.kind) {
        (Some(old), Some(new), ChangeKind::Moved) => format!("{}, moved from {}", id(new), id(old)),
        (Some(old), Some(new), ChangeKind::Same) => format!("{}, the same as {}", id(new), id(old)),
        (Some(old), Some(new), _) => format!("{}, changed from {}", id(new), id(old)),
        (Some(old), None, _) => format!("{}, removed", id(old)),
        (None, new, _) => format!("{}, added", new.as_ref().map(id).unwrap_or_default()),
    };
    let remarks: String = remarks(change).iter().map(|remark| format!(", {}", say(remark))).collect();
    writeln!(out, "{}{}", translated(&told), styled(&remarks, QUIET, style))?;
    for side in Side::BOTH {
        let differences = change.differences.get(side);
        let text = |passage: &'_ Option<Passage>| passage.as_ref().and_then(|p| p.side(side)).map(|s| s.text.clone());
        match (text(&change.old), text(&change.new)) {
            (Some(_), Some(new)) if differences.is_empty() => {
                version(out, "=", (&new, side), &[], MarkKind::Match, style)?
            }
            (old, new) => {
                if let Some(old) = old {
                    version(out, "-", (&old, side), &differences.old, MarkKind::Match, style)?;
                }
                if let Some(new) = new {
                    version(out, "+", (&new, side), &differences.new, MarkKind::Counterpart, style)?;
                }
            }
        }
    }
    Ok(())
}

fn version(
    out: &mut dyn Write,
    sign: &str,
    (text, side): (&str, Side),
    differences: &[Difference],
    kind: MarkKind,
    style: &Style,
) -> io::Result<()> {
    let marks: Vec<Mark> =
        differences.iter().map(|difference| Mark { span: difference.span, kind, confidence: 1.0 }).collect();
    let columns = style.width.map(|width| width.saturating_sub(4));
    let whole = Span::new(0, text.len());
    let parts = if style.full || text.chars().count() <= LONG { vec![whole] } else { telling(text, side, differences) };
    let mut sign = format!("  {sign} ");
    let mut at = 0;
    for part in &parts {
        let mut lines = lines(text, *part, &marks, columns, style);
        if part.start > at {
            lines.insert(0, styled("…", QUIET, style));
        }
        write_lines(out, &lines, &sign, "    ")?;
        (sign, at) = ("    ".into(), part.end);
    }
    if at < text.len() { writeln!(out, "{sign}{}", styled("…", QUIET, style)) } else { Ok(()) }
}

/// Characters of a text that is shown whole.
const LONG: usize = 160;

/// The sentences of a long text in which the versions differ.
fn telling(text: &str, side: Side, differences: &[Difference]) -> Vec<Span> {
    let mut sentences = split(text, side);
    sentences.retain(|sentence| differences.iter().any(|difference| difference.span.overlaps(*sentence)));
    sentences
}
