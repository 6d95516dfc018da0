//! Recall and precision of Chinese substrings over the rows of a TSV (zh, en, …), in three scripts each, against the
//! oracle of tests/it/exact.rs: `cargo run --release -p duizhao-bench --bin exactness -- ROWS.tsv [TRIES]`.

#[path = "../it/exact/oracle.rs"]
mod oracle;
#[path = "../it/random.rs"]
mod random;

use duizhao::model::{Clause, Query};
use duizhao::request::SearchOptions;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Silent};
use oracle::{oracle_fold, scripts, substring};
use random::Random;
use std::collections::HashSet;
use std::path::PathBuf;

/// Rows up to which sets are compared row by row.
const MOST: usize = 300;

fn main() -> duizhao::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = PathBuf::from(args.next().unwrap_or_default());
    let tries: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    let (store, _) = update::in_memory(&duizhao::request::UpdateRequest::adding([&path]), &Silent)?;
    let index = LocalIndex::new(store);
    let text = std::fs::read_to_string(&path).map_err(|e| duizhao::Error::file(&path, e))?;
    let rows: Vec<&str> = text.lines().map(|line| line.split('\t').next().unwrap_or("")).collect();
    let folded: Vec<String> = rows.iter().map(|row| oracle_fold(row)).collect();
    let mut random = Random(88_172_645_463_325_252);
    let (mut tried, mut found, mut wanted, mut right, mut perfect) = (0, 0, 0, 0, 0);
    while tried < tries {
        let Some(part) = substring(rows[random.below(rows.len())], &mut random) else { continue };
        tried += 1;
        let needle = oracle_fold(&part);
        let want: HashSet<u32> =
            (0u32..).zip(&folded).filter(|(_, row)| row.contains(&needle)).map(|(i, _)| i + 1).collect();
        for text in scripts(&part) {
            let clause = Clause::Words { text: text.clone(), phrase: true, side: None };
            let query = Query { text: text.clone(), clause };
            // Large sets are compared by their size alone: fetching every passage would take hours.
            let limit = if want.len() > MOST { 0 } else { 2 * MOST };
            let results =
                index.search(&query, &SearchOptions::new().limit(limit).closest(false).counterparts(false))?;
            if limit == 0 {
                found += results.total;
                wanted += want.len();
                right += results.total.min(want.len());
                perfect += usize::from(results.total == want.len());
                continue;
            }
            let hits = results.hits;
            let got: HashSet<u32> = hits.iter().filter_map(|h| h.passage.id.path.first().copied()).collect();
            found += got.len();
            wanted += want.len();
            right += got.intersection(&want).count();
            perfect += usize::from(got == want);
            if got != want && 3 * tried - perfect < 200 {
                eprintln!("{text} (from {part}): {} found, {} wanted", got.len(), want.len());
            }
        }
    }
    println!(
        "{tried} substrings in 3 scripts: recall {:.6}, precision {:.6}, {perfect} of {} sets exact",
        right as f64 / wanted as f64,
        right as f64 / found as f64,
        3 * tried
    );
    Ok(())
}
