//! A paragraph in the making.

use super::opening::{Opening, opening};
use super::piece::Piece;
use crate::model::{BlockKind, Kind, Paragraph};

/// A paragraph in the making.
pub(super) struct OutlineLine {
    pub paragraph: Paragraph,
    pub block: BlockKind,
    pub opening: Option<Opening>,
}

impl OutlineLine {
    pub fn new(piece: Piece, order: usize) -> Self {
        let opening = opening(&piece.text);
        let kind = match piece.kind {
            BlockKind::Text | BlockKind::Paragraph | BlockKind::Code => Kind::Paragraph,
            BlockKind::Heading(_) => Kind::Heading,
            BlockKind::Note => Kind::Note,
        };
        let numeral = opening.map(|opening| opening.numeral);
        let paragraph = Paragraph {
            text: piece.text,
            edits: piece.edits,
            kind,
            code: piece.kind == BlockKind::Code,
            level: 0,
            numeral,
            head: None,
            line: piece.line,
            order,
        };
        OutlineLine { paragraph, block: piece.kind, opening }
    }

    pub fn text(&self) -> &str {
        &self.paragraph.text
    }

    /// The text behind the number.
    pub fn rest(&self) -> &str {
        let len = self.opening.map_or(0, |opening| opening.numeral.len);
        self.text().get(len..).unwrap_or("").trim_start()
    }
}
