//! Links between texts, without an index.

use super::setters::setters;
use crate::model::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A text that exists in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AlignSource {
    /// One file with both sides.
    File(PathBuf),
    /// The Chinese file and the English one.
    Pair(PathBuf, PathBuf),
}

/// Asks for the links between the two sides of texts, all of which are learnt from together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct AlignRequest {
    /// The texts.
    pub texts: Vec<AlignSource>,
    /// What is linked.
    pub level: Level,
    /// Whether the files have one segment a line, which is taken as it is. Only for pairs.
    pub pre_split: bool,
    /// Bytes that stand for files of these names, so that nothing of those names is read from disk.
    #[serde(skip)]
    pub given: Vec<(PathBuf, Vec<u8>)>,
}

impl Default for AlignRequest {
    fn default() -> Self {
        AlignRequest { texts: Vec::new(), level: Level::Sentence, pre_split: false, given: Vec::new() }
    }
}

impl AlignRequest {
    /// Asks for the sentence links of texts.
    pub fn new(texts: impl IntoIterator<Item = AlignSource>) -> Self {
        AlignRequest { texts: texts.into_iter().collect(), ..AlignRequest::default() }
    }

    setters! {
        level: Level => level = level, "Whether paragraphs or sentences are linked.";
        pre_split: bool => pre_split = pre_split, "Whether the files have one segment a line.";
        given: Vec<(PathBuf, Vec<u8>)> => given = given, "Bytes that stand for files of these names.";
    }
}
