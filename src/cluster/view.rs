//! What is current of an index on a cluster, asked over HTTP: passages in pages, documents, counts.

use super::address::Address;
use super::client::Method;
use super::connect::Cluster;
use super::document::record;
use super::lookup::Lookup;
use super::mapping::DOCUMENT;
use super::order::by_place;
use super::state::{State, Versioned, meta_of};
use super::verify::{candidates, holds};
use crate::index::{Field, Record, field_name, fields};
use crate::model::{DocumentInfo, Passage};
use crate::search::{Found, IndexQuery, Wanted};
use crate::{Error, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Passages of one answer; of more, several answers are asked for.
const PAGE: usize = 2_000;
/// Queries that are counted in one request.
pub(super) const COUNTED: usize = 200;
/// Passages that are looked at one by one for what the cluster cannot look up.
const VERIFIED: usize = 50_000;
/// Up to so many passages the statistics of all shards are brought together for each query, so that scores do not depend
/// on which shard a passage is on; in more they are alike by themselves.
const TOGETHER: u64 = 20_000_000;

/// For so long at least everything of a view is there, whatever is written.
const CURRENT_FOR: Duration = Duration::from_secs(2);

/// An index as it is at one moment.
#[derive(Debug)]
pub(super) struct View {
    pub cluster: Arc<Cluster>,
    pub address: Address,
    pub current: Versioned,
}

impl View {
    pub fn state(&self) -> &State {
        &self.current.state
    }

    /// Asks an index for what matches.
    pub fn ask(&self, index: &str, mut body: Value) -> Result<Value> {
        body["timeout"] = json!("100s");
        let together = if self.state().passages <= TOGETHER { "&search_type=dfs_query_then_fetch" } else { "" };
        let path = format!("/{index}/_search?allow_partial_search_results=false{together}");
        let text = body.to_string();
        let answer = self.cluster.client.ask(Method::Post, &path, Some(text.as_bytes()))?;
        if answer.is_success() {
            return Ok(answer.body);
        }
        let too_much = ["too_complex", "too_many", "max_clause", "regex_length", "max_terms"];
        let said = answer.body["error"].to_string();
        Err(match answer.status == 400 && too_much.iter().any(|much| said.contains(much)) {
            true => Error::Usage("the query is more than a cluster can look up; ask for less at once".into()),
            false => self.cluster.client.error(&answer),
        })
    }

    pub fn json(&self, query: &IndexQuery) -> Result<Value> {
        let resolve = |query: &IndexQuery| self.resolve(query);
        Lookup { constant_divisor: self.cluster.constant_divisor, resolve: &resolve }.json(query)
    }

    pub fn live(&self, query: Value) -> Value {
        json!({"bool": {"must": [query], "filter": [self.state().passages()]}})
    }

    pub fn live_set(&self, query: Value) -> Value {
        json!({"bool": {"filter": [query, self.state().passages()]}})
    }

    pub fn damaged(&self, reason: &str) -> Error {
        Error::damaged(self.address.to_string(), reason)
    }

    /// The cluster's ids of the passages that match what it cannot look up.
    pub fn resolve(&self, query: &IndexQuery) -> Result<Vec<String>> {
        let Some(candidates) = candidates(query) else { return Ok(Vec::new()) };
        let set = self.live_set(self.json(&candidates)?);
        let found = self.total(&set)?;
        if found > VERIFIED {
            return Err(Error::Usage(format!(
                "{found} passages have the words, and a cluster looks for their places in {VERIFIED} at most\n  \
                 name rarer words, or leave the distance or the expression out"
            )));
        }
        let mut matching = Vec::new();
        self.pages(&set, &mut |id, passage| {
            if holds(query, fields(), &passage) {
                matching.push(id.to_string());
            }
            Ok(())
        })?;
        Ok(matching)
    }

    pub fn total(&self, set: &Value) -> Result<usize> {
        let answer = self.ask(&self.state().index, json!({"query": set, "size": 0, "track_total_hits": true}))?;
        Ok(answer["hits"]["total"]["value"].as_u64().unwrap_or_default() as usize)
    }

    /// Every passage of a set, by document and place, with the cluster's ids; in one state of the index, or an error.
    pub fn pages(&self, set: &Value, visit: &mut dyn FnMut(&str, Passage) -> Result<()>) -> Result<u64> {
        let (start, mut after, mut count) = (Instant::now(), None, 0);
        loop {
            let mut body = json!({"query": set, "size": PAGE, "track_total_hits": false, "_source": ["record"], "sort": by_place()});
            if let Some(after) = after.take() {
                body["search_after"] = after;
            }
            let answer = self.ask(&self.state().index, body)?;
            let hits = answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
            for hit in hits {
                visit(hit["_id"].as_str().unwrap_or_default(), self.passage_of(hit)?)?;
                count += 1;
            }
            match hits.last() {
                Some(last) if hits.len() == PAGE => after = Some(last["sort"].clone()),
                _ if start.elapsed() < CURRENT_FOR => return Ok(count),
                _ => return self.is_current().map(|()| count),
            }
        }
    }

    /// What was read over a longer time may have been cleared away in the middle of it.
    fn is_current(&self) -> Result<()> {
        let (name, at) = (&self.address.name, self.address.to_string());
        let now = Versioned::read(&self.cluster, name, &at)?;
        // Its writer sees what is not current yet.
        let own = self.state().generation;
        if now.is_some_and(|now| now.state.generation == own || now.state.claimed == own) {
            return Ok(());
        }
        Err(self.cluster.client.failed("has changed the index while it was read", "ask again"))
    }

    pub fn passage_of(&self, hit: &Value) -> Result<Passage> {
        match record(&hit["_source"]) {
            Some(Record::Passage(passage)) => Ok(passage),
            _ => Err(self.damaged("a stored passage is damaged")),
        }
    }

    /// The matches of a query in a window of ranks, sorted so, and how many there are.
    pub fn window(
        &self,
        query: &Value,
        sort: &Value,
        wanted: &Wanted,
        counted: bool,
        mut more: Map<String, Value>,
    ) -> Result<(Value, Vec<Found>)> {
        let mut found = Vec::new();
        let end = if wanted.window.is_empty() { 0 } else { wanted.window.end };
        let (mut passed, mut after, mut first) = (0, None::<Value>, None);
        loop {
            let size = end.saturating_sub(passed).min(PAGE);
            let mut body = json!({
                "query": query,
                "size": size,
                "track_total_hits": counted && first.is_none(),
                "_source": ["record"],
                "sort": sort,
                "explain": wanted.explain,
            });
            if let Some(after) = after.take() {
                body["search_after"] = after;
            }
            if let Some(body) = body.as_object_mut() {
                body.append(&mut more);
            }
            let answer = self.ask(&self.state().index, body)?;
            let hits = answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
            for (at, hit) in hits.iter().enumerate() {
                if wanted.window.contains(&(passed + at)) {
                    let explanation = hit.get("_explanation").and_then(|e| serde_json::to_string_pretty(e).ok());
                    let score = hit["_score"].as_f64().unwrap_or_default() as f32;
                    found.push(Found { score, passage: self.passage_of(hit)?, explanation });
                }
            }
            passed += hits.len();
            let last = hits.last().map(|hit| hit["sort"].clone());
            let is_full = hits.len() == size;
            let answer = first.unwrap_or(answer);
            match last {
                Some(last) if is_full && passed < end => (after, first) = (Some(last), Some(answer)),
                _ => return Ok((answer, found)),
            }
        }
    }

    pub fn documents_where(&self, query: Value) -> Result<Vec<DocumentInfo>> {
        let (mut documents, mut after) = (Vec::new(), None);
        loop {
            let query = json!({"bool": {"filter": [{"term": {"kind": DOCUMENT}}, query, self.state().live()]}});
            let mut body = json!({"query": query, "size": PAGE, "track_total_hits": false, "_source": ["body"], "sort": [{"doc": "asc"}]});
            if let Some(after) = after.take() {
                body["search_after"] = after;
            }
            let answer = self.ask(&meta_of(&self.address.name), body)?;
            let hits = answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
            for hit in hits {
                match record(&hit["_source"]) {
                    Some(Record::Document(info)) => documents.push(info),
                    _ => return Err(self.damaged("a stored document is damaged")),
                }
            }
            match hits.last() {
                Some(last) if hits.len() == PAGE => after = Some(last["sort"].clone()),
                _ => return Ok(documents),
            }
        }
    }

    /// Names of rows, or of the documents that they are from, that begin so, in order; of those of `most` rows at most.
    pub fn names(&self, field: Field, beginning: &str, most: usize) -> Result<Vec<String>> {
        let set = self.live_set(json!({"prefix": {field_name(field): beginning}}));
        let mut body = json!({"query": set, "size": most.min(PAGE), "track_total_hits": false, "_source": ["record"]});
        body["sort"] = by_place();
        if field == fields().origin {
            let order = json!({"field": "origin", "size": most, "order": {"_key": "asc"}});
            body = json!({"query": set, "size": 0, "track_total_hits": false, "aggs": {"names": {"terms": order}}});
        }
        let answer = self.ask(&self.state().index, body)?;
        let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let mut names = BTreeSet::new();
        for bucket in array(&answer["aggregations"]["names"]["buckets"]) {
            names.extend(bucket["key"].as_str().map(String::from));
        }
        for hit in array(&answer["hits"]["hits"]) {
            names.extend(self.passage_of(&hit)?.reference);
        }
        Ok(names.into_iter().collect())
    }

    pub fn counted(&self, queries: &[IndexQuery], of: Value) -> Result<Vec<usize>> {
        let mut counts = Vec::with_capacity(queries.len());
        for queries in queries.chunks(COUNTED) {
            let filters = queries.iter().map(|query| self.json(query)).collect::<Result<Vec<_>>>()?;
            let aggregations = json!({"counts": {"filters": {"filters": filters}}});
            let body = json!({"query": of, "size": 0, "track_total_hits": false, "aggs": aggregations});
            let answer = self.ask(&self.state().index, body)?;
            let buckets = answer["aggregations"]["counts"]["buckets"].as_array().cloned().unwrap_or_default();
            counts.extend(buckets.iter().map(|bucket| bucket["doc_count"].as_u64().unwrap_or_default() as usize));
        }
        Ok(counts)
    }
}
