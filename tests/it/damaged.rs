//! Texts as people paste them lead back to the passage that they were copied from. (Among a quarter of a million rows of
//! laws: `cargo run --release -p duizhao-bench --bin damaged`.)

mod damage;

use damage::{Copy, copies, hard_copies, right};
use duizhao::model::Passage;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Silent};
use std::path::Path;

fn sample() -> (LocalIndex, Vec<Passage>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (store, _) = update::in_memory(
        &duizhao::request::UpdateRequest::adding([dir.join("index/sample"), dir.join("tests/it/cmd/bitext/papers")]),
        &Silent,
    )
    .unwrap();
    let index = LocalIndex::new(store);
    let documents = index.documents().unwrap();
    let passages = documents.iter().flat_map(|d| index.passages(&d.id, 0..u32::MAX).unwrap()).collect();
    (index, passages)
}

fn check(index: &LocalIndex, passages: &[Passage], copies: &[Copy], least: f64) {
    let (right, wrong) = right(index, passages, copies);
    let share = right as f64 / copies.len() as f64;
    let told: Vec<String> = wrong
        .iter()
        .map(|(c, found)| format!("{} {}: {:?} found {found}", c.how, passages[c.passage].id, c.text))
        .collect();
    assert!(share >= least, "{share:.3}:\n{}", told.join("\n"));
}

#[test]
fn damaged_copies_lead_back() {
    let (index, passages) = sample();
    check(&index, &passages, &copies(&passages, 160, 20_241_122), 0.98);
}

#[test]
fn short_copies_with_changed_words_lead_back() {
    let (index, passages) = sample();
    check(&index, &passages, &hard_copies(&passages, 80, 88_172_645_463_325_252), 0.95);
}
