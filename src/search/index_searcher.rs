//! The one door over any engine: each question is read, looked up and answered here.

use super::assemble::assemble;
use super::candidates::candidates;
use super::compile::Compiler;
use super::copies::folded;
use super::dictionary::settled;
use super::engine::{Engine, WordOfMatches};
use super::index_query::{IndexQuery, Value};
use super::plan::Plan;
use super::searcher::Searcher;
use super::spelling::{replaced, slips};
use super::spotting::spot_line;
use super::unknown::near_of;
use super::words::WordParts;
use super::{check, counterpart, glossary, labels, places, terms};
use crate::index::Synonyms;
use crate::model::{
    CheckReport, CitationPattern, Clause, Counterpart, DocumentInfo, GlossaryTerm, KwicLine, Passage, PassageId, Query,
    Results, Side, StoreSize, Terms, WordCount, WordForm,
};
use crate::query::parse;
use crate::request::{
    CheckRequest, CounterpartRequest, Filter, GlossaryRequest, SearchOptions, SearchOrder, TermsRequest,
};
use crate::wordalign::LearntView;
use crate::{Error, Result};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::{Bound, Range};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// Said where `date:` looks at the texts.
const TEXT_DATES: &str =
    "no document here says when it is from: date: looks for the dates that the texts say, as num: does";

/// Collections in the query of a collection, one in the other.
const DEEPEST: usize = 8;

/// Ranks that are looked at for each passage that is wanted, where passages say the same.
const COPIES: usize = 8;

/// Searches an index through an engine. Shared freely between threads.
#[derive(Debug)]
pub struct IndexSearcher<E> {
    engine: E,
    /// What it knows of words, opened when that is first asked for.
    words: OnceLock<WordParts>,
    /// Words that count as the same, read when something is first looked for.
    synonyms: OnceLock<Synonyms>,
}

impl<E: Engine> IndexSearcher<E> {
    /// Over an engine that is ready.
    pub fn over(engine: E) -> Self {
        IndexSearcher { engine, words: OnceLock::new(), synonyms: OnceLock::new() }
    }

