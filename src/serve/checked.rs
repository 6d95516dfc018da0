//! A check of one document, or of as much of it as one answer can wait for, and what is chosen of its findings.

use super::asked::{Asked, link};
use super::problem::Problem;
use crate::check::{self, Options};
use crate::model::{DocumentInfo, Finding, FindingKind, Passage, Rule, Severity};
use crate::search::{LocalIndex, Searcher};
use crate::{Error, Result};

/// Passages of a document that are checked for one answer; the rest is checked part by part, each for itself.
pub(super) const PART: u32 = 5_000;

/// What of a document is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub doc: String,
    /// The first passage that is checked, 0-based.
    pub from: u32,
    pub severity: Option<Severity>,
    /// A rule, or a kind with all of its rules.
    pub rule: Option<&'static str>,
}

impl Filter {
    fn read(asked: &Asked, doc: &str) -> Result<Filter, Problem> {
        let severities = [Severity::Error, Severity::Note].map(|s| (s.as_str(), s));
        let names = FindingKind::ALL.map(FindingKind::as_str).into_iter().chain(Rule::ALL.map(Rule::as_str));
        let names: Vec<_> = names.map(|name| (name, name)).collect();
        Ok(Filter {
            doc: doc.into(),
            from: asked.number("from", 0, u32::MAX as usize)? as u32,
            severity: asked.word("severity", &severities)?,
            rule: asked.word("rule", &names)?,
        })
    }

    pub fn has(&self, finding: &Finding) -> bool {
        self.severity.is_none_or(|severity| severity == finding.severity)
            && self.rule.is_none_or(|name| Rule::named(name).any(|rule| rule == finding.rule))
    }

    /// The path that asks for this, from the finding at `offset` on.
    pub fn link(&self, base: &str, offset: usize) -> String {
        let number = |n: usize| (n > 0).then(|| n.to_string());
        let pairs = [
            ("doc", Some(self.doc.clone())),
            ("from", number(self.from as usize)),
            ("severity", self.severity.map(|severity| severity.as_str().to_string())),
            ("rule", self.rule.map(str::to_string)),
            ("offset", number(offset)),
        ];
        link(base, pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))))
    }
}

/// What was checked and all that was found there, in the order of the document.
pub(super) struct Report {
    pub filter: Filter,
    pub document: DocumentInfo,
    pub passages: Vec<Passage>,
    pub findings: Vec<Finding>,
}

/// Checks a document by its id, as far as is asked for.
pub(super) fn report(index: &LocalIndex, asked: &Asked, doc: &str) -> Result<Report, Problem> {
    let missing = || Error::NotFound { id: doc.into(), hint: String::new() };
    let document = index.document(doc)?.ok_or_else(missing)?;
    let filter = Filter::read(asked, doc)?;
    let passages = index.passages(doc, filter.from..filter.from.saturating_add(PART))?;
    let words = index.words()?;
    let findings = check::check(&passages, &words.view(), &Options::default());
    Ok(Report { filter, document, passages, findings })
}
