//! Writing an index on a cluster. What is written has a generation of its own that no reader wants before it is current;
//! whoever is killed leaves the index that was, and the next writer clears away what is left.

use super::address::Address;
use super::bulk::Bulk;
use super::clear::{clear, clear_away, count, remove_index};
use super::client::Method;
use super::connect::Cluster;
use super::document::{self, Entry};
use super::engine::ClusterEngine;
use super::mapping::{self, DOCUMENT, GENERATION};
use super::parts;
use super::state::{State, StoredPart, Superseded, Versioned, meta_of};
use crate::index::{FORMAT, Labels, Manifest, Record};
use crate::model::{DocumentInfo, Passage};
use crate::{Error, Result};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Passages, and bytes of their text, that are sent together.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 1 << 20;

/// Documents that one update may replace or take out: readers leave them out one by one until they are cleared away.
const REPLACED: usize = 50_000;

/// A part that was made anew: its name, what its maker knows it by, its bytes.
pub type NewPart = (&'static str, u64, Vec<u8>);

/// An index on a cluster that is being written. Nothing of it is seen before [`ClusterWriter::commit`].
pub struct ClusterWriter {
    cluster: Arc<Cluster>,
    address: Address,
    /// What was current before this writer's claim.
    before: State,
    /// What is current, with the claim.
    current: Versioned,
    /// The index that is written to: the one that is there, or a new one.
    index: String,
    documents: Vec<DocumentInfo>,
    replaced: BTreeSet<String>,
    waiting: Vec<(Record, Arc<Labels>)>,
    waiting_bytes: usize,
    waiting_documents: Vec<DocumentInfo>,
    bulk: Bulk,
    passages: u64,
    records: u64,
    /// Parts that were made anew.
    parts: BTreeMap<String, StoredPart>,
}

impl std::fmt::Debug for ClusterWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClusterWriter").field("index", &self.index).finish_non_exhaustive()
    }
}

