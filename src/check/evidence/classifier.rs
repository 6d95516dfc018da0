//! How likely a finding is right, from all that speaks for it and against it: logistic regression (Cox 1958) over features
//! by name, with their weights in the table beside this file. `cargo run -p duizhao-bench --bin check_train` fits them on
//! findings in real translations that were read, and on errors that were put into clean ones.

use crate::check::tables::rows;
use crate::model::Severity;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A feature of a finding by its name in the table, and its value.
pub type Feature = (&'static str, f32);

/// What a table says of one classifier.
#[derive(Debug, Default)]
pub(in crate::check) struct Classifier {
    /// From how likely on a finding is an error, and from how likely on it is said at all.
    error: f32,
    note: f32,
    bias: f32,
    weights: Vec<Feature>,
}

static TABLE: LazyLock<FxHashMap<&'static str, Classifier>> =
    LazyLock::new(|| read("weights.tsv", include_str!("weights.tsv")));

/// The classifiers of a table with the columns classifier, feature, weight; `error` and `note` are thresholds, `bias` is the
/// constant term.
///
/// # Panics
/// If the table does not read: it is part of the program.
fn read(file: &str, text: &'static str) -> FxHashMap<&'static str, Classifier> {
    let mut table: FxHashMap<&str, Classifier> = FxHashMap::default();
    for [name, feature, weight] in rows::<3>(file, text) {
        let weight = weight.parse().unwrap_or_else(|_| panic!("{file}: {name}: no weight: {weight}"));
        let classifier = table.entry(name).or_default();
        match feature {
            "error" => classifier.error = weight,
            "note" => classifier.note = weight,
            "bias" => classifier.bias = weight,
            _ => classifier.weights.push((feature, weight)),
        }
    }
    table
}

impl Classifier {
    /// The classifier of that name; `None` where too little was read to fit one.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.get(name)
    }

    /// How likely a finding with these features is right, 0..=1.
    ///
    /// # Panics
    /// In tests, if the features are not those of the table.
    pub fn probability(&self, features: &[Feature]) -> f32 {
        debug_assert!(self.weights.iter().all(|(name, _)| features.iter().any(|f| f.0 == *name)), "{features:?}");
        let sum = self.bias + self.sum(features);
        1.0 / (1.0 + (-sum).exp())
    }

    /// What the features that are known already say, in nats: to choose among findings of one kind in one pair.
    pub fn sum(&self, features: &[Feature]) -> f32 {
        let value = |name: &str| features.iter().find(|f| f.0 == name).map_or(0.0, |f| f.1);
        self.weights.iter().map(|(name, weight)| weight * value(name)).sum()
    }

    /// What a finding of that probability is; `None` where it is not said.
    pub fn severity(&self, probability: f32) -> Option<Severity> {
        match probability {
            p if p >= self.error => Some(Severity::Error),
            p if p >= self.note => Some(Severity::Note),
            _ => None,
        }
    }
}

/// The value of a feature that is there or is not: 1 or 0.
pub(in crate::check) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "a\terror\t0.6\na\tnote\t0.4\na\tbias\t-1\na\tx\t2\na\ty\t-0.5\n";

    #[test]
    fn features_move_the_probability_by_their_weights() {
        let table = read("t.tsv", ROWS);
        let probability = |x, y| table["a"].probability(&[("x", x), ("y", y)]);
        assert!((probability(0.5, 0.0) - 0.5).abs() < 1e-6);
        assert!(probability(1.0, 0.0) > 0.73 && probability(1.0, 2.0) < 0.51);
        let severity = |p| table["a"].severity(p);
        assert_eq!((severity(0.61), severity(0.5), severity(0.3)), (Some(Severity::Error), Some(Severity::Note), None));
    }

    #[test]
    #[should_panic(expected = "(\"z\", 0.0)")]
    fn features_that_the_table_asks_for_must_be_told() {
        read("t.tsv", ROWS)["a"].probability(&[("x", 0.0), ("z", 0.0)]);
    }
}
