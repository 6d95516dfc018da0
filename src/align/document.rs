//! The documents of a run in the aligner's form.

use super::frequency::RunCounts;
use super::parameters::Level;
use super::tokens::Vocabulary;
use super::units::{Form, Units};
use crate::model::{Paragraph, Side, Sides, Span};
use crate::text::sentence;
use rayon::prelude::*;
use std::ops::Range;

/// The two sides of one document, paragraphs in document order.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub zh: &'a [Paragraph],
    pub en: &'a [Paragraph],
}

/// All documents, their tokens numbered together.
pub(super) struct Corpus {
    pub vocabulary: Sides<Vocabulary>,
    pub run_counts: Sides<RunCounts>,
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
        let of = |side: Side, kinds| RunCounts::of(documents.iter().map(|text| &text.get(side).sentences), kinds);
        let run_counts = Sides::new(of(Side::Zh, vocabulary.zh.len()), of(Side::En, vocabulary.en.len()));
        Corpus { vocabulary, run_counts, documents }
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
