//! Two versions of one text, passage by passage.

use super::{DocumentInfo, Passage, Side, Sides, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It says the same in the same place.
    Same,
    /// It says something else.
    Changed,
    /// It stands in another place, and may say something else.
    Moved,
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
}

impl ChangeKind {
    /// All kinds, in the order that they are counted in.
    pub const ALL: [ChangeKind; 5] =
        [ChangeKind::Changed, ChangeKind::Added, ChangeKind::Removed, ChangeKind::Moved, ChangeKind::Same];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Same => "same",
            ChangeKind::Changed => "changed",
            ChangeKind::Moved => "moved",
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
        }
    }
}

/// A place where two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the text.
    pub span: Span,
    /// Whether it states a figure that the other text does not state there.
    pub figure: bool,
}

/// Where the old and the new text of a side differ, each in its own bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// What only the old text has.
    pub old: Vec<Difference>,
    /// What only the new text has.
    pub new: Vec<Difference>,
}

impl Differences {
    /// Whether the two texts say the same.
    pub fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }

    /// Whether the two texts state other figures.
    pub fn figures(&self) -> bool {
        self.old.iter().chain(&self.new).any(|difference| difference.figure)
    }
}

/// What became of one passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// As the old version has it; `None` where it is added.
    pub old: Option<Passage>,
    /// As the new version has it; `None` where it is removed.
    pub new: Option<Passage>,
    /// Where its two versions differ on each side.
    pub differences: Sides<Differences>,
}

impl Change {
    /// The one side that changed, where the other one has a text in both versions and did not.
    pub fn only(&self) -> Option<Side> {
        let (old, new) = (self.old.as_ref()?, self.new.as_ref()?);
        let stayed =
            |side: Side| old.side(side).is_some() && new.side(side).is_some() && self.differences.get(side).is_empty();
        Side::BOTH.into_iter().find(|side| stayed(side.other()) && !self.differences.get(*side).is_empty())
    }

    /// Whether the two versions state other figures.
    pub fn figures(&self) -> bool {
        self.differences.zh.figures() || self.differences.en.figures()
    }
}

/// Two versions of one text, passage by passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The document that the old version is or stands in.
    pub old: DocumentInfo,
    /// The document that the new version is or stands in.
    pub new: DocumentInfo,
    /// The side by which passages were put together.
    pub side: Side,
    /// Whether the two are in different scripts, so that the script of a character was no difference.
    pub across_scripts: bool,
    /// In the order of the new version, what is removed where it stood.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// How many passages are of a kind.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// What is not the same in both.
    pub fn differing(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.kind != ChangeKind::Same)
    }

    /// Whether the two have a passage in common, changed or not.
    pub fn is_related(&self) -> bool {
        self.changes.iter().any(|change| change.old.is_some() && change.new.is_some())
    }
}
