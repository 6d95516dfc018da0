//! What moves under the work: a file that grows, is cut off or replaced while it is read, and an index that is written
//! while it is searched.

use super::sandbox::Sandbox;
use crate::soak::{first, rounds};
use std::fs::{self, File};
use std::io::Write;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

const ROWS: usize = 1200;

fn rows(word: &str, count: usize) -> String {
    (0..count).map(|n| format!("{word}在第{n}頁\tThe {word} of page {n}\n")).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn count(sandbox: &Sandbox, query: &str) -> usize {
    let output = sandbox.run(["search", query, "--count"]);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    out.trim().parse().unwrap_or_else(|_| panic!("{query}: {out}{err}"))
}

/// A change to the file, how many rows of 浮標 and of 燈塔 it has then.
type Change = (&'static str, fn(&Sandbox), [usize; 2]);

const CHANGES: [Change; 4] = [
    (
        "grows",
        |sandbox| {
            let mut file = File::options().append(true).open(sandbox.path("rows.tsv")).unwrap();
            file.write_all(rows("燈塔", 500).as_bytes()).unwrap();
        },
        [ROWS, 500],
    ),
    (
        "is cut off in a character",
        |sandbox| {
            let whole = fs::read(sandbox.path("rows.tsv")).unwrap();
            let half = whole.len() / 2;
            let at = (half..whole.len()).find(|at| whole[*at] >= 0xe0).unwrap() + 1;
            File::options().write(true).open(sandbox.path("rows.tsv")).unwrap().set_len(at as u64).unwrap();
        },
        [usize::MAX, 0],
    ),
    ("is written over", |sandbox| fs::write(sandbox.path("rows.tsv"), rows("燈塔", 700)).unwrap(), [0, 700]),
    (
        "is replaced",
        |sandbox| {
            fs::write(sandbox.path("new.tsv"), rows("燈塔", ROWS)).unwrap();
            fs::rename(sandbox.path("new.tsv"), sandbox.path("rows.tsv")).unwrap();
        },
        [0, ROWS],
    ),
];

#[test]
fn a_file_that_changes_while_it_is_read_is_read_again() {
    let mut told = 0;
    for (what, change, [buoys, lights]) in CHANGES {
        let sandbox = Sandbox::indexed();
        fs::write(sandbox.path("rows.tsv"), rows("浮標", ROWS)).unwrap();
        let start = Instant::now();
        assert!(sandbox.run(["--index", "trial", "index", "rows.tsv", "-q", "--no-lexicon"]).status.success());
        let whole = start.elapsed();
        for moment in first(1, &[1, 0, 2]) {
            fs::write(sandbox.path("rows.tsv"), rows("浮標", ROWS)).unwrap();
            let mut index = sandbox.command(["index", "rows.tsv", "--no-lexicon", "--rebuild"]);
            let child = index.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            std::thread::sleep(whole * *moment / 3);
            change(&sandbox);
            let output = child.wait_with_output().unwrap();
            let err = text(&output.stderr);
            assert!(output.status.success() && !err.contains("panicked"), "{what} at {moment}: {err}");
            told += usize::from(err.contains("rows.tsv' changed while it was read"));
            // Whatever it was that was read, the rest is as it should be.
            assert_eq!(count(&sandbox, "岸電"), 2, "{what} at {moment}");
            assert!(count(&sandbox, "浮標") <= ROWS && count(&sandbox, "燈塔") <= ROWS, "{what} at {moment}");
            // The next run has all that is in the file, and only that.
            assert!(sandbox.run(["index", "-q", "--no-lexicon"]).status.success(), "{what} at {moment}");
            let lines = fs::read(sandbox.path("rows.tsv")).unwrap().iter().filter(|b| **b == b'\n').count();
            let expected = if buoys == usize::MAX { lines..=lines + 1 } else { buoys..=buoys };
            assert!(expected.contains(&count(&sandbox, "浮標")), "{what} at {moment}");
            assert_eq!(count(&sandbox, "燈塔"), lights, "{what} at {moment}");
        }
    }
    assert!(told > 0);
}

#[test]
fn a_search_while_an_index_is_written_finds_the_old_or_the_new() {
    for option in ["--rebuild", "--no-lexicon"] {
        let sandbox = Sandbox::indexed();
        let answers = AtomicU32::new(0);
        for round in 1..=rounds(2) {
            let (old, new) = (format!("第{}輪", round - 1), format!("第{round}輪"));
            let lines = |side: &dyn Fn(usize) -> String| (0..200).map(side).collect::<String>();
            let zh = lines(&|n| format!("第{n}號泊位在{new}檢修。\n"));
            let en = lines(&|n| format!("Berth {n} was overhauled in round {round}.\n"));
            fs::write(sandbox.path("papers/works.txt"), format!("{zh}\n{en}")).unwrap();
            let mut child = sandbox.command(["index", "-q", option]).stdout(Stdio::null()).spawn().unwrap();
            std::thread::scope(|scope| {
                let commands: [&[&str]; 4] = [
                    &["search", "岸電", "--count"],
                    &["search", "shore power", "--count", "-q"],
                    &["docs"],
                    &["show", "harbour#1.1"],
                ];
                let sandbox = &sandbox;
                let right = commands.map(|command| sandbox.run(command));
                let reader = scope.spawn(|| {
                    let mut before = true;
                    let mut running = true;
                    while running {
                        running = child.try_wait().unwrap().is_none();
                        // All of the old text until there is all of the new one; never some of it, never both.
                        let olds = if round == 1 { 0 } else { 200 };
                        let found = (count(sandbox, &old), count(sandbox, &new));
                        let between = found == (olds, 200) && before;
                        assert!(found == (olds, 0) && before || found == (0, 200) || between, "{found:?}");
                        before = found == (olds, 0);
                        answers.fetch_add(1, Ordering::Relaxed);
                    }
                    assert!(child.wait().unwrap().success());
                    assert!(!before, "the new index is found when it is finished");
                });
                while !reader.is_finished() {
                    for (command, right) in commands.iter().zip(&right).filter(|(c, _)| c[0] != "docs") {
                        let output = sandbox.run(*command);
                        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
                        assert_eq!(text(&output.stdout), text(&right.stdout), "{command:?}");
                    }
                    assert_eq!(sandbox.run(["docs"]).status.code(), Some(0));
                }
                reader.join().unwrap();
            });
        }
        assert!(answers.into_inner() > 8);
    }
}

#[test]
fn an_index_that_is_open_answers_from_what_it_was() {
    use duizhao::index::Store;
    let sandbox = Sandbox::indexed();
    let index = Store::open(&sandbox.path("index")).unwrap().unwrap();
    let before = index.documents().unwrap().len();
    fs::write(sandbox.path("papers/new.txt"), "新航道。\n\nA new fairway.\n").unwrap();
    assert!(sandbox.run(["index", "-q", "--rebuild"]).status.success());
    // Its files have been taken away and are still mapped.
    assert_eq!(index.documents().unwrap().len(), before);
    let opened = Store::open(&sandbox.path("index")).unwrap().unwrap();
    assert_eq!(opened.documents().unwrap().len(), before + 1);
}
