//! Bilingual (Chinese–English) full-text search: documents that exist in both languages go in, a query in either
//! language and either script gives ranked passages with their counterparts.
//!
//! The whole life of an index:
//!
//! ```
//! use duizhao::{Index, model::Side};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! # let dir = dir.path();
//! std::fs::write(dir.join("report.txt"), "保護商業秘密。\n調解糾紛六千餘件。\nTrade secrets are protected.\nOver 6,000 disputes were mediated.\n")?;
//! let (index, report) = Index::create(dir.join("index"), [dir.join("report.txt")])?;
//! assert!(report.failed.is_empty());
//!
//! let results = index.search("商业秘密")?; // the simplified query finds the traditional text, both sides come
//! assert_eq!(results.hits[0].passage.text(Side::En), "Trade secrets are protected.");
//!
//! let found = index.counterpart("disputes were mediated")?; // the other side of a piece of text
//! assert_eq!(found.matches[0].passage.text(Side::Zh), "調解糾紛六千餘件。");
//! # Ok(())
//! # }
//! ```
//!
//! [`Index`] is the whole of it for most programs; [`request`] has what can be asked, [`model`] what is answered,
//! [`render`] writes answers, [`query`] reads the query language, [`serve`] is the web page and the API, [`locale`] the
//! language in which a person is spoken to.
//!
//! A document goes through the stages `read`, `clean`, `structure` and `align`, joined by `pipeline`; `update` writes its
//! passages to the `index`; a query goes through `query` and `search`. The stages meet only in `model` and `text`. They
//! are no part of the public face: the feature `internals` shows them to the tests and measurements of this repository,
//! and nothing in them is kept stable.
//!
//! Architecture invariant: the library never prints, never exits, and opens no network connection but to the cluster that
//! the address of an index names.
#![deny(clippy::print_stdout, clippy::print_stderr)]
// Some of what the stages offer is used by tests and measurements only.
#![cfg_attr(not(feature = "internals"), warn(missing_docs), allow(dead_code, unused_imports))]

pub mod error;
mod facade;
pub mod locale;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod model;
pub mod query;
pub mod render;
pub mod request;
pub mod serve;

// The stages, shown to the tests and measurements only.
#[cfg(not(feature = "internals"))]
mod align;
#[cfg(not(feature = "internals"))]
mod check;
#[cfg(not(feature = "internals"))]
mod clean;
#[cfg(not(feature = "internals"))]
mod cluster;
#[cfg(not(feature = "internals"))]
mod compare;
#[cfg(not(feature = "internals"))]
mod index;
#[cfg(not(feature = "internals"))]
mod pipeline;
#[cfg(not(feature = "internals"))]
mod read;
#[cfg(not(feature = "internals"))]
mod search;
#[cfg(not(feature = "internals"))]
mod statistics;
#[cfg(not(feature = "internals"))]
mod structure;
#[cfg(not(feature = "internals"))]
mod text;
#[cfg(not(feature = "internals"))]
mod update;
#[cfg(not(feature = "internals"))]
mod wordalign;

#[cfg(feature = "internals")]
pub mod align;
#[cfg(feature = "internals")]
pub mod check;
#[cfg(feature = "internals")]
pub mod clean;
#[cfg(feature = "internals")]
pub mod cluster;
#[cfg(feature = "internals")]
pub mod compare;
#[cfg(feature = "internals")]
pub mod index;
#[cfg(feature = "internals")]
pub mod pipeline;
#[cfg(feature = "internals")]
pub mod read;
#[cfg(feature = "internals")]
pub mod search;
#[cfg(feature = "internals")]
pub mod statistics;
#[cfg(feature = "internals")]
pub mod structure;
#[cfg(feature = "internals")]
pub mod text;
#[cfg(feature = "internals")]
pub mod update;
#[cfg(feature = "internals")]
pub mod wordalign;

pub use check::Baseline;
pub use error::{Error, Result};
pub use facade::{Index, align_texts};
pub use search::Searcher;
pub use update::{PlannedDocument, Progress, Silent, UpdatePlan, UpdateReport};
