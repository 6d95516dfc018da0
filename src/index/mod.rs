//! The stored index: a tantivy index with one document a passage, opened by mmap. Owns the schema (the only place that
//! names fields), the tokenizers, the writer and the format on disk. Never ranks, never prints.

mod document;
mod entry;
mod folder;
mod format;
mod intact;
mod labels;
mod leftovers;
mod lock;
mod manifest;
mod parts;
mod record;
mod replace;
mod schema;
mod size;
mod store;
mod store_parts;
mod store_records;
mod synonyms;
mod tokens;
mod write_failure;
mod writer;

pub use entry::{Content, FieldKind, english_terms, entry, field_name, fields, layout};
pub use format::FORMAT;
pub use labels::{Labels, by_field, field_of, field_prefix, field_ranks};
pub use lock::Lock;
pub use manifest::{Manifest, ManifestSource, is_stored, moved, resolved};
pub use parts::Part;
pub use record::Record;
pub use schema::{Field, Fields, MAX_TERM_BYTES};
pub use store::Store;
pub use synonyms::{SYNONYMS_PART, Synonyms};
pub use tokens::{CASE, END, form_of};
pub use writer::StoreWriter;