    /// The query with those of the collections that it names in their place.
    fn with_collections<'q>(&self, query: &'q Query) -> Result<Cow<'q, Query>> {
        let read = query.clause.with_collections(&|name: &str| self.collection(name, 0))?;
        Ok(read.map_or(Cow::Borrowed(query), |clause| Cow::Owned(Query { clause, ..query.clone() })))
    }

    /// The query of a collection, which may name others.
    fn collection(&self, name: &str, depth: usize) -> Result<Clause> {
        let collections = self.engine.collections()?;
        let Some(text) = collections.get(name) else {
            let names: Vec<&str> = collections.keys().map(String::as_str).collect();
            let hint = near_of(name, &names, "no collection is called so; index --collection NAME=QUERY makes one");
            return Err(Error::NotFound { id: format!("collection:{name}"), hint });
        };
        if depth > DEEPEST {
            return Err(Error::Usage(format!("the collection '{name}' is defined by itself")));
        }
        let clause = parse(text)?.clause;
        let inner = clause.with_collections(&|name: &str| self.collection(name, depth + 1))?;
        Ok(inner.unwrap_or(clause))
    }

    /// The query with the synonyms of whoever keeps the index.
    fn with_synonyms<'q>(&self, query: &'q Query) -> Result<Cow<'q, Query>> {
        let synonyms = match self.synonyms.get() {
            Some(synonyms) => synonyms,
            None => {
                let read = self.engine.synonyms()?;
                self.synonyms.get_or_init(|| read)
            }
        };
        if synonyms.is_empty() {
            return Ok(Cow::Borrowed(query));
        }
        let clause = query.clause.clone().with_variants(&|text: &str| synonyms.of(text));
        Ok(Cow::Owned(Query { clause, ..query.clone() }))
    }

    /// The query as this index reads it, and what whoever asked should know of that. Where no document says when it is
    /// from, `date:` asks for the dates that the texts say.
    fn read<'q>(&self, query: &'q Query, compiler: &Compiler<'_>) -> Result<(Cow<'q, Query>, Option<String>)> {
        let query = match self.with_collections(query)? {
            Cow::Borrowed(query) => self.with_synonyms(query)?,
            Cow::Owned(query) => Cow::Owned(self.with_synonyms(&query)?.into_owned()),
        };
        let in_texts = query.clause.with_text_dates();
        match in_texts {
            Some(clause) if !places::has_dates(&self.engine, compiler)? => {
                Ok((Cow::Owned(Query { clause, ..query.into_owned() }), Some(TEXT_DATES.to_string())))
            }
            _ => Ok((query, None)),
        }
    }

    /// Ranked passages, those that say the same as one. Where there are such, more are looked at, so that as many are
    /// given as were asked for.
    fn folded(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        let start = Instant::now();
        let results = folded(self.ranked(query, options)?, options.limit);
        if results.told == results.hits.len() || options.offset + results.told >= results.total {
            return Ok(results);
        }
        let wide = options.clone().limit(options.limit.saturating_mul(COPIES));
        let results = folded(self.ranked(query, &wide)?, options.limit);
        Ok(Results { took: start.elapsed(), ..results })
    }

    fn ranked(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        let start = Instant::now();
        let dictionary = self.engine.dictionary();
        let compiler = Compiler { fields: self.engine.fields(), dictionary: dictionary.as_ref() };
        let (query, note) = self.read(query, &compiler)?;
        let query = &*query;
        let view = if options.counterparts || options.translate { self.words()?.view() } else { LearntView::default() };
        let plan = settled(dictionary.as_ref(), || Plan::new(&compiler, query, options))?;
        places::known(&self.engine, &compiler, &query.clause)?;
        if let SearchOrder::Field(name, _) = &options.sort {
            settled(dictionary.as_ref(), || labels::terms_of(compiler.fields, dictionary.as_ref(), name))?;
        }
        let found = candidates(&self.engine, &compiler, &view, plan, options)?;
        let results = assemble(&self.engine, &compiler, &view, found, query, options)?;
        Ok(Results { took: start.elapsed(), note, ..results })
    }

    fn words(&self) -> Result<&WordParts> {
        match self.words.get() {
            Some(words) => Ok(words),
            None => {
                let opened = WordParts::open(&self.engine)?;
                Ok(self.words.get_or_init(|| opened))
            }
        }
    }

    /// What a query matches.
    fn set(&self, query: &Query) -> Result<IndexQuery> {
        let dictionary = self.engine.dictionary();
        let compiler = Compiler { fields: self.engine.fields(), dictionary: dictionary.as_ref() };
        let (query, _) = self.read(query, &compiler)?;
        let set = settled(dictionary.as_ref(), || compiler.set(&query.clause))?;
        places::known(&self.engine, &compiler, &query.clause)?;
        Ok(set)
    }

    /// The passages of a collection.
    fn ids(&self, collection: &str) -> Result<HashSet<PassageId>> {
        let (mut ids, set) = (HashSet::new(), self.set(&Filter::new().collection(collection).everything()?)?);
        self.engine.each(&set, &mut |passage| {
            ids.insert(passage.id);
            Ok(())
        })?;
        Ok(ids)
    }

    fn guarded<T>(&self, work: impl Fn() -> Result<T>) -> Result<T> {
        let mut done = None;
        self.engine.guarded(&mut || {
            done = Some(work()?);
            Ok(())
        })?;
        match done {
            Some(done) => Ok(done),
            // An engine runs what it is given.
            None => work(),
        }
    }
}

