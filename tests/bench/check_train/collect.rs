//! All that the rules see in documents, as rows of the labelled table.

use super::rows::written;
use duizhao::check::{Candidate, Options, candidates};
use duizhao::model::{Finding, Passage, Side, Span};
use duizhao::update::{self, Silent};
use duizhao::wordalign::{LEXICON_PART, LearntView};
use std::path::Path;

fn seen(path: &Path) -> (Vec<Passage>, Vec<Candidate>) {
    let request = duizhao::request::UpdateRequest::adding([path]);
    let (store, report) = update::in_memory(&request, &Silent).expect("the documents");
    report.failed.iter().for_each(|failed| eprintln!("{failed:?}"));
    let documents = store.documents().expect("the documents");
    let of = |doc: &str| store.passages_of(doc, 0..u32::MAX).expect("the passages");
    let passages: Vec<Passage> = documents.iter().flat_map(|d| of(&d.id)).collect();
    let words = store.part(LEXICON_PART).expect("the words").expect("the words");
    let view = LearntView::open(words.bytes()).expect("the words");
    let seen = candidates(&passages, &view, &Options::default());
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

fn row(
    kind: &str,
    passages: &[Passage],
    Candidate { finding, classifier, features, .. }: &Candidate,
    right: &str,
) -> String {
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
