//! Units (sentences or paragraphs) as the aligner sees them: tokens as numbers, lengths, borders, forms.

use super::borders::Border;
use super::tokens::{self, Vocabulary};
use crate::model::{Kind, Numeral, Paragraph, Side};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Units of one side in order, each a bag of tokens of the side's vocabulary.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    tokens: Vec<u32>,
    /// `ends[i]..ends[i + 1]` are the tokens of unit `i`; one longer than the units.
    ends: Vec<u32>,
    /// Sums of the lengths of the units before; one longer than the units.
    lengths: Vec<f64>,
    borders: Vec<Border>,
    forms: Vec<Form>,
}

/// What a unit is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub heading: bool,
    pub numeral: Option<Numeral>,
    /// The last sentence of its paragraph.
    pub closes: bool,
}

impl Form {
    pub fn of(paragraph: &Paragraph) -> Self {
        let heading = matches!(paragraph.kind, Kind::Title | Kind::Heading);
        Form { heading, numeral: paragraph.numeral, closes: true }
    }
}

impl Units {
    pub fn new() -> Self {
        Units { ends: vec![0], lengths: vec![0.0], ..Units::default() }
    }

    /// Adds a unit with the tokens of its text.
    pub fn push(&mut self, side: Side, text: &str, form: Form, vocabulary: &mut Vocabulary) {
        tokens::of(side, text, |token| self.tokens.push(vocabulary.id(token)));
        self.close(tokens::length(side, text), Border::of(text), form);
    }

    /// Adds a unit made of units of another level, with the tokens of its numeral.
    pub fn push_group(&mut self, of: &Units, range: Range<usize>, form: Form, vocabulary: &mut Vocabulary) {
        self.tokens.extend(of.tokens(range.clone()));
        if let Some(numeral) = form.numeral {
            tokens::of_numeral(numeral, |token| self.tokens.push(vocabulary.id(token)));
        }
        let end = range.end.checked_sub(1).map(|last| of.borders[last]).unwrap_or(Border::of(""));
        self.close(of.length(range), end, form);
    }

    fn close(&mut self, length: f64, border: Border, form: Form) {
        self.ends.push(self.tokens.len() as u32);
        self.lengths.push(self.lengths.last().copied().unwrap_or(0.0) + length);
        self.borders.push(border);
        self.forms.push(form);
    }

    pub fn len(&self) -> usize {
        self.forms.len()
    }

    pub fn tokens(&self, units: Range<usize>) -> &[u32] {
        &self.tokens[self.ends[units.start] as usize..self.ends[units.end] as usize]
    }

    /// Length of the units together, in characters of English or their measure in Chinese.
    pub fn length(&self, units: Range<usize>) -> f64 {
        self.lengths[units.end] - self.lengths[units.start]
    }

    pub fn border(&self, unit: usize) -> Border {
        self.borders[unit]
    }

    pub fn form(&self, unit: usize) -> Form {
        self.forms[unit]
    }

    /// Renumbers the tokens, when vocabularies of documents are brought together.
    pub fn renumber(&mut self, to: &[u32]) {
        for token in &mut self.tokens {
            *token = to[*token as usize];
        }
    }

    /// u: relative frequency of every token that occurs, 0 for the others. A short document says little about how
    /// rare its words are, so all documents of the run have a say, and where those are few, an even share.
    pub fn frequencies(&self, all: &Usual) -> Vec<f32> {
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        self.tokens.iter().for_each(|token| *counts.entry(*token).or_default() += 1.0);
        let mut frequencies = vec![0.0; all.counts.len()];
        for (token, count) in counts {
            let usual = OF_RUN * all.frequency(token);
            frequencies[token as usize] = (count + usual) / (self.tokens.len() as f32 + OF_RUN);
        }
        frequencies
    }
}

/// Tokens that the frequencies of the run count for, beside those of a document.
const OF_RUN: f32 = 2_000.0;
/// Tokens that an even share counts for, beside those of the run, …
const OF_NOTHING: f32 = 3_000.0;
/// … and the words that would share.
const KINDS: f32 = 30_000.0;

/// How often tokens occur in all documents of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Usual {
    counts: Vec<f32>,
    sum: f32,
}

impl Usual {
    pub fn of<'u>(units: impl Iterator<Item = &'u Units>, kinds: usize) -> Self {
        let mut counts = vec![0.0; kinds];
        units.flat_map(|units| &units.tokens).for_each(|token| counts[*token as usize] += 1.0);
        let sum = counts.iter().sum();
        Usual { counts, sum }
    }

    fn frequency(&self, token: u32) -> f32 {
        (self.counts[token as usize] + OF_NOTHING / KINDS) / (self.sum + OF_NOTHING)
    }
}
