//! What a check of the two sides against each other finds.

use super::{PassageId, Span};
use serde::{Deserialize, Serialize};

/// How the two sides differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    Number,
    Missing,
    Untranslated,
    Term,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Error,
}

/// One place where the two sides do not say the same. Spans are bytes of the passage's repaired texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub severity: Severity,
    pub id: PassageId,
    pub zh: Option<Span>,
    pub en: Option<Span>,
    pub message: String,
}
