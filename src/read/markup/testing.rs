//! What the tests of these formats look at.

use crate::model::Raw;
use crate::read::{Format, Hint, Input, read};

fn raw(format: Format, text: &str) -> Raw {
    read(&Input::bytes("x", text.as_bytes()), &Hint { format: Some(format), ..Hint::default() }).unwrap()
}

pub fn blocks(format: Format, text: &str) -> Vec<String> {
    crate::read::testing::shown(raw(format, text))
}

/// The rows in both languages.
pub fn rows(format: Format, text: &str) -> Vec<String> {
    let rows = crate::read::testing::rows_of(raw(format, text));
    rows.into_iter()
        .filter_map(|row| Some(format!("{} | {}", row.zh?, row.en?)))
        .filter(|row| !row.contains("中文"))
        .collect()
}
