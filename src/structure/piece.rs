//! What comes in.

use crate::model::{BlockKind, Edit, Side};

/// A block after repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Bytes of `text`; they lead back to what the file said.
    pub edits: Vec<Edit>,
    pub kind: BlockKind,
    /// Where the format tells the language.
    pub side: Option<Side>,
    /// 1-based line in the file.
    pub line: usize,
    /// Pieces of both sides with the same number correspond.
    pub pair: Option<u32>,
}
