//! The best passages of a query, how many there are in all and where they are. Where terms alone decide the order,
//! tantivy passes over whole blocks of passages that cannot be among the best, and counting is a pass of its own.

use super::facets::FacetCounts;
use super::lower::lower;
use super::order::in_order;
use crate::Result;
use crate::index::{Fields, Store};
use crate::model::Facets;
use crate::request::SearchOrder;
use crate::search::engine::Wanted;
use crate::search::executable::Executable;
use std::collections::HashSet;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::Query;
use tantivy::{DocAddress, Score, Searcher};

/// What matches a query.
pub(super) struct TopK {
    /// All that match.
    pub total: usize,
    /// The wanted part of them, in order.
    pub best: Vec<(Score, DocAddress)>,
    pub facets: Option<Facets>,
}

pub(super) fn top_k(store: &Store, query: &Executable, wanted: &Wanted) -> Result<TopK> {
    let searcher = store.searcher();
    let lowered = Lowered::of(query, &searcher)?;
    find(store.fields(), &searcher, &lowered, wanted).map_err(|e| store.damaged(e))
}

/// The query, or the same as mere terms where it is no more than that.
enum Lowered {
    Whole(Box<dyn Query>),
    Terms { set: Box<dyn Query>, ranked: Vec<Box<dyn Query>> },
}

impl Lowered {
    fn of(query: &Executable, searcher: &Searcher) -> Result<Lowered> {
        let Some(terms) = &query.terms else { return Ok(Lowered::Whole(lower(&query.query, searcher)?)) };
        let ranked = terms.ranked().iter().map(|query| lower(query, searcher)).collect::<Result<_>>()?;
        Ok(Lowered::Terms { set: lower(&terms.set(), searcher)?, ranked })
    }

    /// What matches, without an order.
    fn set(&self) -> &dyn Query {
        match self {
            Lowered::Whole(query) => query.as_ref(),
            Lowered::Terms { set, .. } => set.as_ref(),
        }
    }
}

fn find(fields: &Fields, searcher: &Searcher, query: &Lowered, wanted: &Wanted) -> tantivy::Result<TopK> {
    let window = wanted.window.clone();
    let facets = wanted.facets.then(|| FacetCounts::new(fields, searcher.schema()));
    if wanted.sort != SearchOrder::Score && !window.is_empty() {
        let (all, facets) = searcher.search(query.set(), &(DocSetCollector, facets))?;
        let total = all.len();
        let placed = in_order(fields, searcher, &all, &wanted.sort)?.into_iter().skip(window.start).take(window.len());
        return Ok(TopK { total, best: placed.map(|at| (0.0, at)).collect(), facets });
    }
    if let (Lowered::Terms { ranked, .. }, false) = (query, window.is_empty()) {
        let mut best = Vec::new();
        for query in ranked {
            best.extend(searcher.search(query.as_ref(), &TopDocs::with_limit(window.end).order_by_score())?);
        }
        // A heading is found twice, the second time with what it has ahead of others.
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut seen = HashSet::new();
        best.retain(|(_, at)| seen.insert(*at));
        best.truncate(window.end);
        let (total, facets) = match facets {
            None => (query.set().count(searcher)?, None),
            facets => searcher.search(query.set(), &(Count, facets))?,
        };
        return Ok(TopK { total, best: best.into_iter().skip(window.start).collect(), facets });
    }
    let top = || TopDocs::with_limit(window.len()).and_offset(window.start).order_by_score();
    let best = (!window.is_empty()).then(top);
    let (best, total, facets) = searcher.search(query.set(), &(best, Count, facets))?;
    Ok(TopK { total, best: best.unwrap_or_default(), facets })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::StoreWriter;
    use crate::model::{DocumentInfo, Kind, Passage, PassageId};
    use crate::query::parse;
    use crate::search::compile::Compiler;
    use crate::search::local::dictionary::LocalDictionary;
    use std::sync::Arc;

    const ZH: [&str; 6] = ["商業秘密保護", "知識產權 IPR", "仲裁", "保護商業", "IPR 仲裁與調解", "密"];
    const EN: [&str; 6] = ["trade secrets", "a trade", "arbitration of trade secret trade", "secret IPR", "ipr", "the"];

    /// Passages of two documents, one of ten a heading; a third document was removed.
    fn index() -> Store {
        let mut writer = StoreWriter::in_memory().unwrap();
        let mut number = 88_172_645_463_325_252u64;
        let mut below = |n: usize| {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            (number % n as u64) as usize
        };
        for doc in ["gone", "one", "two"] {
            for order in 0..1500 {
                let mut text = |parts: &[&str]| {
                    (0..1 + below(8)).map(|_| parts[below(parts.len())]).collect::<Vec<_>>().join("。 ")
                };
                let (zh, en) = (text(&ZH), text(&EN));
                let kind = if below(10) == 0 { Kind::Heading } else { Kind::Paragraph };
                let passage = Passage { kind, ..Passage::of_texts(PassageId::row(doc, order + 1), order, &zh, &en) };
                writer.add(passage, &Arc::default()).unwrap();
            }
            writer.add_document(DocumentInfo { id: doc.into(), ..DocumentInfo::default() }).unwrap();
        }
        writer.remove("gone").unwrap();
        writer.commit(|_| Ok(())).unwrap()
    }

    #[test]
    fn skipping_blocks_changes_nothing() {
        let store = index();
        let searcher = store.searcher();
        let dictionary = LocalDictionary(searcher);
        let compiler = Compiler { fields: store.fields(), dictionary: &dictionary };
        let mut quick = 0;
        for query in
            ["trade", "secrets", "IPR", "ipr", "商業", "密", "仲裁", "en:ipr", "商業秘密", "the", "absent", "調解"]
        {
            let clause = parse(query).unwrap().clause;
            for (limit, offset) in [(10, 0), (7, 40), (5000, 0), (0, 0)] {
                let wanted = Wanted {
                    window: offset..offset + limit,
                    sort: SearchOrder::Score,
                    facets: limit == 7,
                    explain: false,
                };
                let compiled = compiler.query(&clause).unwrap();
                quick += usize::from(compiled.terms.is_some());
                let slow = top_k(&store, &Executable::from(compiled.query.clone()), &wanted).unwrap();
                let fast = top_k(&store, &compiled, &wanted).unwrap();
                assert_eq!((fast.total, fast.best.len()), (slow.total, slow.best.len()), "{query}");
                assert_eq!(fast.facets, slow.facets, "{query}");
                for (fast, slow) in fast.best.iter().zip(&slow.best) {
                    assert!((fast.0 - slow.0).abs() < 1e-4, "{query}: {fast:?} {slow:?}");
                }
            }
        }
        assert!(quick >= 40, "most single words are mere terms: {quick}");
    }
}
