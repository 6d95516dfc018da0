//! `search --batch`: many queries on one open index.

use crate::args::{SearchArgs, SearchFormat};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::Results;
use duizhao::query::parse_words;
use duizhao::render;
use duizhao::{Error, Index, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub fn run(index: &Index, file: &Path, args: &SearchArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (input, file): (Box<dyn Read>, &Path) = if file == Path::new("-") {
        (Box::new(std::io::stdin()), Path::new("(stdin)"))
    } else {
        (Box::new(std::fs::File::open(file).map_err(|e| Error::system(file, &e))?), file)
    };
    let mut times = Vec::new();
    let (mut found, mut failed) = (false, false);
    let mut read = 0;
    for (n, bytes) in BufReader::new(input).split(b'\n').enumerate() {
        let bytes = bytes.map_err(|e| Error::system(file, &e))?;
        let line = std::str::from_utf8(&bytes).map_err(|e| {
            let place = read + e.valid_up_to();
            Error::file(file, format!("line {}: is not UTF-8 at byte {place}", n + 1))
        })?;
        read += bytes.len() + 1;
        let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        let number = (n + 1).to_string();
        let (id, text) = line.split_once('\t').unwrap_or((&number, line));
        // Questions come with signs that mean something to the query language only by chance.
        let request = args.request(text);
        let query = match request.query() {
            Err(Error::Query(error)) if error.query == text => {
                terminal.warning(&format!("line {}: {}; read as plain words", n + 1, error.message));
                request.filter.narrow(parse_words(text))?
            }
            query => query?,
        };
        let start = Instant::now();
        let results = match index.searcher().search(&query, &request.options) {
            // A name that is not there is this line's affair; the others go on.
            Err(error @ Error::NotFound { .. }) => {
                terminal.failure(&format!("line {}: {error}", n + 1));
                failed = true;
                continue;
            }
            results => results?,
        };
        times.push(start.elapsed());
        found |= results.total > 0;
        if args.count {
            writeln!(out, "{id}\t{}", results.total).map_err(Error::Output)?;
        } else if args.format == SearchFormat::Trec {
            trec(out, id, &results)?;
        } else {
            render::results(out, &results, args.format(), &terminal.style(args.full))?;
        }
    }
    if args.stats {
        terminal.note(&stats(&mut times));
    }
    Ok(match (failed, found) {
        (true, _) => Outcome::Partial,
        (_, true) => Outcome::Success,
        _ => Outcome::Nothing,
    })
}

/// `id Q0 passage rank score duizhao`, a line a hit.
pub fn trec(out: &mut dyn Write, id: &str, results: &Results) -> Result<()> {
    results
        .hits
        .iter()
        .try_for_each(|hit| writeln!(out, "{id} Q0 {} {} {:.4} duizhao", hit.passage.id, hit.rank, hit.score))
        .map_err(Error::Output)
}

fn stats(times: &mut [Duration]) -> String {
    times.sort();
    let at = |share: f64| {
        let i = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
        times.get(i).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    };
    let total: Duration = times.iter().sum();
    format!(
        "{} queries: p50 {:.3} ms, p90 {:.3} ms, p99 {:.3} ms, longest {:.3} ms, {:.2} s in all",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        total.as_secs_f64()
    )
}
