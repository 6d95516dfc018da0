//! A query as an index can answer it, whichever engine keeps the index: terms, the places of terms, values, and how they
//! go together. What words mean is decided before; an engine only looks up.

use crate::index::Field;
use crate::text::pattern::CharPattern;
use regex::Regex;
use std::ops::Bound;
use std::sync::Arc;

/// What is looked up. Scores are BM25 (k1 1.2, b .75) unless they are constant, and add up.
#[derive(Clone, Debug)]
pub enum IndexQuery {
    /// Finds nothing.
    None,
    /// Passages that have the term.
    Term { field: Field, text: String },
    /// A word in every case but the plain one: the terms that begin with it and [`CASE`](crate::index::CASE), each with a
    /// score of its own.
    Cased { field: Field, plain: String },
    /// Passages that have the terms so far behind each other.
    Phrase { field: Field, terms: Vec<(usize, String)> },
    /// Passages that have a word like it.
    Like { field: Field, like: Like },
    /// Passages with a value between two.
    Range { field: Field, low: Bound<Value>, high: Bound<Value> },
    /// Passages in which runs of terms stand near each other, without overlap and with at most so many other positions
    /// between them in all.
    Near { runs: Vec<Run>, between: u32 },
    /// Passages whose canonical Chinese text has a match; the field is that of single characters.
    Pattern { field: Field, pattern: Arc<CharPattern> },
    /// What all of `must` find and none of `not`; `should` only adds to the score.
    All { must: Vec<IndexQuery>, should: Vec<IndexQuery>, not: Vec<IndexQuery> },
    /// What any of them finds.
    Any(Vec<IndexQuery>),
    /// The same with its score so many times.
    Boost(Box<IndexQuery>, f32),
    /// The same, all with this score.
    Const(Box<IndexQuery>, f32),
}

/// A value as it stands in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(u64),
}

/// Which words are wanted.
#[derive(Clone, Debug)]
pub enum Like {
    Prefix(String),
    Pattern(Regex),
    Has(char),
    /// The letters of a word, and how many may differ.
    Fuzzy(Vec<char>, usize),
}

/// A text that stands in a row of positions: terms with their distance from its start, and how many positions it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub field: Field,
    pub terms: Vec<(u32, String)>,
    pub length: u32,
}

impl IndexQuery {
    /// What any of them finds; nothing where there are none.
    pub fn any(mut parts: Vec<IndexQuery>) -> IndexQuery {
        match parts.len() {
            0 => IndexQuery::None,
            1 => parts.swap_remove(0),
            _ => IndexQuery::Any(parts),
        }
    }

    /// What all of them find.
    pub fn all(must: Vec<IndexQuery>) -> IndexQuery {
        IndexQuery::All { must, should: Vec::new(), not: Vec::new() }
    }

    /// The same with its score so many times.
    pub fn boosted(self, by: f32) -> IndexQuery {
        IndexQuery::Boost(Box::new(self), by)
    }

    /// The same, adding `score` to what it finds and nothing else.
    pub fn constant(self, score: f32) -> IndexQuery {
        IndexQuery::Const(Box::new(self), score)
    }
}

impl Like {
    /// Whether a plain word, without the case that it is written in, is wanted.
    pub fn holds(&self, word: &str) -> bool {
        match self {
            Like::Prefix(prefix) => word.starts_with(prefix.as_str()),
            Like::Pattern(regex) => regex.is_match(word),
            Like::Has(c) => word.contains(*c),
            Like::Fuzzy(letters, edits) => within_edits(letters, word, *edits),
        }
    }
}

/// Whether a word becomes the other by at most so many letters added, left out, put in another's place or swapped with
/// their neighbours (Damerau–Levenshtein distance, each place changed once).
pub fn within_edits(letters: &[char], word: &str, edits: usize) -> bool {
    let other: Vec<char> = word.chars().take(letters.len() + edits + 1).collect();
    if letters.len().abs_diff(other.len()) > edits {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in letters.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut best = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && letters[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        if next.iter().all(|distance| *distance > edits) {
            return false;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().is_some_and(|distance| *distance <= edits)
}
