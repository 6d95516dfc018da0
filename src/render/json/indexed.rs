//! What `index` did.

use super::wire::line;
use crate::model::LeftOutCount;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// The value of [`Indexed::schema`].
const SCHEMA: &str = "duizhao/index/1";

/// What `index` did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Indexed {
    /// What this is, with its version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// Milliseconds.
    #[schemars(range(min = 0.0))]
    pub took_ms: f64,
    /// Documents that are new or have changed.
    pub added: Vec<IndexedDocument>,
    /// Ids of documents that are no longer there.
    pub removed: Vec<String>,
    /// Documents that are as they were.
    pub unchanged: usize,
    /// Files that could not be read, with the reason.
    pub failed: Vec<String>,
    /// Files in folders that are of no known kind and were not read: how many, by how their names end (in lower case,
    /// without the dot).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub passed_over: BTreeMap<String, usize>,
    /// What a person should know of the folders, each a text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Default for Indexed {
    fn default() -> Self {
        Indexed {
            schema: SCHEMA,
            took_ms: 0.0,
            added: Vec::new(),
            removed: Vec::new(),
            unchanged: 0,
            failed: Vec::new(),
            passed_over: BTreeMap::new(),
            notes: Vec::new(),
        }
    }
}

/// A document that is new or has changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IndexedDocument {
    /// Its id.
    pub id: String,
    /// Its file, or the two of a pair.
    pub paths: Vec<String>,
    /// Of the file.
    pub format: String,
    /// Of the file; empty for formats that fix their own.
    pub encoding: String,
    /// How many it has.
    pub passages: u32,
    /// What of the files stands in no passage, by reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutCount>,
    /// What was odd, a line each.
    pub warnings: Vec<String>,
}

/// Writes what `index` did.
pub fn indexed_json(out: &mut dyn Write, indexed: &Indexed) -> crate::Result<()> {
    line(out, indexed).map_err(crate::Error::Output)
}
