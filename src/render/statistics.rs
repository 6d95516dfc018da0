//! Numbers about words: as columns, JSON, CSV, and a picture of bars.

use super::columns::{display_width, grouped, pad};
use super::marked::{QUIET, styled};
use super::style::Style;
use crate::model::{Collocates, Dispersion, Frequencies, Keywords, Side};
use crate::{Error, Result};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsFormat {
    /// Columns.
    Text,
    /// One object.
    Json,
    /// A header and a line for each word.
    Csv,
    /// A picture of bars (SVG 1.1) that reads without colours, with its numbers as text.
    Svg,
}

/// A table with words in its first column and numbers in the others.
struct Table {
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<(String, Vec<Number>)>,
}

#[derive(Clone, Copy)]
enum Number {
    Count(u64),
    /// With so many digits behind the point.
    Measure(f64, usize),
}

impl Number {
    fn plain(self) -> String {
        match self {
            Number::Count(count) => count.to_string(),
            Number::Measure(value, digits) => format!("{value:.digits$}"),
        }
    }

    fn value(self) -> f64 {
        match self {
            Number::Count(count) => count as f64,
            Number::Measure(value, _) => value,
        }
    }
}

/// Writes how often words occur.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn frequencies(out: &mut dyn Write, found: &Frequencies, format: StatisticsFormat, style: &Style) -> Result<()> {
    let share = |times: u64| per_million(times, found.tokens);
    let row = |times: u64| vec![Number::Count(times), Number::Measure(share(times), 1)];
    let table = Table {
        title: format!("The commonest of {} words ({})", grouped(found.tokens), name(found.side)),
        columns: vec!["word", "times", "per million"],
        rows: found.words.iter().map(|word| (word.word.clone(), row(word.times))).collect(),
    };
    let words = || {
        let word = |w: &crate::model::WordCount| WireWord {
            word: w.word.clone(),
            times: w.times,
            per_million: share(w.times),
        };
        found.words.iter().map(word).collect()
    };
    write(out, &table, format, style, || WireFrequencies {
        schema: "duizhao/freq/1",
        side: found.side,
        tokens: found.tokens,
        distinct: found.distinct,
        words: words(),
    })
}

/// Writes what stands near a term.
///
/// # Errors
/// The same.
pub fn collocates(out: &mut dyn Write, found: &Collocates, format: StatisticsFormat, style: &Style) -> Result<()> {
    let row = |c: &crate::model::Collocate| {
        let counts = [Number::Count(c.together), Number::Count(c.times)];
        let measures = [(c.log_dice, 2), (c.log_likelihood, 1), (c.mutual_information, 2)];
        let measures = measures.into_iter().map(|(value, digits)| Number::Measure(value, digits));
        (c.word.clone(), counts.into_iter().chain(measures).collect())
    };
    let table = Table {
        title: match found.side == found.of {
            true => format!("Near {}, which occurs {} times ({})", found.term, grouped(found.times), name(found.of)),
            false => {
                let sentences = grouped(found.times);
                format!("Across from {}, which stands in {sentences} sentences ({})", found.term, name(found.of))
            }
        },
        columns: vec!["word", "together", "times", "logDice", "LL", "MI"],
        rows: found.collocates.iter().map(row).collect(),
    };
    write(out, &table, format, style, || WireCollocates {
        schema: "duizhao/collocates/1",
        term: &found.term,
        side: found.side,
        of: found.of,
        times: found.times,
        tokens: found.tokens,
        collocates: found
            .collocates
            .iter()
            .map(|c| WireCollocate {
                word: &c.word,
                together: c.together,
                times: c.times,
                log_dice: c.log_dice,
                log_likelihood: c.log_likelihood,
                mutual_information: c.mutual_information,
            })
            .collect(),
    })
}

