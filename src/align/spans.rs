//! Links as the other stages know them: sentences as spans of their joined paragraphs.

use super::bead::Group;
use super::document::{Pair, Text};
use crate::model::{Link, Paragraph, SentencePair, Sides, Span};
use std::ops::Range;

/// The link that a group of beads is.
pub(super) fn link(pair: &Pair<'_>, text: &Sides<Text>, group: &Group) -> Link {
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
