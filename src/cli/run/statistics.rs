//! Numbers about words.

use crate::args::{CollocatesArgs, DispersionArgs, FreqArgs, KeywordsArgs, Numbers};
use crate::open::{ask, open};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::Query;
use duizhao::render::{self, StatisticsFormat};
use duizhao::{Index, Result};
use std::io::Write;
use std::path::Path;

/// Opens, asks the queries that say where it is counted, counts and writes. Without a number there is nothing to write.
fn counted<T: render::Numbers>(
    dir: &Path,
    numbers: &Numbers,
    terminal: &Terminal,
    out: &mut dyn Write,
    queries: &[Query],
    count: impl FnOnce(&Index) -> Result<T>,
) -> Result<Outcome> {
    let (index, failed) = open(dir, &numbers.files(), terminal)?;
    queries.iter().try_for_each(|query| ask(&index, query, terminal))?;
    let found = count(&index)?;
    let is_empty = found.is_empty();
    if is_empty {
        terminal.note("nothing to count");
    }
    if !is_empty || numbers.format() != StatisticsFormat::Text {
        render::numbers(out, &found, numbers.format(), &terminal.style(true))?;
    }
    let outcome = if is_empty { Outcome::Nothing } else { Outcome::Success };
    Ok(if failed { Outcome::Partial } else { outcome })
}

pub fn freq(dir: &Path, args: &FreqArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    // Queries are read before anything is opened: what is wrong with them shows at once.
    let asked = request.counted_in()?;
    let queries: Vec<Query> = request.query.is_some().then_some(asked).into_iter().collect();
    counted(dir, &args.numbers, terminal, out, &queries, |index| index.frequencies(&request))
}

pub fn collocates(dir: &Path, args: &CollocatesArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    counted(dir, &args.numbers, terminal, out, &[], |index| index.collocates(&args.request()))
}

pub fn keywords(dir: &Path, args: &KeywordsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    let queries: Vec<Query> = [Some(request.set()?), request.reference()?].into_iter().flatten().collect();
    counted(dir, &args.numbers, terminal, out, &queries, |index| index.keywords(&request))
}

pub fn dispersion(dir: &Path, args: &DispersionArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    counted(dir, &args.numbers, terminal, out, &[], |index| index.dispersion(&args.request()))
}
