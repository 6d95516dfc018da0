//! Links between the two sides of documents: which paragraphs, and inside them which sentences, render each other.
//! Law: every paragraph and every sentence of both sides is in exactly one link, and links rise on both sides, but for
//! paragraphs that stand elsewhere on the other side.
//!
//! A bead (a link of up to five Chinese and eight English units) is scored by the words that render each other
//! (the dictionary, and Model 1 learnt from the documents themselves, both ways), by length, by how its units start
//! and end, and by how often beads of its size occur; the best chain of beads is found in a band around anchors.
//! Everything that a text can teach is learnt from all documents of a run together, in three rounds.
//!
//! Architecture invariant: no neural model, nothing trained beforehand, no text that is not the user's own; the
//! dictionary is the only knowledge that comes with the program.

mod adapted;
mod anchors;
mod band;
mod bead;
mod context;
mod document;
mod edge;
mod edge_ratios;
mod frequency;
mod gains;
mod lattice;
mod length;
mod links;
mod model1;
mod moved;
mod numbered;
mod parameters;
mod passages;
mod path;
mod rows;
mod spans;
mod table;
mod tokens;
mod units;

#[cfg(test)]
mod tests;

pub use bead::Bead;
pub use document::Pair;
pub use numbered::{paragraph_beads, sentence_beads};
pub use passages::passages;

use crate::model::{Alignment, Sides};
use crate::text::lexicon::Lexicon;
use adapted::Adapted;
use bead::Group;
use context::State;
use document::{Corpus, Text};
use model1::{Learned, Linked, learn};
use parameters::{Level, Parameters};
use rayon::prelude::*;
use table::Table;

/// Rounds of learning between the first links and the last.
const ROUNDS: usize = 2;
/// Links of more units or tokens teach little.
const MOST_UNITS: usize = 6;
const MOST_TOKENS: usize = 120;

/// Links the paragraphs of documents, and the sentences inside each link. All documents are learnt from together,
/// so documents of a kind belong in one run.
pub fn align(pairs: &[Pair<'_>]) -> Vec<Alignment> {
    let corpus = Corpus::of_paragraphs(pairs);
    let documents = pairs.iter().zip(&corpus.documents);
    run(&corpus)
        .iter()
        .zip(documents)
        .map(|(groups, (pair, text))| Alignment { links: groups.iter().map(|g| spans::link(pair, text, g)).collect() })
        .collect()
}

/// Links segments that are already split, as they are: for each document the beads of its Chinese and English ones.
pub fn align_segments(pairs: &[(&[&str], &[&str])]) -> Vec<Vec<Bead>> {
    let corpus = Corpus::of_segments(pairs);
    run(&corpus).into_iter().map(|groups| groups.into_iter().flat_map(|g| g.sentences).collect()).collect()
}

/// Links, learns from the links, links again.
fn run(corpus: &Corpus) -> Vec<Vec<Group>> {
    let parameters = Parameters::default();
    let known = Table::known(&corpus.vocabulary.zh, &corpus.vocabulary.en, Lexicon::shared(), &parameters);
    let mut learned = Learned::default();
    let mut paragraphs = Adapted::usual(Level::Paragraphs);
    let mut sentences = Adapted::usual(Level::Sentences);
    let link_all = |learned: &Learned, paragraphs: &Adapted, sentences: &Adapted, judged: bool| {
        let table = known.with(learned, &parameters);
        let state =
            State { parameters: &parameters, table: &table, run_counts: &corpus.run_counts, paragraphs, sentences };
        corpus.documents.par_iter().map(|text| links::links(state, text, judged)).collect::<Vec<Vec<Group>>>()
    };
    for _ in 0..ROUNDS {
        let groups = link_all(&learned, &paragraphs, &sentences, false);
        let linked = || corpus.documents.iter().zip(&groups);
        learned = learn(&teaching(linked()), &known.en_given_zh, &known.zh_given_en);
        paragraphs = Adapted::from(&parameters, Level::Paragraphs, linked());
        sentences = Adapted::from(&parameters, Level::Sentences, linked());
    }
    link_all(&learned, &paragraphs, &sentences, true)
}

/// The links that words are learnt from.
fn teaching<'d>(linked: impl Iterator<Item = (&'d Sides<Text>, &'d Vec<Group>)>) -> Vec<Linked<'d>> {
    linked
        .flat_map(|(text, groups)| groups.iter().flat_map(|g| &g.sentences).map(move |bead| (text, bead)))
        .filter(|(_, bead)| !bead.zh.is_empty() && !bead.en.is_empty() && bead.zh.len() + bead.en.len() <= MOST_UNITS)
        .map(|(text, bead)| (text.zh.sentences.tokens(bead.zh.clone()), text.en.sentences.tokens(bead.en.clone())))
        .filter(|(zh, en)| zh.len() <= MOST_TOKENS && en.len() <= MOST_TOKENS)
        .collect()
}
