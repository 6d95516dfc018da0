//! Where a passage stands in the file that it was read from.

use super::Sides;
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
    /// 1-based chapter of a book.
    Chapter(u32),
}

impl Position {
    /// Whether people cite by such a place. Nobody cites the line of a text file, which an id says as well.
    pub fn is_cited(&self) -> bool {
        !matches!(self, Position::Line(_))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Line(line) => write!(f, "line {line}"),
            Position::Page(page) => write!(f, "p. {page}"),
            Position::Slide(slide) => write!(f, "slide {slide}"),
            Position::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Position::Time(time) => f.write_str(time),
            Position::Chapter(chapter) => write!(f, "ch. {chapter}"),
        }
    }
}

impl Sides<Option<Position>> {
    /// Without the English place where it is the Chinese one.
    pub(crate) fn distinct(self) -> Self {
        let en = self.en.filter(|en| Some(en) != self.zh.as_ref());
        Sides::new(self.zh, en)
    }
}

/// What the number of a block counts, by which a file of its format is found through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Parts of the file that nobody can find by their number.
    #[default]
    Parts,
    /// Lines of a text file.
    Lines,
    /// Pages.
    Pages,
    /// Slides.
    Slides,
    /// Chapters.
    Chapters,
}

impl Counted {
    /// The place with a 1-based number; `None` where the number names no place.
    pub fn position(self, number: usize) -> Option<Position> {
        let number = u32::try_from(number).ok().filter(|number| *number > 0)?;
        match self {
            Counted::Parts => None,
            Counted::Lines => Some(Position::Line(number)),
            Counted::Pages => Some(Position::Page(number)),
            Counted::Slides => Some(Position::Slide(number)),
            Counted::Chapters => Some(Position::Chapter(number)),
        }
    }
}
