//! What an engine has to do: look up, fetch and count. Everything else, from the query to the marks in a passage, is the
//! same for all of them.

use super::dictionary::Dictionary;
use super::executable::Executable;
use super::index_query::IndexQuery;
use super::searcher::Searcher;
use crate::Result;
use crate::index::{Fields, Part, Synonyms};
use crate::model::{CitationPattern, DocumentInfo, Facets, Passage, PassageId, Side, StoreSize, WordCount, WordForm};
use crate::request::SearchOrder;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// One view of a stored index. All errors are of the outside world.
pub trait Engine: Send + Sync {
    /// The fields that queries are about.
    fn fields(&self) -> &Fields;

    /// The words of the index, for one question.
    fn dictionary(&self) -> Box<dyn Dictionary + '_>;

    /// The best matches, or the first, how many there are in all and where they are.
    fn best(&self, query: &Executable, wanted: &Wanted) -> Result<Best>;

    /// The best matches without their number, at most `most`, with the explanations of their scores where asked for.
    fn top(&self, query: &IndexQuery, most: usize, explain: bool) -> Result<Vec<Found>>;

    /// How many passages match each of the queries.
    fn counts(&self, queries: &[IndexQuery]) -> Result<Vec<usize>>;

    /// How many passages match, and of them all, or of more than `most` evenly chosen ones, by document and place.
    fn sample(&self, query: &IndexQuery, most: usize) -> Result<(usize, Vec<Passage>)>;

    /// Gives every match to `visit`, by document and place, one at a time. Returns how many there were.
    fn each(&self, query: &IndexQuery, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64>;

    /// In how many of the matches each word of a side stands, and how often; `None` where that would take longer than reading them.
    fn words_of(&self, _matches: &IndexQuery, _side: Side, _form: WordForm) -> Result<Option<WordsOfMatches>> {
        Ok(None)
    }

    /// Passages in the index.
    fn passage_count(&self) -> Result<u64>;

    /// The passage of that id; a sentence's id gives the passage that it is in.
    fn passage(&self, id: &PassageId) -> Result<Option<Passage>>;

    /// Passages of a document whose 0-based places lie in the range, in order.
    fn passages(&self, doc: &str, places: Range<u32>) -> Result<Vec<Passage>>;

    /// The document of that id.
    fn document(&self, id: &str) -> Result<Option<DocumentInfo>>;

    /// All documents by id.
    fn documents(&self) -> Result<Vec<DocumentInfo>>;

    /// How often each word of a side occurs, in no order.
    fn vocabulary(&self, side: Side, form: WordForm) -> Result<Vec<WordCount>>;

    /// What each part of the index takes, in bytes.
    fn size(&self) -> Result<StoreSize>;

    /// A part beside the passages, by name.
    fn part(&self, name: &str) -> Result<Option<Part>>;

    /// Words that whoever keeps the index takes as the same.
    fn synonyms(&self) -> Result<Synonyms>;

    /// Sets of passages by name, each with the query that finds it.
    fn collections(&self) -> Result<BTreeMap<String, String>>;

    /// How whoever keeps the index wants passages to be cited, where that is said.
    fn citation(&self) -> Result<Option<CitationPattern>>;

    /// The query as the engine is asked it, for people.
    fn describe(&self, query: &IndexQuery) -> String;

    /// The index as it is now; `None` while nobody has changed it since it was opened.
    fn refreshed(&self) -> Result<Option<Arc<dyn Searcher>>>;

    /// Whether others do the work, so that whoever asks only waits.
    fn is_remote(&self) -> bool {
        false
    }

    /// Whether it answers at this moment; does not wait for one that recovers.
    ///
    /// # Errors
    /// Why it does not.
    fn ready(&self) -> Result<()> {
        Ok(())
    }

    /// Runs what reads the index; damage that would show as something else becomes an error.
    fn guarded(&self, work: &mut dyn FnMut() -> Result<()>) -> Result<()> {
        work()
    }
}

/// Words of some matches, as the index has them: Chinese words with the Latin ones between them, or English lemmas.
#[derive(Debug, Default)]
pub struct WordsOfMatches {
    /// How many matches there are.
    pub passages: u64,
    /// Each word once, in no order.
    pub words: Vec<WordOfMatches>,
}

/// A word of some matches.
#[derive(Debug)]
pub struct WordOfMatches {
    pub word: String,
    /// In how many of the matches it stands.
    pub passages: u64,
    /// How often it stands in them in all.
    pub times: u64,
}

/// Which part of the matches is wanted, and what of it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Ranks, from 0.
    pub window: Range<usize>,
    /// In which order.
    pub sort: SearchOrder,
    pub facets: bool,
    pub explain: bool,
}

/// What matches a query.
#[derive(Debug)]
pub struct Best {
    /// All that match.
    pub total: usize,
    /// The wanted part of them, in order.
    pub found: Vec<Found>,
    pub facets: Option<Facets>,
}

/// A passage with its score, and how that came about where it was asked for.
#[derive(Debug)]
pub struct Found {
    pub score: f32,
    pub passage: Passage,
    pub explanation: Option<String>,
}
