//! The indexes on the cluster: one of passages, whose fields are those of every index, and one beside it for documents,
//! parts and what is current.

use super::token::GAP;
use crate::index::{FieldKind, layout};
use serde_json::{Map, Value, json};

/// When a record came, by which readers tell what is meant for them.
pub(super) const GENERATION: &str = "generation";
/// The kind of a document's own record, in both indexes.
pub(super) const DOCUMENT: &str = "document";
/// A number from the id, by which a sample is drawn.
pub(super) const LOT: &str = "lot";
/// Lots are below this.
pub(super) const LOTS: u32 = 1 << 20;

/// The fields whose mean length is asked for, with the fields that hold the length of each passage.
pub(super) const LENGTHS: [(&str, &str); 2] = [("zh_chars", "zh_length"), ("en_lemmas", "en_length")];

/// Only splits at blanks; never looks at text.
const TOKENS: &str = "tokens";
/// The same for what is looked up, where a gap keeps a place.
pub(super) const GAPS: &str = "gaps";

/// The body that makes an index of passages.
pub(super) fn passages(shards: u64, replicas: u64) -> Value {
    let mut properties = Map::new();
    for (name, kind) in layout() {
        let field = match kind {
            FieldKind::Keyword { indexed, column } => {
                json!({"type": "keyword", "index": indexed, "doc_values": column, "norms": false})
            }
            FieldKind::Tokens { positions } => {
                let options = if positions { "positions" } else { "freqs" };
                json!({"type": "text", "analyzer": TOKENS, "search_analyzer": GAPS, "index_options": options})
            }
            FieldKind::Number => json!({"type": "long"}),
            // Base64, neither looked up nor counted.
            FieldKind::Record => json!({"type": "binary"}),
        };
        properties.insert(name.to_string(), field);
    }
    for name in [GENERATION, LOT].into_iter().chain(LENGTHS.map(|(_, name)| name)) {
        properties.insert(name.to_string(), json!({"type": "long"}));
    }
    let record: Vec<&str> =
        layout().into_iter().filter(|(_, kind)| *kind == FieldKind::Record).map(|(name, _)| name).collect();
    json!({
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                // What is written shows when its writer says so, all at once.
                "refresh_interval": "-1",
                "codec": "best_compression",
                "max_regex_length": 100_000,
            },
            "analysis": {
                "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 1 << 20}},
                "filter": {"gap": {"type": "stop", "stopwords": [GAP]}},
                "analyzer": {
                    TOKENS: {"type": "custom", "tokenizer": "blanks"},
                    GAPS: {"type": "custom", "tokenizer": "blanks", "filter": ["gap"]},
                },
            },
        },
        "mappings": {"dynamic": "strict", "_source": {"includes": record}, "properties": properties},
    })
}

/// The body that makes the index beside it.
pub(super) fn meta(replicas: u64) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": 1,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "codec": "best_compression",
        }},
        "mappings": {"dynamic": "strict", "properties": {
            "kind": {"type": "keyword"},
            "doc": {"type": "keyword"},
            GENERATION: {"type": "long"},
            "body": {"type": "object", "enabled": false},
        }},
    })
}
