//! What an index takes on disk.

use super::columns::grouped;
use super::json;
use super::marked::{QUIET, styled};
use super::style::Style;
use crate::model::StoreSize;
use crate::{Error, Result};
use std::io::{self, Write};

/// Writes what each part of an index takes, and all of it beside the text that went in.
pub fn size(out: &mut dyn Write, size: &StoreSize, as_json: bool, style: &Style) -> Result<()> {
    let written = if as_json { json::size(out, size) } else { table(out, size, style) };
    written.map_err(Error::Output)
}

fn table(out: &mut dyn Write, size: &StoreSize, style: &Style) -> io::Result<()> {
    let total = size.total();
    for (part, bytes) in size.parts() {
        let said = match part {
            "postings_zh" => "Chinese terms and postings",
            "postings_en" => "English terms and postings",
            "positions" => "positions",
            "stored" => "stored text",
            "fast" => "columns",
            "lexicon" => "lexicon",
            "links" => "links between words",
            _ => "other",
        };
        let share = format!("{:>5.1} %", size.share(bytes) * 100.0);
        writeln!(out, "{said:<26}  {:>15}  {}", grouped(bytes), styled(&share, QUIET, style))?;
    }
    let text = size.text.zh + size.text.en;
    let times = if text > 0 { format!("  {:.2} times the text", total as f64 / text as f64) } else { String::new() };
    writeln!(out, "{:<26}  {:>15}{times}", "store", grouped(total))?;
    let (zh, en) = (grouped(size.text.zh), grouped(size.text.en));
    writeln!(out, "{:<26}  {:>15}  {zh} Chinese, {en} English", "text", grouped(text))
}
