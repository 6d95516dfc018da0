//! How likely a finding is right, from findings in real translations that were read: the share that was right of those of
//! its rule and severity, drawn towards the share of its severity where few were read (additive smoothing).

use crate::check::tables::rows;
use crate::model::{Rule, Severity};
use std::sync::LazyLock;

/// How many findings the share of a severity is worth.
const PRIOR: f32 = 4.0;

/// What was read: right and all, by rule and severity.
struct Read {
    rule: &'static str,
    severity: &'static str,
    right: f32,
    all: f32,
}

static READ: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let file = "precision.tsv";
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("{file}: no number: {text}"));
    let read = |[rule, severity, right, all]: [&'static str; 4]| Read {
        rule,
        severity,
        right: number(right),
        all: number(all),
    };
    rows(file, include_str!("precision.tsv")).into_iter().map(read).collect()
});

/// How likely a finding of a rule is right, 0..=1 in hundredths.
pub(in crate::check) fn confidence(rule: Rule, severity: Severity) -> f32 {
    let of = |wanted: Option<Rule>| {
        let own = READ.iter().filter(|r| r.severity == severity.as_str());
        let own = own.filter(|r| wanted.is_none_or(|rule| rule.as_str() == r.rule));
        own.fold((0.0, 0.0), |(right, all), r| (right + r.right, all + r.all))
    };
    let (all_right, all) = of(None);
    let (right, read) = of(Some(rule));
    let prior = (all_right + 1.0) / (all + 2.0);
    ((right + PRIOR * prior) / (read + PRIOR) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_was_right_is_trusted() {
        let same = confidence(Rule::UntranslatedSame, Severity::Error);
        assert!(same > 0.9 && confidence(Rule::NumberMissing, Severity::Note) < 0.7);
        let unread = confidence(Rule::TermGlossary, Severity::Error);
        assert!(unread < same && unread > 0.5);
    }
}
