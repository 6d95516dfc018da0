//! Killed or interrupted at any moment of its work, an `index` leaves the index that was, and the next one finishes.

use super::sandbox::Sandbox;
use crate::soak::rounds;
use duizhao::index::Store;
use duizhao::model::Side;
use duizhao::wordalign::{LINKS_PART, LinkTable, NEW_LINKS_PART};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often a process is killed in its work, for each kind of work.
fn kills() -> usize {
    rounds(3)
}

/// The tenth of the work at which a round is killed: all over it in few rounds.
fn moment(round: u32) -> u32 {
    round * 3 % 10
}

/// Enough to read that a kill can come anywhere: while reading, aligning, writing, merging, committing.
fn papers(sandbox: &Sandbox, round: u32) {
    let zh: String = (0..60).map(|n| format!("第{n}號泊位在第{round}輪檢修，費用為{n}萬元。\n")).collect();
    let en: String =
        (0..60).map(|n| format!("Berth {n} was overhauled in round {round} for RMB {n}0,000.\n")).collect();
    fs::write(sandbox.path("papers/works.txt"), format!("{zh}\n{en}")).unwrap();
}

fn count(sandbox: &Sandbox, query: &str) -> String {
    let output = sandbox.run(["search", query, "--count"]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_string()
}

/// The links of every passage are stored: what a killed writer left undone, the next one has done.
fn every_passage_is_linked(sandbox: &Sandbox) {
    let store = Store::open(&sandbox.path("index")).unwrap().unwrap();
    let parts = [LINKS_PART, NEW_LINKS_PART].map(|name| store.part(name).unwrap());
    let tables: Vec<LinkTable> = parts.iter().flatten().map(|part| LinkTable::open(part.bytes()).unwrap()).collect();
    let mut linked = 0;
    for passage in store.stored_passages(1).map(|passage| passage.unwrap()) {
        for (zh, en) in passage.stretches() {
            let (zh, en) = (zh.of(passage.text(Side::Zh)), en.of(passage.text(Side::En)));
            assert!(tables.iter().any(|table| table.has(zh, en)), "{zh} {en}");
            linked += 1;
        }
    }
    assert!(linked > 60, "{linked}");
}

fn killed_at_any_moment(signal: &str, options: &[&str], rows: usize) {
    let sandbox = Sandbox::indexed();
    if rows > 0 {
        sandbox.buoys(rows);
        assert!(sandbox.run(["index", "buoys.tsv", "-q"]).status.success());
    }
    let start = Instant::now();
    papers(&sandbox, 0);
    assert!(sandbox.run(["index", "-q"]).status.success());
    let mut whole = start.elapsed();
    let (mut killed, mut last, mut round) = (0, 0, 0);
    while killed < kills() {
        round += 1;
        assert!(round < 100, "{signal} stops nothing: a shell that starts this in its background makes it ignore -INT");
        papers(&sandbox, round);
        let mut child = sandbox.command([&["index", "-q"], options].concat()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * moment(round) / 10);
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status().is_ok());
        let finished = child.wait().unwrap().success();
        if finished {
            // Too late: the machine has less to do than when the time was taken.
            whole = whole * 9 / 10;
        } else {
            killed += 1;
        }
        // All of the old document or all of the new one.
        let (old, new) = (count(&sandbox, &format!("第{last}輪")), count(&sandbox, &format!("第{round}輪")));
        assert!(matches!((old.as_str(), new.as_str()), ("60", "0") | ("0", "60")), "{old} and {new} in round {round}");
        assert!(!finished || new == "60", "finished in round {round}");
        if new == "60" {
            last = round;
        }
        assert_eq!(count(&sandbox, "岸電"), "2");
    }
    assert!(sandbox.run(["index", "-q"]).status.success());
    assert_eq!(count(&sandbox, &format!("第{round}輪")), "60");
    every_passage_is_linked(&sandbox);
    // Nothing of the killed ones is left after a rebuild.
    assert!(sandbox.run(["index", "-q", "--rebuild"]).status.success());
    let mut left: Vec<String> = fs::read_dir(sandbox.path("index/store"))
        .unwrap()
        .flatten()
        .map(|entry| if entry.path().is_dir() { "folder".into() } else { entry.file_name().into_string().unwrap() })
        .collect();
    left.sort();
    assert_eq!(left, ["current", "folder", "lock"]);
}

#[test]
fn killed_while_adding() {
    killed_at_any_moment("-KILL", &[], 0);
}

#[test]
fn interrupted_while_adding() {
    killed_at_any_moment("-INT", &[], 0);
}

#[test]
fn killed_while_rebuilding() {
    killed_at_any_moment("-KILL", &["--rebuild"], 0);
}

/// So many passages that the lexicon stays as it is, and what is new is linked with it.
#[test]
fn killed_while_linking_what_is_new() {
    killed_at_any_moment("-KILL", &[], 1_100);
}

#[test]
fn killed_while_building_the_first_time() {
    let search = ["search", "泊位", "-q"];
    let start = Instant::now();
    assert!(Sandbox::new().run(search).status.success());
    let mut whole = start.elapsed();
    let (mut killed, mut round) = (0, 0);
    while killed < kills() {
        round += 1;
        let sandbox = Sandbox::new();
        let mut child = sandbox.command(search).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * moment(round) / 10);
        let _ = child.kill();
        if child.wait().unwrap().success() {
            whole = whole * 9 / 10;
        } else {
            killed += 1;
        }
        assert_eq!(count(&sandbox, "岸電"), "2");
    }
}

#[test]
fn files_of_a_killed_writer_are_not_in_the_way() {
    let sandbox = Sandbox::indexed();
    papers(&sandbox, 1);
    let current = fs::read_to_string(sandbox.path("index/store/current")).unwrap();
    let folder = fs::read_dir(sandbox.path("index/store"))
        .unwrap()
        .flatten()
        .find(|entry| entry.path().is_dir() && current.contains(entry.file_name().to_str().unwrap()))
        .unwrap()
        .path();
    // A writer lists a file before it makes it, and names lists of deletions by segment and a number that grows.
    let listed = folder.join(".managed.json");
    let mut names: Vec<String> = serde_json::from_slice(&fs::read(&listed).unwrap()).unwrap();
    let segments: Vec<String> =
        names.iter().filter_map(|name| Some(name.split_once(".store")?.0.to_string())).collect();
    assert!(!segments.is_empty());
    for segment in segments {
        for number in 0..1_000 {
            let name = format!("{segment}.{number}.del");
            fs::write(folder.join(&name), "half").unwrap();
            names.push(name);
        }
    }
    fs::write(&listed, serde_json::to_vec(&names).unwrap()).unwrap();
    let output = sandbox.run(["index", "-q"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(count(&sandbox, "第1輪"), "60");
    assert_eq!(count(&sandbox, "岸電"), "2");
}
