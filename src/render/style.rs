//! How text for people is set.

/// How text for people is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// ANSI colours for the marks, `[ ]` without.
    pub color: bool,
    /// Columns of the terminal; `None`: lines are not wrapped.
    pub width: Option<usize>,
    /// The whole passage rather than the sentences that match.
    pub full: bool,
}