/// Writes what tells one set of passages from another.
///
/// # Errors
/// The same.
pub fn keywords(out: &mut dyn Write, found: &Keywords, format: StatisticsFormat, style: &Style) -> Result<()> {
    let row = |k: &crate::model::Keyword| {
        let counts = [Number::Count(k.times), Number::Count(k.elsewhere)];
        let measures = [Number::Measure(k.log_likelihood, 1), Number::Measure(k.log_ratio, 2)];
        (k.word.clone(), counts.into_iter().chain(measures).collect())
    };
    let table = Table {
        title: format!("{} words against {} ({})", grouped(found.tokens), grouped(found.elsewhere), name(found.side)),
        columns: vec!["word", "times", "elsewhere", "LL", "log ratio"],
        rows: found.keywords.iter().map(row).collect(),
    };
    write(out, &table, format, style, || WireKeywords {
        schema: "duizhao/keywords/1",
        side: found.side,
        tokens: found.tokens,
        elsewhere: found.elsewhere,
        keywords: found
            .keywords
            .iter()
            .map(|k| WireKeyword {
                word: &k.word,
                times: k.times,
                elsewhere: k.elsewhere,
                log_likelihood: k.log_likelihood,
                log_ratio: k.log_ratio,
            })
            .collect(),
    })
}

/// Writes how evenly a term is spread.
///
/// # Errors
/// The same.
pub fn dispersion(out: &mut dyn Write, found: &Dispersion, format: StatisticsFormat, style: &Style) -> Result<()> {
    let measure = |value: Option<f64>| value.map_or_else(|| "–".to_string(), |value| format!("{value:.3}"));
    let (d, dp) = (measure(found.juilland_d), measure(found.deviation));
    let share = |part: &crate::model::DispersionPart| per_million(part.times, part.size);
    let row = |part: &crate::model::DispersionPart| {
        let numbers = vec![Number::Count(part.times), Number::Count(part.size), Number::Measure(share(part), 1)];
        (part.doc.clone(), numbers)
    };
    let table = Table {
        title: match found.parts.len() {
            0 | 1 => format!("{}, in one document, which says nothing about its dispersion", found.term),
            documents => format!("{} in {documents} documents: Juilland's D {d}, DP {dp}", found.term),
        },
        columns: vec!["document", "times", "size", "per million"],
        rows: found.parts.iter().map(row).collect(),
    };
    write(out, &table, format, style, || WireDispersion {
        schema: "duizhao/dispersion/1",
        term: &found.term,
        side: found.side,
        times: found.times,
        juilland_d: found.juilland_d,
        dp: found.deviation,
        parts: found
            .parts
            .iter()
            .map(|part| WirePart { doc: &part.doc, times: part.times, size: part.size, per_million: share(part) })
            .collect(),
    })
}

fn per_million(times: u64, tokens: u64) -> f64 {
    if tokens == 0 { 0.0 } else { times as f64 / tokens as f64 * 1e6 }
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    }
}

