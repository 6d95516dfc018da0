//! What an update did.

use crate::Error;
use crate::model::DocumentInfo;
use std::collections::BTreeMap;

/// What was done.
#[derive(Debug, Default)]
pub struct UpdateReport {
    /// Documents that were read, by id.
    pub added: Vec<DocumentInfo>,
    /// Documents that were taken out, by id.
    pub removed: Vec<String>,
    /// Documents that were as before.
    pub unchanged: usize,
    /// What could not be read; everything else went on.
    pub failed: Vec<Error>,
    /// Files in folders that are of no known kind and were not read, by how their names end (in lower case, without the
    /// dot).
    pub passed_over: BTreeMap<String, usize>,
    /// What a person should know of the folders.
    pub notes: Vec<String>,
    /// Passages in the index.
    pub passages: u64,
}
