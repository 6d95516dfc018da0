//! Passages: both sides, their place, the sentences that correspond; and all of an index, one after the other.

use crate::errors::raised;
use duizhao::model::{self, Side};
use pyo3::prelude::*;
use std::collections::VecDeque;
use std::sync::Mutex;

/// Passages that are read at once.
const AT_ONCE: u32 = 1_000;

/// An aligned pair of paragraphs, or a row.
#[pyclass(frozen, module = "duizhao")]
pub struct Passage(pub model::Passage);

#[pymethods]
impl Passage {
    /// By which it is cited.
    #[getter]
    fn id(&self) -> String {
        self.0.id.to_string()
    }

    /// The id of its document.
    #[getter]
    fn doc(&self) -> &str {
        &self.0.id.doc
    }

    /// `title`, `heading`, `paragraph`, `note` or `segment`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind.as_str()
    }

    /// The Chinese text, repaired, or None.
    #[getter]
    fn zh(&self) -> Option<&str> {
        self.0.zh.as_ref().map(|side| side.text.as_str())
    }

    /// The English text, repaired, or None.
    #[getter]
    fn en(&self) -> Option<&str> {
        self.0.en.as_ref().map(|side| side.text.as_str())
    }

    /// A side as the file says it: `passage.source("zh")`.
    fn source(&self, side: &str) -> PyResult<Option<String>> {
        let side: Side = crate::options::word("side", side)?;
        Ok(self.0.side(side).map(model::SideText::source))
    }

    /// Ordinals of its section from the outermost, or None for a row.
    #[getter]
    fn section(&self) -> Option<Vec<u32>> {
        self.0.section.as_ref().map(|section| section.path.clone())
    }

    /// The headings of its section, Chinese and English.
    #[getter]
    fn headings(&self) -> (Option<&str>, Option<&str>) {
        let section = self.0.section.as_ref();
        (section.and_then(|one| one.zh.as_deref()), section.and_then(|one| one.en.as_deref()))
    }

    /// The file's own name for a row, or None.
    #[getter]
    fn reference(&self) -> Option<&str> {
        self.0.reference.as_deref()
    }

    /// How sure the link of the two sides is, 0..=1.
    #[getter]
    fn confidence(&self) -> f32 {
        self.0.confidence
    }

    /// Sentences that correspond, Chinese and English; None where nothing does.
    #[getter]
    fn sentences(&self) -> Vec<(Option<&str>, Option<&str>)> {
        let cut = |pair: &model::SentencePair, side: Side| pair.get(side).map(|span| span.of(self.0.text(side)));
        self.0.sentences.iter().map(|pair| (cut(pair, Side::Zh), cut(pair, Side::En))).collect()
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Passage {}>", self.0.id)
    }

    fn __str__(&self) -> String {
        format!("{}\n  {}\n  {}", self.0.id, self.0.text(Side::Zh), self.0.text(Side::En))
    }
}

/// All passages of an index or a document, read as they are asked for.
#[pyclass(frozen, module = "duizhao")]
pub struct Passages {
    index: duizhao::Index,
    state: Mutex<State>,
}

struct State {
    /// Documents that are not read to their end, with the next place.
    left: VecDeque<(String, u32)>,
    read: VecDeque<model::Passage>,
}

impl Passages {
    pub fn new(index: duizhao::Index, docs: impl IntoIterator<Item = String>) -> Passages {
        let left = docs.into_iter().map(|doc| (doc, 0)).collect();
        Passages { index, state: Mutex::new(State { left, read: VecDeque::new() }) }
    }

    fn next(&self) -> duizhao::Result<Option<model::Passage>> {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while state.read.is_empty() {
            let Some((doc, from)) = state.left.pop_front() else { return Ok(None) };
            let read = self.index.passages(&doc, from..from.saturating_add(AT_ONCE))?;
            if !read.is_empty() {
                state.left.push_front((doc, from.saturating_add(AT_ONCE)));
            }
            state.read = read.into();
        }
        Ok(state.read.pop_front())
    }
}

#[pymethods]
impl Passages {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Passage>> {
        py.detach(|| self.next()).map(|next| next.map(Passage)).map_err(raised)
    }
}
