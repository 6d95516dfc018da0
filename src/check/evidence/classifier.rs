//! How likely a finding is, from all that speaks for it and against it: logistic regression (Cox 1958) over features by
//! name, with their weights in the table beside this file. The weights of figures, names, negations and clauses were
//! fitted on errors that two injectors put into 40,000 rows of laws and 1,500 sentences of news and health, against the
//! rows left alone and 20,000 passages of real documents of every kind, each on the few features without which other rows
//! were classified worse. A probability is that of such a mixture, in which one pair in twenty has the error.

use crate::check::tables::rows;

/// A feature of a finding by its name in the table, and its value.
pub(in crate::check) type Feature = (&'static str, f32);

/// The weights of one kind of text.
struct Weights {
    /// From how likely on a finding is an error rather than a note.
    threshold: f32,
    bias: f32,
    /// In the order of the features.
    weights: Vec<f32>,
}

/// Weights for the two kinds of text: laws and contracts render word by word, prose as it likes.
pub(in crate::check) struct Classifier {
    features: Vec<&'static str>,
    norms: Weights,
    prose: Weights,
}

impl Classifier {
    /// The classifier of that name in the table.
    ///
    /// # Panics
    /// If the table does not read: it is part of the program.
    pub fn named(name: &str) -> Self {
        Self::read("weights.tsv", include_str!("weights.tsv"), name)
    }

    fn read(file: &str, text: &'static str, name: &str) -> Self {
        let all = rows::<4>(file, text);
        let own: Vec<_> = all.into_iter().filter(|row| row[0] == name).collect();
        let [first, second, rest @ ..] = own.as_slice() else { panic!("{file}: no classifier is called {name}") };
        assert!(first[1] == "threshold" && second[1] == "bias", "{file}: {name} begins with its threshold and bias");
        let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("{file}: {name}: no weight: {text}"));
        let weights = |column: usize| Weights {
            threshold: number(first[column]),
            bias: number(second[column]),
            weights: rest.iter().map(|row| number(row[column])).collect(),
        };
        Classifier { features: rest.iter().map(|row| row[1]).collect(), norms: weights(2), prose: weights(3) }
    }

    /// How likely a finding with these features is right, 0..=1.
    ///
    /// # Panics
    /// In tests, if the features are not those of the table in its order.
    pub fn probability(&self, features: &[Feature], is_norm: bool) -> f32 {
        debug_assert!(features.iter().map(|(name, _)| name).eq(&self.features), "{features:?} are not in the table");
        let Weights { bias, weights, .. } = self.of(is_norm);
        let sum: f32 = weights.iter().zip(features).map(|(weight, (_, value))| weight * value).sum();
        1.0 / (1.0 + (-bias - sum).exp())
    }

    /// Whether a probability is that of an error rather than of a note.
    pub fn is_sure(&self, probability: f32, is_norm: bool) -> bool {
        probability >= self.of(is_norm).threshold
    }

    fn of(&self, is_norm: bool) -> &Weights {
        if is_norm { &self.norms } else { &self.prose }
    }
}

/// The value of a feature that is there or is not: 1 or 0.
pub(in crate::check) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "a\tthreshold\t0.6\t0.5\na\tbias\t-1\t0\na\tx\t2\t1\na\ty\t-0.5\t0\n";

    #[test]
    fn features_move_the_probability_by_their_weights() {
        let classifier = Classifier::read("t.tsv", TABLE, "a");
        let probability = |x, y| classifier.probability(&[("x", x), ("y", y)], true);
        assert!((probability(0.5, 0.0) - 0.5).abs() < 1e-6);
        assert!(probability(1.0, 0.0) > 0.73 && probability(1.0, 2.0) < 0.51);
        assert!(classifier.is_sure(0.55, false) && !classifier.is_sure(0.55, true));
    }

    #[test]
    #[should_panic(expected = "are not in the table")]
    fn features_that_are_not_in_the_table_are_refused() {
        Classifier::read("t.tsv", TABLE, "a").probability(&[("y", 0.0), ("x", 0.0)], true);
    }

    #[test]
    fn the_table_reads() {
        for name in ["figure.lost", "clause.left_out", "name.exchanged", "negation.lost.zh", "negation.lost.en"] {
            assert!(Classifier::named(name).features.len() >= 10);
        }
    }
}
