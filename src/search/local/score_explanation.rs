//! How a hit's score came about. tantivy's own explanation asks every part of a query, also those that do not match and
//! whose scorers have gone past the passage, which they do not expect (an assertion in debug builds). Here only the
//! parts that match are asked.

use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Occur, Query};
use tantivy::{DocAddress, Searcher};

/// The explanation of a passage's score as JSON; `None` when the query does not match it.
pub(super) fn score_explanation(query: &dyn Query, searcher: &Searcher, address: DocAddress) -> Option<String> {
    part(query, searcher, address).map(|explanation| explanation.to_pretty_json())
}

fn part(query: &dyn Query, searcher: &Searcher, address: DocAddress) -> Option<Explanation> {
    let reader = searcher.segment_reader(address.segment_ord);
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).ok()?;
    let mut scorer = weight.scorer(reader, 1.0).ok()?;
    if scorer.doc() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
        return None;
    }
    let Some(parts) = query.downcast_ref::<BooleanQuery>() else { return weight.explain(reader, address.doc_id).ok() };
    let mut sum = Explanation::new("sum of", scorer.score());
    for (_, inner) in parts.clauses().iter().filter(|(occur, _)| *occur != Occur::MustNot) {
        if let Some(explanation) = part(inner.as_ref(), searcher, address) {
            sum.add_detail(explanation);
        }
    }
    Some(sum)
}
