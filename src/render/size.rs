//! What an index takes on disk.

use super::columns::{grouped, pad};
use super::json;
use super::marked::{QUIET, styled};
use super::style::Style;
use crate::locale::say;
use crate::model::StoreSize;
use crate::{Error, Result};
use std::io::{self, Write};

/// Columns of the names of parts.
const NAMES: usize = 26;

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
        writeln!(out, "{}  {:>15}  {}", pad(say(said), NAMES), grouped(bytes), styled(&share, QUIET, style))?;
    }
    let text = size.text.zh + size.text.en;
    let times =
        if text > 0 { format!("  {:.2} {}", total as f64 / text as f64, say("times the text")) } else { String::new() };
    writeln!(out, "{}  {:>15}{times}", pad(say("store"), NAMES), grouped(total))?;
    let (zh, en) = (grouped(size.text.zh), grouped(size.text.en));
    writeln!(
        out,
        "{}  {:>15}  {zh} {}, {en} {}",
        pad(say("text"), NAMES),
        grouped(text),
        say("Chinese"),
        say("English")
    )
}
