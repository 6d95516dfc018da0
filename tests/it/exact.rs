//! Law 3: a Chinese query finds exactly the passages whose folded text contains it, whatever the segmenter thinks.
//! The oracle is its own.

pub mod oracle;

use crate::random::Random;
use duizhao::model::{Query, Side};
use duizhao::query::parse;
use duizhao::request::SearchOptions;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Silent};
use oracle::{oracle_fold, scripts, substring};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn index_of(path: &Path) -> LocalIndex {
    let (store, report) = update::in_memory(&duizhao::request::UpdateRequest::adding([path]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    LocalIndex::new(store)
}

fn found(index: &LocalIndex, query: &Query) -> BTreeSet<String> {
    let options = SearchOptions::new().limit(100_000).closest(false).counterparts(false);
    index.search(query, &options).unwrap().hits.into_iter().map(|h| h.passage.id.to_string()).collect()
}

/// Tries so many substrings of the Chinese side; both scripts of each must find what the oracle finds.
fn check(path: &Path, tries: usize) {
    let index = index_of(path);
    let doc = index.documents().unwrap().remove(0);
    let passages = index.passages(&doc.id, 0..u32::MAX).unwrap();
    let texts: Vec<(String, String)> =
        passages.iter().map(|p| (p.id.to_string(), oracle_fold(p.text(Side::Zh)))).collect();
    let mut random = Random(88_172_645_463_325_252);
    let mut tried = 0;
    while tried < tries {
        let Some(part) = substring(passages[random.below(passages.len())].text(Side::Zh), &mut random) else {
            continue;
        };
        tried += 1;
        let needle = oracle_fold(&part);
        let want: BTreeSet<String> =
            texts.iter().filter(|(_, text)| text.contains(&needle)).map(|(id, _)| id.clone()).collect();
        assert!(!want.is_empty(), "the oracle must find {part:?}");
        for query in scripts(&part) {
            let read = parse(&format!("\"{query}\"")).unwrap();
            assert_eq!(found(&index, &read), want, "{query:?} (from {part:?})");
        }
    }
}

#[test]
fn substrings_of_the_sample_are_found_exactly() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("index/sample/guangdong-ip-report.txt"), 400);
}

#[test]
fn substrings_of_the_report_are_found_exactly() {
    match std::env::var_os("DUIZHAO_DATA") {
        Some(data) => check(&PathBuf::from(data).join("guangdong-ip-2024.txt"), 2_000),
        None => eprintln!("left out: DUIZHAO_DATA is not set"),
    }
}
