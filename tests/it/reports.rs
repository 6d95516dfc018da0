//! Troubles that users of search tools report: pairs of rows and queries with what is expected, and forms of English
//! words that find each other (only where `DUIZHAO_DATA` names the folder that holds them).

use duizhao::Index;
use duizhao::model::{Mode, Results};
use duizhao::request::{SearchRequest, UpdateRequest};
use duizhao::update::Silent;
use std::path::Path;

/// An index of rows, which it holds in memory.
fn index(rows: &str) -> Index {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rows.tsv");
    std::fs::write(&file, rows).unwrap();
    let (index, report) = Index::in_memory(&UpdateRequest::adding([file]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    index
}

fn cases(name: &str) -> Option<String> {
    let Some(data) = std::env::var_os("DUIZHAO_DATA") else {
        eprintln!("left out: DUIZHAO_DATA is not set");
        return None;
    };
    Some(std::fs::read_to_string(Path::new(&data).join("reports").join(name)).unwrap())
}

/// Whether a hit was found, as the query says, and something of it is marked.
fn found(results: &Results) -> bool {
    let marked = |hit: &duizhao::model::Hit| !hit.marks.zh.is_empty() || !hit.marks.en.is_empty();
    results.mode == Mode::Exact && results.hits.iter().any(marked)
}

#[test]
fn what_is_looked_for_is_found_and_nothing_else() {
    let Some(cases) = cases("search-cases.tsv") else { return };
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let [zh, en, query, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let index = index(&format!("{zh}\t{en}\n"));
        let answer = match index.search(SearchRequest::new(query)) {
            Ok(results) if expected == "row not found" => results.total == 0,
            // A side that there is has nothing to mark.
            Ok(results) if query == "zh:*" => results.total == 1,
            Ok(results) => found(&results),
            // What is refused becomes no other query.
            Err(_) => query.contains('^'),
        };
        if !answer {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn forms_of_one_word_find_each_other() {
    let Some(cases) = cases("forms.tsv") else { return };
    let pairs: Vec<(&str, &str)> = cases.lines().filter_map(|line| line.split_once('\t')).collect();
    assert!(pairs.len() > 30);
    let row = |(i, (one, other)): (usize, &(&str, &str))| format!("甲{i}\tHere is {one}.\n乙{i}\tHere is {other}.\n");
    let index = index(&pairs.iter().enumerate().map(row).collect::<String>());
    let finds = |query: &str, i: usize, row: char| {
        let results = index.search(SearchRequest::new(query)).unwrap();
        let has = |hit: &duizhao::model::Hit| hit.passage.zh.as_ref().is_some_and(|zh| zh.text == format!("{row}{i}"));
        results.mode == Mode::Exact && results.hits.iter().any(has)
    };
    let apart: Vec<_> = pairs
        .iter()
        .enumerate()
        .filter(|(i, (one, other))| !(finds(one, *i, '乙') && finds(other, *i, '甲')))
        .collect();
    assert!(apart.is_empty(), "{apart:?}");
}
