//! Law 3: a Chinese query finds exactly the passages whose folded text contains it, whatever the segmenter thinks.
//! The oracle is its own: a table of script pairs for the characters that occur, lower case, blanks taken out.

use duizhao::model::{Query, Side};
use duizhao::query::parse;
use duizhao::search::{LocalIndex, Page, Searcher};
use duizhao::update::{self, Silent};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A small generator, so that the same substrings are tried every time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The folded text of the oracle: simplified by OpenCC's characters through another crate than the build's table, case and
/// width evened out, blanks beside Chinese dropped.
fn oracle_fold(text: &str) -> String {
    let simple = hanconv::t2s(text);
    simple.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

fn index_of(path: &Path) -> LocalIndex {
    let (store, report) = update::in_memory(&[path.to_path_buf()], &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    LocalIndex::new(store)
}

fn found(index: &LocalIndex, query: &Query) -> BTreeSet<String> {
    let page = Page { limit: 100_000, closest: false, ..Page::default() };
    index.search(query, &page).unwrap().hits.into_iter().map(|h| h.passage.id.to_string()).collect()
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
        let chars: Vec<char> = passages[random.below(passages.len())].text(Side::Zh).chars().collect();
        if chars.is_empty() {
            continue;
        }
        let (from, len) = (random.below(chars.len()), 1 + random.below(12));
        let part: String = chars[from..chars.len().min(from + len)].iter().collect();
        // What is no word in a query needs quotation marks; what cannot stand between them is left out.
        let part = part.trim();
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if part.contains('"') || part.contains(char::is_whitespace) || !part.chars().any(is_han) {
            continue;
        }
        tried += 1;
        let needle = oracle_fold(part);
        let want: BTreeSet<String> =
            texts.iter().filter(|(_, text)| text.contains(&needle)).map(|(id, _)| id.clone()).collect();
        assert!(!want.is_empty(), "the oracle must find {part:?}");
        for query in [part.to_string(), hanconv::t2s(part), hanconv::s2t(hanconv::t2s(part))] {
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
