//! Pure functions on text, with maps back to the original. Never tantivy, never files.

pub mod canon;
pub mod compound;
pub mod detect;
pub mod english;
pub mod field_name;
pub mod fold;
pub mod lemma;
pub mod lemma_cache;
pub mod lexicon;
pub mod lookups;
pub mod number;
pub mod numeral;
pub mod other_language;
pub mod pattern;
pub mod regional;
pub mod segment;
pub mod sentence;
pub mod signs;
pub mod word_class;
pub mod word_map;
