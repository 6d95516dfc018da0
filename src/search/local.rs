//! The searcher over an index on this machine.

use super::closest::loosen;
use super::compile::Compiler;
use super::highlight::Highlighter;
use super::scored::scored;
use super::spotting::spot;
use super::{Page, Searcher, Sort, Wanted, facets, rerank};
use crate::Result;
use crate::index::{Record, Store};
use crate::model::{
    Counterpart, DocumentInfo, Hit, Mark, Mode, Passage, PassageId, Query, Results, Side, Sides, Terms,
};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::{DocAddress, Score};

/// Passages that come close enough to be put in order.
const CANDIDATES: usize = 60;

/// Searches an index in a folder or in memory. Shared freely between threads.
#[derive(Debug)]
pub struct LocalIndex {
    pub(super) store: Store,
}

impl LocalIndex {
    pub fn new(store: Store) -> Self {
        LocalIndex { store }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The closest passages: candidates by the index, their order by what they say.
    fn closest(
        &self,
        searcher: &tantivy::Searcher,
        query: &dyn tantivy::query::Query,
        wanted: &rerank::Wanted,
        page: &Page,
    ) -> Result<(usize, Vec<(Score, DocAddress)>)> {
        let candidates = CANDIDATES.max(page.offset + page.limit);
        let best = TopDocs::with_limit(candidates).order_by_score();
        let best = searcher.search(query, &best).map_err(|e| self.store.damaged(e))?;
        let total = best.len();
        let mut scored = Vec::with_capacity(total);
        for (_, address) in best {
            scored.push((wanted.score(&self.store.passage_at(searcher, address)?), address));
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok((total, scored.into_iter().skip(page.offset).take(page.limit).collect()))
    }

    /// Passages on both sides of one.
    fn around(&self, passage: &Passage, n: u32) -> Result<(Vec<Passage>, Vec<Passage>)> {
        if n == 0 {
            return Ok((Vec::new(), Vec::new()));
        }
        let at = passage.order;
        let mut before =
            self.store.passages_of(&passage.id.doc, at.saturating_sub(n)..at.saturating_add(n).saturating_add(1))?;
        let behind = before.split_off(before.iter().position(|p| p.order > at).unwrap_or(before.len()));
        before.retain(|p| p.order < at);
        Ok((before, behind))
    }

    fn top(
        &self,
        searcher: &tantivy::Searcher,
        query: &dyn tantivy::query::Query,
        page: &Page,
    ) -> Result<(usize, Vec<(Score, DocAddress)>)> {
        let error = |e| self.store.damaged(e);
        if page.limit == 0 {
            return Ok((searcher.search(query, &Count).map_err(error)?, Vec::new()));
        }
        if page.sort == Sort::Score {
            let best = TopDocs::with_limit(page.limit).and_offset(page.offset).order_by_score();
            let (best, total) = searcher.search(query, &(best, Count)).map_err(error)?;
            return Ok((total, best));
        }
        // By document: ids are strings, so the order is settled on the records.
        let found = searcher.search(query, &DocSetCollector).map_err(error)?;
        let total = found.len();
        let mut placed = Vec::with_capacity(total);
        for address in found {
            if let Record::Passage(p) = self.store.record(searcher, address)? {
                placed.push((p.id.doc, p.order, address));
            }
        }
        placed.sort();
        let shown = placed.into_iter().skip(page.offset).take(page.limit).map(|(_, _, address)| (0.0, address));
        Ok((total, shown.collect()))
    }
}

/// Documents of the hits, each fetched once.
pub(super) struct Documents<'s> {
    store: &'s Store,
    known: HashMap<String, Arc<DocumentInfo>>,
}

impl<'s> Documents<'s> {
    pub fn new(store: &'s Store) -> Self {
        Documents { store, known: HashMap::new() }
    }

    pub fn get(&mut self, id: &str) -> Result<Arc<DocumentInfo>> {
        if let Some(known) = self.known.get(id) {
            return Ok(Arc::clone(known));
        }
        let missing = || DocumentInfo { id: id.to_string(), ..DocumentInfo::default() };
        let info = Arc::new(self.store.document(id)?.unwrap_or_else(missing));
        self.known.insert(id.to_string(), Arc::clone(&info));
        Ok(info)
    }
}

impl Searcher for LocalIndex {
    fn search(&self, query: &Query, page: &Page) -> Result<Results> {
        self.store.guarded(|| self.ranked(query, page))
    }

    fn counterpart(&self, text: &str, wanted: &Wanted) -> Result<Counterpart> {
        self.store.guarded(|| self.find_counterpart(text, wanted))
    }

    fn terms(&self, term: &str) -> Result<Terms> {
        self.store.guarded(|| self.find_terms(term))
    }

    fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        self.store.passage(id)
    }

    fn passages(&self, doc: &str, places: std::ops::Range<u32>) -> Result<Vec<Passage>> {
        self.store.passages_of(doc, places)
    }

    fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        self.store.document(id)
    }

    fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.store.documents()
    }
}

impl LocalIndex {
    fn ranked(&self, query: &Query, page: &Page) -> Result<Results> {
        let start = Instant::now();
        let searcher = self.store.searcher();
        let compiler = Compiler { fields: self.store.fields(), searcher: &searcher };
        let mut compiled = compiler.query(&query.clause)?;
        let mut mode = Mode::Exact;
        let (mut total, mut top) = self.top(&searcher, compiled.as_ref(), page)?;
        if total == 0
            && page.closest
            && let Some((words, firm)) = loosen(&query.clause)
        {
            compiled = compiler.closest(&words, &firm)?;
            let wanted = rerank::Wanted::new(&compiler, &words);
            (total, top) = self.closest(&searcher, compiled.as_ref(), &wanted, page)?;
            mode = Mode::Closest;
        }
        let highlighter = Highlighter::new(&query.clause, mode);
        let mut documents = Documents::new(&self.store);
        let mut hits = Vec::with_capacity(top.len());
        for (i, (score, address)) in top.into_iter().enumerate() {
            let passage = self.store.passage_at(&searcher, address)?;
            let marks = highlighter.marks(&passage);
            let sentence_hits = sentence_hits(&passage, &marks);
            let explanation = if page.explain { scored(compiled.as_ref(), &searcher, address) } else { None };
            let document = documents.get(&passage.id.doc)?;
            let (before, behind) = self.around(&passage, page.context)?;
            let rank = page.offset + i + 1;
            hits.push(Hit { rank, score, passage, document, marks, sentence_hits, before, behind, explanation });
        }
        if page.counterparts && !hits.is_empty() {
            let words = self.store.words()?;
            let view = words.view();
            hits.par_iter_mut().for_each(|hit| spot(&view, hit));
        }
        // What merely comes close is not counted.
        let facets = match (page.facets, mode) {
            (true, Mode::Exact) => Some(facets::facets(&self.store, &searcher, compiled.as_ref())?),
            _ => None,
        };
        let explanation = page.explain.then(|| format!("{}index query: {compiled:?}", compiler.explain(&query.clause)));
        Ok(Results { query: query.text.clone(), total, took: start.elapsed(), mode, facets, hits, explanation })
    }
}

/// For each sentence pair, whether a match lies in it on either side.
fn sentence_hits(passage: &Passage, marks: &Sides<Vec<Mark>>) -> Vec<bool> {
    let touched = |side: Side, span| marks.get(side).iter().any(|m| m.span.overlaps(span));
    passage
        .sentences
        .iter()
        .map(|pair| Side::BOTH.into_iter().any(|side| pair.get(side).is_some_and(|span| touched(side, span))))
        .collect()
}
