//! What is current of an index on a cluster: one document, replaced in one step and only by whoever knows the one before,
//! so two writers are kept apart and a reader sees all of a change or nothing of it.
//!
//! Every record has the generation of the writer that brought it. A reader wants those from `floor` to `generation`, but
//! none of a writer that died, and none of a document's that a later generation has replaced.

use super::client::Method;
use super::connect::Cluster;
use super::mapping::{DOCUMENT, GENERATION};
use crate::index::{FORMAT, Manifest};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the index is, as far as everybody has agreed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// Of what is stored: see [`FORMAT`].
    pub format: u32,
    /// The index of passages; empty where nothing has been written yet.
    pub index: String,
    /// The newest generation that readers want.
    pub generation: u64,
    /// The oldest.
    pub floor: u64,
    /// The newest that a writer has taken for itself.
    pub claimed: u64,
    /// Generations between of writers that never finished.
    pub dead: Vec<u64>,
    /// Documents whose older records still stand there.
    pub superseded: Vec<Superseded>,
    pub passages: u64,
    pub documents: u64,
    /// The files that it is built from.
    pub sources: Manifest,
    /// Parts beside the passages, by name.
    pub parts: BTreeMap<String, StoredPart>,
    /// Indexes that writers began, besides the current one.
    #[serde(default)]
    pub unfinished: Vec<String>,
    /// Who wrote this last.
    pub writer: String,
}

/// Documents that a generation brought anew or took away.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Superseded {
    /// Records of an older generation are not wanted.
    pub before: u64,
    pub docs: Vec<String>,
}

/// A part that stands in chunks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredPart {
    /// The generation that brought it.
    pub version: u64,
    pub chunks: u32,
    /// What its maker knows it by.
    pub stamp: u64,
    /// CRC-32 of its bytes.
    pub checksum: u32,
}

/// The state with what it takes to replace it.
#[derive(Clone, Debug)]
pub(super) struct Versioned {
    pub state: State,
    /// The cluster's number of this version; `None` before there is one.
    pub version: Option<(u64, u64)>,
}

/// The name of the index beside that of passages.
pub(super) fn meta_of(name: &str) -> String {
    format!("{name}-meta")
}

impl Versioned {
    /// The state of the index; `None` when there is no such index.
    ///
    /// # Errors
    /// [`Error::Index`] when it is of another format, or no index of ours.
    pub fn read(cluster: &Cluster, name: &str, at: &str) -> Result<Option<Versioned>> {
        let client = &cluster.client;
        let answer = client.ask(Method::Get, &format!("/{}/_doc/state", meta_of(name)), None)?;
        if answer.status == 404 {
            return Ok(None);
        }
        if !answer.is_success() {
            return Err(client.error(&answer));
        }
        let body = &answer.body["_source"]["body"];
        let unusable = |reason: String| Error::Index {
            dir: PathBuf::from(at),
            reason,
            way_out: format!("build it anew with: duizhao --index {at} index --rebuild, or give it another name"),
        };
        match body["format"].as_u64() {
            Some(format) if format == u64::from(FORMAT) => {}
            Some(format) => return Err(unusable(format!("has format {format}, this duizhao reads format {FORMAT}"))),
            None => return Err(unusable("is of another program".into())),
        }
        let state = serde_json::from_value(body.clone()).map_err(|e| unusable(format!("cannot be used: {e}")))?;
        let number = |key: &str| answer.body[key].as_u64().unwrap_or_default();
        Ok(Some(Versioned { state, version: Some((number("_seq_no"), number("_primary_term"))) }))
    }

    /// The same for who builds it anew: what stands there in another format is good for nothing but its place.
    pub fn read_any(cluster: &Cluster, name: &str, at: &str) -> Result<Option<Versioned>> {
        let fault = match Versioned::read(cluster, name, at) {
            Err(fault @ Error::Index { .. }) => fault,
            read => return read,
        };
        let answer = cluster.client.ask(Method::Get, &format!("/{}/_doc/state", meta_of(name)), None)?;
        let body = &answer.body["_source"]["body"];
        if body["format"].as_u64().is_none() {
            // Not ours to replace.
            return Err(fault);
        }
        let number = |value: &Value| value.as_u64().unwrap_or_default();
        let state = State {
            format: number(&body["format"]) as u32,
            index: body["index"].as_str().unwrap_or_default().to_string(),
            generation: number(&body["generation"]),
            claimed: number(&body["claimed"]),
            sources: serde_json::from_value(body["sources"].clone()).unwrap_or_default(),
            ..State::default()
        };
        let version = (number(&answer.body["_seq_no"]), number(&answer.body["_primary_term"]));
        Ok(Some(Versioned { state, version: Some(version) }))
    }

    /// Puts a new state in the place of this one. `None` when another writer was first.
    pub fn replace(&self, cluster: &Cluster, name: &str, state: State) -> Result<Option<Versioned>> {
        let condition = match self.version {
            Some((number, term)) => format!("if_seq_no={number}&if_primary_term={term}"),
            None => "op_type=create".to_string(),
        };
        let path = format!("/{}/_doc/state?{condition}", meta_of(name));
        let body = json!({"kind": "state", "body": state}).to_string();
        let answer = cluster.client.ask(Method::Put, &path, Some(body.as_bytes()))?;
        if answer.is_success() {
            let number = |key: &str| answer.body[key].as_u64().unwrap_or_default();
            return Ok(Some(Versioned { state, version: Some((number("_seq_no"), number("_primary_term"))) }));
        }
        if answer.status != 409 {
            return Err(cluster.client.error(&answer));
        }
        // It may have been written by the try before, whose answer was lost.
        let now = Versioned::read(cluster, name, name)?;
        let own = |now: &Versioned| now.state.writer == state.writer && now.state.generation == state.generation;
        Ok(now.filter(|now| own(now) && now.state.claimed == state.claimed))
    }
}

impl State {
    /// Whether a reader finds in this state what is found in the other, and under the same names.
    pub fn reads_as(&self, other: &State) -> bool {
        let read = |state: &State| {
            let State { index, generation, superseded, dead, parts, sources, .. } = state.clone();
            (index, generation, superseded, dead, parts, sources.collections, sources.cite)
        };
        read(self) == read(other)
    }

    /// The filter for the passages that readers of this state want.
    pub fn passages(&self) -> Value {
        json!({"bool": {"filter": [self.live()], "must_not": [{"term": {"kind": DOCUMENT}}]}})
    }

    /// The filter for the records that readers of this state want.
    pub fn live(&self) -> Value {
        let mut not = Vec::new();
        if !self.dead.is_empty() {
            not.push(json!({"terms": {GENERATION: self.dead}}));
        }
        for Superseded { before, docs } in self.superseded.iter().filter(|superseded| !superseded.docs.is_empty()) {
            let older = json!({"range": {GENERATION: {"lt": before}}});
            not.push(json!({"bool": {"filter": [{"terms": {"doc": docs}}, older]}}));
        }
        let wanted = json!({"range": {GENERATION: {"gte": self.floor, "lte": self.generation}}});
        json!({"bool": {"filter": [wanted], "must_not": not}})
    }
}
