//! The JSON shapes, versioned by `schema`. Offsets are Unicode code points into `text`, half-open.

mod counterpart;
mod document;
mod indexed;
mod passage;
mod place;
mod search;
mod size;
mod terms;
mod wire;

pub(super) use counterpart::{WireCounterpart, counterpart};
pub(super) use document::{Docs, Show, documents, passages};
pub use indexed::{Indexed, IndexedDocument, indexed_json};
pub(super) use place::{WirePlace, wire_place};
pub(super) use search::{Search, WireHit, hits, search};
pub(super) use size::{Size, size};
pub(super) use terms::{WireGlossary, WireTerms, glossary, terms};
pub(super) use wire::{CodePoints, line};
