//! The index on this machine as an engine.

use super::assemble::assemble;
use super::candidates::candidates;
use super::compile::Compiler;
use super::plan::Plan;
use super::searcher::Searcher;
use super::{check, counterpart, glossary, terms};
use crate::Result;
use crate::index::{Store, Words};
use crate::model::{
    CheckReport, Counterpart, DocumentInfo, GlossaryTerm, Passage, PassageId, Query, Results, StoreSize, Terms,
};
use crate::request::{CheckRequest, CounterpartRequest, GlossaryRequest, SearchOptions, TermsRequest};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Searches an index in a folder or in memory. Shared freely between threads.
#[derive(Debug)]
pub struct LocalIndex {
    store: Store,
    /// What tells the commit that is open from every other one; `None` where that is not known.
    commit: Option<Vec<u8>>,
}

impl LocalIndex {
    /// Over a store that is open.
    pub fn new(store: Store) -> Self {
        LocalIndex { store, commit: None }
    }

    /// Opens the index in `dir`, the folder that holds `duizhao.toml` and `store/`; `None` when there is none yet.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when it cannot be used.
    pub fn open(dir: &Path) -> Result<Option<Self>> {
        // Looked at before it is opened: what is committed between the two is seen by the next look.
        let commit = Store::commit(dir);
        Ok(Store::open(dir)?.map(|store| LocalIndex { store, commit }))
    }

    fn ranked(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        let start = Instant::now();
        let searcher = self.store.searcher();
        let compiler = Compiler { fields: self.store.fields(), searcher: &searcher };
        let words = if options.counterparts || options.translate { self.store.words()? } else { Words::default() };
        let view = words.view();
        let plan = Plan::new(&compiler, query, options)?;
        let found = candidates(&self.store, &compiler, &view, plan, options)?;
        let results = assemble(&self.store, &compiler, &view, found, query, options)?;
        Ok(Results { took: start.elapsed(), ..results })
    }

    fn every(&self, query: &Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let searcher = self.store.searcher();
        let set = Compiler { fields: self.store.fields(), searcher: &searcher }.set(&query.clause)?;
        self.store.each(set.as_ref(), visit)
    }
}

impl Searcher for LocalIndex {
    fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        self.store.guarded(|| self.ranked(query, options))
    }

    fn counterpart(&self, request: &CounterpartRequest) -> Result<Counterpart> {
        self.store.guarded(|| counterpart::counterpart(&self.store, request))
    }

    fn terms(&self, request: &TermsRequest) -> Result<Terms> {
        self.store.guarded(|| terms::terms(&self.store, request))
    }

    fn glossary(&self, request: &GlossaryRequest) -> Result<Vec<GlossaryTerm>> {
        let passages = |visit: &mut dyn FnMut(Passage) -> Result<()>| self.every(&Query::everything(), visit);
        glossary::glossary(&self.store, passages, request)
    }

    fn check(&self, request: &CheckRequest) -> Result<CheckReport> {
        check::check(&self.store, request)
    }

    fn each(&self, query: &Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        self.every(query, visit)
    }

    fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        self.store.passage(id)
    }

    fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>> {
        self.store.passages_of(doc, places)
    }

    fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        self.store.document(id)
    }

    fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.store.documents()
    }

    fn size(&self) -> Result<StoreSize> {
        self.store.size()
    }

    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>> {
        match Store::commit(self.store.dir()) {
            None => Ok(None),
            now if now == self.commit => Ok(None),
            _ => Ok(LocalIndex::open(self.store.dir())?.map(|index| Arc::new(index) as Arc<dyn Searcher>)),
        }
    }
}
