//! Numbers as a table: in columns and as CSV.

use super::super::columns::{display_width, grouped, pad};
use super::super::marked::{QUIET, styled};
use super::super::style::Style;
use crate::locale::{say, translated};
use std::io::{self, Write};

/// A table with words in its first column and numbers in the others.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberTable {
    /// What was counted, for people.
    pub title: String,
    /// The names of the columns, one more than a row has numbers.
    pub columns: Vec<&'static str>,
    /// A word, document or year with its numbers.
    pub rows: Vec<(String, Vec<Number>)>,
}

/// A number of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// How many.
    Count(u64),
    /// With so many digits behind the point.
    Measure(f64, usize),
}

impl Number {
    /// Digits only, as programs read them.
    pub fn plain(self) -> String {
        match self {
            Number::Count(count) => count.to_string(),
            Number::Measure(value, digits) => format!("{value:.digits$}"),
        }
    }

    /// As people read it: counts in threes.
    pub fn shown(self) -> String {
        match self {
            Number::Count(count) => grouped(count),
            measure => measure.plain(),
        }
    }

    pub(super) fn value(self) -> f64 {
        match self {
            Number::Count(count) => count as f64,
            Number::Measure(value, _) => value,
        }
    }
}

pub(super) fn text(out: &mut dyn Write, table: &NumberTable, style: &Style) -> io::Result<()> {
    writeln!(out, "{}", translated(&table.title))?;
    let heads: Vec<&str> = table.columns.iter().map(|column| say(column)).collect();
    let row = |(word, numbers): &(String, Vec<Number>)| (word.clone(), numbers.iter().map(|n| n.shown()).collect());
    in_columns(out, &heads, &table.rows.iter().map(row).collect::<Vec<_>>(), style)
}

/// Numbers under their heads, behind the names of their rows.
pub(in crate::render) fn in_columns(
    out: &mut dyn Write,
    heads: &[&str],
    rows: &[(String, Vec<String>)],
    style: &Style,
) -> io::Result<()> {
    let Some((name, heads)) = heads.split_first() else { return Ok(()) };
    let first = rows.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0).max(display_width(name));
    let width = |(at, head): (usize, &&str)| {
        let cells = rows.iter().filter_map(|(_, numbers)| numbers.get(at)).map(String::len);
        cells.max().unwrap_or(0).max(display_width(head))
    };
    let widths: Vec<usize> = heads.iter().enumerate().map(width).collect();
    let mut header = pad(name, first);
    for (head, width) in heads.iter().zip(&widths) {
        header.push_str(&format!("  {}{head}", " ".repeat(width - display_width(head))));
    }
    writeln!(out, "{}", styled(&header, QUIET, style))?;
    for (name, numbers) in rows {
        let mut line = pad(name, first);
        for (number, width) in numbers.iter().zip(&widths) {
            line.push_str(&format!("  {number:>width$}"));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

pub(super) fn csv(out: &mut dyn Write, table: &NumberTable) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&table.columns)?;
    for (word, numbers) in &table.rows {
        let numbers = numbers.iter().map(|number| number.plain());
        writer.write_record(std::iter::once(word.clone()).chain(numbers))?;
    }
    writer.flush()
}
