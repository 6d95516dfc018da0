//! What is indexed and found: an aligned pair of paragraphs with its place.

use super::{PassageId, Position, Side, Sides, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a passage is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The document's title.
    Title,
    /// The heading of a section.
    Heading,
    /// Running text.
    Paragraph,
    /// Beside the text: "for reference only", footnotes.
    Note,
    /// A row of a translation memory.
    Segment,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 5] = [Kind::Title, Kind::Heading, Kind::Paragraph, Kind::Note, Kind::Segment];

    /// As it is typed and written.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Heading => "heading",
            Kind::Paragraph => "paragraph",
            Kind::Note => "note",
            Kind::Segment => "segment",
        }
    }
}

/// One repair: at byte `at` of the repaired text, `now` bytes stand where the file said `was`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Byte of the repaired text.
    pub at: usize,
    /// Bytes that stand there now.
    pub now: usize,
    /// What the file said.
    pub was: String,
}

/// One side of a passage: the repaired text, and the way back to what the file said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideText {
    /// The repaired text.
    pub text: String,
    /// In order of `at`, not overlapping.
    pub edits: Vec<Edit>,
}

impl SideText {
    /// A text with nothing repaired.
    pub fn new(text: impl Into<String>) -> Self {
        SideText { text: text.into(), edits: Vec::new() }
    }

    /// The text as the file said it.
    ///
    /// ```
    /// use duizhao::model::{Edit, SideText};
    /// let side = SideText { text: "of the IPR".into(), edits: vec![Edit { at: 2, now: 1, was: "?".into() }] };
    /// assert_eq!(side.source(), "of?the IPR");
    /// ```
    pub fn source(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 8);
        let mut from = 0;
        for edit in &self.edits {
            out.push_str(self.text.get(from..edit.at).unwrap_or(""));
            out.push_str(&edit.was);
            from = edit.at + edit.now;
        }
        out.push_str(self.text.get(from..).unwrap_or(""));
        out
    }
}

/// The section that a passage stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Ordinals from the top, `[2, 13]` for 2.13; `[0]` before the first heading.
    pub path: Vec<u32>,
    /// Its Chinese heading.
    pub zh: Option<String>,
    /// Its English heading.
    pub en: Option<String>,
}

/// Sentences that correspond: byte spans of the two texts of a passage; an empty list where nothing does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SentencePair {
    /// Bytes of the Chinese text.
    pub zh: Option<Span>,
    /// Bytes of the English text.
    pub en: Option<Span>,
    /// 0..=1.
    pub confidence: f32,
}

impl SentencePair {
    /// The span on a side.
    pub fn get(&self, side: Side) -> Option<Span> {
        match side {
            Side::Zh => self.zh,
            Side::En => self.en,
        }
    }
}

/// An aligned pair of paragraphs (or of a row's segments) with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// By which it is cited.
    pub id: PassageId,
    /// What it is in its document.
    pub kind: Kind,
    /// 0-based place in its document.
    pub order: u32,
    /// `None` for the rows of a translation memory.
    pub section: Option<Section>,
    /// Paragraphs a side that the link joins, `1` and `1` for most.
    pub size: Sides<u32>,
    /// 0..=1.
    pub confidence: f32,
    /// Whether the file brought the link (a translation memory) rather than we.
    pub given: bool,
    /// The Chinese side; `None` where it has no counterpart.
    pub zh: Option<SideText>,
    /// The English side; `None` where it has no counterpart.
    pub en: Option<SideText>,
    /// The sentences that correspond, in reading order.
    pub sentences: Vec<SentencePair>,
    /// The file's own name for a row.
    pub reference: Option<String>,
    /// Where each side begins in its file, as far as that is known; of two that begin at the same place the Chinese one.
    pub at: Sides<Option<Position>>,
    /// Whether the file marks all of it as code, or as what a program says.
    pub code: bool,
}

impl Passage {
    /// A paragraph with these texts, an empty one being a side that is missing, for tests.
    #[cfg(test)]
    pub(crate) fn of_texts(id: PassageId, order: u32, zh: &str, en: &str) -> Passage {
        let side = |text: &str| (!text.is_empty()).then(|| SideText::new(text));
        Passage {
            id,
            kind: Kind::Paragraph,
            order,
            section: None,
            size: Sides::new(1, 1),
            confidence: 1.0,
            given: false,
            zh: side(zh),
            en: side(en),
            sentences: Vec::new(),
            reference: None,
            at: Sides::default(),
            code: false,
        }
    }

    /// The document that a row is from, by the row's own name: `J0080028` of `J0080028#8.1`.
    pub fn origin(&self) -> Option<&str> {
        self.reference.as_deref()?.split_once('#').map(|(origin, _)| origin).filter(|origin| !origin.is_empty())
    }

