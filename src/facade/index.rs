//! An index, opened or made, and what can be asked of it.

use crate::cluster::ClusterEngine;
use crate::compare;
use crate::model::{
    CheckReport, CitationPattern, Collocates, Comparison, Concordance, Counterpart, Dispersion, DocumentInfo,
    Frequencies, GlossaryTerm, Keywords, LeftOut, Passage, PassageId, Results, Shown, StoreSize, Terms,
};
use crate::request::{
    CheckRequest, CollocatesRequest, CompareRequest, CounterpartRequest, DispersionRequest, ExportRequest,
    FrequencyRequest, GlossaryRequest, KeywordsRequest, KwicRequest, SearchRequest, ShowRequest, TermsRequest,
    UpdateRequest,
};
use crate::search::{self, IndexSearcher, LocalIndex, Searcher};
use crate::statistics;
use crate::update::{self, Progress, Silent, UpdatePlan, UpdateReport};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An index that is open. Cheap to clone and shared freely between threads; it shows what was there when it was opened
/// or last updated.
#[derive(Clone)]
pub struct Index {
    searcher: Arc<dyn Searcher>,
    /// The folder, where it has one.
    dir: Option<PathBuf>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in a folder, the one that holds `duizhao.toml` and `store/`, or at an address on a cluster, as
    /// `http://127.0.0.1:9200/laws`.
    ///
    /// # Errors
    /// [`Error::NoIndex`] when there is none, [`Error::Index`] when it cannot be used, [`Error::Cluster`] when the cluster
    /// cannot.
    pub fn open(dir: impl AsRef<Path>) -> Result<Index> {
        let dir = dir.as_ref().to_path_buf();
        if let Some(address) = update::cluster_address(&dir)? {
            let engine = ClusterEngine::open(address)?;
            return Ok(Index { searcher: Arc::new(IndexSearcher::over(engine)), dir: Some(dir) });
        }
        match LocalIndex::open(&dir)? {
            Some(index) => Ok(Index { searcher: Arc::new(index), dir: Some(dir) }),
            None => Err(Error::NoIndex { dir }),
        }
    }

    /// Whether the folder lists what an index could be built from, so that [`Index::build`] has something to do.
    ///
    /// # Errors
    /// [`Error::File`] when the list cannot be read.
    pub fn has_sources(dir: impl AsRef<Path>) -> Result<bool> {
        match update::cluster_address(dir.as_ref())? {
            Some(_) => Ok(false),
            None => update::has_sources(dir.as_ref()),
        }
    }

    /// Makes an index of files and folders in a folder, or adds them to the one that is there, and opens it.
    ///
    /// # Errors
    /// Those of [`Index::build`] and [`Index::open`]. Files that fail while others go on are in the report.
    pub fn create(
        dir: impl AsRef<Path>,
        paths: impl IntoIterator<Item = impl Into<PathBuf>>,
    ) -> Result<(Index, UpdateReport)> {
        let report = Index::build(dir.as_ref(), &UpdateRequest::adding(paths), &Silent)?;
        Ok((Index::open(dir)?, report))
    }

    /// An index in memory over the files, folders, pairs and texts of a request, as grep would look through them.
    ///
    /// # Errors
    /// [`Error::Index`] when there is no memory for it. Files that fail while others go on are in the report.
    pub fn in_memory(request: &UpdateRequest, progress: &dyn Progress) -> Result<(Index, UpdateReport)> {
        let (store, report) = update::in_memory(request, progress)?;
        Ok((Index { searcher: Arc::new(LocalIndex::new(store)), dir: None }, report))
    }

    /// Brings the index in a folder up to date with its sources and the changes that are asked for, without opening it.
    ///
    /// # Errors
    /// Nothing could be read, or the index cannot be written; files that fail while others go on are in the report.
    pub fn build(dir: impl AsRef<Path>, request: &UpdateRequest, progress: &dyn Progress) -> Result<UpdateReport> {
        match update::cluster_address(dir.as_ref())? {
            Some(address) => update::update_cluster(dir.as_ref(), &address, request, progress),
            None => update::update(dir.as_ref(), request, progress),
        }
    }

    /// Calls `changed` each time that the files of the index's sources have changed and then rested for a second, until it or
    /// `goes_on`, which is asked ten times a second, says no. A look opens no file. What is changed is read by
    /// [`Index::build`].
    pub fn watch(dir: impl AsRef<Path>, goes_on: &dyn Fn() -> bool, changed: &mut dyn FnMut() -> bool) {
        update::watch(dir.as_ref(), goes_on, changed);
    }

    /// What [`Index::build`] would read as what; changes nothing.
    ///
    /// # Errors
    /// The list of sources, or the index that is there, cannot be read.
    pub fn plan(dir: impl AsRef<Path>, request: &UpdateRequest) -> Result<UpdatePlan> {
        match update::cluster_address(dir.as_ref())? {
            Some(address) => update::dry_run_cluster(&address, request),
            None => update::dry_run(dir.as_ref(), request),
        }
    }

