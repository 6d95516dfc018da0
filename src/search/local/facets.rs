//! Where the matches are: counts by document, section, year and field, from the columns of the index.

use crate::index::{Fields, by_field};
use crate::model::Facets;
use std::collections::{BTreeMap, HashMap};
use std::io;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Schema;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Values of a kind that are told; what lies beyond says little.
const MOST: usize = 100;

/// Divides a date as yyyymmdd into its year.
const DAYS: u64 = 10_000;

/// Counts what matches by the values of the columns.
pub(super) struct FacetCounts {
    /// Document, section, origin, labels.
    columns: [String; 4],
    date: String,
}

impl FacetCounts {
    pub fn new(fields: &Fields, schema: &Schema) -> FacetCounts {
        let name = |field| schema.get_field_name(field).to_string();
        FacetCounts {
            columns: [fields.doc, fields.facet, fields.origin, fields.labels].map(name),
            date: name(fields.date),
        }
    }
}

type ValueCounts = Vec<(String, usize)>;

impl Collector for FacetCounts {
    type Fruit = Facets;
    type Child = SegmentCounts;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for name in &self.columns {
            columns.extend(ColumnCounts::new(reader, name)?);
        }
        let dates = reader.fast_fields().column_opt(&self.date)?;
        Ok(SegmentCounts { columns, dates, years: HashMap::new(), values: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<io::Result<SegmentFacets>>) -> tantivy::Result<Facets> {
        let mut all: HashMap<String, HashMap<String, usize>> = HashMap::new();
        let mut by_year: BTreeMap<u32, usize> = BTreeMap::new();
        for segment in segments {
            let SegmentFacets { columns, years } = segment?;
            for (column, counts) in columns {
                let all = all.entry(column).or_default();
                counts.into_iter().for_each(|(value, n)| *all.entry(value).or_default() += n);
            }
            years.into_iter().for_each(|(year, n)| *by_year.entry(year).or_default() += n);
        }
        let mut column = |name: &String| all.remove(name).unwrap_or_default().into_iter().collect();
        let [docs, sections, origins, labels]: [ValueCounts; 4] = self.columns.each_ref().map(&mut column);
        Ok(Facets {
            docs: most(docs),
            sections: most(sections),
            origins: most(origins),
            years: by_year.into_iter().rev().collect(),
            fields: by_field(labels).into_iter().map(|(name, values)| (name, most(values))).collect(),
        })
    }
}

/// The values that most matches have, those first.
fn most(mut counts: ValueCounts) -> ValueCounts {
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(MOST);
    counts
}

/// What was counted in a segment.
pub(super) struct SegmentFacets {
    /// By the name of the column.
    columns: Vec<(String, ValueCounts)>,
    years: HashMap<u32, usize>,
}

/// Counts in a segment, by column.
pub(super) struct SegmentCounts {
    /// Those that the segment has.
    columns: Vec<ColumnCounts>,
    dates: Option<Column<u64>>,
    years: HashMap<u32, usize>,
    values: Vec<Option<u64>>,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = io::Result<SegmentFacets>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.columns.iter_mut().for_each(|column| column.count(docs, &mut self.values));
        let Some(dates) = &self.dates else { return };
        self.values.clear();
        self.values.resize(docs.len(), None);
        dates.first_vals(docs, &mut self.values);
        for date in self.values.iter().flatten() {
            *self.years.entry((date / DAYS) as u32).or_default() += 1;
        }
    }

    fn harvest(self) -> io::Result<SegmentFacets> {
        let columns = self.columns.into_iter().map(ColumnCounts::named).collect::<io::Result<_>>()?;
        Ok(SegmentFacets { columns, years: self.years })
    }
}

/// How often each value of a column was met in a segment.
struct ColumnCounts {
    name: String,
    column: StrColumn,
    /// By the value's number.
    counts: Vec<usize>,
}

impl ColumnCounts {
    /// `None` where no passage of the segment has a value.
    fn new(reader: &SegmentReader, name: &str) -> tantivy::Result<Option<ColumnCounts>> {
        let Some(column) = reader.fast_fields().str(name)? else { return Ok(None) };
        let counts = vec![0; column.num_terms()];
        Ok(Some(ColumnCounts { name: name.to_string(), column, counts }))
    }

    /// `values` is room for numbers, kept from one block to the next.
    fn count(&mut self, docs: &[DocId], values: &mut Vec<Option<u64>>) {
        let mut add = |value: u64| {
            if let Some(count) = self.counts.get_mut(value as usize) {
                *count += 1;
            }
        };
        if self.column.ords().get_cardinality().is_multivalue() {
            docs.iter().for_each(|doc| self.column.term_ords(*doc).for_each(&mut add));
            return;
        }
        values.clear();
        values.resize(docs.len(), None);
        self.column.ords().first_vals(docs, values);
        values.iter().flatten().for_each(|value| add(*value));
    }

    /// The name of the column with the values that were met.
    fn named(self) -> io::Result<(String, ValueCounts)> {
        let met = self.counts.iter().enumerate().filter(|(_, n)| **n > 0);
        let (met, counts): (Vec<u64>, Vec<usize>) = met.map(|(value, n)| (value as u64, *n)).unzip();
        let mut names = Vec::with_capacity(met.len());
        let take = |name: &[u8]| names.push(String::from_utf8_lossy(name).into_owned());
        self.column.dictionary().sorted_ords_to_term_cb(&met, take)?;
        Ok((self.name, names.into_iter().zip(counts).collect()))
    }
}
