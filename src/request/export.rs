//! Passages for other programs.

use super::Filter;
use super::filter::filter_setters;
use super::setters::setters;
use crate::Result;
use crate::model::{Level, Query};
use crate::query::parse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for all passages, or for exactly what a query finds, by document and place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExportRequest {
    /// What to look for, in the query language; everything where it is left out.
    #[serde(rename = "q", alias = "query", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Which passages count besides.
    #[serde(flatten)]
    pub filter: Filter,
    /// What one unit is: a passage, or each of its sentence pairs.
    pub level: Level,
    /// Sentence pairs on each side of one that matches. Of passages all is given.
    pub context: u32,
}

impl Default for ExportRequest {
    fn default() -> Self {
        ExportRequest { query: None, filter: Filter::default(), level: Level::Paragraph, context: 0 }
    }
}

impl ExportRequest {
    /// Asks for everything.
    pub fn new() -> Self {
        ExportRequest::default()
    }

    /// What is looked for: the query, read and narrowed.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read.
    pub fn query(&self) -> Result<Query> {
        match &self.query {
            Some(text) => self.filter.narrow(parse(text)?),
            None => self.filter.everything(),
        }
    }

    filter_setters!();
    setters! {
        matching: impl Into<String> => query = Some(matching.into()), "Only what this query finds.";
        context: u32 => context = context, "So many sentence pairs on each side of one that matches.";
        level: Level => level = level, "Whether passages or sentence pairs are given.";
    }
}
