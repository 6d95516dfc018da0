//! The index on this machine as an engine.

mod dictionary;
mod exclude;
mod facets;
mod like;
mod lower;
mod order;
mod positions;
mod score_explanation;
mod top_k;
mod vocabulary;
mod words_of_matches;

use super::dictionary::Dictionary;
use super::engine::{Best, Engine, Found, Wanted, WordsOfMatches};
use super::executable::Executable;
use super::index_query::IndexQuery;
use super::index_searcher::IndexSearcher;
use super::searcher::Searcher;
use crate::Result;
use crate::index::{Fields, Manifest, Part, Store, Synonyms};
use crate::model::{CitationPattern, DocumentInfo, Passage, PassageId, Side, StoreSize, WordCount, WordForm};
use dictionary::LocalDictionary;
use lower::lower;
use rayon::prelude::*;
use score_explanation::score_explanation;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::{DocAddress, Score};
use top_k::{TopK, top_k};

/// Searches an index in a folder or in memory.
pub type LocalIndex = IndexSearcher<LocalEngine>;

/// An index in a folder or in memory.
#[derive(Debug)]
pub struct LocalEngine {
    store: Store,
    /// What tells the commit that is open from every other one; `None` where that is not known.
    commit: Option<Vec<u8>>,
}

impl LocalIndex {
    /// Over a store that is open.
    pub fn new(store: Store) -> Self {
        IndexSearcher::over(LocalEngine { store, commit: None })
    }

    /// Opens the index in `dir`, the folder that holds `duizhao.toml` and `store/`; `None` when there is none yet.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when it cannot be used.
    pub fn open(dir: &Path) -> Result<Option<Self>> {
        // Looked at before it is opened: what is committed between the two is seen by the next look.
        let commit = Store::commit(dir);
        Ok(Store::open(dir)?.map(|store| IndexSearcher::over(LocalEngine { store, commit })))
    }
}

impl LocalEngine {
    /// What its folder says of it, without its sources; an index in memory has no folder.
    fn manifest(&self) -> Result<Manifest> {
        let dir = self.store.dir();
        let manifest = if dir.as_os_str().is_empty() { None } else { Manifest::read_head(dir)? };
        Ok(manifest.unwrap_or_default())
    }

    fn fetched(&self, best: Vec<(Score, DocAddress)>, query: &IndexQuery, explain: bool) -> Result<Vec<Found>> {
        let searcher = self.store.searcher();
        let explained = if explain { Some(lower(query, &searcher)?) } else { None };
        let fetched = best.into_iter().map(|(score, at)| {
            let explanation = explained.as_ref().and_then(|query| score_explanation(query.as_ref(), &searcher, at));
            Ok(Found { score, passage: self.store.passage_at(&searcher, at)?, explanation })
        });
        fetched.collect()
    }
}

impl Engine for LocalEngine {
    fn fields(&self) -> &Fields {
        self.store.fields()
    }

    fn dictionary(&self) -> Box<dyn Dictionary + '_> {
        Box::new(LocalDictionary(self.store.searcher()))
    }

    fn best(&self, query: &Executable, wanted: &Wanted) -> Result<Best> {
        let TopK { total, best, facets } = top_k(&self.store, query, wanted)?;
        Ok(Best { total, found: self.fetched(best, &query.query, wanted.explain)?, facets })
    }

    fn top(&self, query: &IndexQuery, most: usize, explain: bool) -> Result<Vec<Found>> {
        let searcher = self.store.searcher();
        let collector = TopDocs::with_limit(most).order_by_score();
        let best = searcher.search(lower(query, &searcher)?.as_ref(), &collector).map_err(|e| self.store.damaged(e))?;
        self.fetched(best, query, explain)
    }

    fn counts(&self, queries: &[IndexQuery]) -> Result<Vec<usize>> {
        let searcher = self.store.searcher();
        let count =
            |query| searcher.search(lower(query, &searcher)?.as_ref(), &Count).map_err(|e| self.store.damaged(e));
        queries.iter().map(count).collect()
    }

    fn sample(&self, query: &IndexQuery, most: usize) -> Result<(usize, Vec<Passage>)> {
        let searcher = self.store.searcher();
        let found = searcher.search(lower(query, &searcher)?.as_ref(), &DocSetCollector);
        let mut addresses: Vec<DocAddress> = found.map_err(|e| self.store.damaged(e))?.into_iter().collect();
        addresses.sort_unstable();
        let total = addresses.len();
        let every = total.div_ceil(most).max(1);
        let chosen: Vec<DocAddress> = addresses.into_iter().step_by(every).collect();
        let passage = |address: &DocAddress| self.store.passage_at(&searcher, *address);
        let mut passages = chosen.par_iter().map(passage).collect::<Result<Vec<_>>>()?;
        passages.sort_by(|a, b| (&a.id.doc, a.order).cmp(&(&b.id.doc, b.order)));
        Ok((total, passages))
    }

    fn each(&self, query: &IndexQuery, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let query = lower(query, &self.store.searcher())?;
        self.store.each(query.as_ref(), visit)
    }

    fn words_of(&self, matches: &IndexQuery, side: Side, form: WordForm) -> Result<Option<WordsOfMatches>> {
        let query = lower(matches, &self.store.searcher())?;
        self.store.guarded(|| words_of_matches::words_of(&self.store, query.as_ref(), side, form))
    }

    fn passage_count(&self) -> Result<u64> {
        Ok(self.store.len())
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
        vocabulary::vocabulary(&self.store, side, form)
    }

    fn size(&self) -> Result<StoreSize> {
        self.store.size()
    }

    fn part(&self, name: &str) -> Result<Option<Part>> {
        self.store.part(name)
    }

    fn collections(&self) -> Result<BTreeMap<String, String>> {
        Ok(self.manifest()?.collections)
    }

    fn citation(&self) -> Result<Option<CitationPattern>> {
        Ok(self.manifest()?.cite)
    }

    fn synonyms(&self) -> Result<Synonyms> {
        Synonyms::read(self.store.dir())
    }

    fn describe(&self, query: &IndexQuery) -> String {
        lower(query, &self.store.searcher()).map_or_else(|e| e.to_string(), |query| format!("{query:?}"))
    }

    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>> {
        match Store::commit(self.store.dir()) {
            None => Ok(None),
            now if now == self.commit => Ok(None),
            _ => Ok(LocalIndex::open(self.store.dir())?.map(|index| Arc::new(index) as Arc<dyn Searcher>)),
        }
    }

    fn guarded(&self, work: &mut dyn FnMut() -> Result<()>) -> Result<()> {
        self.store.guarded(work)
    }
}
