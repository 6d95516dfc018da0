//! The small files of our own after public reports, in `DUIZHAO_DATA` beside the project: what each gives, as figures and
//! a fingerprint of its texts. Each line was read by a person when it was written; a change shows as a diff.
//! `BLESS=1 cargo test --test it documents::` writes down what is given now.

use duizhao::model::{Query, Side};
use duizhao::request::UpdateRequest;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{Silent, in_memory};
use std::path::{Path, PathBuf};

/// What a file or folder gives: its name, format, documents, characters of each side and left out, and a fingerprint of
/// the text of each side in order, whichever paragraphs are linked; the message where it is refused.
fn line(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let request = UpdateRequest::adding([path]).without_lexicon(true);
    let (store, report) = in_memory(&request, &Silent).unwrap();
    if let Some(error) = report.failed.first() {
        let said = error.to_string();
        return format!("{name}: {}\n", said.rsplit_once(": ").map_or(said.as_str(), |(_, reason)| reason));
    }
    let left_out: u64 = report.added.iter().flat_map(|info| &info.left_out).map(|count| count.characters).sum();
    let mut texts = [Side::Zh, Side::En].map(|side| (side, String::new()));
    let mut gather = |passage: duizhao::model::Passage| {
        for (side, text) in &mut texts {
            text.extend(passage.text(*side).chars().filter(|c| !c.is_whitespace()));
        }
        Ok(())
    };
    LocalIndex::new(store).each(&Query::everything(), &mut gather).unwrap();
    let format = report.added.first().map_or("-", |info| info.format.as_str());
    let documents = report.added.len();
    let [zh, en] =
        texts.map(|(_, text)| format!("{} {}", text.chars().count(), &blake3::hash(text.as_bytes()).to_hex()[..12]));
    format!("{name}: {format}, {documents} documents, zh {zh}, en {en}, {left_out} left out\n")
}

#[test]
fn files_after_public_reports() {
    let Some(data) = std::env::var_os("DUIZHAO_DATA").map(PathBuf::from) else {
        eprintln!("left out: DUIZHAO_DATA does not say where the files are");
        return;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(data.join("reports/documents")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let now: String = files.iter().map(|file| line(file)).collect();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/documents/reports.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&golden, &now).unwrap();
    }
    let then = std::fs::read_to_string(&golden).unwrap();
    let changed: Vec<(&str, &str)> = now.lines().zip(then.lines()).filter(|(now, then)| now != then).collect();
    assert!(now == then, "now and then:\n{changed:#?}");
}
