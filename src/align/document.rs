//! The documents of a run in the aligner's form.

use super::clauses::clause_ends;
use super::edge::{Edge, is_quoted};
use super::frequency::RunCounts;
use super::length::length;
use super::parameters::Level;
use super::tokens::{self, Vocabulary};
use super::units::{Closes, Form, Units};
use crate::model::{Kind, Paragraph, Side, Sides, Span};
use crate::text::sentence;
use rayon::prelude::*;

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
    pub clauses: Units,
    pub sentences: Units,
    /// Places of the sentences, bytes of their paragraph's text.
    pub spans: Vec<Span>,
    /// Sums of the clauses of the sentences before; one longer than the sentences.
    pub clause_starts: Vec<usize>,
    /// Sums of the sentences of the paragraphs before; one longer than the paragraphs.
    pub starts: Vec<usize>,
    /// Whether a quotation is open behind what was read so far.
    quoted: bool,
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
        Text {
            clauses: Units::new(),
            sentences: Units::new(),
            spans: Vec::new(),
            clause_starts: vec![0],
            starts: vec![0],
            quoted: false,
        }
    }

    fn of_paragraphs(side: Side, paragraphs: &[Paragraph]) -> (Self, Vocabulary) {
        let mut vocabulary = Vocabulary::default();
        let mut text = Text::new();
        for paragraph in paragraphs {
            let spans = sentence::split(&paragraph.text, side);
            let heading = matches!(paragraph.kind, Kind::Title | Kind::Heading);
            let note = paragraph.kind == Kind::Note;
            for (i, span) in spans.iter().enumerate() {
                let numeral = paragraph.numeral.filter(|_| i == 0);
                let closes = if i + 1 == spans.len() { Closes::Paragraph } else { Closes::Sentence };
                let form = Form { heading, note, numeral, closes };
                text.push(side, span.of(&paragraph.text), form, &mut vocabulary);
            }
            text.spans.extend(spans);
            text.starts.push(text.sentences.len());
        }
        (text, vocabulary)
    }

    /// Segments as paragraphs of one sentence each, whose ends say nothing.
    fn of_segments(side: Side, segments: &[&str]) -> (Self, Vocabulary) {
        let mut vocabulary = Vocabulary::default();
        let mut text = Text::new();
        for segment in segments {
            text.push(side, segment, Form { closes: Closes::Sentence, ..Form::default() }, &mut vocabulary);
            text.spans.push(Span::new(0, segment.len()));
            text.starts.push(text.sentences.len());
        }
        (text, vocabulary)
    }

    /// Adds a sentence and its clauses.
    fn push(&mut self, side: Side, text: &str, form: Form, vocabulary: &mut Vocabulary) {
        let mut found: Vec<(usize, u32)> = Vec::new();
        tokens::of(side, text, |token, place| found.push((place, vocabulary.id(token))));
        if let Some(numeral) = form.numeral {
            tokens::of_numeral(numeral, |token| found.push((0, vocabulary.id(token))));
        }
        found.sort_by_key(|(place, _)| *place);
        let ids = || found.iter().map(|(_, id)| *id);
        let mut quoted = self.quoted;
        self.quoted = is_quoted(quoted, text);
        self.sentences.push(ids(), length(side, text), Edge::of(text, self.quoted), form);
        let (mut rest, mut start, mut taken) = (text, 0, 0);
        for end in clause_ends(text) {
            let bytes = rest.char_indices().nth(end - start).map_or(rest.len(), |(at, _)| at);
            let (clause, after) = rest.split_at(bytes);
            let count = found[taken..].partition_point(|(place, _)| *place < end);
            let tokens = ids().skip(taken).take(count);
            quoted = is_quoted(quoted, clause);
            let closes = if after.is_empty() { form.closes } else { Closes::Nothing };
            let form = Form { closes, ..Form::default() };
            self.clauses.push(tokens, length(side, clause), Edge::of(clause, quoted), form);
            (rest, start, taken) = (after, end, taken + count);
        }
        self.clause_starts.push(self.clauses.len());
    }

    fn numbered(mut self, numbers: &[u32]) -> Self {
        self.sentences.renumber(numbers);
        self.clauses.renumber(numbers);
        self
    }

    pub fn units(&self, level: Level) -> &Units {
        match level {
            Level::Sentences => &self.sentences,
            Level::Clauses => &self.clauses,
        }
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
