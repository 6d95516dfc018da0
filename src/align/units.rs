//! Units (sentences or clauses) as the aligner sees them: tokens as numbers, lengths, edges, forms.

use super::edge::Edge;
use crate::model::Numeral;
use std::ops::Range;

/// Units of one side in order, each a bag of tokens of the side's vocabulary.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    tokens: Vec<u32>,
    /// `ends[i]..ends[i + 1]` are the tokens of unit `i`; one longer than the units.
    ends: Vec<u32>,
    /// Of each unit the tokens that the unit before it has too, and where they end.
    repeated: Vec<u32>,
    repeated_ends: Vec<u32>,
    /// Sums of the lengths of the units before; one longer than the units.
    lengths: Vec<f64>,
    edges: Vec<Edge>,
    forms: Vec<Form>,
}

/// What a unit is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// A sentence of a title or a heading.
    pub heading: bool,
    /// A sentence of a note beside the text.
    pub note: bool,
    /// That of the paragraph which the sentence opens.
    pub numeral: Option<Numeral>,
    pub closes: Closes,
}

/// What ends where a unit ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closes {
    #[default]
    Nothing,
    Sentence,
    /// A paragraph and its last sentence.
    Paragraph,
}

/// How many there are of `Closes`.
pub(super) const CLOSES: usize = 3;

impl Units {
    pub fn new() -> Self {
        Units { ends: vec![0], repeated_ends: vec![0], lengths: vec![0.0], ..Units::default() }
    }

    /// Adds a unit with its tokens; its length is in characters of English or their measure in Chinese.
    pub fn push(&mut self, tokens: impl IntoIterator<Item = u32>, length: f64, edge: Edge, form: Form) {
        let before = self.len().checked_sub(1).map_or(0..0, |last| last..last + 1);
        self.tokens.extend(tokens);
        self.ends.push(self.tokens.len() as u32);
        let unit = self.len();
        let (before, these) = (self.tokens(before), self.tokens(unit..unit + 1));
        let repeated = these.iter().filter(|token| before.contains(token)).copied();
        self.repeated.extend(repeated.collect::<Vec<_>>());
        self.repeated_ends.push(self.repeated.len() as u32);
        self.lengths.push(self.lengths.last().copied().unwrap_or(0.0) + length);
        self.edges.push(edge);
        self.forms.push(form);
    }

    pub fn len(&self) -> usize {
        self.forms.len()
    }

    pub fn tokens(&self, units: Range<usize>) -> &[u32] {
        &self.tokens[self.ends[units.start] as usize..self.ends[units.end] as usize]
    }

    /// The tokens of a unit that the unit before it has too.
    pub fn repeated(&self, unit: usize) -> &[u32] {
        &self.repeated[self.repeated_ends[unit] as usize..self.repeated_ends[unit + 1] as usize]
    }

    /// Length of the units together, in characters of English or their measure in Chinese.
    pub fn length(&self, units: Range<usize>) -> f64 {
        self.lengths[units.end] - self.lengths[units.start]
    }

    pub fn edge(&self, unit: usize) -> Edge {
        self.edges[unit]
    }

    pub fn form(&self, unit: usize) -> Form {
        self.forms[unit]
    }

    /// Renumbers the tokens, when vocabularies of documents are brought together.
    pub fn renumber(&mut self, to: &[u32]) {
        for token in self.tokens.iter_mut().chain(&mut self.repeated) {
            *token = to[*token as usize];
        }
    }

    /// All tokens, unit by unit.
    pub fn all_tokens(&self) -> &[u32] {
        &self.tokens
    }
}

/// English characters for one of the Chinese measure.
pub(super) fn length_ratio(zh: &Units, en: &Units) -> f64 {
    (en.length(0..en.len()) + 1.0) / (zh.length(0..zh.len()) + 1.0)
}
