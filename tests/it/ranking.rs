//! How well passages are ranked, as figures: questions and terms with the passages that a person wants, asked of one
//! index. A change of scoring shows as a diff of `ranking/golden.txt`; `BLESS=1 cargo test --test it ranking::` rewrites it.
//!
//! The passages wanted were chosen by reading, not by what was found. Any of them first is as good as any other.

use duizhao::query::parse;
use duizhao::request::SearchOptions;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Silent};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// One line of `queries.tsv`.
struct Asked {
    kind: &'static str,
    query: &'static str,
    wanted: Vec<&'static str>,
}

fn asked() -> Vec<Asked> {
    let lines = include_str!("ranking/queries.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let [kind, query, wanted] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("kind, query, wanted: {line:?}")
            };
            Asked { kind, query, wanted: wanted.split(' ').collect() }
        })
        .collect()
}

fn index() -> LocalIndex {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = [root.join("index/sample/guangdong-ip-report.txt"), root.join("tests/it/ranking/corpus")];
    let (store, report) = update::in_memory(&duizhao::request::UpdateRequest::adding(paths), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    LocalIndex::new(store)
}

/// Over so many queries: how often a wanted passage is first, among the first five, and the mean of 1/rank.
fn figures(name: &str, ranks: &[Option<usize>]) -> String {
    let share = |n: usize| ranks.iter().flatten().filter(|rank| **rank <= n).count() as f64 / ranks.len() as f64;
    let mrr = ranks.iter().flatten().map(|rank| 1.0 / *rank as f64).sum::<f64>() / ranks.len() as f64;
    let (one, five) = (share(1), share(5));
    format!("{name:<9} {:>3} queries  recall@1 {one:.3}  recall@5 {five:.3}  mrr {mrr:.3}\n", ranks.len())
}

#[test]
fn the_passages_that_a_person_wants_come_first() {
    let index = index();
    let asked = asked();
    let mut ranks = Vec::new();
    let mut lines = String::new();
    for Asked { kind, query, wanted } in &asked {
        let read = parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let hits = index.search(&read, &SearchOptions::new().limit(50).translate(*kind == "across")).unwrap().hits;
        let ids: Vec<String> = hits.iter().map(|hit| hit.passage.id.to_string()).collect();
        let rank = ids.iter().position(|id| wanted.contains(&id.as_str())).map(|i| i + 1);
        let shown = rank.map_or_else(|| "-".to_string(), |rank| rank.to_string());
        write!(lines, "{shown:>2}  {kind:<9} {query}").unwrap();
        // What came first instead tells more than a rank.
        if rank != Some(1) {
            write!(lines, "  ({} for {})", ids.first().map_or("nothing", |id| id), wanted.join(" ")).unwrap();
        }
        lines.push('\n');
        ranks.push(rank);
    }
    let mut golden = figures("all", &ranks);
    for kind in asked.iter().map(|a| a.kind).collect::<BTreeSet<_>>() {
        let own: Vec<_> = asked.iter().zip(&ranks).filter(|(a, _)| a.kind == kind).map(|(_, rank)| *rank).collect();
        golden.push_str(&figures(kind, &own));
    }
    golden.push('\n');
    golden.push_str(&lines);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/ranking/golden.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &golden).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if golden != before {
        let differing = golden.lines().filter(|line| !before.lines().any(|b| b == *line)).collect::<Vec<_>>();
        panic!("the ranking has changed; BLESS=1 takes it over:\n{}", differing.join("\n"));
    }
}

#[test]
fn every_passage_wanted_is_there_and_every_kind_is_asked_enough() {
    let index = index();
    let there: BTreeSet<String> = index
        .documents()
        .unwrap()
        .iter()
        .flat_map(|d| index.passages(&d.id, 0..u32::MAX).unwrap())
        .map(|p| p.id.to_string())
        .collect();
    let asked = asked();
    assert!(asked.len() >= 70, "{} queries", asked.len());
    for a in &asked {
        let missing: Vec<_> = a.wanted.iter().filter(|id| !there.contains(**id)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", a.query);
    }
    let distinct: BTreeSet<_> = asked.iter().map(|a| a.query).collect();
    assert_eq!(distinct.len(), asked.len(), "a query is asked twice");
}
