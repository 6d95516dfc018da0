//! What of a file stands in no passage, and why: a reader accounts for every character of a file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Text of a file that its reader set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub reason: LeftOutReason,
    /// As the file says it.
    pub text: String,
    /// 1-based line of the file, or the block, row, unit or page where the format has no lines.
    pub line: usize,
}

/// Why text was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOutReason {
    /// Navigation, running headers and footers, page numbers: they belong to the site or the page.
    Furniture,
    /// A table of contents or an index.
    Contents,
    /// Text that the program of the format does not show.
    Hidden,
    /// Text that was deleted with changes tracked, moved away or struck out.
    Deleted,
    /// Cells of columns that are no language's.
    Column,
    /// A row that only names the columns of its table.
    ColumnNames,
    /// Text in neither Chinese nor English.
    OtherLanguage,
    /// A message without its translation, or with one that is out of date.
    Untranslated,
    /// Remarks of editors and translators.
    Comment,
    /// Codes of formatting, formulas and scripts.
    Code,
    /// A second form of something that is read already: older programs' text, a candidate translation.
    Alternative,
    /// How characters are pronounced.
    Pronunciation,
}

impl LeftOutReason {
    /// The name that JSON gives it.
    pub fn as_str(self) -> &'static str {
        match self {
            LeftOutReason::Furniture => "furniture",
            LeftOutReason::Contents => "contents",
            LeftOutReason::Hidden => "hidden",
            LeftOutReason::Deleted => "deleted",
            LeftOutReason::Column => "column",
            LeftOutReason::ColumnNames => "column-names",
            LeftOutReason::OtherLanguage => "other-language",
            LeftOutReason::Untranslated => "untranslated",
            LeftOutReason::Comment => "comment",
            LeftOutReason::Code => "code",
            LeftOutReason::Alternative => "alternative",
            LeftOutReason::Pronunciation => "pronunciation",
        }
    }

    /// What was left out, for people.
    pub fn about(self) -> &'static str {
        match self {
            LeftOutReason::Furniture => "page furniture",
            LeftOutReason::Contents => "tables of contents",
            LeftOutReason::Hidden => "hidden text",
            LeftOutReason::Deleted => "deleted text",
            LeftOutReason::Column => "columns that are not read",
            LeftOutReason::ColumnNames => "names of columns",
            LeftOutReason::OtherLanguage => "text in other languages",
            LeftOutReason::Untranslated => "messages without a translation",
            LeftOutReason::Comment => "comments",
            LeftOutReason::Code => "codes",
            LeftOutReason::Alternative => "alternatives",
            LeftOutReason::Pronunciation => "pronunciation",
        }
    }

    /// Whether a person should be told in the line that sums a document up: nobody misses codes, names of columns and
    /// alternatives, and columns that are not read are told by their names.
    fn is_told(self) -> bool {
        use LeftOutReason::{Alternative, Code, Column, ColumnNames};
        !matches!(self, Alternative | Code | Column | ColumnNames)
    }
}

/// How much of a document was left out for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOutCount {
    /// Why.
    pub reason: LeftOutReason,
    /// How many pieces of text.
    pub pieces: u64,
    /// Code points that are no white space.
    pub characters: u64,
    /// The place of the first piece, as [`LeftOut::line`] counts.
    pub first: usize,
}

/// Adds a piece of text to the counts of a document, which stay in the order of their reasons.
pub fn count_left_out(counts: &mut Vec<LeftOutCount>, piece: &LeftOut) {
    let characters = piece.text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    if characters > 0 {
        add_left_out(counts, &LeftOutCount { reason: piece.reason, pieces: 1, characters, first: piece.line });
    }
}

/// Adds what was counted elsewhere.
pub fn add_left_out(counts: &mut Vec<LeftOutCount>, more: &LeftOutCount) {
    match counts.binary_search_by_key(&more.reason, |count| count.reason) {
        Ok(at) => {
            if let Some(count) = counts.get_mut(at) {
                count.pieces += more.pieces;
                count.characters += more.characters;
            }
        }
        Err(at) => counts.insert(at, *more),
    }
}

/// The line that tells a person what of a document was left out; `None` where nothing was that need be told.
pub fn left_out_line(counts: &[LeftOutCount], doc: &str) -> Option<String> {
    let told: Vec<String> = counts
        .iter()
        .filter(|count| count.reason.is_told())
        .map(|count| format!("{} ({} characters)", count.reason.about(), count.characters))
        .collect();
    (!told.is_empty()).then(|| format!("left out: {}; duizhao show --left-out {doc} lists it", told.join(", ")))
}
