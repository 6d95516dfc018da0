//! What is looked up, as the cluster's query language has it.

use super::mapping::GAPS;
use super::regexp;
use super::token::{GAP, escaped};
use crate::index::{CASE, Field, FieldKind, field_name, layout};
use crate::search::{IndexQuery, Like, Value as Term};
use crate::{Error, Result};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::ops::Bound;
use std::sync::LazyLock;

/// Words that are told apart by their rarity, as in every index; of more all count the same.
const RANKED: usize = 50;

/// Fields that hold many terms in one text. What stands in others is there as it is.
static IN_TEXTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let texts = layout().into_iter().filter(|(_, kind)| matches!(kind, FieldKind::Tokens { .. }));
    texts.map(|(name, _)| name).collect()
});

/// A term as a field has it.
fn stored(field: Field, term: &str) -> String {
    if IN_TEXTS.contains(field_name(field)) { escaped(term) } else { term.to_string() }
}

/// Looks queries up on a cluster.
pub(super) struct Lookup<'l> {
    /// By what constants are divided to weigh as they do elsewhere.
    pub constant_divisor: f32,
    /// Answers what the cluster cannot look up: the cluster's ids of the passages that match.
    pub resolve: &'l dyn Fn(&IndexQuery) -> Result<Vec<String>>,
}

impl Lookup<'_> {
    /// The query as JSON.
    ///
    /// # Errors
    /// [`Error::Usage`] for what a cluster cannot do.
    pub fn json(&self, query: &IndexQuery) -> Result<Value> {
        let all = |parts: &[IndexQuery]| parts.iter().map(|part| self.json(part)).collect::<Result<Vec<_>>>();
        Ok(match query {
            IndexQuery::None => json!({"match_none": {}}),
            IndexQuery::Term { field, text } => json!({"term": {field_name(*field): {"value": stored(*field, text)}}}),
            IndexQuery::Cased { field, plain } => {
                let value = format!("{}{CASE}", escaped(plain));
                json!({"prefix": {field_name(*field): {"value": value, "rewrite": "scoring_boolean"}}})
            }
            IndexQuery::Phrase { field, terms } => {
                json!({"match_phrase": {field_name(*field): {"query": phrase(terms), "analyzer": GAPS}}})
            }
            IndexQuery::Like { field, like } => self.like(*field, like)?,
            IndexQuery::Range { field, low, high } => json!({"range": {field_name(*field): range(low, high)}}),
            IndexQuery::Near { .. } | IndexQuery::Pattern { .. } => {
                self.constant(json!({"ids": {"values": (self.resolve)(query)?}}), 1.0)
            }
            IndexQuery::All { must, should, not } => {
                json!({"bool": {"must": all(must)?, "should": all(should)?, "must_not": all(not)?}})
            }
            IndexQuery::Any(parts) if parts.is_empty() => json!({"match_none": {}}),
            IndexQuery::Any(parts) => json!({"bool": {"should": all(parts)?, "minimum_should_match": 1}}),
            IndexQuery::Boost(query, by) => json!({"bool": {"must": [self.json(query)?], "boost": by}}),
            IndexQuery::Const(query, score) => self.constant(self.json(query)?, *score),
        })
    }

    fn constant(&self, query: Value, score: f32) -> Value {
        json!({"constant_score": {"filter": query, "boost": score / self.constant_divisor}})
    }

    /// The words decide the set, each by itself; of a few their rarity decides the order.
    fn like(&self, field: Field, like: &Like) -> Result<Value> {
        let (kind, value) = match like {
            Like::Prefix(beginning) => ("prefix", stored(field, beginning)),
            Like::Has(c) => ("regexp", escaped(&regexp::having(*c))),
            Like::Fuzzy(letters, edits) => ("regexp", regexp::of_letters(letters, *edits)),
            Like::Pattern(regex) => {
                let refused =
                    |reason| Error::Usage(format!("the expression cannot be looked for on a cluster: {reason}"));
                ("regexp", regexp::of_pattern(regex.as_str()).map_err(refused)?)
            }
        };
        let field = field_name(field);
        let set = json!({kind: {field: {"value": value, "rewrite": "constant_score"}}});
        let order = json!({kind: {field: {"value": value, "rewrite": format!("top_terms_{RANKED}")}}});
        Ok(json!({"bool": {"filter": [set], "should": [order]}}))
    }
}

/// Terms at their distances; what may stand between is a gap.
fn phrase(terms: &[(usize, String)]) -> String {
    let mut out = String::new();
    let mut next = terms.first().map_or(0, |(at, _)| *at);
    for (at, term) in terms {
        for _ in next..*at {
            out.push_str(GAP);
            out.push(' ');
        }
        out.push_str(&escaped(term));
        out.push(' ');
        next = at + 1;
    }
    out
}

fn range(low: &Bound<Term>, high: &Bound<Term>) -> Value {
    let term = |term: &Term| match term {
        Term::Text(text) => json!(text),
        Term::Number(number) => json!(number),
    };
    let mut ends = serde_json::Map::new();
    for (end, closed, open) in [(low, "gte", "gt"), (high, "lte", "lt")] {
        match end {
            Bound::Included(value) => ends.insert(closed.into(), term(value)),
            Bound::Excluded(value) => ends.insert(open.into(), term(value)),
            Bound::Unbounded => None,
        };
    }
    Value::Object(ends)
}
