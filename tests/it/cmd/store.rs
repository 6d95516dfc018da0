//! What happens to a store: damage in each of its files, another process that writes it, a file that changes under a
//! reader. Never a panic, never a wrong answer; an error says how to go on, and `--rebuild` repairs.

use super::sandbox::{Sandbox, copy};
use crate::soak::first;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Output;

const COMMANDS: &[&[&str]] = &[
    &["search", "商業秘密", "-q"],
    &["docs"],
    &["show", "harbour"],
    &["counterpart", "岸電設施", "-q"],
    &["index", "-q"],
];

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// Ways to damage a file, the most different ones first.
fn damages(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let flipped = |at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 0x10;
        bytes
    };
    let n = bytes.len();
    vec![
        ("emptied", Vec::new()),
        ("flipped at a third", flipped(n / 3)),
        ("cut by one", bytes[..n - 1].to_vec()),
        ("overwritten", b"not an index\n".repeat(n / 13 + 1)),
        ("flipped at its end", flipped(n - 1)),
        ("zeroed", vec![0; n]),
        ("cut in half", bytes[..n / 2].to_vec()),
        ("flipped at its start", flipped(0)),
        ("flipped at two thirds", flipped(n * 2 / 3)),
    ]
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Either the right answer, or an error that names the index and the way out.
fn check(output: &Output, right: &Output, what: &str) -> bool {
    let err = text(&output.stderr);
    assert!(!err.contains("panicked") && !err.contains("a mistake in duizhao"), "{what}: {err}");
    match output.status.code() {
        Some(2) => {
            assert!(err.contains("duizhao index --rebuild") && err.contains("'index'"), "{what}: {err}");
            assert!(err.lines().count() == 2 && err.len() < 300, "{what}: {err}");
            assert!(output.stdout.is_empty(), "{what}");
            false
        }
        code => {
            // How long it took is not part of the answer.
            let said = |output: &Output| match text(&output.stdout).rsplit_once(" (") {
                Some((said, time)) if time.ends_with(" s)\n") => said.to_string(),
                _ => text(&output.stdout),
            };
            assert_eq!((code, said(output)), (right.status.code(), said(right)), "{what}");
            true
        }
    }
}

#[test]
fn damage_in_any_file_is_told_and_repaired() {
    let sandbox = Sandbox::indexed();
    // Once more, so that every command has its right answer with nothing to do.
    let right: Vec<Output> = COMMANDS.iter().map(|command| sandbox.run(*command)).collect();
    let (store, whole) = (sandbox.path("index/store"), sandbox.path("whole"));
    copy(&store, &whole);
    let mut told = 0;
    for file in files(&whole) {
        let bytes = fs::read(&file).unwrap();
        let name = file.strip_prefix(&whole).unwrap();
        let ways = if bytes.is_empty() { vec![("filled", vec![1])] } else { damages(&bytes) };
        for (how, damaged) in first(3, &ways) {
            fs::remove_dir_all(&store).unwrap();
            copy(&whole, &store);
            fs::write(store.join(name), damaged).unwrap();
            let what = format!("{} {how}", name.display());
            let unseen =
                COMMANDS.iter().zip(&right).filter(|(c, right)| check(&sandbox.run(**c), right, &what)).count();
            told += usize::from(unseen < COMMANDS.len());
            // Segments carry checksums; what holds no passages may be damaged without harm.
            let harmless = name.file_name().is_some_and(|n| n.to_string_lossy().contains("lock"));
            let json = name.extension().is_some_and(|e| e == "json");
            // Opened by the commands that mark counterparts.
            let lexicon = name.extension().is_some_and(|e| e == "part") && unseen < COMMANDS.len();
            assert!(unseen == 0 || harmless || json || lexicon, "{what} went unseen");
        }
        assert!(sandbox.run(["index", "--rebuild", "-q"]).status.success(), "{}", name.display());
        for (command, right) in COMMANDS.iter().zip(&right).take(4) {
            assert!(check(&sandbox.run(*command), right, "rebuilt"));
        }
    }
    assert!(told > 20, "{told}");
}

