//! A query to results. [`Searcher`] is the one door: the index on this machine is one engine, a cluster can be another.
//! Never formats.
//!
//! The way of a query: `plan` (what will be looked up), `candidates` (which passages, in which order), `assemble` (with
//! their marks, documents and neighbours). `compile` is the only file that turns clauses into index queries.

mod assemble;
mod bag_of_words;
mod candidates;
mod check;
mod compile;
mod complexity;
mod concordance;
mod counterpart;
mod documents;
mod exclude;
mod executable;
mod expand;
mod export;
mod facets;
mod glossary;
mod highlight;
mod labels;
mod likely_words;
mod local;
mod places;
mod plan;
mod positions;
mod query_explanation;
mod rerank;
mod score_explanation;
mod searcher;
mod show;
mod similarity;
mod spotting;
mod terms;
mod top_k;
mod translate;
mod unknown;
mod vocabulary;
mod word_query;
mod words;

pub use concordance::kwic;
pub use export::export;
pub use local::LocalIndex;
pub use searcher::Searcher;
pub use show::show;
pub use unknown::named_document;
