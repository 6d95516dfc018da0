//! A query to results. [`Searcher`] is the one door: the index on this machine is one, a cluster can be another.
//! Never formats.

mod closest;
mod compile;
mod compiled;
mod concordance;
mod counterpart;
mod exclude;
mod expand;
mod explain;
mod facets;
mod glossary;
mod highlight;
mod limits;
mod local;
mod rerank;
mod scored;
mod select;
mod similarity;
mod spotting;
mod terms;
mod top;
mod translate;

use crate::Result;
use crate::model::{Counterpart, DocumentInfo, Passage, PassageId, Query, Results, Terms};
use crate::request::{CounterpartRequest, SearchOptions};

pub use concordance::concordance;
pub use local::LocalIndex;
pub use select::select;

/// Answers queries over passages.
pub trait Searcher: Send + Sync {
    /// Ranked passages; the closest ones when no passage has all words.
    fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results>;

    /// The other side of a text, which may be partial or damaged.
    fn counterpart(&self, request: &CounterpartRequest) -> Result<Counterpart>;

    /// How a term of either side is rendered on the other.
    fn terms(&self, term: &str) -> Result<Terms>;

    /// The passage of that id; a sentence's id gives the passage that it is in.
    fn passage(&self, id: &PassageId) -> Result<Option<Passage>>;

    /// Passages of a document whose 0-based places lie in the range, in order.
    fn passages(&self, doc: &str, places: std::ops::Range<u32>) -> Result<Vec<Passage>>;

    fn document(&self, id: &str) -> Result<Option<DocumentInfo>>;

    /// All documents by id.
    fn documents(&self) -> Result<Vec<DocumentInfo>>;
}
