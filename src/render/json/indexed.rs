//! What `index` did.

use super::line;
use crate::model::LeftOutCount;
use serde::Serialize;
use std::io::Write;

/// What `index` did.
#[derive(Debug, Serialize)]
pub struct Indexed {
    pub schema: &'static str,
    pub took_ms: f64,
    pub added: Vec<IndexedDocument>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// Files that could not be read, with the reason.
    pub failed: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct IndexedDocument {
    pub id: String,
    pub paths: Vec<String>,
    pub format: String,
    pub encoding: String,
    pub passages: u32,
    /// What of the files stands in no passage, by reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutCount>,
    pub warnings: Vec<String>,
}

/// Writes what `index` did.
pub fn indexed_json(out: &mut dyn Write, indexed: &Indexed) -> crate::Result<()> {
    line(out, indexed).map_err(crate::Error::Output)
}
