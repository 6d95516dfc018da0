//! Numbers about words.

use crate::args::{CollocatesArgs, DispersionArgs, FreqArgs, KeywordsArgs, Numbers};
use crate::open::{ask, open};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::Query;
use duizhao::render::{self, StatisticsFormat, Style};
use duizhao::{Index, Result};
use std::io::Write;
use std::path::Path;

/// Opens, counts and writes. Without a number there is nothing to write.
fn counted<T>(
    dir: &Path,
    numbers: &Numbers,
    terminal: &Terminal,
    out: &mut dyn Write,
    count: impl FnOnce(&Index) -> Result<T>,
    is_empty: impl FnOnce(&T) -> bool,
    write: impl FnOnce(&mut dyn Write, &T, StatisticsFormat, &Style) -> Result<()>,
) -> Result<Outcome> {
    let (index, failed) = open(dir, &numbers.files(), terminal)?;
    let found = count(&index)?;
    let is_empty = is_empty(&found);
    if is_empty {
        terminal.note("nothing to count");
    }
    if !is_empty || numbers.format() != StatisticsFormat::Text {
        write(out, &found, numbers.format(), &terminal.style(true))?;
    }
    let outcome = if is_empty { Outcome::Nothing } else { Outcome::Success };
    Ok(if failed { Outcome::Partial } else { outcome })
}

pub fn freq(dir: &Path, args: &FreqArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    // Queries are read before anything is opened: what is wrong with them shows at once.
    let query = request.counted_in()?;
    let count = |index: &Index| {
        ask(index, &query, terminal)?;
        index.frequencies(&request)
    };
    counted(dir, &args.numbers, terminal, out, count, |found| found.words.is_empty(), render::frequencies)
}

pub fn collocates(dir: &Path, args: &CollocatesArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let count = |index: &Index| index.collocates(&args.request());
    counted(dir, &args.numbers, terminal, out, count, |found| found.collocates.is_empty(), render::collocates)
}

pub fn keywords(dir: &Path, args: &KeywordsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    let queries: Vec<Query> = [Some(request.set()?), request.reference()?].into_iter().flatten().collect();
    let count = |index: &Index| {
        queries.iter().try_for_each(|query| ask(index, query, terminal))?;
        index.keywords(&request)
    };
    counted(dir, &args.numbers, terminal, out, count, |found| found.keywords.is_empty(), render::keywords)
}

pub fn dispersion(dir: &Path, args: &DispersionArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let count = |index: &Index| index.dispersion(&args.request());
    counted(dir, &args.numbers, terminal, out, count, |found| found.times == 0, render::dispersion)
}
