//! What tells one set of passages from another, or from the rest of the index.

use super::measures::{keyness, log_ratio};
use super::passages::{Counts, word_counts};
use crate::Result;
use crate::model::{Keyword, Keywords, Query, WordCount};
use crate::request::KeywordsRequest;
use crate::search::Searcher;

/// The words that what a query finds has more often than the rest of the index, or than what another finds.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the queries.
pub fn keywords(index: &dyn Searcher, request: &KeywordsRequest) -> Result<Keywords> {
    let (side, form) = (request.side, request.form);
    let counted = |query: &Query| word_counts(index, query, side, form);
    let here = counted(&request.set()?)?;
    let elsewhere: Counts = match request.reference()? {
        Some(query) => counted(&query)?,
        None => {
            let mut rest = Counts::default();
            for WordCount { word, times } in index.vocabulary(side, form)? {
                *rest.value(&word) = times.saturating_sub(here.get(&word).copied().unwrap_or_default());
            }
            rest
        }
    };
    let (tokens, others) = (here.values().sum(), elsewhere.values().sum());
    let keyword = |(word, times): (String, u64)| {
        let there = elsewhere.get(&word).copied().unwrap_or(0);
        Keyword {
            log_likelihood: keyness(times, there, tokens, others),
            log_ratio: log_ratio(times, there, tokens, others),
            word,
            times,
            elsewhere: there,
        }
    };
    let mut keywords: Vec<Keyword> = here
        .into_words()
        .filter(|(_, times)| *times >= request.least)
        .map(keyword)
        .filter(|k| k.log_ratio > 0.0)
        .collect();
    keywords.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood).then_with(|| a.word.cmp(&b.word)));
    keywords.truncate(request.limit);
    Ok(Keywords { side, tokens, elsewhere: others, keywords })
}
