//! All that the rules see in documents, as rows of the labelled table.

use super::rows::written;
use crate::inject;
use duizhao::check::{Options, evidence};
use duizhao::model::{Finding, Passage, Side, Span};
use duizhao::update::{self, Silent};
use duizhao::wordalign::{LEXICON_PART, LearntView};
use std::path::Path;

type Seen = (Finding, &'static str, Vec<(&'static str, f32)>);

fn seen(path: &Path) -> (Vec<Passage>, Vec<Seen>) {
    let request = duizhao::request::UpdateRequest::adding([path]);
    let (store, report) = update::in_memory(&request, &Silent).expect("the documents");
    report.failed.iter().for_each(|failed| eprintln!("{failed:?}"));
    let documents = store.documents().expect("the documents");
    let of = |doc: &str| store.passages_of(doc, 0..u32::MAX).expect("the passages");
    let passages: Vec<Passage> = documents.iter().flat_map(|d| of(&d.id)).collect();
    let words = store.part(LEXICON_PART).expect("the words").expect("the words");
    let view = LearntView::open(words.bytes()).expect("the words");
    let seen = evidence(&passages, &view, &Options::default());
    (passages, seen)
}

/// Where a finding stands, in characters: `zh3-10 en5-9`.
fn place(passage: &Passage, finding: &Finding) -> String {
    let of = |side: Side, span: Option<Span>| {
        let text = passage.text(side);
        let count = |to: usize| text.get(..to).map_or(0, |t| t.chars().count());
        span.map(|s| format!("{side}{}-{}", count(s.start), count(s.end)))
    };
    [of(Side::Zh, finding.zh), of(Side::En, finding.en)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn row(kind: &str, passages: &[Passage], (finding, classifier, features): &Seen, right: &str) -> String {
    let passage = passages.iter().find(|p| p.id == finding.id).expect("the passage of a finding");
    let place = place(passage, finding);
    let (id, rule, severity) = (&finding.id, finding.rule, finding.severity.as_str());
    format!("{kind}\t{id}\t{place}\t{rule}\t{severity}\t{classifier}\t{right}\t1\t{}", written(features))
}

pub fn print(kind: &str, path: &Path) -> std::io::Result<()> {
    let (passages, all) = seen(path);
    all.iter().for_each(|seen| println!("{}", row(kind, &passages, seen, "?")));
    Ok(())
}

/// The rules that look for what is put in, by kind.
fn looked_for_by(kind: &str, rule: &str) -> bool {
    match kind {
        "digit" | "unit" | "dropped" => rule.starts_with("number."),
        "negation" => rule == "missing.negation",
        "sentence" => rule.starts_with("missing.") && rule != "missing.negation",
        "name" => rule == "term.name",
        _ => rule.starts_with("untranslated."),
    }
}

pub fn print_injected(rows: &Path, from: usize, count: usize, seed: usize) -> std::io::Result<()> {
    let text = std::fs::read_to_string(rows)?;
    let pairs = text.lines().skip(from).filter_map(|l| l.split_once('\t'));
    let pairs = pairs.map(|(zh, en)| (zh.to_string(), en.split('\t').next().unwrap_or("").to_string()));
    let usual = |zh: &str, en: &str| zh.chars().count() > 8 && en.len() > 20 && zh.chars().count() < 600;
    let pairs: Vec<_> = pairs.filter(|(zh, en)| usual(zh, en) && inject::is_clean(zh, en)).collect();
    let pairs: Vec<_> = pairs.iter().step_by((pairs.len() / count).max(1)).take(count).cloned().collect();
    let injected = inject::inject(&pairs, count * 3 / 10, seed as u64);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("rows.tsv");
    let written: String = injected.pairs.iter().map(|(zh, en)| format!("{zh}\t{en}\n")).collect();
    std::fs::write(&file, written)?;
    let (passages, all) = seen(&file);
    assert_eq!(passages.len(), injected.pairs.len());
    for found in &all {
        let at = passages.iter().position(|p| p.id == found.0.id).expect("the passage of a finding");
        let right = match injected.errors.get(&at) {
            Some(seeded) if looked_for_by(seeded.kind, found.0.rule.as_str()) => "1",
            Some(_) => continue,
            None => "0",
        };
        println!("{}", row("", &passages, found, right));
    }
    Ok(())
}