#[test]
fn damage_of_a_large_index_is_told_when_files_were_touched_and_never_a_panic() {
    let sandbox = Sandbox::indexed();
    sandbox.buoys(12_000);
    assert!(sandbox.run(["index", "buoys.tsv", "-q", "--no-lexicon"]).status.success());
    let store = sandbox.path("index/store");
    let segments: Vec<PathBuf> = files(&store)
        .into_iter()
        .filter(|f| {
            f.extension().is_some_and(|e| ["store", "term", "idx", "pos", "fast", "fieldnorm"].iter().any(|x| e == *x))
        })
        .collect();
    let size: u64 = segments.iter().map(|f| f.metadata().unwrap().len()).sum();
    assert!(size > 4 << 20, "of {size} bytes every file is checked at every search");
    let commands: [&[&str]; 3] = [&["search", "浮標7號", "-q"], &["search", "buoy 7", "-q"], &["docs"]];
    let right = commands.map(|command| sandbox.run(command));
    for file in &segments {
        let (bytes, modified) = (fs::read(file).unwrap(), file.metadata().unwrap().modified().unwrap());
        let mut ways = damages(&bytes);
        ways.retain(|(how, _)| matches!(how.split(' ').next(), Some("cut" | "flipped" | "zeroed")));
        for (how, damaged) in first(3, &ways) {
            let what = format!("{} {how}", file.display());
            fs::write(file, damaged).unwrap();
            for (command, right) in commands.iter().zip(&right) {
                assert!(!check(&sandbox.run(*command), right, &what), "{what} went unseen");
            }
            // As a disk does it, behind the back of the file system: no worse than an answer that lacks something.
            File::options().write(true).open(file).unwrap().set_modified(modified).unwrap();
            for command in commands {
                let output = sandbox.run(command);
                let err = text(&output.stderr);
                assert!(!err.contains("panicked") && !err.contains("a mistake in duizhao"), "{what}: {err}");
                assert!(output.status.code() != Some(2) || err.contains("--rebuild"), "{what}: {err}");
            }
        }
        fs::write(file, &bytes).unwrap();
        File::options().write(true).open(file).unwrap().set_modified(modified).unwrap();
    }
    let (cut, flipped) = (&segments[0], &segments[1]);
    fs::write(cut, &fs::read(cut).unwrap()[..1000]).unwrap();
    fs::write(flipped, &damages(&fs::read(flipped).unwrap())[1].1).unwrap();
    assert_eq!(sandbox.run(commands[0]).status.code(), Some(2));
    assert!(sandbox.run(["index", "--rebuild", "-q", "--no-lexicon"]).status.success());
    for (command, right) in commands.iter().zip(&right).take(2) {
        assert!(check(&sandbox.run(*command), right, "rebuilt"));
    }
}

#[test]
fn a_size_that_is_not_that_of_the_files_is_told() {
    let sandbox = Sandbox::indexed();
    let meta = files(&sandbox.path("index/store")).into_iter().find(|f| f.ends_with("meta.json")).unwrap();
    let json = fs::read_to_string(&meta).unwrap();
    assert!(json.contains("\"max_doc\": 23"), "{json}");
    for wrong in ["22", "24", "9999999"] {
        fs::write(&meta, json.replace("\"max_doc\": 23", &format!("\"max_doc\": {wrong}"))).unwrap();
        let output = sandbox.run(["search", "商業秘密"]);
        assert!(text(&output.stderr).contains("--rebuild"), "{wrong}: {}", text(&output.stderr));
    }
}

