//! What a search found. The texts stay where the search has put them until somebody looks at them.

use crate::errors::raised;
use crate::passages::Passage;
use crate::table::{Cell, Table, escaped};
use duizhao::model::{self, MarkKind, Mode, Side, Span};
use duizhao::render::{self, Format, Style, pieces};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};
use std::sync::Arc;

/// What a search found: a sequence of hits, best first.
#[pyclass(frozen, module = "duizhao")]
pub struct Results {
    all: Arc<model::Results>,
    hits: Py<PyTuple>,
}

impl Results {
    pub fn new(py: Python<'_>, results: model::Results) -> PyResult<Results> {
        let all = Arc::new(results);
        let hits = (0..all.hits.len()).map(|at| Hit { all: Arc::clone(&all), at });
        let hits = hits.map(|hit| Py::new(py, hit)).collect::<PyResult<Vec<_>>>()?;
        Ok(Results { all, hits: PyTuple::new(py, hits)?.unbind() })
    }
}

/// Both sides with their marks, as the command line prints them.
fn text(results: &model::Results) -> PyResult<String> {
    let mut out = Vec::new();
    let style = Style::PLAIN;
    render::results(&mut out, results, Format::Text, &style).map_err(raised)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn html<'h>(hits: impl Iterator<Item = &'h model::Hit>) -> String {
    let cell = |hit: &model::Hit, side: Side| {
        let text = hit.passage.text(side);
        let piece = |piece: render::Piece<'_>| match piece.mark {
            Some(_) => format!("<mark>{}</mark>", escaped(piece.text)),
            None => escaped(piece.text),
        };
        let pieces: String =
            pieces(text, Span::new(0, text.len()), hit.marks.get(side)).into_iter().map(piece).collect();
        format!("<td lang=\"{}\" style=\"text-align:left;vertical-align:top\">{pieces}</td>", side.as_str())
    };
    let row = |hit: &model::Hit| {
        let id = escaped(&hit.passage.id.to_string());
        format!("<tr><th style=\"text-align:left\">{id}</th>{}{}</tr>\n", cell(hit, Side::Zh), cell(hit, Side::En))
    };
    format!("<table>\n{}</table>\n", hits.map(row).collect::<String>())
}

#[pymethods]
impl Results {
    /// As it was asked for.
    #[getter]
    fn query(&self) -> &str {
        &self.all.query
    }

    /// Passages that match, of which these hits are a part.
    #[getter]
    fn total(&self) -> usize {
        self.all.total
    }

    /// Milliseconds of the search itself.
    #[getter]
    fn took_ms(&self) -> f64 {
        self.all.took.as_secs_f64() * 1000.0
    }

    /// `exact`, or `closest` when no passage had all words.
    #[getter]
    fn mode(&self) -> &'static str {
        match self.all.mode {
            Mode::Exact => "exact",
            Mode::Closest => "closest",
        }
    }

    fn __len__(&self) -> usize {
        self.all.hits.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.hits.bind(py).try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.hits.bind(key.py()).as_any().get_item(key)
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Results {:?}: {} of {}>", self.all.query, self.all.hits.len(), self.all.total)
    }

    fn __str__(&self) -> PyResult<String> {
        text(&self.all)
    }

    fn _repr_html_(&self) -> String {
        html(self.all.hits.iter())
    }

    /// A `pandas.DataFrame`, a row for each hit.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let row = |hit: &model::Hit| {
            let passage = &hit.passage;
            let side = |side: Side| Cell::Text(passage.side(side).map(|text| text.text.clone()));
            vec![
                Cell::Whole(hit.rank),
                Cell::text(passage.id.to_string()),
                Cell::text(passage.id.doc.clone()),
                Cell::Real(hit.score),
                side(Side::Zh),
                side(Side::En),
                Cell::Real(passage.confidence),
            ]
        };
        let columns = &["rank", "id", "doc", "score", "zh", "en", "confidence"];
        Table { columns, rows: self.all.hits.iter().map(row).collect() }.to_pandas(py)
    }
}

/// One passage that was found.
#[pyclass(frozen, module = "duizhao")]
pub struct Hit {
    all: Arc<model::Results>,
    at: usize,
}

/// A marked place: code points of the text, half-open.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Mark {
    /// First code point.
    start: usize,
    /// Behind the last.
    end: usize,
    /// `match`, or `counterpart` for what renders it.
    kind: &'static str,
    /// 0..=1; 1 for matches.
    confidence: f32,
}

#[pymethods]
impl Mark {
    fn __repr__(&self) -> String {
        format!("Mark({}, {}, {:?})", self.start, self.end, self.kind)
    }
}

impl Hit {
    fn hit(&self) -> &model::Hit {
        &self.all.hits[self.at]
    }

    fn marks(&self, side: Side) -> Vec<Mark> {
        let text = self.hit().passage.text(side);
        let points = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let mark = |mark: &model::Mark| Mark {
            start: points(mark.span.start),
            end: points(mark.span.end),
            kind: match mark.kind {
                MarkKind::Match => "match",
                MarkKind::Counterpart => "counterpart",
            },
            confidence: mark.confidence,
        };
        self.hit().marks.get(side).iter().map(mark).collect()
    }
}

#[pymethods]
impl Hit {
    /// 1-based, counted over all pages.
    #[getter]
    fn rank(&self) -> usize {
        self.hit().rank
    }

    /// Higher is better; comparable within one answer only.
    #[getter]
    fn score(&self) -> f32 {
        self.hit().score
    }

    /// By which the passage is cited.
    #[getter]
    fn id(&self) -> String {
        self.hit().passage.id.to_string()
    }

    /// The id of its document.
    #[getter]
    fn doc(&self) -> &str {
        &self.hit().passage.id.doc
    }

    /// The Chinese text, or None.
    #[getter]
    fn zh(&self) -> Option<&str> {
        self.hit().passage.zh.as_ref().map(|side| side.text.as_str())
    }

    /// The English text, or None.
    #[getter]
    fn en(&self) -> Option<&str> {
        self.hit().passage.en.as_ref().map(|side| side.text.as_str())
    }

    /// Marks in the Chinese text.
    #[getter]
    fn zh_marks(&self) -> Vec<Mark> {
        self.marks(Side::Zh)
    }

    /// Marks in the English text.
    #[getter]
    fn en_marks(&self) -> Vec<Mark> {
        self.marks(Side::En)
    }

    /// The passage with its place and its sentences.
    #[getter]
    fn passage(&self) -> Passage {
        Passage(self.hit().passage.clone())
    }

    /// Passages before it, where they were asked for.
    #[getter]
    fn before(&self) -> Vec<Passage> {
        self.hit().before.iter().cloned().map(Passage).collect()
    }

    /// Passages behind it, where they were asked for.
    #[getter]
    fn after(&self) -> Vec<Passage> {
        self.hit().behind.iter().cloned().map(Passage).collect()
    }

    /// True when it was found by the query's renderings in the other language only.
    #[getter]
    fn translated(&self) -> bool {
        self.hit().translated
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Hit {}>", self.hit().passage.id)
    }

    fn __str__(&self) -> PyResult<String> {
        text(&model::Results { hits: vec![self.hit().clone()], explanation: None, ..(*self.all).clone() })
    }

    fn _repr_html_(&self) -> String {
        html(std::iter::once(self.hit()))
    }
}
