//! Beads: groups of corresponding units, and the beads of sentences inside a bead of paragraphs.

use std::ops::Range;

/// Corresponding units: ranges of their indices, one of which may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    pub zh: Range<usize>,
    pub en: Range<usize>,
    /// How likely the link is right, 0..=1.
    pub confidence: f32,
}

/// Paragraphs that correspond, and the sentences inside, both counted from the start of the document.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub paragraphs: Bead,
    pub sentences: Vec<Bead>,
}
