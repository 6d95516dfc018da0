//! What a rule found, before it is judged: the finding, and by name what speaks for it and against it.

use crate::check::evidence::classifier::Feature;
use crate::model::{Finding, Severity};

/// What judges candidates that something else speaks against, of any rule.
const DOUBTED: &str = "doubted";

/// A finding that is not judged yet. Its severity is what the rule would say of it by itself.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub finding: Finding,
    /// Which classifier judges it: that of its rule, unless another one knows more of it.
    pub classifier: &'static str,
    /// In the order of the classifier's table.
    pub features: Vec<Feature>,
    /// Whether it is a note at most, however likely it seems: its text is not what the classifiers were fitted on.
    pub at_most_note: bool,
}

impl Candidate {
    /// A finding of which nothing more is known than its rule.
    pub(in crate::check) fn new(finding: Finding) -> Self {
        Candidate { classifier: finding.rule.as_str(), finding, features: Vec::new(), at_most_note: false }
    }

    /// Makes it a note at most, whatever its rule is: what else is known speaks against it.
    pub(in crate::check) fn doubt(&mut self) {
        self.finding.severity = Severity::Note;
        self.at_most_note = true;
        self.classifier = DOUBTED;
        self.features.iter_mut().filter(|(name, _)| *name == "sure").for_each(|(_, value)| *value = 0.0);
    }

    /// The same with what a classifier of its own is told.
    pub(in crate::check) fn judged_by(
        mut self,
        classifier: &'static str,
        features: impl IntoIterator<Item = Feature>,
    ) -> Self {
        self.classifier = classifier;
        self.features.extend(features);
        self
    }
}
