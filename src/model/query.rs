//! A query as it was understood: made by `query/`, answered by `search/`.

use super::Side;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A query: the words as typed and what they were read as.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub text: String,
    pub clause: Clause,
}

impl Query {
    /// Finds every passage.
    pub fn everything() -> Query {
        Query { text: String::new(), clause: Clause::All(Vec::new()) }
    }
}

/// One node of a query. `side` restricts a clause to one side of the passages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    Not(Box<Clause>),
    /// Words as typed. Chinese is found wherever the folded text contains it; English by stem, in order and
    /// adjacent when `phrase` is set.
    Words {
        text: String,
        phrase: bool,
        side: Option<Side>,
    },
    /// `word*`
    Prefix {
        text: String,
        side: Option<Side>,
    },
    /// `/regex/` over whole words.
    Regex {
        pattern: String,
        side: Option<Side>,
    },
    /// `num:…`
    Number {
        bound: Bound,
        side: Option<Side>,
    },
    /// `doc:`, `section:`, `kind:`
    In {
        place: Place,
        value: String,
    },
}

impl Clause {
    /// The clause restricted to a side, where it does not name one itself.
    pub fn on(self, wanted: Side) -> Clause {
        let side = |own: Option<Side>| own.or(Some(wanted));
        match self {
            Clause::All(parts) => Clause::All(parts.into_iter().map(|p| p.on(wanted)).collect()),
            Clause::Any(parts) => Clause::Any(parts.into_iter().map(|p| p.on(wanted)).collect()),
            Clause::Not(part) => Clause::Not(Box::new(part.on(wanted))),
            Clause::Words { text, phrase, side: own } => Clause::Words { text, phrase, side: side(own) },
            Clause::Prefix { text, side: own } => Clause::Prefix { text, side: side(own) },
            Clause::Regex { pattern, side: own } => Clause::Regex { pattern, side: side(own) },
            Clause::Number { bound, side: own } => Clause::Number { bound, side: side(own) },
            place @ Clause::In { .. } => place,
        }
    }
}

/// Where `doc:`, `section:` and `kind:` look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    Doc,
    Section,
    Kind,
}

/// Values that `num:` accepts, both ends inclusive unless `open`; decimal digits without exponent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// As typed, for messages.
    pub text: String,
    pub low: Option<String>,
    pub high: Option<String>,
    pub open_low: bool,
    pub open_high: bool,
}

/// A malformed query: what is wrong, where, and the nearest valid form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    pub query: String,
    /// Code points before the place.
    pub at: usize,
    pub message: String,
    pub nearest: Option<String>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "query: {}", self.message)?;
        if let Some(nearest) = &self.nearest {
            write!(f, "; try: {nearest}")?;
        }
        Ok(())
    }
}

impl std::error::Error for QueryError {}
