//! The tokens of a query.

use super::operators::Field;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    /// `NEAR/5`: so many other words may stand between.
    Near(u32),
    Field(Field),
    /// Between quotation marks, with the other words that may stand between these (`"…"~5`).
    Phrase(String, Option<u32>),
    Word(String),
    /// Behind `=`.
    Exact(String),
    Prefix(String),
    /// With `?` or `*` inside or in front.
    Wildcard(String),
    /// With the letters that may differ.
    Fuzzy(String, u8),
    /// `*` alone, as in `zh:*`.
    Star,
    Regex(String),
    /// `field.NAME:`
    Named(String),
    /// What follows `num:` or `date:`.
    Value(Field, String),
}
