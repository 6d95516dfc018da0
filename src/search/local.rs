//! The index on this machine as an engine.

use super::assemble::assemble;
use super::candidates::candidates;
use super::compile::Compiler;
use super::plan::Plan;
use super::searcher::Searcher;
use super::spotting::spot_line;
use super::vocabulary::vocabulary;
use super::words::WordParts;
use super::{check, counterpart, glossary, places, terms};
use crate::Result;
use crate::index::{Store, Synonyms};
use crate::model::{
    CheckReport, Counterpart, DocumentInfo, GlossaryTerm, KwicLine, Passage, PassageId, Query, Results, Side,
    StoreSize, Terms, WordCount, WordForm,
};
use crate::request::{CheckRequest, CounterpartRequest, GlossaryRequest, SearchOptions, TermsRequest};
use crate::wordalign::LearntView;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// Searches an index in a folder or in memory. Shared freely between threads.
#[derive(Debug)]
pub struct LocalIndex {
    store: Store,
    /// What tells the commit that is open from every other one; `None` where that is not known.
    commit: Option<Vec<u8>>,
    /// What it knows of words, opened when that is first asked for.
    words: OnceLock<WordParts>,
    /// Words that count as the same, read when something is first looked for.
    synonyms: OnceLock<Synonyms>,
}

impl LocalIndex {
    /// Over a store that is open.
    pub fn new(store: Store) -> Self {
        LocalIndex { store, commit: None, words: OnceLock::new(), synonyms: OnceLock::new() }
    }

    /// Opens the index in `dir`, the folder that holds `duizhao.toml` and `store/`; `None` when there is none yet.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when it cannot be used.
    pub fn open(dir: &Path) -> Result<Option<Self>> {
        // Looked at before it is opened: what is committed between the two is seen by the next look.
        let commit = Store::commit(dir);
        Ok(Store::open(dir)?.map(|store| LocalIndex {
            store,
            commit,
            words: OnceLock::new(),
            synonyms: OnceLock::new(),
        }))
    }

    /// The query with the synonyms of whoever keeps the index.
    fn with_synonyms<'q>(&self, query: &'q Query) -> Result<Cow<'q, Query>> {
        let synonyms = match self.synonyms.get() {
            Some(synonyms) => synonyms,
            None => {
                let read = Synonyms::read(self.store.dir())?;
                self.synonyms.get_or_init(|| read)
            }
        };
        if synonyms.is_empty() {
            return Ok(Cow::Borrowed(query));
        }
        let clause = query.clause.clone().with_variants(&|text: &str| synonyms.of(text));
        Ok(Cow::Owned(Query { clause, ..query.clone() }))
    }

    fn ranked(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        let start = Instant::now();
        let query = &*self.with_synonyms(query)?;
        let searcher = self.store.searcher();
        let compiler = Compiler { fields: self.store.fields(), searcher: &searcher };
        let view = if options.counterparts || options.translate { self.words()?.view() } else { LearntView::default() };
        let plan = Plan::new(&compiler, query, options)?;
        places::known(&self.store, &compiler, &query.clause)?;
        let found = candidates(&self.store, &compiler, &view, plan, options)?;
        let results = assemble(&self.store, &compiler, &view, found, query, options)?;
        Ok(Results { took: start.elapsed(), ..results })
    }

    fn words(&self) -> Result<&WordParts> {
        match self.words.get() {
            Some(words) => Ok(words),
            None => {
                let opened = WordParts::open(&self.store)?;
                Ok(self.words.get_or_init(|| opened))
            }
        }
    }

    fn every(&self, query: &Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let query = &*self.with_synonyms(query)?;
        let searcher = self.store.searcher();
        let compiler = Compiler { fields: self.store.fields(), searcher: &searcher };
        let set = compiler.set(&query.clause)?;
        places::known(&self.store, &compiler, &query.clause)?;
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
        self.store.guarded(|| terms::terms(&self.store, &self.words()?.view(), request))
    }

    fn glossary(&self, request: &GlossaryRequest) -> Result<Vec<GlossaryTerm>> {
        let passages = |visit: &mut dyn FnMut(Passage) -> Result<()>| self.every(&Query::everything(), visit);
        glossary::glossary(&self.store, &self.words()?.view(), passages, request)
    }

    fn mark_renderings(&self, lines: &mut [KwicLine]) -> Result<()> {
        let view = self.words()?.view();
        lines.iter_mut().for_each(|line| spot_line(&view, line));
        Ok(())
    }

    fn check(&self, request: &CheckRequest) -> Result<CheckReport> {
        check::check(&self.store, &self.words()?.view(), request)
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

    fn vocabulary(&self, side: Side, form: WordForm) -> Result<Vec<WordCount>> {
        self.store.guarded(|| vocabulary(&self.store, side, form))
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
