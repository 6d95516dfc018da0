//! A record as a document of the cluster: the fields of every index, and what only a cluster needs.

use super::mapping::{DOCUMENT, GENERATION, LENGTHS, LOT, LOTS};
use super::token::{GAP, push_token};
use crate::index::{Content, FieldKind, Labels, Record, entry, layout};
use crate::model::DocumentInfo;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

/// A document that is ready to be sent.
#[derive(Debug)]
pub(super) struct Entry {
    /// By which a repeated sending is the same.
    pub id: String,
    /// Its line of JSON.
    pub line: String,
}

/// A passage as it stands in the index of passages; `labels` are those of its document.
pub(super) fn passage(record: Record, labels: &Labels, generation: u64) -> Entry {
    let id = match &record {
        Record::Passage(passage) => passage.id.to_string(),
        Record::Document(info) => info.id.clone(),
    };
    let mut fields: Map<String, Value> = Map::new();
    for (name, content) in entry(record, labels) {
        let value = match &content {
            Content::Keyword(text) => json!(text),
            Content::Number(number) => json!(number),
            Content::Record(bytes) => json!(BASE64_STANDARD.encode(bytes)),
            Content::Tokens(packed) => {
                let (mut text, mut length) = (String::with_capacity(packed.len()), 0);
                content.each_token(|token| {
                    push_token(&mut text, token);
                    length += 1;
                });
                if let Some((_, of)) = LENGTHS.iter().find(|(field, _)| *field == name) {
                    fields.insert(of.to_string(), json!(length));
                }
                json!(text)
            }
        };
        match fields.get_mut(name) {
            None => {
                fields.insert(name.to_string(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    fill_gaps(&mut fields);
    let number = blake3::hash(id.as_bytes());
    let lot = u32::from_le_bytes(number.as_bytes()[..4].try_into().unwrap_or_default()) % LOTS;
    fields.insert(GENERATION.into(), json!(generation));
    fields.insert(LOT.into(), json!(lot));
    Entry { id: key(generation, &id), line: Value::Object(fields).to_string() }
}

/// The engine counts only records that have a term of a field, by which it judges how rare the others are; elsewhere all
/// are counted.
fn fill_gaps(fields: &mut Map<String, Value>) {
    for (name, kind) in layout() {
        if matches!(kind, FieldKind::Tokens { .. }) && !fields.contains_key(name) {
            fields.insert(name.to_string(), json!(GAP));
        }
    }
}

/// A document's own record as it stands in the index beside, and what stands for it among the passages: nothing that is
/// found, but elsewhere documents count as well where it is judged how rare a word is.
pub(super) fn document(info: DocumentInfo, generation: u64) -> (Entry, Entry) {
    let id = key(generation, &info.id);
    let mut fields = Map::new();
    for (name, value) in [("kind", json!(DOCUMENT)), ("doc", json!(info.id)), (GENERATION, json!(generation))] {
        fields.insert(name.to_string(), value);
    }
    let mut counted = fields.clone();
    fill_gaps(&mut counted);
    let record = Record::Document(info).to_bytes();
    fields.insert("body".to_string(), json!({"record": BASE64_STANDARD.encode(record)}));
    let entry = |fields| Entry { id: id.clone(), line: Value::Object(fields).to_string() };
    (entry(fields), entry(counted))
}

/// A record that was stored; `None` when it is damaged.
pub(super) fn record(source: &Value) -> Option<Record> {
    let text = source["record"].as_str().or(source["body"]["record"].as_str())?;
    Record::from_bytes(&BASE64_STANDARD.decode(text).ok()?)
}

/// The cluster's own id: short, however long the other is, and another one in each generation.
fn key(generation: u64, id: &str) -> String {
    blake3::hash(format!("{generation} {id}").as_bytes()).to_hex()[..32].to_string()
}
