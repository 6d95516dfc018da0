//! Where the matches are: counts by document and by outermost section, from the columns of the index.

use crate::Result;
use crate::index::Store;
use crate::model::Facets;
use std::collections::HashMap;
use tantivy::Searcher;
use tantivy::collector::DocSetCollector;
use tantivy::query::Query;
use tantivy::schema::Field;

/// Documents and sections that are told; what lies beyond says little.
const MOST: usize = 100;

pub(super) fn facets(store: &Store, searcher: &Searcher, query: &dyn Query) -> Result<Facets> {
    let found = searcher.search(query, &DocSetCollector).map_err(|e| store.damaged(e))?;
    let mut by_segment: HashMap<u32, Vec<u32>> = HashMap::new();
    for address in found {
        by_segment.entry(address.segment_ord).or_default().push(address.doc_id);
    }
    let count = |field: Field| -> Result<Vec<(String, usize)>> {
        let name = searcher.schema().get_field_name(field);
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (segment, docs) in &by_segment {
            let column = searcher.segment_reader(*segment).fast_fields().str(name).map_err(|e| store.damaged(e))?;
            let Some(column) = column else { continue };
            let mut ordinals: HashMap<u64, usize> = HashMap::new();
            for doc in docs {
                for ordinal in column.term_ords(*doc) {
                    *ordinals.entry(ordinal).or_default() += 1;
                }
            }
            for (ordinal, n) in ordinals {
                let mut value = String::new();
                if column.ord_to_str(ordinal, &mut value).map_err(|e| store.damaged(e))? {
                    *counts.entry(value).or_default() += n;
                }
            }
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(MOST);
        Ok(counts)
    };
    Ok(Facets { docs: count(store.fields().doc)?, sections: count(store.fields().facet)? })
}
