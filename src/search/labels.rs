//! What documents give their passages to be found by, as queries: when they are from, and their fields.

use super::unknown::near_of;
use crate::index::{Fields, field_of, field_prefix};
use crate::model::Bound;
use crate::text::fold::fold;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::ops::Bound as End;
use tantivy::Searcher;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

/// Passages of documents that are from then.
pub(super) fn dated(fields: &Fields, bound: &Bound) -> Box<dyn Query> {
    let term = |text: &str| text.parse().ok().map(|day| Term::from_field_u64(fields.date, day));
    let end = |text: &Option<String>, open: bool| match text.as_deref().and_then(term) {
        None => End::Unbounded,
        Some(term) if open => End::Excluded(term),
        Some(term) => End::Included(term),
    };
    let (low, high) = (end(&bound.low, bound.open_low), end(&bound.high, bound.open_high));
    if matches!((&low, &high), (End::Unbounded, End::Unbounded)) {
        return Box::new(EmptyQuery);
    }
    Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(low, high)), 0.0))
}

/// Passages of documents with a field that contains the value, in any script and case; `*` is any value.
///
/// # Errors
/// [`Error::NotFound`] for a field that no document has, and for a value that none has in it, with those that there are.
pub(super) fn with_field(fields: &Fields, searcher: &Searcher, name: &str, value: &str) -> Result<Box<dyn Query>> {
    let unread = |e: tantivy::TantivyError| Error::Usage(format!("the fields of the index cannot be read: {e}"));
    let terms = terms_of(fields.labels, searcher, &field_prefix(name)).map_err(unread)?;
    if terms.is_empty() {
        let all = terms_of(fields.labels, searcher, "").map_err(unread)?;
        let names: BTreeSet<&str> = all.iter().filter_map(|term| Some(field_of(term)?.0)).collect();
        let names: Vec<&str> = names.into_iter().collect();
        return Err(Error::NotFound {
            id: format!("field.{name}"),
            hint: near_of(name, &names, "no document has a field"),
        });
    }
    let wanted = fold(value.trim()).into_owned();
    let has = |term: &&String| {
        let value = field_of(term).map(|(_, value)| fold(value).into_owned()).unwrap_or_default();
        wanted == "*" || value.contains(&wanted)
    };
    let found: Vec<&String> = terms.iter().filter(has).collect();
    if found.is_empty() {
        let values: Vec<&str> = terms.iter().filter_map(|term| Some(field_of(term)?.1)).collect();
        return Err(Error::NotFound { id: format!("field.{name}:{value}"), hint: near_of(value, &values, "") });
    }
    let one = |term: &String| -> Box<dyn Query> {
        let term = Term::from_field_text(fields.labels, term);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    Ok(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(found.into_iter().map(one).collect())), 0.0)))
}

/// The terms of a field of the index that begin so, each once.
pub(super) fn terms_of(field: Field, searcher: &Searcher, beginning: &str) -> tantivy::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut terms = inverted.terms().range().ge(beginning.as_bytes()).into_stream()?;
        while terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
            found.insert(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(found)
}
