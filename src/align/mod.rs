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

mod adapt;
mod anchors;
mod band;
mod borders;
mod document;
mod gains;
mod lattice;
mod learn;
mod links;
mod model;
mod moved;
mod numbered;
mod passages;
mod path;
mod table;
mod tokens;
mod units;

#[cfg(test)]
mod tests;

use crate::model::{Alignment, Link, Paragraph, SentencePair, Sides, Span};
use crate::text::lexicon::Lexicon;
pub use numbered::{paragraph_beads, sentence_beads};
pub use passages::passages;

use adapt::Adapted;
use document::{Corpus, State, Text};
use learn::{Learned, learn};
use links::Group;
use model::{Level, Model};
use rayon::prelude::*;
use std::ops::Range;
use table::Table;
use tokens::Vocabulary;

/// The two sides of one document, paragraphs in document order.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub zh: &'a [Paragraph],
    pub en: &'a [Paragraph],
}

/// Corresponding units: ranges of their indices, one of which may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    pub zh: Range<usize>,
    pub en: Range<usize>,
    /// How likely the link is right, 0..=1.
    pub confidence: f32,
}

/// What the documents of a run taught about words: which render which.
#[derive(Clone, Debug, Default)]
pub struct Learnt {
    vocabulary: Sides<Vocabulary>,
    table: Learned,
}

impl Learnt {
    /// English stems that the documents taught as renderings of a folded Chinese word, with t(e|z), 0..=1.
    pub fn renderings(&self, folded_zh: &str) -> impl Iterator<Item = (&str, f32)> {
        let row = self.vocabulary.zh.get(folded_zh).map_or(&[][..], |z| self.table.en_given_zh.row(z));
        row.iter().map(|(e, t)| (self.vocabulary.en.name(*e), *t))
    }

    /// Folded Chinese words that the documents taught as renderings of an English stem, with t(z|e), 0..=1.
    pub fn renderings_of_english(&self, stem: &str) -> impl Iterator<Item = (&str, f32)> {
        let row = self.vocabulary.en.get(stem).map_or(&[][..], |e| self.table.zh_given_en.row(e));
        row.iter().map(|(z, t)| (self.vocabulary.zh.name(*z), *t))
    }
}

/// Rounds of learning between the first links and the last.
const ROUNDS: usize = 2;
/// Links of more units or tokens teach little.
const MOST_UNITS: usize = 6;
const MOST_TOKENS: usize = 120;

/// Links the paragraphs of documents, and the sentences inside each link. All documents are learnt from together,
/// so documents of a kind belong in one run.
pub fn align(pairs: &[Pair<'_>]) -> (Vec<Alignment>, Learnt) {
    let corpus = Corpus::of_paragraphs(pairs);
    let (groups, table) = run(&corpus);
    let alignments = groups
        .iter()
        .zip(pairs.iter().zip(&corpus.documents))
        .map(|(groups, (pair, text))| Alignment { links: groups.iter().map(|g| link(pair, text, g)).collect() })
        .collect();
    (alignments, Learnt { vocabulary: corpus.vocabulary, table })
}

/// Links segments that are already split, as they are: for each document the beads of its Chinese and English ones.
pub fn align_segments(pairs: &[(&[&str], &[&str])]) -> (Vec<Vec<Bead>>, Learnt) {
    let corpus = Corpus::of_segments(pairs);
    let (groups, table) = run(&corpus);
    let beads = groups.into_iter().map(|groups| groups.into_iter().flat_map(|g| g.sentences).collect()).collect();
    (beads, Learnt { vocabulary: corpus.vocabulary, table })
}

/// Links, learns from the links, links again.
fn run(corpus: &Corpus) -> (Vec<Vec<Group>>, Learned) {
    let model = Model::default();
    let known = Table::known(&corpus.vocabulary.zh, &corpus.vocabulary.en, Lexicon::shared(), &model);
    let mut learned = Learned::default();
    let mut paragraphs = Adapted::usual(Level::Paragraphs);
    let mut sentences = Adapted::usual(Level::Sentences);
    let link_all = |learned: &Learned, paragraphs: &Adapted, sentences: &Adapted, judged: bool| {
        let table = known.with(learned, &model);
        let state = State { model: &model, table: &table, usual: &corpus.usual, paragraphs, sentences };
        corpus.documents.par_iter().map(|text| links::links(state, text, judged)).collect::<Vec<Vec<Group>>>()
    };
    for _ in 0..ROUNDS {
        let groups = link_all(&learned, &paragraphs, &sentences, false);
        let linked = || corpus.documents.iter().zip(&groups);
        learned = learn(&teaching(linked()), &known);
        paragraphs = Adapted::from(&model, Level::Paragraphs, linked());
        sentences = Adapted::from(&model, Level::Sentences, linked());
    }
    (link_all(&learned, &paragraphs, &sentences, true), learned)
}

/// The links that words are learnt from.
fn teaching<'d>(linked: impl Iterator<Item = (&'d Sides<Text>, &'d Vec<Group>)>) -> Vec<learn::Linked<'d>> {
    linked
        .flat_map(|(text, groups)| groups.iter().flat_map(|g| &g.sentences).map(move |bead| (text, bead)))
        .filter(|(_, bead)| !bead.zh.is_empty() && !bead.en.is_empty() && bead.zh.len() + bead.en.len() <= MOST_UNITS)
        .map(|(text, bead)| (text.zh.sentences.tokens(bead.zh.clone()), text.en.sentences.tokens(bead.en.clone())))
        .filter(|(zh, en)| zh.len() <= MOST_TOKENS && en.len() <= MOST_TOKENS)
        .collect()
}

/// A link as the other stages know it.
fn link(pair: &Pair<'_>, text: &Sides<Text>, group: &Group) -> Link {
    let zh = Joined::new(pair.zh, &text.zh, group.paragraphs.zh.clone());
    let en = Joined::new(pair.en, &text.en, group.paragraphs.en.clone());
    let sentences = group
        .sentences
        .iter()
        .map(|bead| SentencePair { zh: zh.span(&bead.zh), en: en.span(&bead.en), confidence: bead.confidence })
        .collect();
    Link {
        zh: group.paragraphs.zh.clone(),
        en: group.paragraphs.en.clone(),
        confidence: group.paragraphs.confidence,
        sentences,
    }
}

/// Paragraphs of one side, joined by a line feed.
struct Joined<'a> {
    text: &'a Text,
    first: usize,
    /// Where each paragraph begins in the joined text.
    offsets: Vec<usize>,
}

impl<'a> Joined<'a> {
    fn new(paragraphs: &[Paragraph], text: &'a Text, range: Range<usize>) -> Self {
        let mut end = 0;
        let offsets = paragraphs[range.clone()].iter().map(|p| {
            let start = end;
            end += p.text.len() + 1;
            start
        });
        Joined { text, first: range.start, offsets: offsets.collect() }
    }

    /// The span from the first of the sentences to the last.
    fn span(&self, sentences: &Range<usize>) -> Option<Span> {
        let place = |sentence: usize| {
            let paragraph = self.text.paragraph_of(sentence);
            self.text.spans[sentence].shifted(self.offsets[paragraph - self.first])
        };
        let last = sentences.end.checked_sub(1).filter(|_| !sentences.is_empty())?;
        Some(Span::new(place(sentences.start).start, place(last).end))
    }
}
