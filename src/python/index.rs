//! An index, opened or made, and what can be asked of it.

use crate::check::Check;
use crate::concordance::Concordance;
use crate::counterpart::Match;
use crate::documents::Document;
use crate::errors::raised;
use crate::options::word;
use crate::passages::{Passage, Passages};
use crate::results::Results;
use crate::terms::Terms;
use duizhao::model::Kind;
use duizhao::request::{
    CheckRequest, CounterpartRequest, Filter, KwicRequest, SearchRequest, SideFilter, TermsRequest, UpdateRequest,
};
use duizhao::{Error, Silent, UpdateReport};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::ffi::CString;
use std::path::PathBuf;

/// An index that is open. Shared freely between threads.
///
/// `Index(path)` opens the folder that holds `duizhao.toml` and `store/`; where there is only the former, it is built.
#[pyclass(frozen, module = "duizhao")]
pub struct Index {
    index: duizhao::Index,
}

/// What could not be read, and what a person should know of the rest, as warnings.
fn warn(py: Python<'_>, report: &UpdateReport) -> PyResult<()> {
    let failed = report.failed.iter().map(ToString::to_string);
    for text in failed.chain(report.notes.iter().cloned()) {
        let text = CString::new(text.replace('\0', " ")).unwrap_or_default();
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, 1)?;
    }
    Ok(())
}

fn filter(
    side: &str,
    [doc, in_collection, section]: [Option<String>; 3],
    kind: Option<&str>,
    not_zh: Option<String>,
    not_en: Option<String>,
    regional: bool,
) -> PyResult<Filter> {
    let mut filter = Filter::new().side(word::<SideFilter>("side", side)?).regional(regional);
    filter.kind = kind.map(|kind| word::<Kind>("kind", kind)).transpose()?;
    (filter.doc, filter.collection, filter.section) = (doc, in_collection, section);
    (filter.not_zh, filter.not_en) = (not_zh, not_en);
    Ok(filter)
}

#[pymethods]
impl Index {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Index> {
        let opened = py.detach(|| match duizhao::Index::open(&path) {
            Err(Error::NoIndex { .. }) if duizhao::Index::has_sources(&path)? => {
                let report = duizhao::Index::build(&path, &UpdateRequest::new(), &Silent)?;
                Ok((duizhao::Index::open(&path)?, Some(report)))
            }
            index => Ok((index?, None)),
        });
        let (index, report) = opened.map_err(raised)?;
        report.map_or(Ok(()), |report| warn(py, &report))?;
        Ok(Index { index })
    }

    /// Makes an index of files and folders in a folder, or adds them to the one that is there, and opens it. What could
    /// not be read is a warning.
    #[staticmethod]
    fn create(py: Python<'_>, path: PathBuf, files: Vec<PathBuf>) -> PyResult<Index> {
        let (index, report) = py.detach(|| duizhao::Index::create(&path, files)).map_err(raised)?;
        warn(py, &report)?;
        Ok(Index { index })
    }

    /// An index in memory over files and folders, and over texts by name.
    #[staticmethod]
    #[pyo3(signature = (files = Vec::new(), *, texts = BTreeMap::new()))]
    fn in_memory(py: Python<'_>, files: Vec<PathBuf>, texts: BTreeMap<String, String>) -> PyResult<Index> {
        let texts = texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        let request = UpdateRequest::adding(files).texts(texts);
        let (index, report) = py.detach(|| duizhao::Index::in_memory(&request, &Silent)).map_err(raised)?;
        warn(py, &report)?;
        Ok(Index { index })
    }

    /// Ranked passages with their other sides; the closest ones when no passage has all words.
    #[pyo3(signature = (
        query, *, limit = 10, offset = 0, side = "both", doc = None, in_collection = None, section = None, kind = None, not_zh = None,
        not_en = None, regional = false, translate = false, closest = true, context = 0, sort = "score"
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of a Python method")]
    fn search(
        &self,
        py: Python<'_>,
        query: &str,
        limit: usize,
        offset: usize,
        side: &str,
        doc: Option<String>,
        in_collection: Option<String>,
        section: Option<String>,
        kind: Option<&str>,
        not_zh: Option<String>,
        not_en: Option<String>,
        regional: bool,
        translate: bool,
        closest: bool,
        context: u32,
        sort: &str,
    ) -> PyResult<Results> {
        let mut request = SearchRequest::new(query)
            .limit(limit)
            .offset(offset)
            .translate(translate)
            .closest(closest)
            .context(context)
            .sort(word("sort", sort)?);
        request.filter = filter(side, [doc, in_collection, section], kind, not_zh, not_en, regional)?;
        let results = py.detach(|| self.index.search(request)).map_err(raised)?;
        Results::new(py, results)
    }

