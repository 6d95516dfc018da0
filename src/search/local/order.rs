//! Matches in an order that no score decides: by document and place, by date, by a field.

use crate::index::{Fields, field_prefix, field_ranks};
use crate::request::{Direction, SearchOrder};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Searcher, SegmentReader};

/// Of what has no date and not the field: behind all others.
const LAST: u64 = u64::MAX;

/// What was found, by what the order says, then by document and place.
pub(super) fn in_order(
    fields: &Fields,
    searcher: &Searcher,
    found: &HashSet<DocAddress>,
    order: &SearchOrder,
) -> tantivy::Result<Vec<DocAddress>> {
    let name = |field| searcher.schema().get_field_name(field);
    let (doc, place) = (name(fields.doc), name(fields.order));
    let values = match order {
        SearchOrder::Field(field, direction) => values_of(searcher, name(fields.labels), field, *direction)?,
        _ => HashMap::new(),
    };
    let mut placed: Vec<(u64, String, u64, DocAddress)> = Vec::with_capacity(found.len());
    for (ord, reader) in searcher.segment_readers().iter().enumerate() {
        let (Some(docs), places) = (reader.fast_fields().str(doc)?, reader.fast_fields().u64(place)?) else {
            continue;
        };
        let ranks = match order {
            SearchOrder::Date(direction) => {
                Ranks::Dates(reader.fast_fields().column_opt(name(fields.date))?, *direction)
            }
            SearchOrder::Field(..) => Ranks::of_values(reader, name(fields.labels), &values)?,
            SearchOrder::Score | SearchOrder::Document => Ranks::Equal,
        };
        let mut names: HashMap<u64, String> = HashMap::new();
        for at in found.iter().filter(|at| at.segment_ord as usize == ord) {
            let Some(number) = docs.ords().first(at.doc_id) else { continue };
            let name = match names.entry(number) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let mut name = String::new();
                    docs.ord_to_str(number, &mut name)?;
                    new.insert(name)
                }
            };
            placed.push((ranks.of(at.doc_id), name.clone(), places.first(at.doc_id).unwrap_or(0), *at));
        }
    }
    placed.sort_unstable();
    Ok(placed.into_iter().map(|(_, _, _, at)| at).collect())
}

/// The rank of each term that the index has for a field.
fn values_of(
    searcher: &Searcher,
    column: &str,
    field: &str,
    direction: Direction,
) -> tantivy::Result<HashMap<String, u64>> {
    let mut terms = BTreeSet::new();
    for reader in searcher.segment_readers() {
        let Some(column) = reader.fast_fields().str(column)? else { continue };
        let mut found = column.dictionary().prefix_range(field_prefix(field)).into_stream()?;
        while found.advance() {
            terms.insert(String::from_utf8_lossy(found.key()).into_owned());
        }
    }
    Ok(field_ranks(terms, direction == Direction::Descending))
}

/// What decides before document and place, by the numbers of passages in a segment; low ones come first.
enum Ranks {
    Equal,
    Dates(Option<Column<u64>>, Direction),
    /// By the numbers of terms.
    Values(StrColumn, HashMap<u64, u64>),
}

impl Ranks {
    fn of_values(reader: &SegmentReader, column: &str, values: &HashMap<String, u64>) -> tantivy::Result<Ranks> {
        let Some(column) = reader.fast_fields().str(column)? else { return Ok(Ranks::Equal) };
        let mut ranks = HashMap::new();
        for (term, rank) in values {
            if let Some(number) = column.dictionary().term_ord(term)? {
                ranks.insert(number, *rank);
            }
        }
        Ok(Ranks::Values(column, ranks))
    }

    fn of(&self, passage: u32) -> u64 {
        let rank = match self {
            Ranks::Equal => return 0,
            Ranks::Dates(dates, direction) => {
                let date = dates.as_ref().and_then(|dates| dates.first(passage)).filter(|date| *date > 0);
                date.map(|date| if *direction == Direction::Descending { LAST - date } else { date })
            }
            Ranks::Values(column, ranks) => {
                column.term_ords(passage).filter_map(|number| ranks.get(&number).copied()).min()
            }
        };
        rank.unwrap_or(LAST)
    }
}
