//! The list of what is indexed.

use super::columns::{clip, display_width, pad};
use super::json;
use super::marked::{ID, QUIET, styled};
use super::style::Style;
use crate::locale::translated;
use crate::model::{Day, DocumentInfo, left_out_line};
use crate::text::field_name::{asked_by, day, is_date};
use crate::{Error, Result};
use std::io::{self, Write};

/// Writes the documents of an index, a line each.
pub fn documents(out: &mut dyn Write, documents: &[DocumentInfo], as_json: bool, style: &Style) -> Result<()> {
    let written = if as_json { json::documents(out, documents) } else { table(out, documents, style) };
    written.map_err(Error::Output)
}

/// When a document is from, and its fields.
fn dated(info: &DocumentInfo) -> Option<String> {
    // What says the date only is said already.
    let dates = |(name, value): &&(String, String)| is_date(&asked_by(name)) && day(value) == info.date;
    let fields = info.fields.iter().filter(|field| !dates(field)).map(|(name, value)| format!("{name}: {value}"));
    let parts: Vec<String> = info.date.iter().map(Day::to_string).chain(fields).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Columns behind the ids.
fn room_of(style: &Style, widest: usize) -> Option<usize> {
    style.width.map(|width| width.saturating_sub(widest + 2))
}

fn table(out: &mut dyn Write, documents: &[DocumentInfo], style: &Style) -> io::Result<()> {
    let widest = documents.iter().map(|d| display_width(&d.id)).max().unwrap_or(0).min(40);
    for info in documents {
        let count = format!("{:>7}", info.passages);
        let titles: Vec<&str> = [&info.title.zh, &info.title.en].into_iter().flatten().map(String::as_str).collect();
        let used = widest.max(display_width(&info.id)) + 2 + 7 + 2 + 6 + 2;
        let room = style.width.map(|w| w.saturating_sub(used));
        let title = clip(&titles.join(" · "), room);
        let format = if title.is_empty() { info.format.clone() } else { pad(&info.format, 6) + "  " };
        let (id, format) = (styled(&pad(&info.id, widest), ID, style), styled(&format, QUIET, style));
        writeln!(out, "{id}  {count}  {format}{title}")?;
        if let Some(line) = dated(info) {
            writeln!(out, "{}  {}", pad("", widest), styled(&clip(&line, room_of(style, widest)), QUIET, style))?;
        }
        if let Some(line) = left_out_line(&info.left_out, &info.id) {
            writeln!(out, "{}  {}", pad("", widest), styled(&translated(&line), QUIET, style))?;
        }
    }
    Ok(())
}
