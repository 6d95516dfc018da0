//! An index on a cluster as an engine: looks up, fetches and counts over HTTP, always in what is current.

use super::address::Address;
use super::client::Method;
use super::connect::Cluster;
use super::dictionary::{ClusterDictionary, Statistics};
use super::mapping::{LENGTHS, LOT, LOTS};
use super::order::{LabelsOfDocuments, in_order};
use super::parts;
use super::state::{State, Versioned};
use super::view::{COUNTED, View};
use super::vocabulary::{Vocabulary, WORDS_PART};
use crate::index::{
    CASE, Content, END, Field, Fields, Labels, Manifest, Part, Record, SYNONYMS_PART, Synonyms, by_field, entry,
    field_name, fields,
};
use crate::model::{CitationPattern, DocumentInfo, Facets, Passage, PassageId, Side, StoreSize, WordCount, WordForm};
use crate::request::SearchOrder;
use crate::search::{Best, Dictionary, Engine, Executable, Found, IndexQuery, IndexSearcher, Searcher, Wanted};
use crate::{Error, Result};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Frequencies that are remembered.
const REMEMBERED: usize = 500_000;
/// Documents and sections that are told, and of how many each part of an index tells, so that these are the right ones.
const FACETS: usize = 100;
const FACETS_OF_SHARD: usize = 10_000;
/// Divides a date as yyyymmdd into its year.
const DAYS: f64 = 10_000.0;

/// One view of an index on a cluster.
#[derive(Debug)]
pub struct ClusterEngine {
    view: View,
    frequencies: Mutex<HashMap<(Field, String), u64>>,
    lengths: OnceLock<HashMap<&'static str, f32>>,
    parts: Mutex<HashMap<String, Option<Part>>>,
    words: OnceLock<Vocabulary>,
    labels: OnceLock<LabelsOfDocuments>,
}

impl ClusterEngine {
    /// Opens the index at an address.
    ///
    /// # Errors
    /// [`Error::NoIndex`] when there is none, [`Error::Index`] when it cannot be used, [`Error::Cluster`] when the
    /// cluster cannot.
    pub fn open(address: Address) -> Result<ClusterEngine> {
        let cluster = Arc::new(Cluster::connect(&address)?);
        let current = Versioned::read(&cluster, &address.name, &address.to_string())?;
        match current.filter(|current| !current.state.index.is_empty()) {
            Some(current) => Ok(ClusterEngine::over(cluster, address, current)),
            None => Err(Error::NoIndex { dir: PathBuf::from(address.to_string()) }),
        }
    }

    pub(super) fn over(cluster: Arc<Cluster>, address: Address, current: Versioned) -> ClusterEngine {
        ClusterEngine {
            view: View { cluster, address, current },
            frequencies: Mutex::default(),
            lengths: OnceLock::new(),
            parts: Mutex::default(),
            words: OnceLock::new(),
            labels: OnceLock::new(),
        }
    }

    /// Passages in the index.
    pub fn len(&self) -> u64 {
        self.state().passages
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The files that it is built from.
    pub fn sources(&self) -> &Manifest {
        &self.state().sources
    }

    /// Terms of each document's fields, by its id; read once.
    fn labels(&self) -> Result<&LabelsOfDocuments> {
        if let Some(labels) = self.labels.get() {
            return Ok(labels);
        }
        let documents = self.all_documents()?;
        let labels = documents.iter().map(|info| (info.id.clone(), Labels::of(info).terms().to_vec())).collect();
        Ok(self.labels.get_or_init(|| labels))
    }

    /// All documents by id.
    pub fn all_documents(&self) -> Result<Vec<DocumentInfo>> {
        self.view.documents_where(json!({"match_all": {}}))
    }

    /// A part beside the passages, by name.
    pub fn stored_part(&self, name: &str) -> Result<Option<Part>> {
        let known = self.parts.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if let Some(part) = known {
            return Ok(part);
        }
        let stored = self.state().parts.get(name);
        let part =
            stored.map(|stored| parts::read(&self.view.cluster, &self.view.address.name, name, stored)).transpose()?;
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_string(), part.clone());
        Ok(part)
    }

