//! Concordance lines: a match in its sentence, with the sentence that renders it.

use super::{Mark, PassageId, Side, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One match in context.
#[derive(Clone, Debug, PartialEq)]
pub struct KwicLine {
    /// Of the sentence, or of the passage where it has one sentence only.
    pub id: PassageId,
    /// The file's own name for a row.
    pub reference: Option<String>,
    /// The side that matched.
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
    /// What stands before the match.
    pub fn left(&self) -> &str {
        Span::new(0, self.node.start).of(&self.sentence)
    }

    /// The match.
    pub fn matched(&self) -> &str {
        self.node.of(&self.sentence)
    }

    /// What stands behind the match.
    pub fn right(&self) -> &str {
        Span::new(self.node.end, self.sentence.len()).of(&self.sentence)
    }
}

/// A concordance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    /// Sorted as asked.
    pub lines: Vec<KwicLine>,
    /// Lines that there were before some were chosen and before they were cut off.
    pub total: usize,
    /// Lines that there were before they were cut off: all, or those of a choice.
    pub chosen: usize,
    /// Passages that match.
    pub passages: usize,
    /// Passages that the lines are from.
    pub examined: usize,
    /// What whoever asked should know of how the query was read.
    pub note: Option<String>,
}

/// By what concordance lines are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum KwicSort {
    /// By document and place.
    #[default]
    #[serde(rename = "doc")]
    Document,
    /// By what stands left of the match, read backwards from it.
    #[serde(rename = "L1")]
    Left,
    /// By what stands right of the match.
    #[serde(rename = "R1")]
    Right,
    /// By the match itself.
    #[serde(rename = "node")]
    Node,
    /// By the words on the other side that render the match, then by what stands there.
    #[serde(rename = "target")]
    Target,
}
