//! Links between two texts, without an index.

use crate::errors::{UsageError, raised};
use crate::options::word;
use duizhao::model::{AlignedLink, Level};
use duizhao::request::{AlignRequest, AlignSource};
use pyo3::prelude::*;
use std::path::PathBuf;

/// Sentences or paragraphs that correspond.
#[pyclass(frozen, get_all, module = "duizhao")]
pub struct Link {
    /// The Chinese text, or None where nothing corresponds.
    zh: Option<String>,
    /// The English text, or None where nothing corresponds.
    en: Option<String>,
    /// 0..=1.
    confidence: f32,
    /// Numbers of the Chinese units, 0-based, the end not included.
    zh_range: (usize, usize),
    /// Numbers of the English units, 0-based, the end not included.
    en_range: (usize, usize),
}

#[pymethods]
impl Link {
    fn __repr__(&self) -> String {
        format!("<duizhao.Link {:?} {:?}>", self.zh_range, self.en_range)
    }
}

impl From<AlignedLink> for Link {
    fn from(link: AlignedLink) -> Link {
        let AlignedLink { zh, en, confidence, zh_text, en_text } = link;
        Link { zh: zh_text, en: en_text, confidence, zh_range: (zh.start, zh.end), en_range: (en.start, en.end) }
    }
}

/// A text, or its segments, which are taken as they are.
#[derive(FromPyObject)]
pub enum Text {
    Whole(String),
    Segments(Vec<String>),
}

impl Text {
    /// As a file would have it, a line for each segment.
    fn bytes(self, name: &str) -> PyResult<(bool, Vec<u8>)> {
        match self {
            Text::Whole(text) => Ok((false, text.into_bytes())),
            Text::Segments(segments) => match segments.iter().position(|one| one.contains(['\n', '\r'])) {
                None => Ok((true, segments.into_iter().map(|one| one + "\n").collect::<String>().into_bytes())),
                Some(n) => {
                    Err(UsageError::new_err(format!("{name}: segment {n} has a line break; a segment is a line")))
                }
            },
        }
    }
}

/// Links a Chinese text and its English version, sentence by sentence (or `level="paragraph"`). Two lists of segments are
/// linked as they are.
#[pyfunction]
#[pyo3(signature = (zh, en, *, level = "sentence"))]
pub fn align(py: Python<'_>, zh: Text, en: Text, level: &str) -> PyResult<Vec<Link>> {
    let level: Level = word("level", level)?;
    let ((zh_split, zh), (en_split, en)) = (zh.bytes("zh")?, en.bytes("en")?);
    if zh_split != en_split {
        return Err(UsageError::new_err("a text and a list of segments; give two texts or two lists"));
    }
    let (zh_name, en_name) = (PathBuf::from("zh.txt"), PathBuf::from("en.txt"));
    let request = AlignRequest::new([AlignSource::Pair(zh_name.clone(), en_name.clone())])
        .level(level)
        .pre_split(zh_split)
        .given(vec![(zh_name, zh), (en_name, en)]);
    let aligned = py.detach(|| duizhao::align_texts(&request)).map_err(raised)?;
    Ok(aligned.into_iter().flat_map(|text| text.links).map(Link::from).collect())
}
