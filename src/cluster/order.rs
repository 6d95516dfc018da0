//! The orders of hits as the cluster sorts them. Nothing of it is a script, which not every cluster runs.

use crate::Result;
use crate::index::{field_name, field_prefix, field_ranks, fields};
use crate::request::{Direction, SearchOrder};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::iter::once;

/// Passages of documents, by document and place.
const BY_PLACE: [(&str, &str); 2] = [("doc", "asc"), ("order", "asc")];

/// Values that one clause names, of those that an index allows it.
const NAMED: usize = 50_000;

/// Weights are added up digit by digit of this base: with 16, two lists of each value tell 255 values apart.
const BASE: u64 = 16;

/// Terms of the fields of each document, by its id.
pub(super) type LabelsOfDocuments = BTreeMap<String, Vec<String>>;

/// A query in an order, and what it is sorted by. `labels` gives those of all documents.
pub(super) fn in_order<'l>(
    query: Value,
    order: &SearchOrder,
    labels: impl FnOnce() -> Result<&'l LabelsOfDocuments>,
) -> Result<(Value, Value)> {
    let first = match order {
        SearchOrder::Document => return Ok((query, by_place())),
        SearchOrder::Score => json!({"_score": "desc"}),
        SearchOrder::Date(Direction::Ascending) => json!({"date": {"order": "asc", "missing": "_last"}}),
        SearchOrder::Date(Direction::Descending) => json!({"date": {"order": "desc", "missing": "_last"}}),
        SearchOrder::Field(name, direction) => {
            let weights = weights(labels()?, name, *direction == Direction::Descending);
            let query = json!({"bool": {"filter": [query], "should": weights}});
            return Ok((query, once(json!({"_score": "desc"})).chain(places()).collect()));
        }
    };
    Ok((query, once(first).chain(places()).collect()))
}

/// By document and place.
pub(super) fn by_place() -> Value {
    places().collect()
}

fn places() -> impl Iterator<Item = Value> {
    BY_PLACE.iter().map(|(field, order)| json!({*field: *order}))
}

/// Clauses by which a passage scores the higher, the earlier the value of its document's field comes; without the field it
/// scores nothing. Which value comes first is decided here, once for all engines.
fn weights(labels: &LabelsOfDocuments, field: &str, descending: bool) -> Vec<Value> {
    let prefix = field_prefix(field);
    let own = |terms: &Vec<String>| -> Vec<String> {
        terms.iter().filter(|term| term.starts_with(&prefix)).cloned().collect()
    };
    let documents: Vec<(&str, Vec<String>)> = labels.iter().map(|(id, terms)| (id.as_str(), own(terms))).collect();
    let places = field_ranks(documents.iter().flat_map(|(_, terms)| terms.clone()), descending);
    let end = places.values().max().map_or(0, |last| last + 1);
    let weight = |term: &String| places.get(term).map_or(0, |place| end - place);
    // Of several values the first counts, for which the document has to be named.
    let mut by_value: BTreeMap<&str, u64> = BTreeMap::new();
    let mut by_document: BTreeMap<&str, u64> = BTreeMap::new();
    for (doc, terms) in &documents {
        match terms.as_slice() {
            [] => {}
            [only] => by_value.extend([(only.as_str(), weight(only))]),
            several => by_document.extend([(*doc, several.iter().map(weight).max().unwrap_or_default())]),
        }
    }
    let labels = field_name(fields().labels);
    if by_document.is_empty() {
        return digits(labels, &by_value);
    }
    let named: Vec<&str> = by_document.keys().copied().collect();
    let others = json!({"bool": {
        "should": digits(labels, &by_value), "minimum_should_match": 1, "must_not": any_of("doc", &named),
    }});
    once(others).chain(digits("doc", &by_document)).collect()
}

/// Clauses whose scores add up to the weight of the value that a passage has: one for each figure at each digit, so that
/// few of them tell many values apart. Up to 2²⁴ the sums are exact.
fn digits(field: &str, weights: &BTreeMap<&str, u64>) -> Vec<Value> {
    let mut values: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (value, weight) in weights {
        let units = std::iter::successors(Some(1), |unit| Some(unit * BASE)).take_while(|unit| unit <= weight);
        for score in units.map(|unit| weight / unit % BASE * unit).filter(|score| *score > 0) {
            values.entry(score).or_default().push(value);
        }
    }
    let clause = |(score, values): (u64, Vec<&str>)| {
        let one_of = json!({"bool": {"should": any_of(field, &values)}});
        json!({"constant_score": {"filter": one_of, "boost": score}})
    };
    values.into_iter().map(clause).collect()
}

/// Clauses of which one holds for what has one of the values.
fn any_of(field: &str, values: &[&str]) -> Vec<Value> {
    values.chunks(NAMED).map(|values| json!({"terms": {field: values}})).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_a_weight_add_up_to_it() {
        let names: Vec<String> = (1..5_000).map(|n| format!("no={n}")).collect();
        let weights: BTreeMap<&str, u64> = names.iter().map(String::as_str).zip(1..).collect();
        let clauses = digits("labels", &weights);
        assert!(clauses.len() <= 4 * 15, "{}", clauses.len());
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for clause in &clauses {
            let clause = &clause["constant_score"];
            for value in clause["filter"]["bool"]["should"][0]["terms"]["labels"].as_array().unwrap() {
                *sums.entry(value.as_str().unwrap().into()).or_default() += clause["boost"].as_u64().unwrap();
            }
        }
        assert!(weights.iter().all(|(name, weight)| sums[*name] == *weight));
    }
}
