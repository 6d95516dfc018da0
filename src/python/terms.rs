//! How a term is rendered.

use crate::table::{Cell, Table};
use duizhao::model::{self, PassageId};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};

/// How a term is rendered on the other side: a sequence of renderings, most frequent first.
#[pyclass(frozen, module = "duizhao")]
pub struct Terms {
    terms: model::Terms,
    renderings: Py<PyTuple>,
}

/// One way to render a term.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Rendering {
    /// As it is written most often.
    text: String,
    /// Occurrences of the term that are rendered so.
    count: usize,
    /// 0..=1.
    confidence: f32,
    /// The passages, in order.
    ids: Vec<String>,
    /// The rendering that this one abbreviates, or None.
    short_for: Option<String>,
    /// Whether it is no more than a guess.
    candidate: bool,
}

fn ids(ids: &[PassageId]) -> Vec<String> {
    ids.iter().map(PassageId::to_string).collect()
}

impl Terms {
    pub fn new(py: Python<'_>, terms: model::Terms) -> PyResult<Terms> {
        let rendering = |one: &model::TermRendering| {
            let short_for = one.short_for.and_then(|at| terms.renderings.get(at)).map(|long| long.text.clone());
            let (text, candidate) = (one.text.clone(), one.is_candidate());
            let (count, confidence) = (one.count, one.confidence);
            Py::new(py, Rendering { text, count, confidence, ids: ids(&one.ids), short_for, candidate })
        };
        let renderings = terms.renderings.iter().map(rendering).collect::<PyResult<Vec<_>>>()?;
        let renderings = PyTuple::new(py, renderings)?.unbind();
        Ok(Terms { terms, renderings })
    }

    fn table(&self) -> Table {
        let row = |one: &model::TermRendering| {
            vec![
                Cell::text(one.text.clone()),
                Cell::Whole(one.count),
                Cell::Real(one.confidence),
                Cell::Flag(one.is_candidate()),
                Cell::text(ids(&one.ids).join(" ")),
            ]
        };
        let columns = &["rendering", "count", "confidence", "candidate", "ids"];
        Table { columns, rows: self.terms.renderings.iter().map(row).collect() }
    }
}

#[pymethods]
impl Rendering {
    fn __repr__(&self) -> String {
        format!("<duizhao.Rendering {:?}: {}>", self.text, self.count)
    }
}

#[pymethods]
impl Terms {
    /// As it was asked for.
    #[getter]
    fn term(&self) -> &str {
        &self.terms.term
    }

    /// The side that the term is on, `zh` or `en`.
    #[getter]
    fn side(&self) -> &'static str {
        self.terms.from.as_str()
    }

    /// Passages that have the term.
    #[getter]
    fn passages(&self) -> usize {
        self.terms.passages
    }

    /// How many of them were looked at: all, but for very frequent terms.
    #[getter]
    fn examined(&self) -> usize {
        self.terms.examined
    }

    /// Ids of passages that have the term and nothing that renders it.
    #[getter]
    fn unrendered(&self) -> Vec<String> {
        ids(&self.terms.unrendered)
    }

    fn __len__(&self) -> usize {
        self.terms.renderings.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.renderings.bind(py).try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.renderings.bind(key.py()).as_any().get_item(key)
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Terms {:?}: {} renderings>", self.terms.term, self.terms.renderings.len())
    }

    fn _repr_html_(&self) -> String {
        self.table().html()
    }

    /// A `pandas.DataFrame`, a row for each rendering.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.table().to_pandas(py)
    }
}
