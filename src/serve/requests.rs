//! What only the pages ask for; everything else is in [`crate::request`].

use crate::model::{Finding, FindingKind, Rule, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for nothing in particular.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(super) struct NoRequest {}

/// Asks for a document in the reader.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct ReaderRequest {
    /// Of the document.
    pub id: String,
    /// The first passage that is shown, 0-based.
    pub from: u32,
    /// The number of a passage to go to, 1-based.
    pub at: u32,
    /// A query that is marked in the text.
    pub q: String,
}

/// Asks for the findings of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct FindingsRequest {
    /// The document, by its id as /api/docs has it.
    pub doc: Option<String>,
    /// How many passages to pass over first. An answer checks at most 5000 passages, by themselves; 'passages' says
    /// how many.
    pub from: u32,
    /// Only findings of this severity.
    pub severity: Option<Severity>,
    /// Only findings of this kind or rule.
    #[schemars(extend("enum" = names()))]
    pub rule: Option<String>,
    /// How many findings to pass over first.
    pub offset: usize,
}

/// The names of all kinds and rules.
fn names() -> Vec<&'static str> {
    FindingKind::ALL.map(FindingKind::as_str).into_iter().chain(Rule::ALL.map(Rule::as_str)).collect()
}

impl FindingsRequest {
    pub fn has(&self, finding: &Finding) -> bool {
        self.severity.is_none_or(|severity| severity == finding.severity)
            && self.rule.as_ref().is_none_or(|name| Rule::named(name).any(|rule| rule == finding.rule))
    }
}
