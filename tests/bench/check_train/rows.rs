//! The labelled table: one finding a row, with the names and values of its features and no text.

use std::path::{Path, PathBuf};

/// A finding that was judged.
#[derive(Clone, Debug)]
pub struct Row {
    /// The kind of text.
    pub kind: String,
    pub rule: String,
    pub classifier: String,
    pub right: bool,
    /// How many findings of its rule it was drawn for.
    pub stands_for: f64,
    pub features: Vec<(String, f64)>,
}

/// A file of this repository.
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
}

/// The table.
///
/// # Panics
/// If a row does not read.
pub fn read() -> std::io::Result<Vec<Row>> {
    let labels = std::fs::read_to_string(path("tests/it/check/labels.tsv"))?;
    Ok(labels.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(row).collect())
}

/// Columns: kind of text, passage, place, rule, severity, classifier, right (1) or wrong (0), stands for, features.
fn row(line: &str) -> Row {
    let fields: Vec<&str> = line.split('\t').collect();
    let [kind, _, _, rule, _, classifier, right, stands_for, features] = fields[..] else {
        panic!("not 9 columns: {line}")
    };
    let feature = |text: &str| -> (String, f64) {
        let (name, value) = text.split_once('=').unwrap_or_else(|| panic!("no value: {text}: {line}"));
        (name.to_string(), value.parse().unwrap_or_else(|_| panic!("no value: {text}: {line}")))
    };
    Row {
        kind: kind.to_string(),
        rule: rule.to_string(),
        classifier: classifier.to_string(),
        right: right == "1",
        stands_for: stands_for.parse().unwrap_or_else(|_| panic!("no number: {line}")),
        features: features.split(' ').filter(|f| !f.is_empty()).map(feature).collect(),
    }
}

/// The features of a finding as they are written: their values to three places.
pub fn written(features: &[(&str, f32)]) -> String {
    let one = |(name, value): &(&str, f32)| format!("{name}={}", (value * 1000.0).round() / 1000.0);
    features.iter().map(one).collect::<Vec<_>>().join(" ")
}