    /// Whether it has both sides and is one sentence, or was not cut: whatever stands on one side renders all of the other.
    pub fn is_one_sentence(&self) -> bool {
        let Some((zh, en)) = self.zh.as_ref().zip(self.en.as_ref()) else { return false };
        let is_all = |span: Option<Span>, text: &str| {
            let around = |span: Span| Some((text.get(..span.start)?, text.get(span.end..)?));
            span.and_then(around)
                .is_some_and(|(before, behind)| [before, behind].iter().all(|rest| rest.trim().is_empty()))
        };
        match self.sentences.as_slice() {
            [] => true,
            [pair] => is_all(pair.zh, &zh.text) && is_all(pair.en, &en.text),
            _ => false,
        }
    }

    /// Where it begins in its file: where the Chinese side does, or else the English one.
    pub fn begins(&self) -> Option<&Position> {
        self.at.zh.as_ref().or(self.at.en.as_ref())
    }

    /// Where it stands in its file, for a citation: `p. 12`, or `p. 12 / p. 14` where the sides begin in different places.
    /// `None` where nobody cites by the place, or the row is named after it.
    pub fn cited_place(&self) -> Option<String> {
        let cited = |at: &Option<Position>| at.as_ref().filter(|at| at.is_cited()).map(Position::to_string);
        let named = |place: &String| Some(place) != self.reference.as_ref();
        let (zh, en) = (cited(&self.at.zh).filter(named), cited(&self.at.en).filter(named));
        match (&self.at.zh, &self.at.en) {
            (Some(Position::Cell { sheet: one, .. }), Some(Position::Cell { sheet: two, cell })) if one == two => {
                zh.map(|zh| format!("{zh} / {cell}"))
            }
            _ => zh.into_iter().chain(en).reduce(|zh, en| format!("{zh} / {en}")),
        }
    }

    /// A side; `None` where it is missing.
    pub fn side(&self, side: Side) -> Option<&SideText> {
        match side {
            Side::Zh => self.zh.as_ref(),
            Side::En => self.en.as_ref(),
        }
    }

    /// The passage as its file says it, where the file brought the pair: repairs of a translation memory are made for
    /// search, and what comes in goes out again. Other passages stay as they are.
    pub fn as_written(mut self) -> Self {
        if !self.given {
            return self;
        }
        for side in [&mut self.zh, &mut self.en].into_iter().flatten() {
            *side = SideText::new(side.source());
        }
        let whole = |side: &Option<SideText>| side.as_ref().map(|s| Span::new(0, s.text.len()));
        self.sentences = vec![SentencePair { zh: whole(&self.zh), en: whole(&self.en), confidence: 1.0 }];
        self
    }

    /// The stretches that say the same, Chinese and English: linked sentences, or the whole passage where sentences are
    /// not linked. None where a side is missing.
    pub fn stretches(&self) -> Vec<(Span, Span)> {
        match (&self.zh, &self.en) {
            (Some(zh), Some(en)) if self.sentences.is_empty() => {
                vec![(Span::new(0, zh.text.len()), Span::new(0, en.text.len()))]
            }
            (Some(_), Some(_)) => self.sentences.iter().filter_map(|pair| Some((pair.zh?, pair.en?))).collect(),
            _ => Vec::new(),
        }
    }

    /// The repaired text of a side, `""` where there is none.
    pub fn text(&self, side: Side) -> &str {
        self.side(side).map_or("", |s| &s.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_cited_once() {
        let page = |page| Some(Position::Page(page));
        let cell = |sheet: &str, cell: &str| Some(Position::Cell { sheet: sheet.into(), cell: cell.into() });
        let time = |time: &str| Some(Position::Time(time.into()));
        for (zh, en, reference, want) in [
            (page(12), None, None, Some("p. 12")),
            (None, page(3), Some("A#1"), Some("p. 3")),
            (page(12), page(14), None, Some("p. 12 / p. 14")),
            (cell("Terms", "A5"), cell("Terms", "B5"), None, Some("Terms!A5 / B5")),
            (cell("中文", "A5"), cell("English", "A5"), None, Some("中文!A5 / English!A5")),
            (Some(Position::Line(9)), Some(Position::Line(90)), None, None),
            (time("00:00:01.000"), None, Some("00:00:01.000"), None),
            (time("00:00:01.000"), None, None, Some("00:00:01.000")),
        ] {
            let (reference, at) = (reference.map(String::from), Sides::new(zh, en));
            let passage = Passage { reference, at, ..Passage::of_texts(PassageId::row("d", 1), 0, "", "") };
            assert_eq!(passage.cited_place().as_deref(), want);
        }
    }
}
