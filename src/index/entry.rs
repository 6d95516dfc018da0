//! What stands in the fields of a record, for an engine of another make: the same fields and the same terms, made once.

use super::schema::Fields;
use super::tokens::{EnglishTokens, each_token};
use super::{Labels, Record, document};
use crate::index::Field;
use std::sync::LazyLock;
use tantivy::schema::{FieldType, IndexRecordOption, OwnedValue, Schema};

static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(Fields::build);

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One term a value.
    Keyword {
        /// Whether passages are looked up by it.
        indexed: bool,
        /// Whether passages are sorted and counted by it.
        column: bool,
    },
    /// A row of terms.
    Tokens {
        /// Whether their places are kept.
        positions: bool,
    },
    Number,
    /// The record itself.
    Record,
}

/// What stands in a field.
#[derive(Debug)]
pub enum Content {
    Keyword(String),
    /// Terms in a row, for [`each_token`].
    Tokens(String),
    Number(u64),
    Record(Vec<u8>),
}

impl Content {
    /// Gives the terms of a row to `visit`, in order.
    pub fn each_token(&self, visit: impl FnMut(&str)) {
        if let Content::Tokens(packed) = self {
            each_token(packed, visit);
        }
    }
}

/// The fields of every index.
pub fn fields() -> &'static Fields {
    &SCHEMA.1
}

/// The name that a field has in every index.
pub fn field_name(field: Field) -> &'static str {
    SCHEMA.0.get_field_name(field)
}

/// All fields with what they are for.
pub fn layout() -> Vec<(&'static str, FieldKind)> {
    let kind = |field_type: &FieldType| match field_type {
        FieldType::Str(options) => match options.get_indexing_options() {
            Some(indexing) if indexing.tokenizer() != "raw" => {
                FieldKind::Tokens { positions: indexing.index_option() == IndexRecordOption::WithFreqsAndPositions }
            }
            indexing => FieldKind::Keyword { indexed: indexing.is_some(), column: options.is_fast() },
        },
        FieldType::U64(_) => FieldKind::Number,
        _ => FieldKind::Record,
    };
    SCHEMA.0.fields().map(|(_, entry)| (entry.name(), kind(entry.field_type()))).collect()
}

/// The terms of an English text: its lemmas, and its words as they are written.
pub fn english_terms(text: &str) -> (Content, Content) {
    let EnglishTokens { lemmas, words } = EnglishTokens::of(text);
    (Content::Tokens(lemmas.as_str().to_string()), Content::Tokens(words.as_str().to_string()))
}

/// What stands in the fields of a record; `labels` are those of its document.
pub fn entry(record: Record, labels: &Labels) -> Vec<(&'static str, Content)> {
    let (schema, fields) = &*SCHEMA;
    let document = document::of(record, labels, fields);
    let tokens = |field| match schema.get_field_entry(field).field_type() {
        FieldType::Str(options) => options.get_indexing_options().is_some_and(|indexing| indexing.tokenizer() != "raw"),
        _ => false,
    };
    let content = |field, value: OwnedValue| match value {
        OwnedValue::Str(text) if tokens(field) => Some(Content::Tokens(text)),
        OwnedValue::Str(text) => Some(Content::Keyword(text)),
        OwnedValue::U64(number) => Some(Content::Number(number)),
        OwnedValue::Bytes(bytes) => Some(Content::Record(bytes)),
        _ => None,
    };
    let values = document.field_values();
    values.filter_map(|(field, value)| Some((field_name(field), content(field, value.into())?))).collect()
}
