//! The other side of a text.

use crate::passages::Passage;
use duizhao::model::{CounterpartMatch, Level, Side};
use pyo3::prelude::*;

/// A place that a text is from, or close to, with both of its sides.
#[pyclass(frozen, module = "duizhao")]
pub struct Match(pub CounterpartMatch);

impl Match {
    fn part(&self, side: Side) -> Option<&str> {
        self.0.parts.get(side).map(|span| span.of(self.0.passage.text(side)))
    }
}

#[pymethods]
impl Match {
    /// Of the passage, or of the sentence.
    #[getter]
    fn id(&self) -> String {
        self.0.id.to_string()
    }

    /// `paragraph` or `sentence`.
    #[getter]
    fn level(&self) -> &'static str {
        match self.0.level {
            Level::Paragraph => "paragraph",
            Level::Sentence => "sentence",
        }
    }

    /// 0..=1; 1 when the text stands there as it was given.
    #[getter]
    fn similarity(&self) -> f32 {
        self.0.similarity
    }

    /// The Chinese that answers, or None.
    #[getter]
    fn zh(&self) -> Option<&str> {
        self.part(Side::Zh)
    }

    /// The English that answers, or None.
    #[getter]
    fn en(&self) -> Option<&str> {
        self.part(Side::En)
    }

    /// The passage that it is, or is in.
    #[getter]
    fn passage(&self) -> Passage {
        Passage(self.0.passage.clone())
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Match {}: {:.0} %>", self.0.id, self.0.similarity * 100.0)
    }
}
