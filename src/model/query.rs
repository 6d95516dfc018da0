//! A query as it was understood: made by `query/`, answered by `search/`.

use super::Side;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A query: the words as typed and what they were read as.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// As understood.
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
    /// Passages that all parts find.
    All(Vec<Clause>),
    /// Passages that any part finds.
    Any(Vec<Clause>),
    /// Passages that the part does not find.
    Not(Box<Clause>),
    /// Words as typed. Chinese is found wherever the folded text contains it; English by stem, in order and
    /// adjacent when `phrase` is set.
    Words {
        /// As typed.
        text: String,
        /// Whether the words are neighbours, in this order.
        phrase: bool,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `word*`
    Prefix {
        /// What the words begin with.
        text: String,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `/regex/` over whole words.
    Regex {
        /// The expression, which has to match a whole word.
        pattern: String,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `num:…`
    Number {
        /// The values.
        bound: Bound,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `doc:`, `section:`, `kind:`
    In {
        /// Where.
        place: Place,
        /// Its name.
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
    /// A document by id.
    Doc,
    /// A section by number or by words of its heading.
    Section,
    /// A kind of passage.
    Kind,
}

/// Values that `num:` accepts, both ends inclusive unless `open`; decimal digits without exponent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// As typed, for messages.
    pub text: String,
    /// The lowest value; `None` where there is none.
    pub low: Option<String>,
    /// The highest value; `None` where there is none.
    pub high: Option<String>,
    /// Whether the lowest value itself is left out.
    pub open_low: bool,
    /// Whether the highest value itself is left out.
    pub open_high: bool,
}

/// A malformed query: what is wrong, where, and the nearest valid form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// As typed.
    pub query: String,
    /// Code points before the place.
    pub at: usize,
    /// What is wrong, in a line.
    pub message: String,
    /// A query that can be read and comes nearest to it.
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
