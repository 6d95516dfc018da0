//! What is indexed.

use duizhao::model::DocumentInfo;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// A document.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Document {
    /// By which it is named everywhere.
    id: String,
    /// Its Chinese title, or None.
    zh: Option<String>,
    /// Its English title, or None.
    en: Option<String>,
    /// As given when it was indexed; two for a pair.
    paths: Vec<String>,
    /// `text`, `tmx`, `docx` …
    format: String,
    /// Passages that it has.
    passages: u32,
    /// What the text says of itself, as name and value.
    fields: BTreeMap<String, String>,
    /// What was odd about its files, a line each.
    warnings: Vec<String>,
}

impl From<DocumentInfo> for Document {
    fn from(info: DocumentInfo) -> Document {
        let fields = info.fields_by_name().into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        let DocumentInfo { id, title, paths, format, passages, warnings, .. } = info;
        Document { id, zh: title.zh, en: title.en, paths, format, passages, fields, warnings }
    }
}

#[pymethods]
impl Document {
    fn __repr__(&self) -> String {
        format!("<duizhao.Document {}: {} passages>", self.id, self.passages)
    }
}
