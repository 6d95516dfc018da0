//! Where the matches are: counts by document and by outermost section, from the columns of the index.

use crate::index::Fields;
use crate::model::Facets;
use std::collections::HashMap;
use std::io;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::schema::Schema;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Documents and sections that are told; what lies beyond says little.
const MOST: usize = 100;

/// ValueCounts what matches by the values of two columns, the document and the section.
pub(super) struct FacetCounts {
    columns: [String; 2],
}

impl FacetCounts {
    pub fn new(fields: &Fields, schema: &Schema) -> FacetCounts {
        FacetCounts { columns: [fields.doc, fields.facet].map(|field| schema.get_field_name(field).to_string()) }
    }
}

type ValueCounts = Vec<(String, usize)>;

impl Collector for FacetCounts {
    type Fruit = Facets;
    type Child = (ColumnCounts, ColumnCounts);

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Self::Child> {
        let [docs, sections] = &self.columns;
        Ok((ColumnCounts::new(reader, docs)?, ColumnCounts::new(reader, sections)?))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<(io::Result<ValueCounts>, io::Result<ValueCounts>)>,
    ) -> tantivy::Result<Facets> {
        let mut all: [HashMap<String, usize>; 2] = Default::default();
        for (docs, sections) in segments {
            for (all, counts) in all.iter_mut().zip([docs?, sections?]) {
                counts.into_iter().for_each(|(value, n)| *all.entry(value).or_default() += n);
            }
        }
        let [docs, sections] = all.map(|counts| {
            let mut counts: ValueCounts = counts.into_iter().collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            counts.truncate(MOST);
            counts
        });
        Ok(Facets { docs, sections })
    }
}

/// How often each value of a column was met in a segment.
pub(super) struct ColumnCounts {
    column: Option<StrColumn>,
    /// By the value's number.
    counts: Vec<usize>,
    values: Vec<Option<u64>>,
}

impl ColumnCounts {
    fn new(reader: &SegmentReader, name: &str) -> tantivy::Result<ColumnCounts> {
        let column = reader.fast_fields().str(name)?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(ColumnCounts { column, counts: vec![0; values], values: Vec::new() })
    }
}

impl SegmentCollector for ColumnCounts {
    type Fruit = io::Result<ValueCounts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        let Some(column) = &self.column else { return };
        self.values.clear();
        self.values.resize(docs.len(), None);
        column.ords().first_vals(docs, &mut self.values);
        for value in self.values.iter().flatten() {
            if let Some(count) = self.counts.get_mut(*value as usize) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> io::Result<ValueCounts> {
        let Some(column) = &self.column else { return Ok(ValueCounts::new()) };
        let met = self.counts.iter().enumerate().filter(|(_, n)| **n > 0);
        let (met, counts): (Vec<u64>, Vec<usize>) = met.map(|(value, n)| (value as u64, *n)).unzip();
        let mut names = Vec::with_capacity(met.len());
        let take = |name: &[u8]| names.push(String::from_utf8_lossy(name).into_owned());
        column.dictionary().sorted_ords_to_term_cb(&met, take)?;
        Ok(names.into_iter().zip(counts).collect())
    }
}
