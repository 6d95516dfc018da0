//! How a term is rendered, for reading: the renderings with their counts in a column, then the passages.

use super::columns::{clip, display_width, pad};
use super::json;
use super::marked::{COUNTERPART, ID, MATCH, QUIET, styled};
use super::statistics::{NO_GROUP, in_columns};
use super::style::Style;
use crate::locale::say;
use crate::model::{PassageId, TermGroup, Terms};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Ids that are listed where there is no width to fill.
const IDS: usize = 12;

/// Columns between the parts of a line.
const GAP: usize = 2;
/// Columns before ids on a line of their own.
const INDENT: usize = 8;

/// Writes how a term is rendered.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn terms(out: &mut dyn Write, terms: &Terms, as_json: bool, style: &Style) -> Result<()> {
    let written = if as_json { json::terms(out, terms) } else { text(out, terms, style) };
    written.map_err(Error::Output)
}

type Names = BTreeMap<PassageId, String>;

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
            note.push_str(&format!("  {}", say("candidate")));
        }
        let used = 6 + GAP + widest.max(display_width(&rendering.text)) + GAP + 5 + display_width(&note) + GAP;
        let (between, ids) = placed(&rendering.ids, &terms.references, used, style);
        writeln!(out, "{count}  {text}  {sure}{note}{between}{}", styled(&ids, ID, style))?;
    }
    if !terms.unrendered.is_empty() {
        let head = format!("{:>6}  {}", terms.unrendered.len(), say("(no rendering found)"));
        let (between, ids) = placed(&terms.unrendered, &terms.references, display_width(&head) + GAP, style);
        writeln!(out, "{head}{between}{}", styled(&ids, ID, style))?;
    }
    if terms.by.is_some() { groups(out, terms, style) } else { Ok(()) }
}

/// Renderings that have a column of their own.
const COLUMNS: usize = 5;
/// Columns that a group's name takes at least, and at most.
const LEAST: usize = 4;
const NAME: usize = 32;

/// Passages with each rendering, group by group.
fn groups(out: &mut dyn Write, terms: &Terms, style: &Style) -> io::Result<()> {
    let by = pad(&terms.by.as_ref().map(ToString::to_string).unwrap_or_default(), LEAST);
    let renderings = terms.renderings.iter().take(COLUMNS).map(|rendering| rendering.text.as_str());
    let heads: Vec<&str> =
        [by.as_str(), say("passages")].into_iter().chain(renderings).chain([say("(none)")]).collect();
    let row = |group: &TermGroup| {
        let rendered = group.rendered.iter().take(COLUMNS).copied();
        let numbers = [group.passages].into_iter().chain(rendered).chain([group.unrendered]);
        let name = clip(group.name.as_deref().unwrap_or(NO_GROUP), Some(NAME));
        (name, numbers.map(|number| number.to_string()).collect())
    };
    writeln!(out)?;
    in_columns(out, &heads, &terms.groups.iter().map(row).collect::<Vec<_>>(), style)
}

/// The ids of a line of which so many columns are used: behind a gap, or where not even one fits there, on the next line,
/// so that none is broken.
fn placed(all: &[PassageId], names: &Names, used: usize, style: &Style) -> (String, String) {
    let Some(width) = style.width else { return (" ".repeat(GAP), ids(all, names, None)) };
    let room = width.saturating_sub(used);
    let beside = ids(all, names, Some(room));
    if display_width(&beside) <= room {
        return (" ".repeat(GAP), beside);
    }
    (format!("\n{}", " ".repeat(INDENT)), ids(all, names, Some(width.saturating_sub(INDENT))))
}

/// As many ids as fit, and how many more there are: of rows that have a name of their own, the name. A document's name is
/// said once.
fn ids(ids: &[PassageId], names: &Names, room: Option<usize>) -> String {
    let mut line = String::new();
    let mut doc = String::new();
    for (i, id) in ids.iter().enumerate() {
        let whole = names.get(id).cloned().unwrap_or_else(|| id.to_string());
        let own = whole.split_once('#').map_or("", |(doc, _)| doc);
        let short = if own == doc { whole.get(doc.len()..).unwrap_or(&whole) } else { &whole };
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
        doc = own.to_string();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Side, TermRendering};

    #[test]
    fn no_id_is_broken_at_eighty_columns() {
        let id = |n| PassageId::passage("a-document-with-a-rather-long-name-of-its-own", &[1], n);
        let rendering = TermRendering {
            text: "a rendering that takes a good part of the line".into(),
            count: 2,
            confidence: 0.9,
            ids: vec![id(1), id(2)],
            short_for: None,
        };
        let unrendered = (3..30).map(id).collect();
        let terms = Terms {
            term: "商業秘密".into(),
            from: Side::Zh,
            passages: 29,
            examined: 29,
            renderings: vec![rendering],
            unrendered,
            references: Names::new(),
            by: None,
            groups: Vec::new(),
        };
        let mut out = Vec::new();
        let style = Style { width: Some(80), ..Style::PLAIN };
        super::terms(&mut out, &terms, false, &style).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| display_width(line) <= 80), "{text}");
        assert!(text.contains("a-document-with-a-rather-long-name-of-its-own#1.1 "), "{text}");
    }
}
