//! What is exported: the passages that a query finds, and of each the sentences that match.

use super::highlight::{Highlighter, sentence_hits};
use super::searcher::Searcher;
use crate::Result;
use crate::model::{Level, Mode, Passage};
use crate::request::ExportRequest;

/// Gives every passage that the request asks for to `visit`, by document and place, with the 0-based numbers of its
/// sentence pairs that are wanted. Returns how many passages there were.
///
/// # Errors
/// Those of [`Searcher::each`]; [`crate::Error::Query`] points at what cannot be read in the query.
pub fn export(
    index: &dyn Searcher,
    request: &ExportRequest,
    visit: &mut dyn FnMut(&Passage, &[usize]) -> Result<()>,
) -> Result<u64> {
    let query = request.query()?;
    let highlighter = (request.level == Level::Sentence).then(|| Highlighter::new(&query.clause, Mode::Exact));
    index.each(&query, &mut |passage| {
        let wanted = sentences(&passage, highlighter.as_ref(), request.context as usize);
        visit(&passage, &wanted)
    })
}

/// The sentence pairs that match, and so many around each. A query that says nothing about words wants all of them.
fn sentences(passage: &Passage, highlighter: Option<&Highlighter>, context: usize) -> Vec<usize> {
    let all = 0..passage.sentences.len();
    let hits = highlighter.map(|highlighter| sentence_hits(passage, &highlighter.marks(passage))).unwrap_or_default();
    if !hits.contains(&true) {
        return all.collect();
    }
    let near = |n: usize| n.saturating_sub(context)..n.saturating_add(context).saturating_add(1).min(hits.len());
    all.filter(|n| near(*n).any(|near| hits.get(near) == Some(&true))).collect()
}
