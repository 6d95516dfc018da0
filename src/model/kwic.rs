//! Concordance lines: a match in its sentence, with the sentence that renders it.

use super::{Mark, PassageId, Side, Span};

/// One match in context.
#[derive(Clone, Debug, PartialEq)]
pub struct KwicLine {
    /// Of the sentence, or of the passage where it has one sentence only.
    pub id: PassageId,
    pub side: Side,
    /// The sentence that the match stands in.
    pub sentence: String,
    /// The match, bytes of `sentence`.
    pub node: Span,
    /// The corresponding sentence on the other side.
    pub counterpart: Option<String>,
    /// Marks in the counterpart, bytes of it.
    pub marks: Vec<Mark>,
}

impl KwicLine {
    pub fn left(&self) -> &str {
        Span::new(0, self.node.start).of(&self.sentence)
    }

    pub fn matched(&self) -> &str {
        self.node.of(&self.sentence)
    }

    pub fn right(&self) -> &str {
        Span::new(self.node.end, self.sentence.len()).of(&self.sentence)
    }
}

/// By what concordance lines are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KwicSort {
    /// By document and place.
    Document,
    /// By what stands left of the match, read backwards from it.
    Left,
    /// By what stands right of the match.
    Right,
    /// By the match itself.
    Node,
    /// By the words on the other side that render the match, then by what stands there.
    Target,
}