impl ClusterWriter {
    /// Claims the index at an address, making it if there is none. `rebuild` starts an empty one that takes its place.
    ///
    /// # Errors
    /// [`Error::Locked`] when another writer was first, [`Error::Index`] when it is of another format.
    pub fn open(address: Address, rebuild: bool) -> Result<ClusterWriter> {
        let cluster = Arc::new(Cluster::connect(&address)?);
        let read = if rebuild { Versioned::read_any } else { Versioned::read };
        let before = match read(&cluster, &address.name, &address.to_string())? {
            Some(current) => current,
            None => {
                make(&cluster, &meta_of(&address.name), &mapping::meta(replicas(&cluster, &address)?), true)?;
                Versioned { state: State { format: FORMAT, ..State::default() }, version: None }
            }
        };
        let generation = before.state.claimed.max(before.state.generation) + 1;
        let is_new = rebuild || before.state.index.is_empty();
        let index = if is_new { format!("{}-{generation}", address.name) } else { before.state.index.clone() };
        // Of another format it stays until the new one is there.
        let mut claim = State { claimed: generation, writer: token(), ..before.state.clone() };
        claim.dead.extend(before.state.generation + 1..generation);
        claim.dead.sort_unstable();
        claim.dead.dedup();
        if is_new {
            claim.unfinished.push(index.clone());
        }
        let claimed = before.replace(&cluster, &address.name, claim)?;
        let current = claimed.ok_or_else(|| Error::Locked { dir: PathBuf::from(address.to_string()) })?;
        for left in current.state.unfinished.iter().filter(|name| **name != index) {
            remove_index(&cluster, left)?;
        }
        if !is_new {
            clear(&cluster, &address.name, &current.state)?;
        } else {
            let shards = address.shards.map_or_else(|| cluster.data_nodes(), |shards| Ok(u64::from(shards)))?;
            make(&cluster, &index, &mapping::passages(shards, 0), false)?;
        }
        let documents = match before.state.index.is_empty() || rebuild {
            true => Vec::new(),
            false => ClusterEngine::over(Arc::clone(&cluster), address.clone(), current.clone()).all_documents()?,
        };
        let bulk = Bulk::new(&cluster);
        Ok(ClusterWriter {
            cluster,
            address,
            before: before.state,
            current,
            index,
            documents,
            replaced: BTreeSet::new(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            waiting_documents: Vec::new(),
            bulk,
            passages: 0,
            records: 0,
            parts: BTreeMap::new(),
        })
    }

    /// The files that the index is built from.
    pub fn sources(&self) -> &Manifest {
        &self.current.state.sources
    }

    /// The documents that are there; none for a rebuild.
    pub fn documents(&self) -> &[DocumentInfo] {
        &self.documents
    }

    /// The generation of what is written.
    fn own_generation(&self) -> u64 {
        self.current.state.claimed
    }

    fn is_new(&self) -> bool {
        self.index != self.current.state.index
    }

    /// Adds a passage with what its document gives it to be found by.
    pub fn add(&mut self, passage: Passage, labels: &Arc<Labels>) -> Result<()> {
        self.passages += 1;
        self.waiting_bytes +=
            [&passage.zh, &passage.en].into_iter().flatten().map(|side| side.text.len()).sum::<usize>();
        self.waiting.push((Record::Passage(passage), Arc::clone(labels)));
        if self.waiting.len() >= BATCH || self.waiting_bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    /// Adds a document's own record.
    pub fn add_document(&mut self, info: DocumentInfo) -> Result<()> {
        self.records += 1;
        self.waiting_documents.push(info);
        if self.waiting_documents.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Takes a document and its passages out.
    ///
    /// # Errors
    /// [`Error::Usage`] when more documents change than one update may.
    pub fn remove(&mut self, doc: &str) -> Result<()> {
        if !self.is_new() && self.documents.iter().any(|known| known.id == doc) {
            self.replaced.insert(doc.to_string());
        }
        if self.replaced.len() > REPLACED {
            return Err(Error::Usage(format!(
                "more than {REPLACED} documents have changed or gone; bring it up to date with --rebuild"
            )));
        }
        Ok(())
    }

    /// Puts a part beside the passages, unless it is as it was.
    ///
    /// # Errors
    /// The cluster does not take it.
    pub fn put_part(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let stamp = u64::from(crc32fast::hash(bytes));
        if self.current.state.parts.get(name).is_some_and(|stored| stored.stamp == stamp) {
            return Ok(());
        }
        let part = parts::write(&self.cluster, &self.address.name, name, (self.own_generation(), stamp), bytes)?;
        self.parts.insert(name.to_string(), part);
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let (waiting, generation) = (std::mem::take(&mut self.waiting), self.own_generation());
        self.waiting_bytes = 0;
        let entries: Vec<Entry> =
            waiting.into_par_iter().map(|(record, labels)| document::passage(record, &labels, generation)).collect();
        let documents = std::mem::take(&mut self.waiting_documents).into_iter();
        let (documents, counted): (Vec<Entry>, Vec<Entry>) =
            documents.map(|info| document::document(info, generation)).unzip();
        let meta = meta_of(&self.address.name);
        let mut loads = [(&self.index, entries), (&self.index, counted), (&meta, documents)].into_iter();
        let sent = loads.try_for_each(|(index, entries)| self.bulk.send(index, entries));
        sent.map_err(|error| self.claim().unless_taken(error))
    }

    fn claim(&self) -> Claim {
        Claim { cluster: Arc::clone(&self.cluster), address: self.address.clone(), current: self.current.clone() }
    }

    /// Leaves the index as it is but for its sources and the parts that were put beside it.
    ///
    /// # Errors
    /// [`Error::Locked`] when another writer was first.
    pub fn keep(self, sources: Manifest) -> Result<u64> {
        if self.is_new() {
            remove_index(&self.cluster, &self.index)?;
        }
        let claimed = self.own_generation();
        let mut state = State { sources, writer: token(), ..self.before };
        if !self.parts.is_empty() {
            state.claimed = claimed;
            state.parts.extend(self.parts);
        }
        // Otherwise nothing has the generation that was claimed.
        let passages = state.passages;
        let kept = self.current.replace(&self.cluster, &self.address.name, state)?;
        kept.ok_or_else(|| Error::Locked { dir: PathBuf::from(self.address.to_string()) })?;
        Ok(passages)
    }

    /// Makes everything added and removed since current at once. `finish` is given the index as it then is and how many of
    /// its passages are new, to make its parts anew. Returns how many passages there are.
    ///
    /// # Errors
    /// The cluster does not take it, or [`Error::Locked`]: another writer was first. The index is as it was.
    pub fn commit(
        self,
        sources: Manifest,
        finish: impl FnOnce(&ClusterEngine, u64) -> Result<Vec<NewPart>>,
    ) -> Result<u64> {
        let claim = self.claim();
        self.committed(sources, finish).map_err(|error| claim.unless_taken(error))
    }

    fn committed(
        mut self,
        sources: Manifest,
        finish: impl FnOnce(&ClusterEngine, u64) -> Result<Vec<NewPart>>,
    ) -> Result<u64> {
        self.flush()?;
        let generation = self.own_generation();
        let ClusterWriter {
            cluster, address, current, index, replaced, bulk, passages, records, parts: own_parts, ..
        } = self;
        bulk.finish()?;
        let meta = meta_of(&address.name);
        for index in [&index, &meta] {
            cluster.client.done(Method::Post, &format!("/{index}/_refresh"), &Value::Null)?;
        }
        let own = json!({"term": {GENERATION: generation}});
        for (index, sent, of) in [(&index, passages + records, "passages"), (&meta, records, "documents")] {
            let query = json!({"bool": {"filter": [own], "must_not": [{"term": {"kind": "part"}}]}});
            let there = count(&cluster, index, &query)?;
            if there != sent {
                let reason = format!("has {there} of {sent} {of} that were sent");
                return Err(cluster.client.failed(&reason, "the index is as it was; index again"));
            }
        }
        let is_new = index != current.state.index;
        let mut state = State { format: FORMAT, index: index.clone(), generation, sources, ..current.state.clone() };
        state.parts.extend(own_parts);
        state.unfinished.clear();
        if index != current.state.index && !current.state.index.is_empty() {
            // Whoever is killed before it is cleared away leaves it to the next writer.
            state.unfinished.push(current.state.index.clone());
        }
        state.superseded.clear();
        if is_new {
            (state.floor, state.dead) = (generation, Vec::new());
        } else if !replaced.is_empty() {
            state.superseded.push(Superseded { before: generation, docs: replaced.into_iter().collect() });
        }
        state.passages = count(&cluster, &index, &state.passages())?;
        let documents = json!({"bool": {"filter": [{"term": {"kind": DOCUMENT}}, state.live()]}});
        state.documents = count(&cluster, &meta, &documents)?;
        let shown = Versioned { state: state.clone(), version: current.version };
        let engine = ClusterEngine::over(Arc::clone(&cluster), address.clone(), shown);
        for (name, stamp, bytes) in finish(&engine, passages)? {
            let part = parts::write(&cluster, &address.name, name, (generation, stamp), &bytes)?;
            state.parts.insert(name.to_string(), part);
        }
        if is_new {
            replicate(&cluster, &index, replicas(&cluster, &address)?)?;
        }
        let total = state.passages;
        let done = current.replace(&cluster, &address.name, state)?;
        let done = done.ok_or_else(|| Error::Locked { dir: PathBuf::from(address.to_string()) })?;
        clear_away(&cluster, &address.name, &current.state, done)?;
        Ok(total)
    }
}

/// What a writer has taken for itself.
struct Claim {
    cluster: Arc<Cluster>,
    address: Address,
    current: Versioned,
}

impl Claim {
    /// Why something failed: another writer, who clears away what this one wrote, or the failure itself.
    fn unless_taken(&self, error: Error) -> Error {
        let at = self.address.to_string();
        match Versioned::read(&self.cluster, &self.address.name, &at) {
            Ok(Some(now)) if now.version != self.current.version => Error::Locked { dir: PathBuf::from(at) },
            _ => error,
        }
    }
}

fn replicas(cluster: &Cluster, address: &Address) -> Result<u64> {
    match address.replicas {
        Some(replicas) => Ok(u64::from(replicas)),
        None => Ok(u64::from(cluster.data_nodes()? > 1)),
    }
}

/// Makes an index; one of that name may be there already where `or_is_there`.
fn make(cluster: &Cluster, index: &str, body: &Value, or_is_there: bool) -> Result<()> {
    let text = body.to_string();
    let answer = cluster.client.ask(Method::Put, &format!("/{index}"), Some(text.as_bytes()))?;
    match answer.error_type() {
        _ if answer.is_success() => Ok(()),
        "resource_already_exists_exception" if or_is_there => Ok(()),
        _ => Err(cluster.client.error(&answer)),
    }
}

/// Makes copies of a new index, and waits until each stands; what is lost after that has another one.
fn replicate(cluster: &Cluster, index: &str, replicas: u64) -> Result<()> {
    if replicas == 0 {
        return Ok(());
    }
    let settings = json!({"index": {"number_of_replicas": replicas}});
    cluster.client.done(Method::Put, &format!("/{index}/_settings"), &settings)?;
    // More copies than nodes never stand; it is a way to say what is wanted later.
    let path = format!("/_cluster/health/{index}?wait_for_status=green&timeout=60s");
    cluster.client.ask(Method::Get, &path, None).map(|_| ())
}

/// Tells this writer from every other one.
fn token() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", std::process::id(), now.as_nanos())
}
