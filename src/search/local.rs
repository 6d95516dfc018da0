//! The searcher over an index on this machine.

use super::closest::{loosen, words_of};
use super::compile::Compiler;
use super::compiled::Compiled;
use super::highlight::Highlighter;
use super::scored::scored;
use super::spotting::spot_all;
use super::top::Found;
use super::translate::Translated;
use super::words::{OpenedParts, WordParts};
use super::{Page, Searcher, Wanted, rerank};
use crate::Result;
use crate::index::Store;
use crate::model::{
    Clause, Counterpart, DocumentInfo, Hit, Mark, Mode, Passage, PassageId, Query, Results, Side, Sides, Terms,
};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::{DocAddress, Score};

/// Passages that come close enough to be put in order.
const CANDIDATES: usize = 60;

/// The same where the query is carried over to the other language, which is less sure.
const TRANSLATED: usize = 200;

/// Searches an index in a folder or in memory. Shared freely between threads.
#[derive(Debug)]
pub struct LocalIndex {
    pub(super) store: Store,
    words: OpenedParts,
}

impl LocalIndex {
    pub fn new(store: Store) -> Self {
        LocalIndex { store, words: OpenedParts::default() }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the index knows of words.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when a part of it is damaged.
    pub fn words(&self) -> Result<WordParts> {
        self.words.of(&self.store)
    }

    /// Gives every passage that matches a clause to `visit`, by document and place, one at a time. All of them match
    /// `Clause::All(vec![])`. Returns how many there were.
    ///
    /// # Errors
    /// The index cannot be read, or `visit` gave an error, which ends the work.
    pub fn each(&self, clause: &Clause, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let searcher = self.store.searcher();
        let set = Compiler { fields: self.store.fields(), searcher: &searcher }.set(clause)?;
        self.store.each(set.as_ref(), visit)
    }

    /// Passages that come near: candidates by the index, their order by what they say.
    fn near(
        &self,
        searcher: &tantivy::Searcher,
        query: &dyn tantivy::query::Query,
        near: &Near,
        window: Range<usize>,
    ) -> Result<(usize, Vec<Ranked>)> {
        let candidates = if near.translated.is_some() { TRANSLATED } else { CANDIDATES }.max(window.end);
        let best = TopDocs::with_limit(candidates).order_by_score();
        let best = searcher.search(query, &best).map_err(|e| self.store.damaged(e))?;
        let total = best.len();
        let mut ranked = Vec::with_capacity(total);
        for (_, at) in best {
            ranked.push(near.rank(&self.store.passage_at(searcher, at)?, at));
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok((total, ranked.into_iter().skip(window.start).take(window.len()).collect()))
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
        let Found { total: exact, best, facets } = self.top(&searcher, &compiled, page)?;
        let mut total = exact;
        let mut ranking: Vec<Ranked> =
            best.into_iter().map(|(score, at)| Ranked { score, at, translated: false }).collect();
        let words = if page.counterparts || page.translate { self.words()? } else { WordParts::default() };
        let view = words.view();
        let loose = if exact == 0 && page.closest { loosen(&query.clause) } else { None };
        let carried = if page.translate { words_of(&query.clause) } else { None };
        let translated = carried.as_ref().and_then(|(words, _)| Translated::new(&compiler, &view, words));
        let mut translation = None;
        let mut mode = Mode::Exact;
        if loose.is_some() || translated.is_some() {
            let mut any: Vec<Box<dyn tantivy::query::Query>> = Vec::new();
            any.extend(loose.as_ref().map(|(words, _)| compiler.closest(words)));
            any.extend(translated.as_ref().map(|translated| translated.query(&compiler)));
            let firm = loose.as_ref().or(carried.as_ref()).map_or(&[][..], |(_, firm)| firm);
            let near_query = compiler.firmly(any, firm, (exact > 0).then(|| compiled.query.box_clone()))?;
            let wanted = loose.as_ref().map(|(words, _)| rerank::Wanted::new(&compiler, words));
            let near = Near { wanted, translated };
            let window = page.offset.saturating_sub(exact)..(page.offset + page.limit).saturating_sub(exact);
            let (more, rest) = self.near(&searcher, near_query.as_ref(), &near, window)?;
            total += more;
            ranking.extend(rest);
            if exact == 0 {
                (mode, compiled) = (Mode::Closest, Compiled::from(near_query));
            }
            translation = near.translated;
        }
        let highlighter = Highlighter::new(&query.clause, mode);
        let mut documents = Documents::new(&self.store);
        let mut hits = Vec::with_capacity(ranking.len());
        for (i, Ranked { score, at, translated }) in ranking.into_iter().enumerate() {
            let passage = self.store.passage_at(&searcher, at)?;
            let mut marks = highlighter.marks(&passage);
            if let Some(translation) = translation.as_ref().filter(|_| translated) {
                translation.mark(&passage, &mut marks);
            }
            let sentence_hits = sentence_hits(&passage, &marks);
            let explanation = if page.explain { scored(compiled.query.as_ref(), &searcher, at) } else { None };
            let document = documents.get(&passage.id.doc)?;
            let (before, behind) = self.around(&passage, page.context)?;
            let rank = page.offset + i + 1;
            hits.push(Hit {
                rank,
                score,
                passage,
                document,
                marks,
                sentence_hits,
                before,
                behind,
                translated,
                explanation,
            });
        }
        if page.counterparts {
            spot_all(&view, &mut hits.iter_mut().filter(|hit| !hit.translated).collect::<Vec<_>>());
        }
        // What merely comes close is not counted.
        let facets = facets.filter(|_| mode == Mode::Exact);
        let explanation =
            page.explain.then(|| format!("{}index query: {:?}", compiler.explain(&query.clause), compiled.query));
        Ok(Results { query: query.text.clone(), total, took: start.elapsed(), mode, facets, hits, explanation })
    }
}

/// A passage of the results before it is fetched.
struct Ranked {
    score: Score,
    at: DocAddress,
    /// Found by what the query means in the other language.
    translated: bool,
}

/// What passages that do not match should say all the same.
struct Near {
    wanted: Option<rerank::Wanted>,
    translated: Option<Translated>,
}

impl Near {
    fn rank(&self, passage: &Passage, at: DocAddress) -> Ranked {
        let said = self.wanted.as_ref().map_or(0.0, |wanted| wanted.score(passage));
        let meant = self.translated.as_ref().map_or(0.0, |translated| translated.score(passage));
        Ranked { score: said + meant, at, translated: meant > said }
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
