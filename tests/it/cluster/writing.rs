//! Writing: what is there is the old content or the new one, whoever writes and whatever happens to them.

use super::nodes::{self, Nodes};
use duizhao::request::UpdateRequest;
use duizhao::{Error, Index};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn update(address: &str, request: &UpdateRequest) -> duizhao::Result<duizhao::UpdateReport> {
    Index::build(address, request, &duizhao::Silent)
}

fn ids(address: &str) -> Vec<String> {
    Index::open(address).unwrap().documents().unwrap().into_iter().map(|document| document.id).collect()
}

fn count(address: &str, query: &str) -> usize {
    Index::open(address).unwrap().search(query).unwrap().total
}

fn text(dir: &Path, name: &str, zh: &str, en: &str) {
    fs::write(dir.join(name), format!("{zh}\n{en}\n")).unwrap();
}

#[test]
fn documents_come_change_and_go() {
    let Some(nodes) = nodes::all() else { return };
    let (address, dir) = (nodes.address("writing"), tempfile::tempdir().unwrap());
    text(dir.path(), "one.txt", "保護商業秘密。", "Trade secrets are protected.");
    text(dir.path(), "two.txt", "調解糾紛。", "Disputes are mediated.");
    let report = update(&address, &UpdateRequest::adding([dir.path()])).unwrap();
    assert_eq!((report.added.len(), report.passages), (2, 2));
    assert_eq!(ids(&address), ["one", "two"]);
    // Nothing has changed.
    let report = update(&address, &UpdateRequest::new()).unwrap();
    assert_eq!((report.added.len(), report.unchanged, report.passages), (0, 2, 2));
    // One changes, one comes; whoever has opened it sees what was.
    let before = Index::open(&address).unwrap();
    text(dir.path(), "two.txt", "仲裁糾紛。", "Disputes are arbitrated.");
    text(dir.path(), "three.txt", "商標與專利。", "Trade marks and patents.");
    let report = update(&address, &UpdateRequest::new()).unwrap();
    assert_eq!((report.added.len(), report.unchanged, report.passages), (2, 1, 3));
    assert_eq!((count(&address, "調解"), count(&address, "仲裁"), count(&address, "糾紛")), (0, 1, 1));
    assert!(before.searcher().refreshed().unwrap().is_some_and(|now| now.documents().unwrap().len() == 3));
    // One goes.
    fs::remove_file(dir.path().join("one.txt")).unwrap();
    let report = update(&address, &UpdateRequest::new()).unwrap();
    assert_eq!((report.removed, report.passages), (vec!["one".to_string()], 2));
    assert_eq!(count(&address, "商業秘密"), 0);
    let report = update(&address, &UpdateRequest::new().remove(vec!["two".into()])).unwrap();
    assert_eq!((report.removed, report.passages), (vec!["two".to_string()], 1));
    // All anew: the same, in another index, and the old one is gone.
    let report = update(&address, &UpdateRequest::new().rebuild(true)).unwrap();
    assert_eq!((report.added.len(), report.passages), (1, 1));
    assert_eq!(ids(&address), ["three"]);
    let indexes = nodes.ask("GET", "/_cat/indices/writing-*?format=json&h=index", "");
    assert_eq!(indexes.as_array().unwrap().len(), 2, "{indexes}");
}

#[test]
fn what_would_be_read_is_told_and_nothing_written() {
    let Some(nodes) = nodes::all() else { return };
    let (address, dir) = (nodes.address("dry"), tempfile::tempdir().unwrap());
    text(dir.path(), "one.txt", "保護商業秘密。", "Trade secrets are protected.");
    let plan = Index::plan(&address, &UpdateRequest::adding([dir.path()])).unwrap();
    assert_eq!(plan.documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), ["one"]);
    assert!(matches!(Index::open(&address), Err(Error::NoIndex { .. })));
}

/// A file whose every passage has the same word, another one in each version.
fn version(dir: &Path, word: &str, passages: usize) {
    let rows: String = (0..passages).map(|n| format!("第{n}條：{word}。\tArticle {n} says {word}.\n")).collect();
    fs::write(dir.join("rows.tsv"), rows).unwrap();
}

/// Whether the index has one version of the file whole and nothing of the other.
fn is_whole(address: &str, words: [&str; 2], passages: usize) -> bool {
    let index = Index::open(address).unwrap();
    let counts = words.map(|word| index.search(format!("zh:{word}")).unwrap());
    let counts = counts.map(|found| if found.mode == duizhao::model::Mode::Exact { found.total } else { 0 });
    counts == [passages, 0] || counts == [0, passages]
}

#[test]
fn a_killed_writer_leaves_the_old_content_or_the_new() {
    let Some(nodes) = nodes::all() else { return };
    const PASSAGES: usize = 1_500;
    let (address, dir) = (nodes.address("killed"), tempfile::tempdir().unwrap());
    let words = ["獬豸", "麒麟"];
    version(dir.path(), words[0], PASSAGES);
    update(&address, &UpdateRequest::adding([dir.path()]).without_lexicon(true)).unwrap();
    for round in 0..crate::soak::rounds(6).min(50) {
        version(dir.path(), words[(round + 1) % 2], PASSAGES);
        let rebuild = if round % 3 == 2 { vec!["--rebuild"] } else { Vec::new() };
        let mut writer = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .env("DUIZHAO_LANG", "en")
            .args(["--index", &address, "index", "-q", "--no-lexicon"])
            .args(rebuild)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(150 + 130 * round as u64 % 1_700));
        let _ = writer.kill();
        writer.wait().unwrap();
        assert!(is_whole(&address, words, PASSAGES), "after {round}");
        if round % 3 == 1 {
            // The next one finishes the work.
            update(&address, &UpdateRequest::new().without_lexicon(true)).unwrap();
            let new = format!("zh:{}", words[(round + 1) % 2]);
            assert!(is_whole(&address, words, PASSAGES) && count(&address, &new) == PASSAGES, "finished after {round}");
        }
    }
    // Nothing is left of the others.
    let report = update(&address, &UpdateRequest::new().without_lexicon(true)).unwrap();
    assert_eq!(report.passages, PASSAGES as u64);
    assert!(is_whole(&address, words, PASSAGES));
    let left = nodes.ask("GET", "/_cat/indices/killed-*?format=json&h=index", "");
    assert_eq!(left.as_array().unwrap().len(), 2, "{left}");
}

#[test]
fn of_two_writers_one_is_told_to_wait() {
    let Some(nodes) = nodes::all() else { return };
    let (address, dir) = (nodes.address("two"), tempfile::tempdir().unwrap());
    version(dir.path(), "獬豸", 50);
    update(&address, &UpdateRequest::adding([dir.path()]).without_lexicon(true)).unwrap();
    version(dir.path(), "麒麟", 60);
    let write = || update(&address, &UpdateRequest::new().without_lexicon(true));
    let reports: Vec<_> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3).map(|_| scope.spawn(write)).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    assert!(reports.iter().any(Result::is_ok), "{reports:?}");
    let kept_apart = |report: &duizhao::Result<_>| matches!(report, Ok(_) | Err(Error::Locked { .. }));
    assert!(reports.iter().all(kept_apart), "{reports:?}");
    assert!(is_whole(&address, ["獬豸", "麒麟"], 60));
}

/// Keeps the helper in one place for the other tests.
pub fn small(nodes: &Nodes, name: &str, dir: &Path) -> String {
    let address = nodes.address(name);
    text(dir, "one.txt", "保護商業秘密。", "Trade secrets are protected.");
    update(&address, &UpdateRequest::adding([dir]).without_lexicon(true)).unwrap();
    address
}
