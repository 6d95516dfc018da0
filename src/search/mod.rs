//! A query to results. [`Searcher`] is the one door of every front; [`IndexSearcher`] answers through it over any
//! [`Engine`]: the index on this machine is one, a cluster another. Never formats.
//!
//! The way of a query: `plan` (what will be looked up), `candidates` (which passages, in which order), `assemble` (with
//! their marks, documents and neighbours). `compile` is the only file that turns clauses into what an index looks up
//! ([`IndexQuery`]); an engine only carries that out.

mod assemble;
mod bag_of_words;
mod candidates;
mod check;
mod compile;
mod complexity;
mod concordance;
mod copies;
mod counterpart;
mod dictionary;
mod documents;
mod engine;
mod executable;
mod export;
mod glossary;
mod groups;
mod highlight;
mod index_query;
mod index_searcher;
mod labels;
mod likely_words;
mod live;
mod local;
mod near;
mod nearness;
mod places;
mod plan;
mod query_explanation;
mod rerank;
mod searcher;
mod show;
mod similarity;
mod spelling;
mod spotting;
mod terms;
mod translate;
mod unknown;
mod windows;
mod word_query;
mod words;

pub use concordance::kwic;
pub use dictionary::Dictionary;
pub use engine::{Best, Engine, Found, Wanted};
pub use executable::Executable;
pub use export::export;
pub(crate) use groups::Groups;
pub use index_query::{IndexQuery, Like, Run, Value};
pub use index_searcher::IndexSearcher;
pub(crate) use live::Live;
pub use local::LocalIndex;
pub use nearness::{NearBuffers, Nears};
pub use searcher::Searcher;
pub use show::show;
pub use unknown::named_document;
