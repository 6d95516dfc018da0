//! A check of the two sides against each other.

use super::setters::setters;
use crate::model::{FindingKind, Rule, Severity};
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks where the two sides do not say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckRequest {
    /// The document that is checked; all of them where none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Only findings in passages of this collection, by its name; their documents are checked as a whole.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The first passage of the document that is checked, 0-based.
    pub from: u32,
    /// Most passages of the document that are checked.
    pub limit: u32,
    /// Only these kinds (`number`) or rules (`number.order`); all where none is named.
    pub only: Vec<String>,
    /// Not these kinds or rules.
    pub ignore: Vec<String>,
    /// Only findings that are at least so severe.
    pub severity: Severity,
    /// Only findings that are at least so likely to be right.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: f32,
    /// Chinese terms with the English ones that have to render them; several with `;` between them.
    pub glossary: Vec<(String, String)>,
    /// The text of a baseline file: findings that were accepted, which are counted and not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
}

impl Default for CheckRequest {
    fn default() -> Self {
        CheckRequest {
            doc: None,
            collection: None,
            from: 0,
            limit: u32::MAX,
            only: Vec::new(),
            ignore: Vec::new(),
            severity: Severity::Note,
            min_confidence: 0.0,
            glossary: Vec::new(),
            baseline: None,
        }
    }
}

impl CheckRequest {
    /// Asks for everything that any rule finds in all documents.
    pub fn new() -> Self {
        CheckRequest::default()
    }

    setters! {
        doc: impl Into<String> => doc = Some(doc.into()), "Only this document.";
        collection: impl Into<String> => collection = Some(collection.into()), "Only in this collection.";
        from: u32 => from = from, "From this passage of the document on, 0-based.";
        limit: u32 => limit = limit, "At most so many passages of the document.";
        only: Vec<String> => only = only, "Only these kinds or rules.";
        ignore: Vec<String> => ignore = ignore, "Not these kinds or rules.";
        severity: Severity => severity = severity, "Only findings that are at least so severe.";
        min_confidence: f32 => min_confidence = min_confidence, "Only findings that are at least so likely to be right, 0..=1.";
        glossary: Vec<(String, String)> => glossary = glossary, "Terms that have to be rendered so.";
        baseline: impl Into<String> => baseline = Some(baseline.into()), "Findings that were accepted.";
    }

    /// The rules that are asked for.
    ///
    /// # Errors
    /// [`Error::Usage`] for a name that is neither a kind nor a rule, with those that there are.
    pub fn rules(&self) -> Result<Vec<Rule>> {
        let named = |names: &[String]| -> Result<Vec<Rule>> {
            let mut rules = Vec::new();
            for name in names {
                let before = rules.len();
                rules.extend(Rule::named(name));
                if rules.len() == before {
                    return Err(unknown(name));
                }
            }
            Ok(rules)
        };
        let (only, ignore) = (named(&self.only)?, named(&self.ignore)?);
        let wanted = |rule: &Rule| (only.is_empty() || only.contains(rule)) && !ignore.contains(rule);
        Ok(Rule::ALL.into_iter().filter(wanted).collect())
    }
}

fn unknown(name: &str) -> Error {
    let kinds: Vec<&str> = FindingKind::ALL.into_iter().map(FindingKind::as_str).collect();
    let rules: Vec<&str> = Rule::ALL.into_iter().map(Rule::as_str).collect();
    Error::Usage(format!("there is no rule '{name}'\n  kinds: {}\n  rules: {}", kinds.join(", "), rules.join(", ")))
}
