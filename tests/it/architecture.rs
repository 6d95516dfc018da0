//! The layering, as data: who may use whom. An arrow that is not in the table fails. A folder that is not in it fails
//! too, so a new room is a decision and not an accident.

mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Room of `src/`, the rooms it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("locale", &[]),
    ("error", &["model"]),
    ("text", &["model"]),
    ("read", &["model", "error", "text"]),
    ("clean", &["model", "text"]),
    ("structure", &["model", "text"]),
    ("align", &["model", "error", "text"]),
    ("pipeline", &["model", "error", "text", "read", "clean", "structure", "align"]),
    ("wordalign", &["model", "error", "text"]),
    ("index", &["model", "error", "text"]),
    ("query", &["model", "error", "text"]),
    ("request", &["model", "error", "query"]),
    ("search", &["model", "error", "text", "index", "query", "request", "check", "wordalign"]),
    ("cluster", &["model", "error", "text", "index", "request", "search", "wordalign"]),
    ("check", &["model", "error", "text", "align", "wordalign"]),
    ("update", &["model", "error", "request", "pipeline", "index", "read", "wordalign", "cluster"]),
    ("statistics", &["model", "error", "text", "request", "search"]),
    ("compare", &["model", "error", "text", "request", "search"]),
    (
        "facade",
        &[
            "model",
            "error",
            "text",
            "read",
            "align",
            "pipeline",
            "update",
            "request",
            "search",
            "statistics",
            "compare",
            "cluster",
        ],
    ),
    ("render", &["model", "error", "text", "locale"]),
    ("serve", &["model", "error", "text", "query", "request", "search", "statistics", "compare", "render", "locale"]),
    ("mcp", &["model", "error", "query", "request", "search", "render"]),
];

/// Crates that only some rooms may know.
const CRATES: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("jieba_rs", &["text"]),
    ("clap", &["cli"]),
    ("serde_json", &["cluster", "python", "index", "mcp", "render", "read", "request", "serve"]),
    ("ureq", &["cluster"]),
    ("base64", &["cluster"]),
    ("toml", &["index"]),
    ("axum", &["mcp", "serve"]),
    ("hyper", &["serve"]),
    ("tokio", &["mcp", "serve"]),
    ("rmcp", &["mcp"]),
    ("maud", &["render", "serve"]),
    ("schemars", &["mcp", "model", "request", "render", "serve"]),
    ("indicatif", &["cli"]),
    ("unicode_linebreak", &["render"]),
];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The room that a file is in: its top folder in `src/`, or its own name.
fn room(file: &Path) -> String {
    let inside = file.strip_prefix(src()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_string()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a file without comments.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What stands behind `crate::` in a file, `{…}` groups taken apart.
fn uses(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.insert(name);
        }
    }
    found
}

#[test]
fn every_arrow_is_in_the_table() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in sources(&src()) {
        let room = room(&file);
        // The program and the Python module are crates of their own, which see the public API only.
        if matches!(room.as_str(), "lib" | "cli" | "python") {
            continue;
        }
        let Some(allowed) = arrows.get(room.as_str()) else {
            wrong.push(format!("{} is in no room of the table", file.display()));
            continue;
        };
        for used in uses(&code(&file)) {
            // `crate::Error` and `crate::Result` are the error room at the root.
            let used = if matches!(used.as_str(), "Error" | "Result") { "error".to_string() } else { used };
            seen += 1;
            if used != room && arrows.contains_key(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", file.strip_prefix(src()).unwrap().display()));
            }
        }
    }
    assert!(seen > 50, "the test no longer sees the arrows");
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    let mut below: BTreeSet<&str> = BTreeSet::new();
    while let Some((room, _)) =
        ARROWS.iter().find(|(room, used)| !below.contains(room) && used.iter().all(|used| below.contains(used)))
    {
        below.insert(room);
    }
    let left: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).filter(|room| !below.contains(room)).collect();
    assert!(left.is_empty(), "rooms that use each other: {left:?}");
}

#[test]
fn no_file_uses_another_in_a_circle() {
    let told: Vec<String> = circles::circles().iter().map(|circle| circle.join(" ")).collect();
    assert!(told.is_empty(), "files that use each other in a circle, a circle a line:\n{}", told.join("\n"));
}

/// A pattern that does not compile would switch off what it is for.
#[test]
fn no_pattern_fails_silently() {
    let silent = regex::Regex::new(r"Regex(?:Set|Builder)?::new\((?:[^;]*?)\)\s*\.ok\(\)").unwrap();
    let wrong: Vec<String> = sources(&src())
        .iter()
        .filter(|file| silent.is_match(&code(file)))
        .map(|file| file.strip_prefix(src()).unwrap().display().to_string())
        .collect();
    assert!(wrong.is_empty(), "patterns whose failure nobody hears of:\n{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in sources(&src()) {
        let code = code(&file);
        for (name, rooms) in CRATES {
            let named = code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            if named && !rooms.contains(&room(&file).as_str()) {
                wrong.push(format!("{} uses {name}", file.strip_prefix(src()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the library shows without the feature `internals`: rooms, and names at its root.
const PUBLIC: &[&str] = &[
    "model",
    "query",
    "locale",
    "render",
    "request",
    "serve",
    "mcp",
    "error",
    "Index",
    "align_texts",
    "Baseline",
    "Error",
    "Result",
    "Progress",
    "UpdateReport",
    "Silent",
    "Searcher",
];

#[test]
fn the_program_uses_the_public_api_only() {
    for file in sources(&src().join("cli")) {
        let code = code(&file);
        for used in uses(&code) {
            let own = ["args", "complete", "open", "outcome", "progress", "run", "terminal"];
            assert!(own.contains(&used.as_str()), "{} uses crate::{used}", file.display());
        }
        for used in uses(&code.replace("crate::", "").replace("duizhao::", "crate::")) {
            assert!(PUBLIC.contains(&used.as_str()), "{} uses duizhao::{used}", file.display());
        }
    }
}

#[test]
fn the_python_module_uses_the_public_api_only() {
    for file in sources(&src().join("python")) {
        for used in uses(&code(&file).replace("crate::", "").replace("duizhao::", "crate::")) {
            assert!(PUBLIC.contains(&used.as_str()), "{} uses duizhao::{used}", file.display());
        }
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    for file in sources(&src()) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{}", file.display());
    }
}

#[test]
fn the_top_level_has_no_other_folders() {
    let known = ["src", "index", "tests", "target", ".git", ".github", ".ci", ".cargo"];
    for entry in std::fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!entry.path().is_dir() || known.contains(&name.as_str()), "{name}");
    }
}