    /// How many passages match.
    fn count(&self, py: Python<'_>, query: &str) -> PyResult<usize> {
        let request = SearchRequest::new(query).limit(0).closest(false);
        py.detach(|| self.index.search(request)).map(|results| results.total).map_err(raised)
    }

    /// The other side of a text, which may be partial, damaged or in the other script; most similar first.
    #[pyo3(signature = (text, *, level = "auto", limit = 1))]
    fn counterpart(&self, py: Python<'_>, text: &str, level: &str, limit: usize) -> PyResult<Vec<Match>> {
        let request = CounterpartRequest::new(text).level(word("level", level)?).limit(limit);
        let found = py.detach(|| self.index.counterpart(request)).map_err(raised)?;
        Ok(found.matches.into_iter().map(Match).collect())
    }

    /// How a term is rendered on the other side, how often, and where it is not.
    fn terms(&self, py: Python<'_>, term: &str) -> PyResult<Terms> {
        let request = TermsRequest::new(term);
        let terms = py.detach(|| self.index.terms(request)).map_err(raised)?;
        Terms::new(py, terms)
    }

    /// Every match in its sentence, with the sentence that renders it. `sort` is doc, L1, R1, node or target.
    #[pyo3(signature = (
        query, *, sort = "doc", limit = 1000, passages = 0, side = "both", doc = None, in_collection = None, section = None, kind = None,
        not_zh = None, not_en = None, regional = false
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of a Python method")]
    fn kwic(
        &self,
        py: Python<'_>,
        query: &str,
        sort: &str,
        limit: usize,
        passages: usize,
        side: &str,
        doc: Option<String>,
        in_collection: Option<String>,
        section: Option<String>,
        kind: Option<&str>,
        not_zh: Option<String>,
        not_en: Option<String>,
        regional: bool,
    ) -> PyResult<Concordance> {
        let mut request = KwicRequest::new(query).sort(word("sort", sort)?).limit(limit).passages(passages);
        request.filter = filter(side, [doc, in_collection, section], kind, not_zh, not_en, regional)?;
        let found = py.detach(|| self.index.kwic(request)).map_err(raised)?;
        Concordance::new(py, found)
    }

    /// Where the two sides do not say the same, of one document or of all. `glossary` has pairs of a Chinese and an
    /// English term.
    #[pyo3(signature = (
        doc = None, *, only = Vec::new(), ignore = Vec::new(), severity = "note", min_confidence = 0.0,
        glossary = Vec::new()
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of a Python method")]
    fn check(
        &self,
        py: Python<'_>,
        doc: Option<String>,
        only: Vec<String>,
        ignore: Vec<String>,
        severity: &str,
        min_confidence: f32,
        glossary: Vec<(String, String)>,
    ) -> PyResult<Check> {
        let mut request = CheckRequest::new()
            .only(only)
            .ignore(ignore)
            .severity(word("severity", severity)?)
            .min_confidence(min_confidence)
            .glossary(glossary);
        request.doc = doc;
        let report = py.detach(|| self.index.check(&request)).map_err(raised)?;
        Check::new(py, report)
    }

    /// What an id names: the passages of a document, a section, a passage or a sentence.
    fn show(&self, py: Python<'_>, id: &str) -> PyResult<Vec<Passage>> {
        let shown = py.detach(|| self.index.show(id)).map_err(raised)?;
        Ok(shown.passages.into_iter().map(Passage).collect())
    }

    /// All passages, or those of one document, read as they are asked for.
    #[pyo3(signature = (doc = None))]
    fn passages(&self, py: Python<'_>, doc: Option<String>) -> PyResult<Passages> {
        let docs = match doc {
            Some(doc) => {
                // A document that is not there is an error, not an empty answer.
                let request = duizhao::request::ShowRequest::new(&doc).limit(0);
                vec![py.detach(|| self.index.show(request)).map_err(raised)?.document.id]
            }
            None => {
                let documents = py.detach(|| self.index.documents()).map_err(raised)?;
                documents.into_iter().map(|document| document.id).collect()
            }
        };
        Ok(Passages::new(self.index.clone(), docs))
    }

    /// What is indexed.
    fn docs(&self, py: Python<'_>) -> PyResult<Vec<Document>> {
        let documents = py.detach(|| self.index.documents()).map_err(raised)?;
        Ok(documents.into_iter().map(Document::from).collect())
    }

    fn __repr__(&self) -> String {
        "<duizhao.Index>".into()
    }
}
