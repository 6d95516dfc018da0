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
mod chunks;
mod clauses;
mod context;
mod document;
mod edge;
mod edge_ratios;
mod elsewhere;
mod expected;
mod forms;
mod frequency;
mod gains;
mod interleaved;
mod lattice;
mod layout;
mod length;
mod links;
mod model1;
mod moved;
mod numbered;
mod parameters;
mod passages;
mod path;
mod regroup;
mod rescore;
mod rows;
mod solve;
mod spans;
mod straddling;
mod stretches;
mod table;
mod tokens;
mod units;
mod unlink;

#[cfg(test)]
mod tests;

pub use bead::Bead;
pub use document::Pair;
pub use interleaved::interleaved;
pub use numbered::{paragraph_beads, sentence_beads};
pub use passages::passages;

use crate::model::{Alignment, Sides};
use crate::text::lexicon::Lexicon;
use adapted::Adapted;
use context::State;
use document::{Corpus, Text};
use links::{Links, links};
use model1::{Learned, Linked, learn};
use parameters::{Level, Parameters};
use rayon::prelude::*;
use solve::Round;
use table::Table;

/// Links of more units or tokens teach little.
const MOST_UNITS: usize = 6;
const MOST_TOKENS: usize = 120;

/// Links the paragraphs of documents, and the sentences inside each link. All documents are learnt from together,
/// so documents of a kind belong in one run.
pub fn align(pairs: &[Pair<'_>]) -> Vec<Alignment> {
    let corpus = Corpus::of_paragraphs(pairs);
    let documents = pairs.iter().zip(&corpus.documents);
    run(&corpus)
        .into_iter()
        .zip(documents)
        .map(|(links, (pair, text))| Alignment {
            links: links.groups.iter().map(|g| spans::link(pair, text, g)).collect(),
        })
        .collect()
}

/// Links segments that are already split, as they are: for each document the beads of its Chinese and English ones.
pub fn align_segments(pairs: &[(&[&str], &[&str])]) -> Vec<Vec<Bead>> {
    let corpus = Corpus::of_segments(pairs);
    let sentences = |links: Links| links.groups.into_iter().flat_map(|group| group.sentences).collect();
    run(&corpus).into_iter().map(sentences).collect()
}

/// Links, learns from the links, links again.
fn run(corpus: &Corpus) -> Vec<Links> {
    let parameters = Parameters::default();
    let known = Table::known(&corpus.vocabulary.zh, &corpus.vocabulary.en, Lexicon::shared(), &parameters);
    let mut learned = Learned::default();
    let mut sentences = Adapted::usual(&parameters, Level::Sentences);
    let mut clauses = Adapted::usual(&parameters, Level::Clauses);
    let mut found: Vec<Links> = Vec::new();
    for round in [Round::First, Round::WithClauses, Round::Last] {
        let table = known.with(&learned, &parameters);
        let (run_counts, parameters) = (&corpus.run_counts, &parameters);
        let state = State { parameters, table: &table, run_counts, sentences: &sentences, clauses: &clauses };
        let linked = corpus.documents.par_iter().enumerate();
        found = linked.map(|(d, text)| links(state, text, found.get(d), round)).collect();
        if round == Round::Last {
            break;
        }
        learned = learn(&teaching(&corpus.documents, &found), &known.en_given_zh, &known.zh_given_en);
        let linked = |beads: fn(&Links) -> &Vec<Bead>| {
            let documents = corpus.documents.iter().zip(&found);
            documents.map(move |(text, links)| (text, beads(links), &links.ratios))
        };
        sentences = Adapted::from(parameters, Level::Sentences, linked(|links| &links.sentences));
        if round == Round::WithClauses {
            clauses = Adapted::from(parameters, Level::Clauses, linked(|links| &links.clauses));
        }
    }
    found
}

/// The links that words are learnt from.
fn teaching<'d>(documents: &'d [Sides<Text>], found: &[Links]) -> Vec<Linked<'d>> {
    documents
        .iter()
        .zip(found)
        .flat_map(|(text, links)| links.sentences.iter().map(move |bead| (text, bead)))
        .filter(|(_, bead)| !bead.zh.is_empty() && !bead.en.is_empty() && bead.zh.len() + bead.en.len() <= MOST_UNITS)
        .map(|(text, bead)| (text.zh.sentences.tokens(bead.zh.clone()), text.en.sentences.tokens(bead.en.clone())))
        .filter(|(zh, en)| zh.len() <= MOST_TOKENS && en.len() <= MOST_TOKENS)
        .collect()
}