    /// Brings this index up to date and shows what changed.
    ///
    /// # Errors
    /// Those of [`Index::build`]; [`Error::Usage`] for an index in memory.
    pub fn update(&mut self, request: &UpdateRequest, progress: &dyn Progress) -> Result<UpdateReport> {
        let Some(dir) = &self.dir else {
            return Err(Error::Usage("an index in memory cannot be updated; make another one".into()));
        };
        let report = Index::build(dir, request, progress)?;
        if let Some(searcher) = self.searcher.refreshed()? {
            self.searcher = searcher;
        }
        Ok(report)
    }

    /// The engine behind it, for whoever wants to ask with a query that has been read, or serve it.
    pub fn searcher(&self) -> Arc<dyn Searcher> {
        Arc::clone(&self.searcher)
    }

    /// Ranked passages with their other sides; the closest ones when no passage has all words.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the query.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<Results> {
        let request = request.into();
        self.searcher.search(&request.query()?, &request.options)
    }

    /// The query with words of the index in the place of those that no passage has, where they may be slips and something is
    /// found so.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the query.
    pub fn respelled(&self, request: &SearchRequest) -> Result<Option<String>> {
        self.searcher.respelled(&request.query()?)
    }

    /// The other side of a text, which may be partial, damaged or in the other script.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn counterpart(&self, request: impl Into<CounterpartRequest>) -> Result<Counterpart> {
        self.searcher.counterpart(&request.into())
    }

    /// How a term is rendered on the other side, how often, and where it is not.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn terms(&self, request: impl Into<TermsRequest>) -> Result<Terms> {
        self.searcher.terms(&request.into())
    }

    /// The terms of the whole index that have a rendering, best first.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn glossary(&self, request: &GlossaryRequest) -> Result<Vec<GlossaryTerm>> {
        self.searcher.glossary(request)
    }

    /// Every match in its sentence, with the sentence that renders it.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the query.
    pub fn kwic(&self, request: impl Into<KwicRequest>) -> Result<Concordance> {
        let request = request.into();
        search::kwic(self.searcher.as_ref(), &request.query()?, &request.options)
    }

    /// The commonest words of a side, or rows of words.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the query.
    pub fn frequencies(&self, request: &FrequencyRequest) -> Result<Frequencies> {
        statistics::frequencies(self.searcher.as_ref(), request)
    }

    /// What stands near a term, on its side or in the sentences that render it.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the filter.
    pub fn collocates(&self, request: &CollocatesRequest) -> Result<Collocates> {
        statistics::collocates(self.searcher.as_ref(), request)
    }

    /// The words that tell one set of passages from another, or from the rest.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the queries.
    pub fn keywords(&self, request: &KeywordsRequest) -> Result<Keywords> {
        statistics::keywords(self.searcher.as_ref(), request)
    }

    /// How evenly a term is spread over the documents.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the filter.
    pub fn dispersion(&self, request: &DispersionRequest) -> Result<Dispersion> {
        statistics::dispersion(self.searcher.as_ref(), request)
    }

    /// What became of each passage between two versions of one text in the same language: the old one in this index, the
    /// new one in the other, which may be the same.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such document, [`Error::Usage`] when the two have no language in common.
    pub fn compare(&self, other: &Index, request: &CompareRequest) -> Result<Comparison> {
        compare::compare(self.searcher.as_ref(), other.searcher.as_ref(), request)
    }

    /// Where the two sides do not say the same.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such document, [`Error::Usage`] when there is no such rule.
    pub fn check(&self, request: &CheckRequest) -> Result<CheckReport> {
        self.searcher.check(request)
    }

    /// Gives every passage, or every one that a query finds, to `visit`, by document and place, one at a time, with the
    /// 0-based numbers of its sentence pairs that are asked for. Returns how many passages there were.
    ///
    /// # Errors
    /// [`Error::Query`] points at what cannot be read in the query; an error of `visit` ends the work.
    pub fn export(
        &self,
        request: &ExportRequest,
        visit: &mut dyn FnMut(&Passage, &[usize]) -> Result<()>,
    ) -> Result<u64> {
        search::export(self.searcher.as_ref(), request, visit)
    }

    /// What an id names: a document, a section, a passage or a sentence.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none such.
    pub fn show(&self, request: impl Into<ShowRequest>) -> Result<Shown> {
        search::show(self.searcher.as_ref(), &request.into())
    }

    /// What was set aside when a document was read, and why: its files are read anew for it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such document, or an error that names a file that cannot be read any more.
    pub fn left_out(&self, doc: &str) -> Result<Vec<LeftOut>> {
        update::left_out(&search::named_document(self.searcher.as_ref(), doc)?)
    }

    /// The passage of an id; a sentence's id gives the passage that it is in.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        self.searcher.passage(id)
    }

    /// Passages of a document whose 0-based places lie in the range, in order.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>> {
        self.searcher.passages(doc, places)
    }

    /// The document of an id.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        self.searcher.document(id)
    }

    /// All documents, by id.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.searcher.documents()
    }

    /// Sets of passages by name, each with the query that finds it.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn collections(&self) -> Result<BTreeMap<String, String>> {
        self.searcher.collections()
    }

    /// How whoever keeps the index wants passages to be cited, where that is said.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn citation(&self) -> Result<Option<CitationPattern>> {
        self.searcher.citation()
    }

    /// What each part of the index takes, in bytes.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn size(&self) -> Result<StoreSize> {
        self.searcher.size()
    }
}
