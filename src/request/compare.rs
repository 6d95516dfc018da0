//! Two versions of one text.

use super::SideFilter;
use super::setters::setters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks what is different between two versions of one text in the same language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct CompareRequest {
    /// The old version: a document, DOC, or a section, DOC#SECTION.
    pub old: String,
    /// The new version.
    pub new: String,
    /// The side that is compared; both where both versions have both, put together by the Chinese.
    #[serde(rename = "in")]
    pub side: SideFilter,
}

impl CompareRequest {
    /// Asks what is different between two documents.
    pub fn new(old: impl Into<String>, new: impl Into<String>) -> Self {
        CompareRequest { old: old.into(), new: new.into(), side: SideFilter::Both }
    }

    setters! {
        side: SideFilter => side = side, "Compares this side.";
    }
}
