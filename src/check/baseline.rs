//! Findings that were looked at and accepted: a text file, one finding a line, that a person can read and a version
//! control can merge. A finding is known by its document, its rule and the marked words, not by its number in the
//! document, so that it stays quiet when paragraphs are added above it.

use crate::model::{Finding, Passage, PassageId, Side};
use std::collections::HashMap;

const HEAD: &str = "# duizhao check: accepted findings (document, rule, Chinese, English)";

/// How often each finding is accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    lines: HashMap<String, usize>,
}

impl Baseline {
    /// Reads what [`Baseline::write`] wrote. Empty lines and lines that begin with `#` say nothing.
    pub fn read(text: &str) -> Baseline {
        let mut lines = HashMap::new();
        for line in text.lines().map(str::trim_end).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            *lines.entry(line.to_string()).or_default() += 1;
        }
        Baseline { lines }
    }

    /// The findings as a file.
    pub fn write(findings: &[Finding], passages: &[Passage]) -> String {
        let by_id = by_id(passages);
        let mut lines: Vec<String> = findings.iter().map(|f| line(f, &by_id)).collect();
        lines.sort();
        lines.insert(0, HEAD.to_string());
        lines.join("\n") + "\n"
    }

    /// Takes the accepted findings out; as many of a kind as are accepted, so that a new one of the same words shows.
    pub fn apply(mut self, findings: Vec<Finding>, passages: &[Passage]) -> Vec<Finding> {
        let by_id = by_id(passages);
        let accepted = |f: &Finding| match self.lines.get_mut(&line(f, &by_id)) {
            Some(n) if *n > 0 => {
                *n -= 1;
                true
            }
            _ => false,
        };
        let mut accepted = accepted;
        findings.into_iter().filter(|f| !accepted(f)).collect()
    }
}

fn by_id(passages: &[Passage]) -> HashMap<&PassageId, &Passage> {
    passages.iter().map(|p| (&p.id, p)).collect()
}

fn line(finding: &Finding, by_id: &HashMap<&PassageId, &Passage>) -> String {
    let quoted = |side: Side, span: Option<crate::model::Span>| {
        let text = by_id.get(&finding.id).map_or("", |p| p.text(side));
        span.map_or(text, |span| span.of(text)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (zh, en) = (quoted(Side::Zh, finding.zh), quoted(Side::En, finding.en));
    format!("{}\t{}\t{zh}\t{en}", finding.id.doc, finding.rule).trim_end().to_string()
}
