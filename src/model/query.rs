//! A query as it was understood: made by `query/`, answered by `search/`.

use super::Side;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
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
    /// Words as typed. Chinese is found wherever the folded text contains it; English by lemma, in order and
    /// adjacent when `phrase` is set.
    Words {
        /// As typed.
        text: String,
        /// Whether the words are neighbours, in this order.
        phrase: bool,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// A word and other ways to write it (第十條, 第10條): passages that have any, those with the first before the others.
    Variants {
        /// The first as typed.
        texts: Vec<String>,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `=US`: the words in the form, with the case and the signs that they are typed with.
    Exact {
        /// As typed, without the sign before it.
        text: String,
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
    /// `"a b"~5`, `a NEAR/5 b`: all of the texts on one side, in any order, with at most so many other words between
    /// them in all; of Chinese, characters.
    Near {
        /// Words and phrases.
        texts: Vec<String>,
        /// Other words, or characters of Chinese, that may stand between them.
        between: u32,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `wom?n`, `*tion`: words of letters that match; `知識*權`: wherever the Chinese does.
    Wildcard {
        /// What was typed.
        pattern: String,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `word~2`: words that differ in so many letters at most.
    Fuzzy {
        /// The word as typed.
        text: String,
        /// Letters that may differ.
        edits: u8,
        /// The side that is looked at; `None` for both.
        side: Option<Side>,
    },
    /// `zh:*`: passages that have the side.
    Has {
        /// The side that there must be.
        side: Side,
    },
    /// `/regex/` over whole words; over the Chinese text where the expression has Chinese characters.
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
    /// `date:`: passages of documents that are from then; where no document says when it is from, passages that say then.
    Dated {
        /// As yyyymmdd.
        bound: Bound,
    },
    /// `field.NAME:`: passages of documents with such a value.
    Field {
        /// The name that the field is asked by.
        name: String,
        /// What the value contains; `*` for any.
        value: String,
    },
    /// The passages of a collection, by what its query finds: they are a set, in which nothing is better than another and
    /// nothing is marked.
    Set(Box<Clause>),
    /// `doc:`, `section:`, `kind:`, `ref:`, `collection:`
    In {
        /// Where.
        place: Place,
        /// Its name.
        value: String,
    },
}

impl Clause {
    /// The clause in which words that stand for themselves, not between quotation marks, have the other writings too
    /// that `others` gives for a text.
    pub fn with_variants(self, others: &impl Fn(&str) -> Vec<String>) -> Clause {
        let each = |parts: Vec<Clause>| parts.into_iter().map(|part| part.with_variants(others)).collect();
        let (mut texts, side) = match self {
            Clause::All(parts) => return Clause::All(each(parts)),
            Clause::Any(parts) => return Clause::Any(each(parts)),
            Clause::Not(part) => return Clause::Not(Box::new(part.with_variants(others))),
            Clause::Set(part) => return Clause::Set(Box::new(part.with_variants(others))),
            // Several words mean what they mean also where they have to be neighbours.
            Clause::Words { text, phrase, side } if !phrase || text.trim().contains(' ') => {
                let found = others(&text);
                if found.is_empty() {
                    return Clause::Words { text, phrase, side };
                }
                (std::iter::once(text).chain(found).collect(), side)
            }
            Clause::Variants { texts, side } => {
                let more: Vec<String> = texts.iter().flat_map(|text| others(text)).collect();
                (texts.into_iter().chain(more).collect::<Vec<String>>(), side)
            }
            other => return other,
        };
        let mut seen = Vec::new();
        texts.retain(|text| {
            let is_new = !seen.contains(text);
            seen.push(text.clone());
            is_new
        });
        Clause::Variants { texts, side }
    }

    /// The other writings that the clause has of its words, each once.
    pub fn variants(&self) -> Vec<&str> {
        let mut found: Vec<&str> = match self {
            Clause::All(parts) | Clause::Any(parts) => parts.iter().flat_map(Clause::variants).collect(),
            Clause::Not(part) => part.variants(),
            Clause::Variants { texts, .. } => texts.iter().skip(1).map(String::as_str).collect(),
            _ => Vec::new(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The clause with the dates that the text says in place of those of documents; none where it asks for no date.
    pub fn with_text_dates(&self) -> Option<Clause> {
        let said = |clause: &Clause| -> Result<Option<Clause>, Infallible> {
            Ok(match clause {
                Clause::Dated { bound } => Some(Clause::Number { bound: bound.clone(), side: None }),
                _ => None,
            })
        };
        match self.with_parts(&said) {
            Ok(clause) => clause,
            Err(never) => match never {},
        }
    }

    /// The clause with the query of each collection in the place of its name; none where it names no collection.
    ///
    /// # Errors
    /// Those of `query`, which gives the query of a name.
    pub fn with_collections<E>(&self, query: &impl Fn(&str) -> Result<Clause, E>) -> Result<Option<Clause>, E> {
        self.with_parts(&|clause: &Clause| match clause {
            Clause::In { place: Place::Collection, value } => Ok(Some(Clause::Set(Box::new(query(value)?)))),
            _ => Ok(None),
        })
    }

    /// The clause with others in the place of those of its parts for which `other` gives one; none where it gives none.
    fn with_parts<E>(&self, other: &impl Fn(&Clause) -> Result<Option<Clause>, E>) -> Result<Option<Clause>, E> {
        let any = |parts: &[Clause]| -> Result<Option<Vec<Clause>>, E> {
            let read = parts.iter().map(|part| part.with_parts(other)).collect::<Result<Vec<_>, E>>()?;
            let is_none = read.iter().all(Option::is_none);
            let either = |(part, read): (&Clause, Option<Clause>)| read.unwrap_or_else(|| part.clone());
            Ok((!is_none).then(|| parts.iter().zip(read).map(either).collect()))
        };
        Ok(match self {
            Clause::All(parts) => any(parts)?.map(Clause::All),
            Clause::Any(parts) => any(parts)?.map(Clause::Any),
            Clause::Not(part) => part.with_parts(other)?.map(|part| Clause::Not(Box::new(part))),
            Clause::Set(part) => part.with_parts(other)?.map(|part| Clause::Set(Box::new(part))),
            leaf => other(leaf)?,
        })
    }

    /// The clause restricted to a side, where it does not name one itself.
    pub fn on(self, wanted: Side) -> Clause {
        let side = |own: Option<Side>| own.or(Some(wanted));
        match self {
            Clause::All(parts) => Clause::All(parts.into_iter().map(|p| p.on(wanted)).collect()),
            Clause::Any(parts) => Clause::Any(parts.into_iter().map(|p| p.on(wanted)).collect()),
            Clause::Not(part) => Clause::Not(Box::new(part.on(wanted))),
            Clause::Words { text, phrase, side: own } => Clause::Words { text, phrase, side: side(own) },
            Clause::Variants { texts, side: own } => Clause::Variants { texts, side: side(own) },
            Clause::Exact { text, side: own } => Clause::Exact { text, side: side(own) },
            Clause::Prefix { text, side: own } => Clause::Prefix { text, side: side(own) },
            Clause::Regex { pattern, side: own } => Clause::Regex { pattern, side: side(own) },
            Clause::Number { bound, side: own } => Clause::Number { bound, side: side(own) },
            Clause::Near { texts, between, side: own } => Clause::Near { texts, between, side: side(own) },
            Clause::Wildcard { pattern, side: own } => Clause::Wildcard { pattern, side: side(own) },
            Clause::Fuzzy { text, edits, side: own } => Clause::Fuzzy { text, edits, side: side(own) },
            // These say themselves where they look.
            other @ (Clause::In { .. }
            | Clause::Set(_)
            | Clause::Has { .. }
            | Clause::Dated { .. }
            | Clause::Field { .. }) => other,
        }
    }
}

/// Where `doc:`, `section:`, `kind:`, `ref:` and `collection:` look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A document by id, or rows by the document that they say they are from.
    Doc,
    /// A section by number or by words of its heading.
    Section,
    /// A kind of passage.
    Kind,
    /// A row by the file's own name for it.
    Ref,
    /// A named set of passages.
    Collection,
}

/// Values that `num:` and `date:` accept, both ends inclusive unless `open`; decimal digits without exponent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bound {
    /// As typed, for messages.
    pub text: String,
    /// What the values must be of; anything where the query names no kind.
    pub kind: Option<ValueKind>,
    /// The lowest value; `None` where there is none.
    pub low: Option<String>,
    /// The highest value; `None` where there is none.
    pub high: Option<String>,
    /// Whether the lowest value itself is left out.
    pub open_low: bool,
    /// Whether the highest value itself is left out.
    pub open_high: bool,
}

impl Bound {
    /// A bound without ends, by what was typed.
    pub fn of(text: &str) -> Bound {
        Bound { text: text.to_string(), ..Bound::default() }
    }
}

/// A kind of value that a query can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// In hundredths.
    Percent,
    /// In whole units of any currency.
    Money,
    /// Years, months and days, as yyyymmdd with zeros for what is not stated.
    Date,
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
