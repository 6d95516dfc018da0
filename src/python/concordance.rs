//! A concordance.

use crate::table::{Cell, Table};
use duizhao::model;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};

/// Every match in its sentence: a sequence of lines.
#[pyclass(frozen, module = "duizhao")]
pub struct Concordance {
    total: usize,
    passages: usize,
    lines: Py<PyTuple>,
}

/// A match in its sentence, with the sentence that renders it.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Line {
    /// Of the sentence, or of the passage where it has one sentence only.
    id: String,
    /// The side that matched, `zh` or `en`.
    side: &'static str,
    /// What stands before the match.
    left: String,
    /// The match.
    node: String,
    /// What stands behind it.
    right: String,
    /// The corresponding sentence on the other side, or None.
    counterpart: Option<String>,
}

impl Concordance {
    pub fn new(py: Python<'_>, found: model::Concordance) -> PyResult<Concordance> {
        let line = |line: model::KwicLine| {
            let (left, node, right) = (line.left().into(), line.matched().into(), line.right().into());
            let (id, side) = (line.id.to_string(), line.side.as_str());
            Py::new(py, Line { id, side, left, node, right, counterpart: line.counterpart })
        };
        let lines = found.lines.into_iter().map(line).collect::<PyResult<Vec<_>>>()?;
        let lines = PyTuple::new(py, lines)?.unbind();
        Ok(Concordance { total: found.total, passages: found.passages, lines })
    }

    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let row = |line: Bound<'_, PyAny>| {
            let line = line.cast_into::<Line>()?;
            let Line { id, side, left, node, right, counterpart } = line.get();
            let texts = [id, *side, left, node, right].map(Cell::text);
            Ok(texts.into_iter().chain([Cell::Text(counterpart.clone())]).collect())
        };
        let rows = self.lines.bind(py).iter().map(row).collect::<PyResult<Vec<_>>>()?;
        Ok(Table { columns: &["id", "side", "left", "node", "right", "counterpart"], rows })
    }
}

#[pymethods]
impl Line {
    fn __repr__(&self) -> String {
        format!("<duizhao.Line {}: {}[{}]{}>", self.id, self.left, self.node, self.right)
    }
}

#[pymethods]
impl Concordance {
    /// Lines that there were before they were cut off.
    #[getter]
    fn total(&self) -> usize {
        self.total
    }

    /// Passages that match.
    #[getter]
    fn passages(&self) -> usize {
        self.passages
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.lines.bind(py).as_any().len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.lines.bind(py).try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.lines.bind(key.py()).as_any().get_item(key)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<duizhao.Concordance: {} of {} lines>", self.__len__(py)?, self.total))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.table(py)?.html())
    }

    /// A `pandas.DataFrame`, a row for each line.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.table(py)?.to_pandas(py)
    }
}
