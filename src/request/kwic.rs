//! A concordance.

use super::Filter;
use super::filter::filter_setters;
use super::setters::setters;
use crate::Result;
use crate::model::{KwicSort, Query};
use crate::query::parse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for concordance lines: every match in its sentence, with the sentence that renders it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct KwicRequest {
    /// What to look for, in the query language.
    #[serde(rename = "q", alias = "query")]
    pub query: String,
    /// Which passages count besides.
    #[serde(flatten)]
    pub filter: Filter,
    /// Which lines are wanted, in which order.
    #[serde(flatten)]
    pub options: KwicOptions,
}

/// Which concordance lines are wanted, in which order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct KwicOptions {
    /// In which order the lines come.
    pub sort: KwicSort,
    /// Most lines, cut off behind the sorting.
    pub limit: usize,
    /// Lines from so many of the best passages only; 0 for all passages.
    pub passages: usize,
    /// Lines that are passed over first, behind the sorting.
    pub offset: usize,
    /// A random choice of so many of the lines; 0 for all of them.
    pub sample: usize,
    /// Which choice: the same seed chooses the same lines.
    pub seed: u64,
}

impl Default for KwicOptions {
    fn default() -> Self {
        KwicOptions { sort: KwicSort::Document, limit: 1000, passages: 0, offset: 0, sample: 0, seed: 0 }
    }
}

impl KwicRequest {
    /// Asks for the matches of a query by document and place.
    pub fn new(query: impl Into<String>) -> Self {
        KwicRequest { query: query.into(), ..KwicRequest::default() }
    }

    /// What is looked for: the query, read and narrowed.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read.
    pub fn query(&self) -> Result<Query> {
        self.filter.narrow(parse(&self.query)?)
    }

    filter_setters!();
    setters! {
        sort: KwicSort => options.sort = sort, "In this order.";
        limit: usize => options.limit = limit, "At most so many lines.";
        passages: usize => options.passages = passages, "Lines from so many of the best passages only.";
        offset: usize => options.offset = offset, "Passes over so many lines first.";
        sample: usize => options.sample = sample, "A random choice of so many of the lines.";
        seed: u64 => options.seed = seed, "Which choice: the same seed chooses the same lines.";
    }
}

impl From<&KwicRequest> for KwicRequest {
    fn from(request: &KwicRequest) -> Self {
        request.clone()
    }
}

impl From<&str> for KwicRequest {
    fn from(query: &str) -> Self {
        KwicRequest::new(query)
    }
}
