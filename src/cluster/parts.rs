//! Parts beside the passages, such as the lexicon: in chunks that a cluster takes, each known by the generation that
//! brought it, so that a reader has the old part or the new one.

use super::client::Method;
use super::connect::Cluster;
use super::mapping::GENERATION;
use super::state::{StoredPart, meta_of};
use crate::Result;
use crate::index::Part;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

/// Bytes of a chunk.
const CHUNK: usize = 4 << 20;

fn path(name: &str, part: &str, version: u64, chunk: u32) -> String {
    format!("/{}/_doc/part-{part}-{version}-{chunk}", meta_of(name))
}

/// Puts a part beside those that are there. It is nobody's before the state names it.
pub(super) fn write(cluster: &Cluster, name: &str, part: &str, stored: (u64, u64), bytes: &[u8]) -> Result<StoredPart> {
    let (version, stamp) = stored;
    let mut chunks = 0;
    for chunk in bytes.chunks(CHUNK) {
        let body = json!({"bytes": BASE64_STANDARD.encode(chunk)});
        let body = json!({"kind": "part", "doc": part, GENERATION: version, "body": body});
        cluster.client.done(Method::Put, &path(name, part, version, chunks), &body)?;
        chunks += 1;
    }
    Ok(StoredPart { version, chunks, stamp, checksum: crc32fast::hash(bytes) })
}

/// Fetches a part.
///
/// # Errors
/// A chunk is missing or damaged.
pub(super) fn read(cluster: &Cluster, name: &str, part: &str, stored: &StoredPart) -> Result<Part> {
    let mut bytes = Vec::new();
    for chunk in 0..stored.chunks {
        let answer = cluster.client.ask(Method::Get, &path(name, part, stored.version, chunk), None)?;
        if answer.status == 404 {
            return Err(cluster.client.failed("has changed the index while it was read", "ask again"));
        }
        if !answer.is_success() {
            return Err(cluster.client.error(&answer));
        }
        let text = answer.body["_source"]["body"]["bytes"].as_str().unwrap_or_default();
        bytes.extend(BASE64_STANDARD.decode(text).unwrap_or_default());
    }
    if crc32fast::hash(&bytes) != stored.checksum {
        return Err(cluster
            .client
            .failed(&format!("has a damaged part of the index: {part}"), "build it anew with index --rebuild"));
    }
    Ok(Part::new(stored.stamp, &bytes))
}
