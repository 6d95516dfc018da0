//! Bilingual (Chinese–English) full-text search.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod error;
pub mod model;
pub mod text;

pub use error::{Error, Result};
