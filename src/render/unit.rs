//! One unit of what other tools read.

use crate::model::{CitationPattern, DocumentInfo, Kind, Level, Passage, Position, Side, SideText, Span};
use std::borrow::Cow;

/// One unit: a passage, one of its sentences, or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// `DOC#SECTION.N`, `DOC#SECTION.N:S`, `DOC#N`; unique in what is written.
    pub id: String,
    /// The file's own name for a row, which need not be unique.
    pub reference: Option<&'a str>,
    /// Where its passage begins in its file, as far as that is known.
    pub at: Option<&'a Position>,
    /// `None` where there is no text on the side. Rows of a memory are repaired for search only: here they are as they
    /// came, unless they have control characters, which a file of text cannot hold.
    pub zh: Option<Cow<'a, str>>,
    /// The English text.
    pub en: Option<Cow<'a, str>>,
    /// How it is cited, where that is asked for.
    pub citation: Option<Cow<'a, str>>,
}

impl<'a> Unit<'a> {
    /// A passage as one unit.
    pub fn passage(passage: &'a Passage) -> Unit<'a> {
        let row = passage.kind == Kind::Segment;
        let text = |side: Side| {
            let side = passage.side(side)?;
            Some(if row { said(side) } else { side.text.as_str().into() })
        };
        let reference = passage.reference.as_deref();
        Unit {
            id: passage.id.to_string(),
            reference,
            at: passage.begins(),
            zh: text(Side::Zh),
            en: text(Side::En),
            citation: None,
        }
    }

    /// A passage as a unit for each of its sentence pairs.
    pub fn sentences(passage: &'a Passage) -> Vec<Unit<'a>> {
        if passage.sentences.len() < 2 {
            return vec![Unit::passage(passage)];
        }
        let pairs = passage.sentences.iter().zip(1..);
        pairs
            .map(|(pair, n)| {
                let text = |side: Side| pair.get(side).map(|span: Span| span.of(passage.text(side)).into());
                let id = passage.id.with_sentence(n).to_string();
                let (zh, en) = (text(Side::Zh), text(Side::En));
                Unit { id, reference: None, at: passage.begins(), zh, en, citation: None }
            })
            .collect()
    }

    /// A passage as one unit, or as one for each of its sentence pairs whose 0-based numbers are given.
    pub fn chosen(passage: &'a Passage, level: Level, numbers: &[usize]) -> Vec<Unit<'a>> {
        if level == Level::Paragraph || passage.sentences.len() < 2 {
            return vec![Unit::passage(passage)];
        }
        let all = Unit::sentences(passage).into_iter().enumerate();
        all.filter(|(n, _)| numbers.contains(n)).map(|(_, unit)| unit).collect()
    }

    /// The unit with the citation of what it is.
    #[must_use]
    pub fn cited(self, pattern: &CitationPattern, document: &DocumentInfo, passage: &Passage) -> Unit<'a> {
        let citation = Some(pattern.cite(document, passage, &self.id).into());
        Unit { citation, ..self }
    }

    /// What the row is called: by its file, or else by us.
    pub fn name(&self) -> &str {
        self.reference.filter(|name| !name.is_empty()).unwrap_or(&self.id)
    }

    /// The document that the id names.
    pub(super) fn document(&self) -> &str {
        self.id.rsplit_once('#').map_or("", |(document, _)| document)
    }
}

/// What the file said; the repaired text where no file of text can say that.
fn said(side: &SideText) -> Cow<'_, str> {
    let source = if side.edits.is_empty() { None } else { Some(side.source()) };
    source.filter(|text| !text.contains(no_text)).map_or(side.text.as_str().into(), Cow::from)
}

/// Control characters other than white space, and what is no character.
fn no_text(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
}