    /// Gives about `most` passages to `visit`, or all where there are no more: always the same ones of the same passages,
    /// wherever they are kept.
    pub fn some(&self, most: u64, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let below = u128::from(most) * u128::from(LOTS) / u128::from(self.len().max(1));
        let drawn = json!({"range": {LOT: {"lt": below.min(u128::from(LOTS)) as u64}}});
        self.view.pages(&self.view.live_set(drawn), &mut |_, passage| visit(passage))
    }

    fn state(&self) -> &State {
        self.view.state()
    }

    /// The English words of what was learnt from.
    fn words(&self) -> &Vocabulary {
        self.words.get_or_init(|| {
            let part = self.stored_part(WORDS_PART).ok().flatten();
            part.map(|part| Vocabulary::from_bytes(part.bytes())).unwrap_or_default()
        })
    }
}

impl Statistics for ClusterEngine {
    fn record_count(&self) -> u64 {
        self.state().passages + self.state().documents
    }

    fn known_frequency(&self, field: Field, term: &str) -> Option<u64> {
        let known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(field, term.to_string())).copied()
    }

    fn fetch_frequencies(&self, terms: Vec<(Field, String)>) -> Result<()> {
        for terms in terms.chunks(COUNTED) {
            let queries: Vec<IndexQuery> =
                terms.iter().map(|(field, text)| IndexQuery::Term { field: *field, text: text.clone() }).collect();
            // All records, also those that are not wanted any more: so the scores have it, and it is read off.
            let counts = self.view.counted(&queries, json!({"match_all": {}}))?;
            let mut known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() > REMEMBERED {
                known.clear();
            }
            known.extend(terms.iter().cloned().zip(counts.into_iter().map(|count| count as u64)));
        }
        Ok(())
    }

    fn known_length(&self, field: Field) -> Option<f32> {
        Some(self.lengths.get()?.get(field_name(field)).copied().unwrap_or(1.0))
    }

    fn fetch_lengths(&self) -> Result<()> {
        let sums: Map<String, Value> =
            LENGTHS.iter().map(|(_, length)| (length.to_string(), json!({"sum": {"field": length}}))).collect();
        let body = json!({"query": self.state().passages(), "size": 0, "track_total_hits": false, "aggs": sums});
        let answer = self.view.ask(&self.state().index, body)?;
        let records = (self.state().passages + self.state().documents).max(1) as f64;
        let mean =
            |length: &str| (answer["aggregations"][length]["value"].as_f64().unwrap_or_default() / records) as f32;
        let lengths = LENGTHS.iter().map(|(field, length)| (*field, mean(length).max(1.0))).collect();
        let _ = self.lengths.set(lengths);
        Ok(())
    }

    fn words_beginning(&self, field: Field, beginning: &str, most: usize) -> Vec<String> {
        if field == fields().origin || field == fields().reference {
            return self.view.names(field, beginning, most).unwrap_or_default();
        }
        if field == fields().labels {
            let all: BTreeSet<&String> = self.labels().into_iter().flat_map(BTreeMap::values).flatten().collect();
            let begin_so = all.into_iter().filter(|term| term.starts_with(beginning));
            return begin_so.take(most).cloned().collect();
        }
        let behind = |words: &BTreeMap<String, u64>| -> Vec<String> {
            let from = words.range(beginning.to_string()..).map(|(word, _)| word);
            from.take_while(|word| word.starts_with(beginning) && !word.starts_with(END)).take(most).cloned().collect()
        };
        self.words().of(field).map(behind).unwrap_or_default()
    }

    fn each_learnt_word(&self, field: Field, visit: &mut dyn FnMut(&str, u64)) {
        let words = self.words().of(field).into_iter().flatten();
        words.filter(|(word, _)| !word.starts_with(END)).for_each(|(word, passages)| visit(word, *passages));
    }
}

impl Engine for ClusterEngine {
    fn fields(&self) -> &Fields {
        fields()
    }

