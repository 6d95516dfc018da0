//! What the counterpart marks add to a search: each query with them and without, ten hits with their text, the best of
//! some rounds (others use the machine too).
//!
//! `cargo run --release -p duizhao-bench --bin marks -- INDEX QUERIES.txt [ROUNDS]`; milliseconds go to stderr, the marks to stdout, for
//! comparing them before and after a change.

use duizhao::index::Store;
use duizhao::model::{MarkKind, Query, Side};
use duizhao::query::parse;
use duizhao::request::SearchOptions;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::{Error, Result};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries, rest @ ..] = &args[..] else {
        return Err(Error::Usage("marks INDEX QUERIES.txt [ROUNDS]".into()));
    };
    let rounds: usize = rest.first().and_then(|n| n.parse().ok()).unwrap_or(7);
    let text = std::fs::read_to_string(queries).map_err(|e| Error::system(PathBuf::from(queries), &e))?;
    let queries: Vec<Query> = text.lines().filter_map(|line| parse(line).ok()).collect();
    let store = Store::open(Path::new(index))?.ok_or_else(|| Error::Usage(format!("no index at '{index}'")))?;
    let index = LocalIndex::new(store);
    let (mut plain, mut marked) = (vec![f64::INFINITY; queries.len()], vec![f64::INFINITY; queries.len()]);
    for _ in 0..rounds {
        for (counterparts, times) in [(false, &mut plain), (true, &mut marked)] {
            let options = SearchOptions::new().counterparts(counterparts);
            for (query, best) in queries.iter().zip(times) {
                let start = Instant::now();
                index.search(query, &options)?;
                *best = best.min(start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    let more: Vec<f64> = plain.iter().zip(&marked).map(|(plain, marked)| marked - plain).collect();
    if let Some((query, more)) = queries.iter().zip(&more).max_by(|a, b| a.1.total_cmp(b.1)) {
        eprintln!("the most for '{}': {more:.3} ms", query.text);
    }
    for (name, times) in [("without", plain), ("with", marked), ("more", more)] {
        eprintln!("{name:8} {}", shares(times));
    }
    for query in &queries {
        for hit in index.search(query, &SearchOptions::new())?.hits {
            for side in Side::BOTH {
                for mark in hit.marks.get(side).iter().filter(|mark| mark.kind == MarkKind::Counterpart) {
                    println!("{}\t{}\t{side:?}\t{:?}\t{}", query.text, hit.passage.id, mark.span, mark.confidence);
                }
            }
        }
    }
    Ok(())
}

/// The mean and what so many of a hundred stay below.
fn shares(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() * share).div_ceil(100).max(1) - 1).copied().unwrap_or_default();
    let mean = times.iter().sum::<f64>() / times.len().max(1) as f64;
    format!("mean {mean:.3} ms, p50 {:.3}, p90 {:.3}, p99 {:.3}, longest {:.3}", at(50), at(90), at(99), at(100))
}
