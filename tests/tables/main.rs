//! Writes the tables that the text functions look things up in: the fold of every character, the segmenter's dictionary
//! on folded text, and the bilingual dictionary (CC-CEDICT and our own terms). The data comes from the dependencies
//! (Cargo.toml says which and under what licence). `--check` writes nothing and fails where a table differs. The forms of
//! English words come from a folder of WordNet's, which `--lemmas` names.

mod dictionary;
mod fold;
mod legal;
#[path = "../../src/text/lemma/mod.rs"]
#[allow(dead_code, unused_imports)]
mod lemma;
mod lemmas;
mod lexicon;
#[path = "../../src/text/word_class.rs"]
#[allow(dead_code)]
mod word_class;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

/// No committed file is larger (bytes).
const LARGEST: usize = 1_000_000;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if let Some(wordnet) = env::args().skip_while(|arg| arg != "--lemmas").nth(1) {
        let written = lemmas::table(Path::new(&wordnet))
            .and_then(|table| fs::write(root.join("src/text/lemma/forms.tsv"), table));
        return match written {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => {
                eprintln!("{wordnet}: {e}; it must be a folder with WordNet's index.* and *.exc");
                ExitCode::FAILURE
            }
        };
    }
    let (tables, faults) = tables(&root);
    if !faults.is_empty() {
        eprint!("legal.tsv is not as it should be:\n{}", faults.concat());
        return ExitCode::FAILURE;
    }
    let folder = root.join("src/text/tables");
    let stale = stale(&folder, &tables);
    if env::args().any(|arg| arg == "--check") {
        for name in &stale {
            eprintln!("src/text/tables/{name} is not what the data gives; run this program without --check");
        }
        return if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    for name in &stale {
        let path = folder.join(name);
        let written = match tables.get(name) {
            Some(bytes) => fs::write(&path, bytes),
            None => fs::remove_file(&path),
        };
        if let Err(e) = written {
            eprintln!("{}: {e}", path.display());
            return ExitCode::FAILURE;
        }
        println!("{name}");
    }
    ExitCode::SUCCESS
}

/// Every table by its file name, and what is wrong with our own terms, a line each.
fn tables(root: &Path) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let fold = fold::Fold::new(&text(&root.join("src/text/variants.tsv")));
    let jieba = text(&package_dir("jieba-rs").join("src/data/dict.txt"));
    let cedict = text(&package_dir("haoxue-dict").join("data/cedict-2024-06-07.txt"));
    let ours = text(&root.join("src/text/lexicon/legal.tsv"));
    let (terms, mut faults) = legal::read(&ours, |s| fold.text(s));
    let (lexicon, not_needed) = lexicon::table(&cedict, &terms, |s| fold.text(s));
    faults.extend(not_needed);
    let mut tables = BTreeMap::from([("fold.txt".to_string(), fold.table().into_bytes())]);
    for (i, part) in dictionary::tables(&jieba, |s| fold.text(s), LARGEST).into_iter().enumerate() {
        tables.insert(format!("words-{}.txt", i + 1), part.into_bytes());
    }
    for (i, part) in lexicon.chunks(LARGEST).enumerate() {
        tables.insert(format!("lexicon-{}.bin", i + 1), part.to_vec());
    }
    (tables, faults)
}

/// The names of the files that are not there, not the same, or no table.
fn stale(folder: &Path, tables: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let there = fs::read_dir(folder).into_iter().flatten().flatten();
    let left = there
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md" && !tables.contains_key(name));
    let changed = tables.iter().filter(|(name, bytes)| fs::read(folder.join(name)).ok().as_ref() != Some(bytes));
    changed.map(|(name, _)| name.clone()).chain(left).collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The source folder of a dependency: its data files are not reachable through its code.
fn package_dir(name: &str) -> PathBuf {
    let metadata = metadata().unwrap_or_else(|e| panic!("cargo metadata: {e}"));
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    let manifest = packages.iter().find(|p| p["name"] == name).and_then(|p| p["manifest_path"].as_str());
    let manifest = manifest.unwrap_or_else(|| panic!("{name} is a dependency"));
    PathBuf::from(manifest).parent().expect("a manifest lies in a folder").to_path_buf()
}

fn metadata() -> io::Result<serde_json::Value> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
