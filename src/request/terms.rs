//! How one term is rendered, and a glossary of all.

use super::setters::setters;
use crate::model::Grouping;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks how a term is rendered on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TermsRequest {
    /// A term of either language, in either script.
    pub term: String,
    /// Only in this collection, by its name.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// Tells how often it is rendered so in each of these: `doc`, `year` or `field.NAME`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
}

impl TermsRequest {
    /// Asks for the renderings of a term.
    pub fn new(term: impl Into<String>) -> Self {
        TermsRequest { term: term.into(), ..TermsRequest::default() }
    }

    setters! {
        collection: impl Into<String> => collection = Some(collection.into()), "Only in this collection.";
        by: Grouping => by = Some(by), "Tells the renderings apart by this.";
    }
}

impl From<&TermsRequest> for TermsRequest {
    fn from(request: &TermsRequest) -> Self {
        request.clone()
    }
}

impl From<&str> for TermsRequest {
    fn from(term: &str) -> Self {
        TermsRequest::new(term)
    }
}

/// Asks for the terms of an index that have a rendering, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct GlossaryRequest {
    /// Most terms.
    pub limit: usize,
    /// Only of this collection, by its name.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
}

impl Default for GlossaryRequest {
    fn default() -> Self {
        GlossaryRequest { limit: 1000, collection: None }
    }
}

impl GlossaryRequest {
    /// Asks for the thousand best terms.
    pub fn new() -> Self {
        GlossaryRequest::default()
    }

    setters! {
        limit: usize => limit = limit, "At most so many terms.";
        collection: impl Into<String> => collection = Some(collection.into()), "Only of this collection.";
    }
}
