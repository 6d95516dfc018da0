//! What stands at an id.

use super::setters::setters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for what an id names: a document, a section with what is below it, a passage or a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ShowRequest {
    /// DOC, DOC#SECTION, DOC#SECTION.N or DOC#SECTION.N:S.
    pub id: String,
    /// Passages that are passed over first.
    pub from: u32,
    /// Most passages.
    pub limit: usize,
}

impl Default for ShowRequest {
    fn default() -> Self {
        ShowRequest { id: String::new(), from: 0, limit: usize::MAX }
    }
}

impl ShowRequest {
    /// Asks for all that the id names.
    pub fn new(id: impl Into<String>) -> Self {
        ShowRequest { id: id.into(), ..ShowRequest::default() }
    }

    setters! {
        from: u32 => from = from, "Passes over so many passages first.";
        limit: usize => limit = limit, "At most so many passages.";
    }
}

impl From<&ShowRequest> for ShowRequest {
    fn from(request: &ShowRequest) -> Self {
        request.clone()
    }
}

impl From<&str> for ShowRequest {
    fn from(id: &str) -> Self {
        ShowRequest::new(id)
    }
}
