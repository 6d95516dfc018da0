//! How text for people is set.

use crate::model::{CitationPattern, DocumentInfo, Passage};

/// How text for people is set.
#[derive(Clone, Copy, Debug)]
pub struct Style<'c> {
    /// ANSI colours for the marks, `[ ]` without.
    pub color: bool,
    /// Columns of the terminal; `None`: lines are not wrapped.
    pub width: Option<usize>,
    /// The whole passage rather than the sentences that match.
    pub full: bool,
    /// How passages are cited where they are named; `None`: by id, section and place, as the format has them.
    pub cite: Option<&'c CitationPattern>,
}

impl Style<'_> {
    /// Without colours, columns and citations, as files are.
    pub const PLAIN: Style<'static> = Style { color: false, width: None, full: true, cite: None };

    /// The citation of a passage, where one is asked for, with the id before it where it does not name it.
    pub(super) fn citation(&self, document: &DocumentInfo, passage: &Passage) -> Option<String> {
        let (pattern, id) = (self.cite?, passage.id.to_string());
        let citation = pattern.cite(document, passage, &id);
        Some(if pattern.has_id() { citation } else { format!("{id}  {citation}") })
    }
}
