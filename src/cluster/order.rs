//! The orders of hits as the cluster sorts them.

use crate::Result;
use crate::index::field_ranks;
use crate::request::{Direction, SearchOrder};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Passages of documents, by document and place.
const BY_PLACE: [(&str, &str); 2] = [("doc", "asc"), ("order", "asc")];

/// Which value of a field comes first is decided here, once for all engines; the cluster looks the places up. The text of
/// the script is always the same, so that it is compiled once.
const PLACE_OF_VALUE: &str = "double place = params.last; \
    for (term in doc['labels']) { def known = params.places[term]; if (known != null && known < place) { place = known; } } \
    return place;";

/// Behind all others: what has not the field. An integer that a double holds.
const LAST: u64 = 1 << 52;

/// What a search is sorted by. `terms` gives the terms that the index has for a field.
pub(super) fn order(order: &SearchOrder, terms: impl FnOnce(&str) -> Result<BTreeSet<String>>) -> Result<Value> {
    let first = match order {
        SearchOrder::Document => return Ok(by_place()),
        SearchOrder::Score => json!({"_score": "desc"}),
        SearchOrder::Date(Direction::Ascending) => json!({"date": {"order": "asc", "missing": "_last"}}),
        SearchOrder::Date(Direction::Descending) => json!({"date": {"order": "desc", "missing": "_last"}}),
        SearchOrder::Field(name, direction) => {
            let places = field_ranks(terms(name)?, *direction == Direction::Descending);
            let script = json!({
                "lang": "painless",
                "source": PLACE_OF_VALUE,
                "params": {"places": places, "last": LAST},
            });
            json!({"_script": {"type": "number", "order": "asc", "script": script}})
        }
    };
    Ok(std::iter::once(first).chain(places()).collect())
}

/// By document and place.
pub(super) fn by_place() -> Value {
    places().collect()
}

fn places() -> impl Iterator<Item = Value> {
    BY_PLACE.iter().map(|(field, order)| json!({*field: *order}))
}
