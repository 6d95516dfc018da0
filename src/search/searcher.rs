//! The one door to an index for every front. The index on this machine is one engine, a cluster can be another; what
//! can be said through the door alone ([`super::kwic`], [`super::show`]) is not part of it.

use crate::Result;
use crate::model::{
    CheckReport, CitationPattern, Counterpart, DocumentInfo, GlossaryTerm, KwicLine, Passage, PassageId, Query,
    Results, Side, StoreSize, Terms, WordCount, WordForm,
};
use crate::request::{CheckRequest, CounterpartRequest, GlossaryRequest, SearchOptions, TermsRequest};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Answers what is asked about the passages of an index. All errors are of the outside world: the index cannot be read,
/// or asks for more than it may ([`crate::Error::Usage`]).
pub trait Searcher: Send + Sync {
    /// Ranked passages; the closest ones when no passage has all words and the options allow it.
    fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results>;

    /// The other side of a text, which may be partial or damaged.
    fn counterpart(&self, request: &CounterpartRequest) -> Result<Counterpart>;

    /// How a term of either side is rendered on the other.
    fn terms(&self, request: &TermsRequest) -> Result<Terms>;

    /// The terms of the whole index that have a rendering, best first.
    fn glossary(&self, request: &GlossaryRequest) -> Result<Vec<GlossaryTerm>>;

    /// Marks in the counterpart of each line what renders its match, besides what is marked there already.
    fn mark_renderings(&self, lines: &mut [KwicLine]) -> Result<()>;

    /// Where the two sides of a document, a part of it or all documents do not say the same.
    fn check(&self, request: &CheckRequest) -> Result<CheckReport>;

    /// The query with words of the index in the place of those that no passage has, where they may be slips and something
    /// is found so.
    fn respelled(&self, query: &Query) -> Result<Option<String>>;

    /// Gives every passage that matches a query to `visit`, by document and place, one at a time. An error of `visit`
    /// ends the work. Returns how many there were.
    fn each(&self, query: &Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64>;

    /// The same for whoever counts words of a side sentence by sentence: passages of one sentence with both sides are not
    /// given to `visit` where the engine can count their words without reading them, but each word to `count`, with in
    /// how many of them it stands. Returns how many passages were counted so.
    fn each_or_words(
        &self,
        query: &Query,
        side: Side,
        count: &mut dyn FnMut(&str, u64),
        visit: &mut dyn FnMut(Passage) -> Result<()>,
    ) -> Result<u64>;

    /// The passage of that id; a sentence's id gives the passage that it is in.
    fn passage(&self, id: &PassageId) -> Result<Option<Passage>>;

    /// Passages of a document whose 0-based places lie in the range, in order.
    fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>>;

    /// The document of that id.
    fn document(&self, id: &str) -> Result<Option<DocumentInfo>>;

    /// All documents by id.
    fn documents(&self) -> Result<Vec<DocumentInfo>>;

    /// Sets of passages by name, each with the query that finds it.
    fn collections(&self) -> Result<BTreeMap<String, String>>;

    /// How whoever keeps the index wants passages to be cited, where that is said.
    fn citation(&self) -> Result<Option<CitationPattern>>;

    /// How often each word of a side occurs, in no order.
    fn vocabulary(&self, side: Side, form: WordForm) -> Result<Vec<WordCount>>;

    /// How often each word of a side occurs in what a query finds, in no order; `None` where the engine would have to read it.
    fn vocabulary_of(&self, query: &Query, side: Side, form: WordForm) -> Result<Option<Vec<WordCount>>>;

    /// What each part of the index takes, in bytes.
    fn size(&self) -> Result<StoreSize>;

    /// The index as it is now; `None` while nobody has changed it since it was opened.
    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>>;

    /// Whether others do the work, so that whoever asks only waits.
    fn is_remote(&self) -> bool;

    /// Whether the index answers at this moment; does not wait for one that recovers.
    ///
    /// # Errors
    /// Why it does not.
    fn ready(&self) -> Result<()>;
}
