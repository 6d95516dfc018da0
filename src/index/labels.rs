//! What a document gives each of its passages to be found by: when it is from, and its fields.

use crate::model::{Day, DocumentInfo};
use crate::text::field_name::{asked_by, is_date};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Stands between the name and the value of a field; names have none.
const BETWEEN: char = '=';

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

/// Whether matches are counted by the values of a field: not by days, which years stand for.
fn is_counted(name: &str) -> bool {
    !is_date(name)
}
