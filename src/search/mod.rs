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
mod words;

use crate::Result;
use crate::model::{Counterpart, DocumentInfo, Passage, PassageId, Query, Results, Terms};

pub use concordance::concordance;
pub use local::LocalIndex;
pub use select::select;
pub use words::WordParts;

/// Answers queries over passages.
pub trait Searcher: Send + Sync {
    /// Ranked passages; the closest ones when no passage has all words.
    fn search(&self, query: &Query, page: &Page) -> Result<Results>;

    /// The other side of a text, which may be partial or damaged.
    fn counterpart(&self, text: &str, wanted: &Wanted) -> Result<Counterpart>;

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

/// Which part of the results to give, and how.
#[derive(Clone, Debug)]
pub struct Page {
    pub limit: usize,
    pub offset: usize,
    pub sort: Sort,
    /// Passages to show around each hit.
    pub context: u32,
    /// Count the matches by document and section.
    pub facets: bool,
    /// Tell how the query was read and how hits were scored.
    pub explain: bool,
    /// Whether the closest passages may stand in when none has all words.
    pub closest: bool,
    /// Find passages by the query's renderings in the other language too.
    pub translate: bool,
    /// Mark the words of the other side that render what matched.
    pub counterparts: bool,
}

impl Default for Page {
    fn default() -> Self {
        Page {
            limit: 10,
            offset: 0,
            sort: Sort::Score,
            context: 0,
            facets: false,
            explain: false,
            closest: true,
            translate: false,
            counterparts: true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Score,
    /// By document and place.
    Document,
}

/// What a counterpart is wanted of.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// `None`: whichever the text is closer to.
    pub level: Option<crate::model::Level>,
    pub limit: usize,
}
