//! How building and searching grow with the rows: the rows of a TSV once, twice, four and eight times, each copy made
//! distinct by a prefix, without the lexicon.
//!
//! `cargo run --release -p duizhao-bench --bin growth -- [ROWS.tsv [FACTOR…]]`; a line is printed as soon as it is known.

#[path = "../it/random.rs"]
mod random;
#[path = "rows.rs"]
mod rows;

use duizhao::index::Store;
use duizhao::query::parse;
use duizhao::request::SearchOptions;
use duizhao::request::UpdateRequest;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{Silent, update};
use duizhao::{Error, Result};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Rows that are made when no file is named.
const MADE: usize = 20_000;

/// Queries of each kind.
const EACH: usize = 200;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().map(PathBuf::from);
    let mut factors: Vec<usize> = args.filter_map(|n| n.parse().ok()).collect();
    if factors.is_empty() {
        factors = vec![1, 2, 4, 8];
    }
    let rows = path.map_or_else(|| rows::rows(MADE), |path| rows::read(&path, usize::MAX));
    let queries: Vec<String> = rows::queries(&rows, EACH).into_iter().flat_map(|(_, queries)| queries).collect();
    let words: Vec<String> = queries.iter().take(2 * EACH).cloned().collect();
    println!(
        "| rows | build, s | s per 100,000 rows | store, bytes per row | words p50, ms | p99 | mixed p50, ms | p99 |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for factor in factors {
        let dir = tempfile::tempdir().map_err(|e| Error::file("a temporary folder", e))?;
        let file = dir.path().join("rows.tsv");
        let written = std::fs::File::create(&file)
            .and_then(|mut out| (0..factor).try_for_each(|copy| out.write_all(rows::tsv(&rows, copy).as_bytes())));
        written.map_err(|e| Error::system(&file, &e))?;
        let index = dir.path().join("index");
        let changes = UpdateRequest::adding([file]).without_lexicon(true);
        let start = Instant::now();
        let report = update(&index, &changes, &Silent)?;
        let took = start.elapsed().as_secs_f64();
        let count = report.passages as f64;
        let store = Store::open(&index)?.ok_or_else(|| Error::Usage("no index was built".into()))?;
        let bytes = store.size()?.total() as f64;
        let index = LocalIndex::new(store);
        let (words, mixed) = (times(&index, &words)?, times(&index, &queries)?);
        println!(
            "| {count} | {took:.2} | {:.2} | {:.0} | {:.3} | {:.3} | {:.3} | {:.3} |",
            took * 100_000.0 / count,
            bytes / count,
            at(&words, 50),
            at(&words, 99),
            at(&mixed, 50),
            at(&mixed, 99)
        );
    }
    Ok(())
}

/// Milliseconds of each query, in order of size; every query is asked once before.
fn times(index: &LocalIndex, queries: &[String]) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for round in 0..2 {
        for query in queries {
            let start = Instant::now();
            index.search(&parse(query)?, &SearchOptions::new())?;
            if round == 1 {
                times.push(start.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

fn at(times: &[f64], percent: usize) -> f64 {
    let place = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(place).copied().unwrap_or_default()
}
