//! Clearing away what no reader wants any more: records and parts that were replaced, and indexes that were rebuilt.

use super::client::Method;
use super::connect::Cluster;
use super::mapping::GENERATION;
use super::state::{State, Versioned, meta_of};
use crate::Result;
use serde_json::{Value, json};
use std::time::Duration;

/// Whoever reads looks for what is current every second; what was before is cleared away after this.
const GRACE: Duration = Duration::from_secs(3);

/// Records that one request removes: of more it may not be done before its answer is given up.
const AT_ONCE: u64 = 20_000;

/// Clears away what readers wanted before, once they have looked again.
pub(super) fn clear_away(cluster: &Cluster, name: &str, before: &State, done: Versioned) -> Result<()> {
    let moved = !before.index.is_empty() && before.index != done.state.index;
    if !moved && done.state.superseded.is_empty() {
        return Ok(());
    }
    std::thread::sleep(GRACE);
    if moved {
        remove_index(cluster, &before.index)?;
    }
    clear(cluster, name, &done.state)?;
    let state = State { superseded: Vec::new(), unfinished: Vec::new(), ..done.state.clone() };
    // Where another writer has begun, it clears away itself.
    done.replace(cluster, name, state).map(|_| ())
}

/// Removes the records that no reader of this state wants, from both indexes.
pub(super) fn clear(cluster: &Cluster, name: &str, state: &State) -> Result<()> {
    if state.index.is_empty() {
        return Ok(());
    }
    let unwanted = json!({"bool": {
        "filter": [{"range": {GENERATION: {"lte": state.generation.max(state.claimed.saturating_sub(1))}}}],
        "must_not": [state.live()],
    }});
    let is_part = json!({"term": {"kind": "part"}});
    let current = state.parts.iter().map(|(name, part)| [json!({"doc": name}), json!({GENERATION: part.version})]);
    let current: Vec<Value> =
        current.map(|both| json!({"bool": {"filter": both.map(|t| json!({"term": t}))}})).collect();
    for index in [state.index.clone(), meta_of(name)] {
        cluster.client.done(Method::Post, &format!("/{index}/_refresh"), &Value::Null)?;
        let not_parts = json!({"bool": {"filter": [unwanted], "must_not": [is_part]}});
        let parts = json!({"bool": {"filter": [is_part, unwanted["bool"]["filter"][0]], "must_not": current}});
        let gone = json!({"bool": {"should": [not_parts, parts]}});
        let path = format!("/{index}/_delete_by_query?conflicts=proceed&refresh=true&max_docs={AT_ONCE}");
        let mut left = count(cluster, &index, &gone)?;
        while left > 0 {
            cluster.client.done(Method::Post, &path, &json!({"query": gone}))?;
            let before = std::mem::replace(&mut left, count(cluster, &index, &gone)?);
            if left >= before {
                // Somebody else is at it, or brings more of them; the next writer clears away the rest.
                break;
            }
        }
    }
    Ok(())
}

/// Records of an index that match.
pub(super) fn count(cluster: &Cluster, index: &str, query: &Value) -> Result<u64> {
    let answer = cluster.client.done(Method::Post, &format!("/{index}/_count"), &json!({"query": query}))?;
    Ok(answer["count"].as_u64().unwrap_or_default())
}

/// Removes an index, which may be gone already.
pub(super) fn remove_index(cluster: &Cluster, index: &str) -> Result<()> {
    let answer = cluster.client.ask(Method::Delete, &format!("/{index}"), None)?;
    if answer.is_success() || answer.status == 404 { Ok(()) } else { Err(cluster.client.error(&answer)) }
}
