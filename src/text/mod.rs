//! Pure functions on text, with maps back to the original. Never tantivy, never files.

pub mod english;
pub mod fold;
pub mod lexicon;
pub mod segment;
pub mod stem;
pub mod wordalign;
