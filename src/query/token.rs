//! The tokens of a query.

use super::operators::Field;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    Field(Field),
    /// Between quotation marks.
    Phrase(String),
    Word(String),
    Prefix(String),
    /// With `?` or `*` inside or in front.
    Wildcard(String),
    /// A word of which one letter may differ.
    Fuzzy(String),
    /// `*` alone, as in `zh:*`.
    Star,
    Regex(String),
    /// What follows `num:`.
    Number(String),
}
