//! How a term is rendered, for reading: the renderings with their counts in a column, then the passages.

use super::columns::{display_width, pad};
use super::json;
use super::marked::{COUNTERPART, ID, MATCH, QUIET, styled};
use super::style::Style;
use crate::model::{PassageId, Terms};
use crate::{Error, Result};
use std::io::{self, Write};

/// Ids that are listed where there is no width to fill.
const IDS: usize = 12;

/// Columns between the parts of a line.
const GAP: usize = 2;

/// Writes how a term is rendered.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn terms(out: &mut dyn Write, terms: &Terms, as_json: bool, style: &Style) -> Result<()> {
    let written = if as_json { json::terms(out, terms) } else { text(out, terms, style) };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, terms: &Terms, style: &Style) -> io::Result<()> {
    if terms.passages == 0 {
        return Ok(());
    }
    writeln!(out, "{}", styled(&terms.term, MATCH, style))?;
    let widest = terms.renderings.iter().map(|r| display_width(&r.text)).max().unwrap_or(0).min(48);
    for rendering in &terms.renderings {
        let count = format!("{:>6}", rendering.count);
        let text = styled(&pad(&rendering.text, widest), COUNTERPART, style);
        let sure = styled(&format!("{:>3.0} %", rendering.confidence * 100.0), QUIET, style);
        let mut note = String::new();
        if let Some(long) = rendering.short_for.and_then(|i| terms.renderings.get(i)) {
            note = format!("  = {}", long.text);
        }
        if rendering.is_candidate() {
            note.push_str("  candidate");
        }
        let used = 6 + GAP + widest.max(display_width(&rendering.text)) + GAP + 5 + display_width(&note) + GAP;
        let ids = ids(&rendering.ids, style.width.map(|width| width.saturating_sub(used)));
        writeln!(out, "{count}  {text}  {sure}{note}  {}", styled(&ids, ID, style))?;
    }
    if !terms.unrendered.is_empty() {
        let head = format!("{:>6}  (no rendering found)", terms.unrendered.len());
        let room = style.width.map(|width| width.saturating_sub(display_width(&head) + GAP));
        writeln!(out, "{head}  {}", styled(&ids(&terms.unrendered, room), ID, style))?;
    }
    Ok(())
}

/// As many ids as fit, and how many more there are. A document's name is said once.
fn ids(ids: &[PassageId], room: Option<usize>) -> String {
    let mut line = String::new();
    let mut doc = "";
    for (i, id) in ids.iter().enumerate() {
        let whole = id.to_string();
        let short = if id.doc == doc { whole.get(doc.len()..).unwrap_or(&whole) } else { &whole };
        let more = format!(" +{}", ids.len() - i);
        let next = display_width(&line) + 1 + display_width(short);
        let last = i + 1 == ids.len();
        let fits = match room {
            Some(room) => next + if last { 0 } else { more.len() } <= room,
            None => i < IDS,
        };
        if i > 0 && !fits {
            line.push_str(&more);
            return line;
        }
        if i > 0 {
            line.push(' ');
        }
        line.push_str(short);
        doc = &id.doc;
    }
    line
}
