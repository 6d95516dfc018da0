//! The documents of a run in the aligner's form, and what the scores of one of them rest on.

use super::Pair;
use super::adapt::{Adapted, ratio};
use super::gains::Known;
use super::model::{Level, Model};
use super::table::Table;
use super::tokens::Vocabulary;
use super::units::{Form, Units, Usual};
use crate::model::{Paragraph, Side, Sides, Span};
use crate::text::sentence;
use rayon::prelude::*;
use std::ops::Range;

/// All documents, their tokens numbered together.
pub(super) struct Corpus {
    pub vocabulary: Sides<Vocabulary>,
    pub usual: Sides<Usual>,
    pub documents: Vec<Sides<Text>>,
}

/// One side of a document.
pub(super) struct Text {
    pub paragraphs: Units,
    pub sentences: Units,
    /// Places of the sentences, bytes of their paragraph's text.
    pub spans: Vec<Span>,
    /// Sums of the sentences of the paragraphs before; one longer than the paragraphs.
    pub starts: Vec<usize>,
}

impl Corpus {
    pub fn of_paragraphs(pairs: &[Pair<'_>]) -> Self {
        Corpus::new(pairs, |pair, side| match side {
            Side::Zh => Text::of_paragraphs(side, pair.zh),
            Side::En => Text::of_paragraphs(side, pair.en),
        })
    }

    pub fn of_segments(pairs: &[(&[&str], &[&str])]) -> Self {
        Corpus::new(pairs, |pair, side| match side {
            Side::Zh => Text::of_segments(side, pair.0),
            Side::En => Text::of_segments(side, pair.1),
        })
    }

    fn new<P: Sync>(pairs: &[P], read: impl Fn(&P, Side) -> (Text, Vocabulary) + Sync) -> Self {
        let read: Vec<Sides<(Text, Vocabulary)>> =
            pairs.par_iter().map(|pair| Sides::new(read(pair, Side::Zh), read(pair, Side::En))).collect();
        let mut vocabulary: Sides<Vocabulary> = Sides::default();
        let documents: Vec<Sides<Text>> = read
            .into_iter()
            .map(|document| Sides {
                zh: document.zh.0.numbered(&vocabulary.zh.absorb(&document.zh.1)),
                en: document.en.0.numbered(&vocabulary.en.absorb(&document.en.1)),
            })
            .collect();
        let of = |side: Side, kinds| Usual::of(documents.iter().map(|text| &text.get(side).sentences), kinds);
        let usual = Sides::new(of(Side::Zh, vocabulary.zh.len()), of(Side::En, vocabulary.en.len()));
        Corpus { vocabulary, usual, documents }
    }
}

impl Text {
    fn new() -> Self {
        Text { paragraphs: Units::new(), sentences: Units::new(), spans: Vec::new(), starts: vec![0] }
    }

    fn of_paragraphs(side: Side, paragraphs: &[Paragraph]) -> (Self, Vocabulary) {
        let mut vocabulary = Vocabulary::default();
        let mut text = Text::new();
        for paragraph in paragraphs {
            let spans = sentence::split(&paragraph.text, side);
            for (i, span) in spans.iter().enumerate() {
                let form = Form { closes: i + 1 == spans.len(), ..Form::default() };
                text.sentences.push(side, span.of(&paragraph.text), form, &mut vocabulary);
            }
            text.spans.extend(spans);
            text.close_paragraph(Form::of(paragraph), &mut vocabulary);
        }
        (text, vocabulary)
    }

    /// Segments as the sentences of one paragraph.
    fn of_segments(side: Side, segments: &[&str]) -> (Self, Vocabulary) {
        let mut vocabulary = Vocabulary::default();
        let mut text = Text::new();
        for segment in segments {
            text.sentences.push(side, segment, Form::default(), &mut vocabulary);
            text.spans.push(Span::new(0, segment.len()));
        }
        if !segments.is_empty() {
            text.close_paragraph(Form::default(), &mut vocabulary);
        }
        (text, vocabulary)
    }

    fn close_paragraph(&mut self, form: Form, vocabulary: &mut Vocabulary) {
        let start = self.starts.last().copied().unwrap_or(0);
        let end = self.sentences.len();
        self.paragraphs.push_group(&self.sentences, start..end, form, vocabulary);
        self.starts.push(end);
    }

    fn numbered(mut self, numbers: &[u32]) -> Self {
        self.sentences.renumber(numbers);
        self.paragraphs.renumber(numbers);
        self
    }

    pub fn units(&self, level: Level) -> &Units {
        match level {
            Level::Paragraphs => &self.paragraphs,
            Level::Sentences => &self.sentences,
        }
    }

    /// The sentences of paragraphs.
    pub fn sentences_of(&self, paragraphs: &Range<usize>) -> Range<usize> {
        self.starts[paragraphs.start]..self.starts[paragraphs.end]
    }

    /// The paragraph that a sentence stands in.
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.starts.partition_point(|start| *start <= sentence).saturating_sub(1)
    }

    /// How many paragraphs end before the sentence, where one ends there: the inverse of `starts`. Empty paragraphs
    /// go with what comes before them.
    pub fn paragraph_border(&self, sentence: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= sentence);
        after.checked_sub(1).filter(|border| self.starts[*border] == sentence)
    }
}

/// What the model is at this stage of the run.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub model: &'a Model,
    pub table: &'a Table,
    pub usual: &'a Sides<Usual>,
    pub paragraphs: &'a Adapted,
    pub sentences: &'a Adapted,
}

/// What scores rest on: one document at one level.
pub(super) struct Context<'a> {
    pub model: &'a Model,
    pub level: Level,
    pub adapted: &'a Adapted,
    pub table: &'a Table,
    pub zh: &'a Units,
    pub en: &'a Units,
    pub frequency: Sides<Vec<f32>>,
    /// English characters for one of the Chinese measure.
    pub ratio: f64,
    /// λ, by how much of the text the table knows.
    pub words: f32,
}

/// The table must know this share of the words for their full weight.
const WELL_COVERED: f32 = 0.4;

impl<'a> Context<'a> {
    pub fn new(state: State<'a>, level: Level, text: &'a Sides<Text>) -> Self {
        let State { model, table, usual, paragraphs, sentences } = state;
        let adapted = match level {
            Level::Paragraphs => paragraphs,
            Level::Sentences => sentences,
        };
        let (zh, en) = (text.zh.units(level), text.en.units(level));
        let frequency = Sides::new(zh.frequencies(&usual.zh), en.frequencies(&usual.en));
        let tokens = zh.tokens(0..zh.len());
        let is_known =
            |token: &&u32| table.en_given_zh.row(**token).iter().any(|(e, _)| frequency.en[*e as usize] > 0.0);
        let coverage = tokens.iter().filter(is_known).count() as f32 / tokens.len().max(1) as f32;
        let words = model.words * (coverage / WELL_COVERED).min(1.0);
        Context { model, level, adapted, table, zh, en, frequency, ratio: ratio(zh, en), words }
    }

    /// How Chinese units render English words.
    pub fn forward(&self) -> Known<'_> {
        let unmatched = self.model.unmatched;
        Known { table: &self.table.en_given_zh, frequency: &self.frequency.en, unmatched }
    }

    /// How English units render Chinese words.
    pub fn backward(&self) -> Known<'_> {
        let unmatched = self.model.unmatched;
        Known { table: &self.table.zh_given_en, frequency: &self.frequency.zh, unmatched }
    }
}
