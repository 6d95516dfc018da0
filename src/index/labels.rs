//! What a document gives each of its passages to be found by: when it is from, and its fields.

use crate::model::{Day, DocumentInfo};
use crate::text::field_name::{asked_by, is_date};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Stands between the name and the value of a field; names have none.
const BETWEEN: char = '=';

/// Digits that numbers are sorted by; longer ones are sorted as text.
const DIGITS: usize = 20;

/// Code points of a value that can be asked for.
const LONGEST: usize = 1_000;

/// The date of a document, and its fields as terms.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Labels {
    pub(super) date: Option<Day>,
    /// Each once, sorted.
    pub(super) fields: Vec<String>,
}

impl Labels {
    /// Those of a document, to be shared by its passages.
    pub fn of(info: &DocumentInfo) -> Arc<Labels> {
        let mut fields: Vec<String> = info.fields.iter().map(|(name, value)| term(&asked_by(name), value)).collect();
        fields.sort_unstable();
        fields.dedup();
        Arc::new(Labels { date: info.date, fields })
    }

    /// The fields as terms, sorted.
    pub fn terms(&self) -> &[String] {
        &self.fields
    }
}

/// Counts of terms by the names of their fields, those that matches are counted by.
pub fn by_field(counts: Vec<(String, usize)>) -> BTreeMap<String, Vec<(String, usize)>> {
    let mut fields: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (term, n) in counts {
        if let Some((name, value)) = field_of(&term).filter(|(name, _)| is_counted(name)) {
            fields.entry(name.to_string()).or_default().push((value.to_string(), n));
        }
    }
    fields
}

fn term(name: &str, value: &str) -> String {
    let value: String = value.trim().chars().take(LONGEST).collect();
    format!("{name}{BETWEEN}{value}")
}

/// The name and the value that a term was made of.
pub fn field_of(term: &str) -> Option<(&str, &str)> {
    term.split_once(BETWEEN)
}

/// What the terms of a field begin with.
pub fn field_prefix(name: &str) -> String {
    format!("{name}{BETWEEN}")
}

/// The place of each of these terms of a field among the others, from 0: without regard to case and script, numbers by
/// their value. Terms that differ in neither have one place.
pub fn field_ranks(terms: impl IntoIterator<Item = String>, descending: bool) -> HashMap<String, u64> {
    let keyed: Vec<(String, String)> = terms.into_iter().map(|term| (sort_key(&term), term)).collect();
    let keys: BTreeSet<&str> = keyed.iter().map(|(key, _)| key.as_str()).collect();
    let last = keys.len().saturating_sub(1);
    let place = |n: usize| if descending { last - n } else { n };
    let places: HashMap<&str, u64> = keys.into_iter().enumerate().map(|(n, key)| (key, place(n) as u64)).collect();
    keyed.iter().map(|(key, term)| (term.clone(), places[key.as_str()])).collect()
}

/// What a term is sorted by: folded, its numbers at one length.
fn sort_key(term: &str) -> String {
    let folded = fold(field_of(term).map_or(term, |(_, value)| value)).into_owned();
    let mut key = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[start..];
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let digits = number[..end].trim_start_matches('0');
        key.push_str(&rest[..start]);
        key.push_str(&format!("{digits:0>DIGITS$}"));
        rest = &number[end..];
    }
    key + rest
}

/// Whether matches are counted by the values of a field: not by days, which years stand for.
fn is_counted(name: &str) -> bool {
    !is_date(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_placed_by_their_numbers_and_without_regard_to_script() {
        let terms = ["no=第10號", "no=第9號", "no=Appeal 2", "no=appeal 02", "no=第９号"].map(String::from);
        let places = field_ranks(terms.clone(), false);
        let of = |term: &str| places[&format!("no={term}")];
        assert_eq!((of("Appeal 2"), of("appeal 02")), (0, 0));
        assert_eq!((of("第9號"), of("第９号"), of("第10號")), (1, 1, 2));
        let back = field_ranks(terms, true);
        assert!(places.iter().all(|(term, place)| back[term] == 2 - place));
        assert!(field_ranks([], false).is_empty());
    }
}
