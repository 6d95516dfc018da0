//! Numbers about words: how often, near what, in which set more than elsewhere, how evenly spread. Counted over the
//! passages of an index through [`crate::search::Searcher`]; every formula says where it is from. Never formats.

mod collocates;
mod dispersion;
mod frequencies;
mod keywords;
mod measures;
mod passages;
mod words;

pub use collocates::collocates;
pub use dispersion::dispersion;
pub use frequencies::frequencies;
pub use keywords::keywords;