    fn dictionary(&self) -> Box<dyn Dictionary + '_> {
        Box::new(ClusterDictionary::new(self))
    }

    fn best(&self, query: &Executable, wanted: &Wanted) -> Result<Best> {
        let looked_up = self.view.json(&query.query)?;
        let looked_up = match &wanted.sort {
            SearchOrder::Score => self.view.live(looked_up),
            _ => self.view.live_set(looked_up),
        };
        let mut more = Map::new();
        if wanted.facets {
            let by = |field: &str| {
                let order = json!([{"_count": "desc"}, {"_key": "asc"}]);
                json!({"terms": {"field": field, "size": FACETS, "shard_size": FACETS_OF_SHARD, "order": order}})
            };
            more.insert(
                "aggs".into(),
                json!({
                    "docs": by("doc"),
                    "sections": by("facet"),
                    "origins": by("origin"),
                    "labels": by("labels"),
                    "years": {"histogram": {"field": "date", "interval": DAYS, "min_doc_count": 1}},
                }),
            );
        }
        let (looked_up, sort) = in_order(looked_up, &wanted.sort, || self.labels())?;
        let (answer, mut found) = self.view.window(&looked_up, &sort, wanted, true, more)?;
        if wanted.sort != SearchOrder::Score {
            found.iter_mut().for_each(|found| found.score = 0.0);
        }
        let total = answer["hits"]["total"]["value"].as_u64().unwrap_or_default() as usize;
        let buckets = |name: &str| -> Vec<(String, usize)> {
            let buckets = answer["aggregations"][name]["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
            let count =
                |bucket: &Value| Some((bucket["key"].as_str()?.to_string(), bucket["doc_count"].as_u64()? as usize));
            buckets.iter().filter_map(count).collect()
        };
        let years = || {
            let buckets = answer["aggregations"]["years"]["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
            let year = |bucket: &Value| {
                Some(((bucket["key"].as_f64()? / DAYS) as u32, bucket["doc_count"].as_u64()? as usize))
            };
            buckets.iter().rev().filter_map(year).collect()
        };
        let facets = wanted.facets.then(|| Facets {
            docs: buckets("docs"),
            sections: buckets("sections"),
            origins: buckets("origins"),
            years: years(),
            fields: by_field(buckets("labels")),
        });
        Ok(Best { total, found, facets })
    }

    fn top(&self, query: &IndexQuery, most: usize, explain: bool) -> Result<Vec<Found>> {
        let wanted = Wanted { window: 0..most, sort: SearchOrder::Score, facets: false, explain };
        let live = self.view.live(self.view.json(query)?);
        let (query, sort) = in_order(live, &wanted.sort, || self.labels())?;
        Ok(self.view.window(&query, &sort, &wanted, false, Map::new())?.1)
    }

    fn counts(&self, queries: &[IndexQuery]) -> Result<Vec<usize>> {
        self.view.counted(queries, self.state().passages())
    }

    fn sample(&self, query: &IndexQuery, most: usize) -> Result<(usize, Vec<Passage>)> {
        let set = self.view.live_set(self.view.json(query)?);
        let total = self.view.total(&set)?;
        let every = total.div_ceil(most).max(1);
        let (mut passages, mut at) = (Vec::new(), 0);
        self.view.pages(&set, &mut |_, passage| {
            if at % every == 0 {
                passages.push(passage);
            }
            at += 1;
            Ok(())
        })?;
        Ok((total, passages))
    }

    fn each(&self, query: &IndexQuery, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        let set = self.view.live_set(self.view.json(query)?);
        self.view.pages(&set, &mut |_, passage| visit(passage))
    }

    fn passage_count(&self) -> Result<u64> {
        Ok(self.state().passages)
    }

    fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        let set = self.view.live_set(json!({"term": {"id": id.whole().to_string()}}));
        let body = json!({"query": set, "size": 1, "track_total_hits": false, "_source": ["record"]});
        let answer = self.view.ask(&self.state().index, body)?;
        answer["hits"]["hits"].get(0).map(|hit| self.view.passage_of(hit)).transpose()
    }

    fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>> {
        let places = json!({"range": {"order": {"gte": places.start, "lt": places.end}}});
        let set = json!({"bool": {"filter": [{"term": {"doc": doc}}, places, self.state().passages()]}});
        let mut passages = Vec::new();
        self.view.pages(&set, &mut |_, passage| {
            passages.push(passage);
            Ok(())
        })?;
        Ok(passages)
    }

    fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        Ok(self.view.documents_where(json!({"term": {"doc": id}}))?.pop())
    }

    fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.all_documents()
    }

    /// A cluster does not list its words, so they are counted in the passages.
    fn vocabulary(&self, side: Side, form: WordForm) -> Result<Vec<WordCount>> {
        let f = fields();
        let field = field_name(match (side, form) {
            (Side::Zh, _) => f.zh_words,
            (Side::En, WordForm::Lemma) => f.en_lemmas,
            (Side::En, WordForm::Form) => f.en_words,
        });
        let mut counts: HashMap<String, u64> = HashMap::new();
        let mut count = |content: &Content| {
            content.each_token(|token| {
                let word = token.split(CASE).next().unwrap_or(token);
                let has_signs = !word.starts_with(char::is_alphanumeric) || word.contains(['+', '#', '&']);
                if !word.starts_with(END) && !has_signs {
                    *counts.entry(word.to_string()).or_default() += 1;
                }
            });
        };
        self.view.pages(&self.view.live_set(json!({"match_all": {}})), &mut |_, passage| {
            let entry = entry(Record::Passage(passage), &Labels::default());
            entry.iter().filter(|(name, _)| *name == field).for_each(|(_, content)| count(content));
            Ok(())
        })?;
        Ok(counts.into_iter().map(|(word, times)| WordCount { word, times }).collect())
    }

    fn size(&self) -> Result<StoreSize> {
        let name = &self.state().index;
        Err(Error::Usage(format!(
            "a cluster does not tell what each part of an index takes; see GET /{name}/_stats/store"
        )))
    }

    fn part(&self, name: &str) -> Result<Option<Part>> {
        self.stored_part(name)
    }

    fn collections(&self) -> Result<BTreeMap<String, String>> {
        Ok(self.sources().collections.clone())
    }

    fn citation(&self) -> Result<Option<CitationPattern>> {
        Ok(self.sources().cite.clone())
    }

    fn synonyms(&self) -> Result<Synonyms> {
        let Some(table) = self.stored_part(SYNONYMS_PART)? else { return Ok(Synonyms::default()) };
        let text = String::from_utf8_lossy(table.bytes());
        Synonyms::of_text(&text).map_err(|reason| self.view.damaged(&format!("its table of synonyms: {reason}")))
    }

    fn describe(&self, query: &IndexQuery) -> String {
        self.view.json(query).map_or_else(|e| e.to_string(), |query| query.to_string())
    }

    fn is_remote(&self) -> bool {
        true
    }

    /// A part of the index without a copy that is up, or none of the nodes in reach.
    fn ready(&self) -> Result<()> {
        let body = br#"{"size": 0, "terminate_after": 1, "track_total_hits": false}"#;
        let path = format!("/{}/_search?allow_partial_search_results=false", self.state().index);
        let client = &self.view.cluster.client;
        let answer = client.ask_once(Method::Post, &path, Some(body))?;
        if answer.is_success() { Ok(()) } else { Err(client.error(&answer)) }
    }

    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>> {
        let now = Versioned::read(&self.view.cluster, &self.view.address.name, &self.view.address.to_string())?;
        let changed = |now: &Versioned| !now.state.index.is_empty() && !now.state.reads_as(self.state());
        let engine = |now| ClusterEngine::over(Arc::clone(&self.view.cluster), self.view.address.clone(), now);
        let now = now.filter(changed).map(engine);
        Ok(now.map(|engine| Arc::new(IndexSearcher::over(engine)) as Arc<dyn Searcher>))
    }
}