#[test]
fn while_another_process_writes_the_old_index_answers_and_writers_are_told() {
    let sandbox = Sandbox::indexed();
    fs::write(sandbox.path("papers/new.txt"), "新航道。\n\nA new fairway.\n").unwrap();
    // The lock of the store, and the one that tantivy takes in its folder.
    let locks = files(&sandbox.path("index/store"));
    let locks = locks.iter().filter(|f| f.ends_with("lock") || f.ends_with(".tantivy-writer.lock"));
    let mut seen = 0;
    for lock in locks {
        let held = File::options().write(true).open(lock).unwrap();
        held.lock().unwrap();
        seen += 1;
        let output = sandbox.run(["index"]);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("written by another process") && err.contains("wait"), "{err}");
        assert_eq!(text(&sandbox.run(["search", "泊位", "--count"]).stdout), "2\n");
        assert_eq!(text(&sandbox.run(["search", "航道", "--count"]).stdout), "0\n");
    }
    assert_eq!(seen, 2);
    assert!(sandbox.run(["index", "-q"]).status.success());
    assert_eq!(text(&sandbox.run(["search", "航道", "--count"]).stdout), "1\n");
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let sandbox = Sandbox::indexed();
    let names: Vec<String> = (0..4).map(|n| format!("extra{n}.txt")).collect();
    for name in &names {
        fs::write(sandbox.path(name), format!("{name}的文字。\n\nThe text of {name}.\n")).unwrap();
    }
    let spawned: Vec<_> = names.iter().map(|name| sandbox.command(["index", name]).spawn().unwrap()).collect();
    let mut done = Vec::new();
    for (name, child) in names.iter().zip(spawned) {
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => done.push(name),
            code => assert_eq!(code, Some(2)),
        }
    }
    assert!(!done.is_empty());
    let docs = text(&sandbox.run(["docs"]).stdout);
    let manifest = fs::read_to_string(sandbox.path("index/duizhao.toml")).unwrap();
    for name in done {
        assert!(manifest.contains(name.as_str()), "{manifest}");
        assert!(docs.contains(name.trim_end_matches(".txt")), "{docs}");
    }
    assert!(docs.contains("harbour"), "{docs}");
}

#[test]
fn readers_never_see_half_while_an_index_is_rebuilt() {
    let sandbox = Sandbox::indexed();
    let mut writer = sandbox.command(["index", "--rebuild", "-q"]);
    for _ in 0..3 {
        let mut child = writer.stdout(std::process::Stdio::null()).spawn().unwrap();
        let mut answers = 0;
        while child.try_wait().unwrap().is_none() {
            let output = sandbox.run(["search", "泊位", "--count"]);
            assert_eq!(text(&output.stdout), "2\n", "{}", text(&output.stderr));
            answers += 1;
        }
        assert!(answers > 0);
    }
    // What the rebuilds left is gone.
    let folders = fs::read_dir(sandbox.path("index/store")).unwrap().flatten().filter(|e| e.path().is_dir());
    assert_eq!(folders.count(), 1);
}

#[test]
fn an_index_that_may_not_be_written_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::indexed();
    let store = sandbox.path("index/store");
    let folder = fs::read_dir(&store).unwrap().flatten().find(|e| e.path().is_dir()).unwrap().path();
    let allow = |mode: u32| {
        let paths = files(&store).into_iter().chain([folder.clone(), store.clone()]);
        for path in paths {
            let execute = if path.is_dir() { 0o111 } else { 0 };
            fs::set_permissions(path, fs::Permissions::from_mode(mode | execute)).unwrap();
        }
    };
    // Stops everyone but root, who then sees what is always seen.
    allow(0o444);
    let output = sandbox.run(["search", "泊位", "--count"]);
    allow(0o644);
    assert_eq!(text(&output.stdout), "2\n", "{}", text(&output.stderr));
}

/// One person indexes, another searches: a colleague, a server that runs as nobody in particular.
#[test]
fn every_file_of_an_index_may_be_read_by_whom_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::indexed();
    let store = sandbox.path("index/store");
    let plain = sandbox.path("plain");
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    for file in files(&store) {
        assert_eq!(mode(&file), mode(&plain), "{}", file.display());
    }
}