impl<E: Engine + 'static> Searcher for IndexSearcher<E> {
    fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results> {
        self.guarded(|| if options.fold { self.folded(query, options) } else { self.ranked(query, options) })
    }

    fn counterpart(&self, request: &CounterpartRequest) -> Result<Counterpart> {
        self.guarded(|| counterpart::counterpart(&self.engine, request))
    }

    fn terms(&self, request: &TermsRequest) -> Result<Terms> {
        let read = |clause: Clause| {
            let with = clause.with_collections(&|name: &str| self.collection(name, 0))?;
            Ok(with.unwrap_or(clause))
        };
        self.guarded(|| terms::terms(&self.engine, &self.words()?.view(), &read, request))
    }

    fn glossary(&self, request: &GlossaryRequest) -> Result<Vec<GlossaryTerm>> {
        let (query, all) = match &request.collection {
            Some(name) => {
                let query = Filter::new().collection(name).everything()?;
                let all = self.engine.counts(&[self.set(&query)?])?.iter().sum::<usize>() as u64;
                (query, all)
            }
            None => (Query::everything(), self.engine.passage_count()?),
        };
        let passages = |visit: &mut dyn FnMut(Passage) -> Result<()>| self.each(&query, visit);
        glossary::glossary(all, &self.words()?.view(), passages, request)
    }

    fn mark_renderings(&self, lines: &mut [KwicLine]) -> Result<()> {
        let view = self.words()?.view();
        lines.iter_mut().for_each(|line| spot_line(&view, line));
        Ok(())
    }

    fn check(&self, request: &CheckRequest) -> Result<CheckReport> {
        let within = request.collection.as_ref().map(|name| self.ids(name)).transpose()?;
        check::check(&self.engine, &self.words()?.view(), within.as_ref(), request)
    }

    fn each(&self, query: &Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        self.engine.each(&self.set(query)?, visit)
    }

    fn each_or_words(
        &self,
        query: &Query,
        side: Side,
        count: &mut dyn FnMut(&str, u64),
        visit: &mut dyn FnMut(Passage) -> Result<()>,
    ) -> Result<u64> {
        let set = self.set(query)?;
        let one = Value::Number(1);
        let (low, high) = (Bound::Included(one.clone()), Bound::Included(one));
        let one_sentence = IndexQuery::Range { field: self.engine.fields().one_sentence, low, high };
        let all = |must, not| IndexQuery::All { must, should: Vec::new(), not };
        let short = all(vec![set.clone(), one_sentence.clone()], Vec::new());
        let Some(counted) = self.engine.words_of(&short, side, WordForm::Lemma)? else {
            return self.engine.each(&set, visit).map(|_| 0);
        };
        counted.words.iter().for_each(|word| count(&word.word, word.passages));
        self.engine.each(&all(vec![set], vec![one_sentence]), visit)?;
        Ok(counted.passages)
    }

    fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        self.engine.passage(id)
    }

    fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>> {
        self.engine.passages(doc, places)
    }

    fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        self.engine.document(id)
    }

    fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.engine.documents()
    }

    fn respelled(&self, query: &Query) -> Result<Option<String>> {
        self.guarded(|| {
            let dictionary = self.engine.dictionary();
            let compiler = Compiler { fields: self.engine.fields(), dictionary: dictionary.as_ref() };
            let slips = settled(dictionary.as_ref(), || Ok(slips(&compiler, &query.clause)))?;
            if slips.is_empty() {
                return Ok(None);
            }
            let text = replaced(&query.text, &slips);
            // A text that reads otherwise than it was meant is no help.
            let Ok(meant) = parse(&text) else { return Ok(None) };
            let found = self.engine.counts(&[self.set(&meant)?])?;
            Ok(found.iter().any(|n| *n > 0).then_some(text))
        })
    }

    fn collections(&self) -> Result<BTreeMap<String, String>> {
        self.engine.collections()
    }

    fn citation(&self) -> Result<Option<CitationPattern>> {
        self.engine.citation()
    }

    fn vocabulary_of(&self, query: &Query, side: Side, form: WordForm) -> Result<Option<Vec<WordCount>>> {
        let counted = self.engine.words_of(&self.set(query)?, side, form)?;
        let count = |word: WordOfMatches| WordCount { word: word.word, times: word.times };
        Ok(counted.map(|counted| counted.words.into_iter().map(count).collect()))
    }

    fn vocabulary(&self, side: Side, form: WordForm) -> Result<Vec<WordCount>> {
        self.guarded(|| self.engine.vocabulary(side, form))
    }

    fn size(&self) -> Result<StoreSize> {
        self.engine.size()
    }

    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>> {
        self.engine.refreshed()
    }

    fn is_remote(&self) -> bool {
        self.engine.is_remote()
    }

    fn ready(&self) -> Result<()> {
        self.engine.ready()
    }
}
