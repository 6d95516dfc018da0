//! What documents give their passages to be found by, as queries: when they are from, and their fields.

use super::dictionary::Dictionary;
use super::index_query::{IndexQuery, Value};
use super::unknown::near_of;
use crate::index::{Fields, field_of, field_prefix};
use crate::model::Bound;
use crate::text::fold::fold;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::ops::Bound as End;

/// Values of a field that are looked through; a field with more of them is a text.
const MOST_VALUES: usize = 100_000;

/// Passages of documents that are from then.
pub(super) fn dated(fields: &Fields, bound: &Bound) -> IndexQuery {
    let day = |text: &str| text.parse().ok().map(Value::Number);
    let end = |text: &Option<String>, open: bool| match text.as_deref().and_then(day) {
        None => End::Unbounded,
        Some(day) if open => End::Excluded(day),
        Some(day) => End::Included(day),
    };
    let (low, high) = (end(&bound.low, bound.open_low), end(&bound.high, bound.open_high));
    if matches!((&low, &high), (End::Unbounded, End::Unbounded)) {
        return IndexQuery::None;
    }
    IndexQuery::Range { field: fields.date, low, high }.constant(0.0)
}

/// Passages of documents with a field that contains the value, in any script and case; `*` is any value.
///
/// # Errors
/// [`Error::NotFound`] for a field that no document has, and for a value that none has in it, with those that there are;
/// [`Error::Usage`] for a field that has more values than can be looked through.
pub(super) fn with_field(fields: &Fields, dictionary: &dyn Dictionary, name: &str, value: &str) -> Result<IndexQuery> {
    let terms = terms_of(fields, dictionary, name)?;
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
    let one = |term: &String| IndexQuery::Term { field: fields.labels, text: term.clone() };
    Ok(IndexQuery::any(found.into_iter().map(one).collect()).constant(0.0))
}

/// The terms of a field that any document has.
///
/// # Errors
/// [`Error::NotFound`] for a field that no document has, with those that there are; [`Error::Usage`] for one that has more
/// values than can be looked through.
pub(super) fn terms_of(fields: &Fields, dictionary: &dyn Dictionary, name: &str) -> Result<Vec<String>> {
    let beginning = |prefix: &str| dictionary.beginning_with(fields.labels, prefix, MOST_VALUES);
    let terms = beginning(&field_prefix(name));
    if terms.is_empty() {
        let all = beginning("");
        let names: BTreeSet<&str> = all.iter().filter_map(|term| Some(field_of(term)?.0)).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let hint = near_of(name, &names, "no document has a field");
        return Err(Error::NotFound { id: format!("field.{name}"), hint });
    }
    if terms.len() >= MOST_VALUES {
        return Err(Error::Usage(format!("field.{name} has over {MOST_VALUES} values, too many to be looked through")));
    }
    Ok(terms)
}