fn write<W: Serialize>(
    out: &mut dyn Write,
    table: &Table,
    format: StatisticsFormat,
    style: &Style,
    wire: impl FnOnce() -> W,
) -> Result<()> {
    let written = match format {
        StatisticsFormat::Text => text(out, table, style),
        StatisticsFormat::Csv => csv(out, table),
        StatisticsFormat::Svg => out.write_all(svg(table).into_string().as_bytes()).and_then(|()| writeln!(out)),
        StatisticsFormat::Json => {
            serde_json::to_writer(&mut *out, &wire()).map_err(io::Error::from).and_then(|()| writeln!(out))
        }
    };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, table: &Table, style: &Style) -> io::Result<()> {
    writeln!(out, "{}", table.title)?;
    let number = |number: &Number| match number {
        Number::Count(count) => grouped(*count),
        measure => measure.plain(),
    };
    let rows: Vec<(&str, Vec<String>)> =
        table.rows.iter().map(|(word, numbers)| (word.as_str(), numbers.iter().map(number).collect())).collect();
    let first = rows.iter().map(|(word, _)| display_width(word)).max().unwrap_or(0).max(table.columns[0].len());
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|(_, numbers)| numbers.get(at - 1)).map(String::len);
        cells.max().unwrap_or(0).max(table.columns[at].len())
    };
    let mut header = pad(table.columns[0], first);
    for at in 1..table.columns.len() {
        header.push_str(&format!("  {:>1$}", table.columns[at], width(at)));
    }
    writeln!(out, "{}", styled(&header, QUIET, style))?;
    for (word, numbers) in &rows {
        let mut line = pad(word, first);
        for (at, number) in numbers.iter().enumerate() {
            line.push_str(&format!("  {number:>width$}", width = width(at + 1)));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn csv(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&table.columns)?;
    for (word, numbers) in &table.rows {
        let numbers = numbers.iter().map(|number| number.plain());
        writer.write_record(std::iter::once(word.clone()).chain(numbers))?;
    }
    writer.flush()
}

/// Bars of the first number, longest where it is greatest; each with its word and number beside it.
fn svg(table: &Table) -> Markup {
    const LINE: usize = 22;
    const LEFT: usize = 220;
    const BAR: f64 = 420.0;
    const RIGHT: usize = 120;
    let most = table.rows.iter().filter_map(|(_, n)| n.first()).map(|n| n.value()).fold(0.0, f64::max).max(1e-9);
    let (width, height) = (LEFT + BAR as usize + RIGHT, LINE * (table.rows.len() + 2));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" width=(width) height=(height) viewBox=(format!("0 0 {width} {height}"))
            font-family="sans-serif" font-size="14" aria-labelledby="title" {
            title #title { (table.title) }
            text x="8" y=(LINE) font-weight="bold" { (table.title) }
            @for (n, (word, numbers)) in table.rows.iter().enumerate() {
                @let y = LINE * (n + 2);
                @let value = numbers.first().copied().unwrap_or(Number::Count(0));
                @let length = value.value() / most * BAR;
                text x=(LEFT - 8) y=(y) text-anchor="end" { (word) }
                rect x=(LEFT) y=(y - 13) width=(format!("{length:.1}")) height="16" fill="#3b6ea5" stroke="#1d3a57" {}
                text x=(format!("{:.1}", LEFT as f64 + length + 6.0)) y=(y) { (value.plain()) }
            }
        }
    }
}

/// How often words occur.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Frequencies")]
pub(super) struct WireFrequencies {
    #[schemars(extend("const" = "duizhao/freq/1"))]
    schema: &'static str,
    side: Side,
    /// Words in all.
    tokens: u64,
    /// Different words in all.
    distinct: usize,
    words: Vec<WireWord>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WordFrequency")]
struct WireWord {
    word: String,
    times: u64,
    per_million: f64,
}

/// What stands near a term.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Collocates")]
pub(super) struct WireCollocates<'a> {
    #[schemars(extend("const" = "duizhao/collocates/1"))]
    schema: &'static str,
    term: &'a str,
    side: Side,
    /// The side that the collocates are on.
    of: Side,
    /// Occurrences of the term.
    times: u64,
    /// Words of the side of the collocates.
    tokens: u64,
    collocates: Vec<WireCollocate<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Collocate")]
struct WireCollocate<'a> {
    word: &'a str,
    together: u64,
    times: u64,
    log_dice: f64,
    log_likelihood: f64,
    mutual_information: f64,
}

/// What tells one set of passages from another.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Keywords")]
pub(super) struct WireKeywords<'a> {
    #[schemars(extend("const" = "duizhao/keywords/1"))]
    schema: &'static str,
    side: Side,
    /// Words of the set.
    tokens: u64,
    /// Words of what it is compared with.
    elsewhere: u64,
    keywords: Vec<WireKeyword<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Keyword")]
struct WireKeyword<'a> {
    word: &'a str,
    times: u64,
    elsewhere: u64,
    log_likelihood: f64,
    log_ratio: f64,
}

/// How evenly a term is spread over the documents.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Dispersion")]
pub(super) struct WireDispersion<'a> {
    #[schemars(extend("const" = "duizhao/dispersion/1"))]
    schema: &'static str,
    term: &'a str,
    side: Side,
    times: u64,
    /// Null for fewer than two documents.
    juilland_d: Option<f64>,
    /// The deviation of proportions; null for fewer than two documents.
    dp: Option<f64>,
    parts: Vec<WirePart<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DispersionPart")]
struct WirePart<'a> {
    doc: &'a str,
    times: u64,
    /// English words, or Chinese characters.
    size: u64,
    per_million: f64,
}
