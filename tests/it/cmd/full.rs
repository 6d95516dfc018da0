//! A disk that is full, made for real: a small file system in memory where one may be mounted, and a limit on the size
//! of files everywhere. The index answers as it did, what happened is said in plain words, the room that a failed
//! build took is given back, and with more room the same command does the work.

use super::sandbox::Sandbox;
use crate::soak::first;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Rows that are to be added, and the word that all of them have.
const ROWS: usize = 150;
const WORD: &str = "浮標";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn count(sandbox: &Sandbox, index: &str, query: &str) -> usize {
    let output = sandbox.run(["--index", index, "search", query, "--count"]);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    out.trim().parse().unwrap_or_else(|_| panic!("{query}: {out}{err}"))
}

/// The files of a store but for locks, which are empty, and tantivy's list of its own files.
fn files(dir: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for path in fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.metadata().unwrap().len() > 0 && !path.ends_with(".managed.json") {
            found.insert(path);
        }
    }
    found
}

/// What a run that had too little room left: the old index and nothing else, or, where the room ended after the
/// commit, the new one.
fn check(sandbox: &Sandbox, index: &str, before: &BTreeSet<PathBuf>, output: &Output, reason: &str) -> bool {
    let err = text(&output.stderr);
    assert!(!err.contains("panicked") && !err.contains("a mistake in duizhao"), "{err}");
    assert_eq!(count(sandbox, index, "岸電"), 2, "{err}");
    let found = count(sandbox, index, WORD);
    if output.status.success() {
        assert_eq!(found, ROWS, "{err}");
        return false;
    }
    if output.status.code().is_some() {
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(reason) && !err.contains("os error"), "{err}");
        if found == 0 {
            assert_eq!(files(&sandbox.path(index).join("store")), *before, "{err}");
        }
    }
    assert!(found == 0 || found == ROWS, "{found}: {err}");
    true
}

/// A file system of its own in a folder; gone when dropped.
struct Disk(PathBuf);

impl Disk {
    fn mount(folder: PathBuf) -> Option<Disk> {
        fs::create_dir(&folder).unwrap();
        Disk::command(&folder, "size=8m").then_some(Disk(folder))
    }

    fn resize(&self, kilobytes: u64) {
        assert!(Disk::command(&self.0, &format!("remount,size={kilobytes}k")));
    }

    fn command(folder: &Path, options: &str) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "none"]).arg(folder).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    }

    /// Kilobytes in use.
    fn used(&self) -> u64 {
        let output = Command::new("df").args(["-k", "--output=used"]).arg(&self.0).output().unwrap();
        text(&output.stdout).lines().last().and_then(|used| used.trim().parse().ok()).unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn on_a_full_disk_the_index_stays() {
    let sandbox = Sandbox::new();
    let Some(disk) = Disk::mount(sandbox.path("disk")) else {
        eprintln!("left out: no file system may be mounted here; a limit on the size of files stands in for it");
        return;
    };
    let index = "disk/index";
    let build = |options: &[&str]| sandbox.run([&["--index", index, "index", "-q"], options].concat());
    sandbox.buoys(ROWS);
    assert!(build(&["papers"]).status.success());
    let before = disk.used();
    // What the work takes when there is room for it.
    assert!(build(&["buoys.tsv"]).status.success());
    let needed = disk.used() - before;
    assert!(needed > 64, "{needed}");
    for rebuild in [false, true] {
        let (mut full, mut done) = (0, 0);
        // From no room at all to as much as both the parts and the whole that is made of them take.
        let halves = first(3, &[0, 1, 4, 2, 3, 5]);
        for half in halves {
            fs::remove_dir_all(sandbox.path(index)).unwrap();
            assert!(build(&["papers"]).status.success());
            let store = files(&sandbox.path(index).join("store"));
            disk.resize(disk.used() + needed * half / 2);
            let options: &[&str] = if rebuild { &["--rebuild", "buoys.tsv"] } else { &["buoys.tsv"] };
            let output = build(options);
            full += usize::from(check(&sandbox, index, &store, &output, "the disk is full"));
            disk.resize(8 << 10);
            let output = build(options);
            assert!(output.status.success(), "{}", text(&output.stderr));
            done += usize::from(count(&sandbox, index, WORD) == ROWS);
        }
        assert!(full >= 2 && done == halves.len(), "{full} full, {done} done in the end");
    }
    // The first build of all.
    fs::remove_dir_all(sandbox.path(index)).unwrap();
    disk.resize(64);
    let output = build(&["papers", "buoys.tsv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("the disk is full"), "{}", text(&output.stderr));
    disk.resize(8 << 10);
    assert!(build(&["papers", "buoys.tsv"]).status.success());
    assert_eq!(count(&sandbox, index, WORD), ROWS);
}

#[test]
fn where_files_may_not_grow_the_index_stays() {
    for rebuild in ["", "--rebuild"] {
        let mut stopped = [0, 0];
        let limits = first(3, &[16, 0, 100_000, 2, 64]);
        for kilobytes in limits {
            // With the signal that comes with the limit held off, a write fails; without, the process is ended.
            for (ended, signal) in ["trap '' XFSZ;", ""].into_iter().enumerate() {
                let sandbox = Sandbox::indexed();
                sandbox.buoys(ROWS);
                let before = files(&sandbox.path("index/store"));
                let program = env!("CARGO_BIN_EXE_duizhao");
                // In blocks of 512 bytes, as POSIX has it.
                let script = format!(
                    "{signal} ulimit -c 0; ulimit -f {}; exec '{program}' index -q {rebuild} buoys.tsv",
                    kilobytes * 2
                );
                let mut shell = Command::new("/bin/sh");
                let output = shell.args(["-c", &script]).current_dir(sandbox.path("")).output().unwrap();
                let reason = "a file would be larger than is allowed here";
                stopped[ended] += usize::from(check(&sandbox, "index", &before, &output, reason));
                let output = sandbox.run(["index", "-q", "buoys.tsv"]);
                assert!(output.status.success(), "{}", text(&output.stderr));
                assert_eq!(count(&sandbox, "index", WORD), ROWS);
            }
        }
        assert!(stopped.iter().all(|n| (2..limits.len()).contains(n)), "{stopped:?}");
    }
}
