//! Bilingual (Chinese–English) full-text search.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod clean;
pub mod error;
pub mod index;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod read;
pub mod render;
pub mod search;
pub mod structure;
pub mod text;
pub mod update;

pub use error::{Error, Result};
