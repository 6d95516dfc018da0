//! Where something stands in the file that it was read from.

use crate::model::Position;
use schemars::JsonSchema;
use serde::Serialize;

/// A place in the file: its line, page, slide or chapter, its sheet and cell, or the time of a cue.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Place")]
pub(in crate::render) enum WirePlace<'a> {
    /// In a text file.
    Line { line: u32 },
    /// In a PDF.
    Page { page: u32 },
    /// In a presentation.
    Slide { slide: u32 },
    /// In a workbook: `B7` of a sheet.
    Cell { sheet: &'a str, cell: &'a str },
    /// In subtitles: `00:01:02.500`.
    Time { time: &'a str },
    /// In a book.
    Chapter { chapter: u32 },
}

pub(in crate::render) fn wire_place(position: &Position) -> WirePlace<'_> {
    match position {
        Position::Line(line) => WirePlace::Line { line: *line },
        Position::Page(page) => WirePlace::Page { page: *page },
        Position::Slide(slide) => WirePlace::Slide { slide: *slide },
        Position::Chapter(chapter) => WirePlace::Chapter { chapter: *chapter },
        Position::Cell { sheet, cell } => WirePlace::Cell { sheet, cell },
        Position::Time(time) => WirePlace::Time { time },
    }
}
