//! Where a passage stands in the file that it was read from.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a file, as people find it there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Position {
    /// 1-based line of a text file.
    Line(u32),
    /// 1-based page.
    Page(u32),
    /// 1-based slide.
    Slide(u32),
    /// A cell by the name of its sheet and its own, `B7`.
    Cell {
        /// The sheet.
        sheet: String,
        /// Column and row.
        cell: String,
    },
    /// When a cue begins, `00:01:02.500`.
    Time(String),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Line(line) => write!(f, "line {line}"),
            Position::Page(page) => write!(f, "p. {page}"),
            Position::Slide(slide) => write!(f, "slide {slide}"),
            Position::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Position::Time(time) => f.write_str(time),
        }
    }
}
