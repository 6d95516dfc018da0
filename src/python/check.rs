//! Where the two sides do not say the same.

use crate::table::{Cell, Table};
use duizhao::model::{CheckReport, FindingKind, Passage, PassageId, Severity, Side};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};
use std::collections::HashMap;

/// What a check has found: a sequence of findings in the order of the passages.
#[pyclass(frozen, module = "duizhao")]
pub struct Check {
    passages: usize,
    errors: usize,
    notes: usize,
    one_sided: Vec<String>,
    findings: Py<PyTuple>,
}

/// One place where the two sides do not say the same.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Finding {
    /// Of the passage.
    id: String,
    /// `number`, `missing`, `untranslated` or `term`.
    kind: &'static str,
    /// What exactly was looked for: `number.changed`.
    rule: &'static str,
    /// `error` or `note`.
    severity: &'static str,
    /// How likely it is right, 0..=1.
    confidence: f32,
    /// What differs, in a line.
    message: String,
    /// The Chinese text of the passage, or None.
    zh: Option<String>,
    /// The English text of the passage, or None.
    en: Option<String>,
}

impl Check {
    pub fn new(py: Python<'_>, report: CheckReport) -> PyResult<Check> {
        let CheckReport { passages, findings, one_sided, .. } = report;
        let by_id: HashMap<&PassageId, &Passage> = passages.iter().map(|passage| (&passage.id, passage)).collect();
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, notes) = (count(Severity::Error), count(Severity::Note));
        let finding = |finding: &duizhao::model::Finding| {
            let side = |side: Side| by_id.get(&finding.id).and_then(|passage| passage.side(side));
            let text = |one: Side| side(one).map(|text| text.text.clone());
            let kind: FindingKind = finding.kind();
            let found = Finding {
                id: finding.id.to_string(),
                kind: kind.as_str(),
                rule: finding.rule.as_str(),
                severity: finding.severity.as_str(),
                confidence: finding.confidence,
                message: finding.message.clone(),
                zh: text(Side::Zh),
                en: text(Side::En),
            };
            Py::new(py, found)
        };
        let findings = findings.iter().map(finding).collect::<PyResult<Vec<_>>>()?;
        let findings = PyTuple::new(py, findings)?.unbind();
        Ok(Check { passages: passages.len(), errors, notes, one_sided, findings })
    }

    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let row = |finding: Bound<'_, PyAny>| {
            let finding = finding.cast_into::<Finding>()?;
            let Finding { id, kind, rule, severity, confidence, message, zh, en } = finding.get();
            let cells = [Cell::text(id), Cell::text(*severity), Cell::text(*kind), Cell::text(*rule)];
            let rest = [Cell::Real(*confidence), Cell::text(message), Cell::Text(zh.clone()), Cell::Text(en.clone())];
            Ok(cells.into_iter().chain(rest).collect())
        };
        let rows = self.findings.bind(py).iter().map(row).collect::<PyResult<Vec<_>>>()?;
        Ok(Table { columns: &["id", "severity", "kind", "rule", "confidence", "message", "zh", "en"], rows })
    }
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!("<duizhao.Finding {} {} {}: {}>", self.id, self.severity, self.rule, self.message)
    }
}

#[pymethods]
impl Check {
    /// Passages that were checked.
    #[getter]
    fn passages(&self) -> usize {
        self.passages
    }

    /// Findings that are surely wrong.
    #[getter]
    fn errors(&self) -> usize {
        self.errors
    }

    /// Findings that should be looked at.
    #[getter]
    fn notes(&self) -> usize {
        self.notes
    }

    /// Documents in one language: nothing of them was compared.
    #[getter]
    fn one_sided(&self) -> Vec<String> {
        self.one_sided.clone()
    }

    fn __len__(&self) -> usize {
        self.errors + self.notes
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.findings.bind(py).try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.findings.bind(key.py()).as_any().get_item(key)
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Check: {} errors, {} notes in {} passages>", self.errors, self.notes, self.passages)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.table(py)?.html())
    }

    /// A `pandas.DataFrame`, a row for each finding.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.table(py)?.to_pandas(py)
    }
}
