//! What is looked up, as queries of tantivy.

use super::dictionary::LocalDictionary;
use super::exclude::Excluded;
use super::like::like_in;
use super::positions::{near_query, pattern_query};
use crate::Result;
use crate::index::Field;
use crate::search::dictionary::Dictionary;
use crate::search::index_query::{IndexQuery, Run, Value};
use crate::search::nearness::Nears;
use std::ops::Bound;
use tantivy::Searcher;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Term};

/// The query for one view of an index.
///
/// # Errors
/// [`crate::Error::Usage`] when it asks for more than this index can do.
pub(super) fn lower(query: &IndexQuery, searcher: &Searcher) -> Result<Box<dyn Query>> {
    let all = |parts: &[IndexQuery]| parts.iter().map(|part| lower(part, searcher)).collect::<Result<Vec<_>>>();
    Ok(match query {
        IndexQuery::None => Box::new(EmptyQuery),
        IndexQuery::Term { field, text } => term(*field, text),
        IndexQuery::Cased { field, plain } => {
            let forms = LocalDictionary(searcher.clone()).forms(*field, plain).unwrap_or_default();
            let cased = forms.iter().filter(|form| *form != plain).map(|form| term(*field, form));
            Box::new(BooleanQuery::union(cased.collect()))
        }
        IndexQuery::Phrase { field, terms } => {
            let terms = terms.iter().map(|(at, text)| (*at, Term::from_field_text(*field, text)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
        IndexQuery::Like { field, like } => like_in(searcher, like, *field),
        IndexQuery::Range { field, low, high } => Box::new(RangeQuery::new(end(*field, low), end(*field, high))),
        IndexQuery::Near { runs, between } => near_query([(runs.as_slice(), *between)]),
        IndexQuery::Pattern { field, pattern } => pattern_query(searcher, *field, pattern)?,
        IndexQuery::All { must, should, not } => {
            let with = |occur: Occur, parts: &[IndexQuery]| -> Result<Vec<(Occur, Box<dyn Query>)>> {
                Ok(all(parts)?.into_iter().map(|part| (occur, part)).collect())
            };
            let mut clauses = with(Occur::Must, must)?;
            if !not.is_empty() {
                let not = Excluded(Box::new(BooleanQuery::union(all(not)?)));
                clauses.push((Occur::MustNot, Box::new(not)));
            }
            clauses.extend(with(Occur::Should, should)?);
            Box::new(BooleanQuery::new(clauses))
        }
        IndexQuery::Any(parts) if let Some(any) = all_near(parts).filter(|any| any.len() <= Nears::MOST) => {
            // Apart by side: the words of the one would be looked for in each passage that has those of the other.
            let side = |near: &(&[Run], u32)| near.0.first().map(|run| run.field);
            let (first, others): (Vec<_>, Vec<_>) =
                any.iter().partition(|near| side(near) == any.first().and_then(side));
            match others.is_empty() {
                true => near_query(first),
                false => Box::new(BooleanQuery::union(vec![near_query(first), near_query(others)])),
            }
        }
        IndexQuery::Any(parts) => Box::new(BooleanQuery::union(all(parts)?)),
        IndexQuery::Boost(query, by) => Box::new(BoostQuery::new(lower(query, searcher)?, *by)),
        IndexQuery::Const(query, score) => Box::new(ConstScoreQuery::new(lower(query, searcher)?, *score)),
    })
}

/// The parts, where each asks for runs near each other or for any of such.
fn all_near(parts: &[IndexQuery]) -> Option<Vec<(&[Run], u32)>> {
    let mut all = Vec::new();
    for part in parts {
        match part {
            IndexQuery::Near { runs, between } => all.push((runs.as_slice(), *between)),
            IndexQuery::Any(parts) => all.extend(all_near(parts)?),
            _ => return None,
        }
    }
    Some(all)
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn end(field: Field, end: &Bound<Value>) -> Bound<Term> {
    let term = |value: &Value| match value {
        Value::Text(text) => Term::from_field_text(field, text),
        Value::Number(number) => Term::from_field_u64(field, *number),
    };
    match end {
        Bound::Included(value) => Bound::Included(term(value)),
        Bound::Excluded(value) => Bound::Excluded(term(value)),
        Bound::Unbounded => Bound::Unbounded,
    }
}
