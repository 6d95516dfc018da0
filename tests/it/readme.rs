//! The README's transcripts are true: every command in it is run, in a folder with nothing but the default index's
//! sources, and prints what stands there (times aside). `BLESS=1 cargo test --test it readme::` writes what they print.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a shell shows for a command: both streams, as on a terminal.
fn shown(command: &str, dir: &Path, language: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_duizhao"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let command = command.replace("cargo run --release --", "duizhao");
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(dir)
        .env("PATH", path)
        .env_remove("DUIZHAO_INDEX")
        .env("DUIZHAO_LANG", language)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Times and scores differ from run to run.
fn steady(text: &str) -> String {
    let times = regex::Regex::new(r"\d+(\.\d+)? (ms\b|s\b|毫秒|秒)|_ms\W+[\d.]+").unwrap();
    text.lines().map(|line| times.replace_all(line.trim_end(), "…").into_owned() + "\n").collect()
}

#[test]
fn transcripts_are_true() {
    ["README.md", "README.zh-TW.md"].into_iter().for_each(transcripts_of);
}

fn transcripts_of(name: &str) {
    let language = if name == "README.md" { "en" } else { "zh-TW" };
    let readme = std::fs::read_to_string(root().join(name)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let sample = dir.path().join("index/sample");
    std::fs::create_dir_all(&sample).unwrap();
    std::fs::copy(root().join("index/duizhao.toml"), dir.path().join("index/duizhao.toml")).unwrap();
    for entry in std::fs::read_dir(root().join("index/sample")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), sample.join(entry.file_name())).unwrap();
    }
    let manifest = std::fs::read_to_string(dir.path().join("index/duizhao.toml")).unwrap();
    let (mut actual, mut commands) = (String::new(), 0);
    let mut lines = readme.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        actual.push_str(line);
        actual.push('\n');
        if line.starts_with("```") {
            inside = line == "```console";
            continue;
        }
        if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            commands += 1;
            let mut said = String::new();
            while let Some(next) = lines.next_if(|l| !l.starts_with("$ ") && !l.starts_with("```")) {
                said.push_str(next);
                said.push('\n');
            }
            let shown = shown(command, dir.path(), language);
            // Trailing blank lines part transcripts for the eye.
            let gap = if said.ends_with("\n\n") || said == "\n" { "\n" } else { "" };
            let same = steady(said.trim_end()) == steady(shown.trim_end());
            actual.push_str(if same { said.as_str() } else { shown.as_str() });
            if !same {
                actual.push_str(gap);
            }
        }
    }
    assert!(commands >= 15, "{commands}");
    // Whoever tries the tour has no changed file to put back.
    let after = std::fs::read_to_string(dir.path().join("index/duizhao.toml")).unwrap();
    assert_eq!(after, manifest, "the tour changes the sources of the default index");
    if actual != readme {
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root().join(name), actual).unwrap();
        } else {
            let wrong = readme.lines().zip(actual.lines()).find(|(a, b)| a != b);
            panic!("{name} is not what the program prints; first: {wrong:?}\nBLESS=1 writes it anew");
        }
    }
}

#[test]
fn links_lead_to_files_and_pictures_are_small() {
    let readme =
        ["README.md", "README.zh-TW.md"].map(|name| std::fs::read_to_string(root().join(name)).unwrap()).concat();
    let links = regex::Regex::new(r"(!?)\[[^\]]*\]\(([^)#:]+)\)").unwrap();
    let mut pictures = Vec::new();
    for link in links.captures_iter(&readme) {
        let file = root().join(&link[2]);
        let size = file.metadata().unwrap_or_else(|e| panic!("{}: {e}", &link[2])).len();
        if !link[1].is_empty() {
            pictures.push(size);
        }
    }
    assert!(pictures.len() >= 2 && pictures.iter().sum::<u64>() <= 300_000, "{pictures:?}");
}

#[test]
fn the_changelog_has_this_version() {
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(&format!("## {}", env!("CARGO_PKG_VERSION"))));
}
