//! Findings that contradict each other: a figure that is another, or a name, inside of text that has no counterpart at all.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::judge::judge;
use crate::model::{FindingKind, Rule, Severity, Side, Span};

/// Makes a note of what names a counterpart for something inside of a run that is sure to have none.
pub(super) fn doubt(candidates: &mut [Candidate]) {
    let lost: Vec<(Side, Span)> = candidates.iter().filter_map(lost).collect();
    let inside = |side: Side, span: Option<Span>| {
        span.is_some_and(|span| {
            lost.iter().any(|(s, run)| *s == side && run.start <= span.start && span.end <= run.end)
        })
    };
    for candidate in candidates.iter_mut() {
        let finding = &candidate.finding;
        let compares = matches!(finding.rule.kind(), FindingKind::Number | FindingKind::Term);
        let both = finding.zh.is_some() && finding.en.is_some();
        if compares && both && (inside(Side::Zh, finding.zh) || inside(Side::En, finding.en)) {
            candidate.doubt();
        }
    }
}

/// The run that a candidate calls missing, if that is an error.
fn lost(candidate: &Candidate) -> Option<(Side, Span)> {
    if !matches!(candidate.finding.rule, Rule::MissingClause | Rule::MissingSentence) {
        return None;
    }
    let found = judge(candidate.clone()).filter(|found| found.severity == Severity::Error)?;
    found.zh.map(|span| (Side::Zh, span)).or(found.en.map(|span| (Side::En, span)))
}
