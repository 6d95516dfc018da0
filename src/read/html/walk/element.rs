//! An element of a page that is open.

use crate::model::LeftOutReason;
use crate::read::formula::MathPart;
use crate::read::named_language::LanguagePart;

/// Open elements that are kept apart; browsers keep as many.
pub(super) const OPEN: usize = 512;

/// An element that is open, and how it changes what is in it.
pub(super) struct Element {
    pub(super) name: String,
    /// Why its content is not read.
    pub(super) unread: Option<LeftOutReason>,
    pub(super) main: bool,
    pub(super) note: bool,
    pub(super) language: LanguagePart,
    /// Elements so far inside of it.
    pub(super) children: usize,
    /// A part of a formula, or text that is raised (or lowered) from this byte of the block's text on.
    pub(super) part: Option<MathPart>,
    pub(super) raised: Option<(bool, usize)>,
}
