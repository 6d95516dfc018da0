//! Bilingual (Chinese–English) full-text search: documents that exist in both languages go in, a query in either
//! language and either script gives ranked passages with their counterparts.
//!
//! The whole life of an index:
//!
//! ```
//! use duizhao::model::Side;
//! use duizhao::request::SearchOptions;
//! use duizhao::search::{LocalIndex, Searcher};
//! use duizhao::update::{Changes, Silent, update};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let dir = tempfile::tempdir()?;
//! let report = dir.path().join("report.txt");
//! std::fs::write(&report, "保護商業秘密。\n調解糾紛六千餘件。\nTrade secrets are protected.\nOver 6,000 disputes were mediated.\n")?;
//!
//! // read, clean, structure, align, index
//! let index = dir.path().join("index");
//! update(&index, &Changes { paths: vec![report], ..Changes::default() }, &Silent)?;
//!
//! // parse, search: a simplified query finds the traditional text, both sides come
//! let index = LocalIndex::new(duizhao::index::Store::open(&index)?.ok_or("an index")?);
//! let results = index.search(&duizhao::query::parse("商业秘密")?, &SearchOptions::new())?;
//! assert_eq!(results.total, 1);
//! assert_eq!(results.hits[0].passage.text(Side::En), "Trade secrets are protected.");
//!
//! // and the other side of a piece of text
//! let found = index.counterpart(&"disputes were mediated".into())?;
//! assert_eq!(found.matches[0].passage.text(Side::Zh), "調解糾紛六千餘件。");
//! # Ok(())
//! # }
//! ```
//!
//! A document goes through [`read`], [`clean`], [`structure`] and [`align`], joined by [`pipeline`]; [`update`] writes
//! its passages to the [`index`]; [`query`] reads what a person typed, [`search`] answers it, [`render`] writes the
//! answer. The stages meet only in [`model`] and [`text`].
//!
//! Architecture invariant: the library never prints, never exits, and opens no network connection.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod check;
pub mod clean;
pub mod error;
pub mod index;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod read;
pub mod render;
pub mod request;
pub mod search;
pub mod serve;
pub mod structure;
pub mod text;
pub mod update;
pub mod wordalign;

pub use error::{Error, Result};
