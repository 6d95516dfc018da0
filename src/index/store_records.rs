//! What is stored, read from an open index: passages and documents by id, by query, one after the other.

use super::{Record, Store};
use crate::Result;
use crate::model::{DocumentInfo, Passage, PassageId};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::document::{CompactDocValue, Value};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyDocument};

/// Passages that are read ahead of whoever goes through all of them.
const BATCH: usize = 2_048;

/// Blocks of stored text that stay unpacked for a segment that is read through on all cores.
const BLOCKS: usize = 100;

const NO_PASSAGE: &str = "a document stands where a passage should";

/// The bytes of a stored document's one field. Before them stand how many fields there are, the field's number, its type
/// (one, four and one bytes) and how many bytes it has, seven bits a byte from the lowest, the last one marked.
fn only_field(document: &[u8]) -> Option<&[u8]> {
    let (mut length, mut bytes) = (0_usize, document.get(6..)?);
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        length |= usize::from(byte & 0x7f).checked_shl(shift)?;
        bytes = rest;
        if byte & 0x80 != 0 {
            break;
        }
    }
    (bytes.len() == length).then_some(bytes)
}

impl Store {
    /// Every `step`th passage, in the order in which they are stored.
    pub fn stored_passages(&self, step: usize) -> impl Iterator<Item = Result<Passage>> + '_ {
        let segments: Vec<SegmentReader> = self.searcher().segment_readers().to_vec();
        segments.into_iter().flat_map(move |segment| {
            let store = segment.get_store_reader(1);
            let docs = (0..segment.max_doc()).filter(move |doc| !segment.is_deleted(*doc)).step_by(step.max(1));
            docs.filter_map(move |doc| {
                let record = match &store {
                    Ok(store) => self.record_in(store, doc),
                    Err(e) => Err(self.damaged(e)),
                };
                record.map(Record::passage).transpose()
            })
        })
    }

    /// The stored record at an address.
    pub fn record(&self, searcher: &Searcher, address: DocAddress) -> Result<Record> {
        let document: TantivyDocument = searcher.doc(address).map_err(|e| self.damaged(e))?;
        self.record_of(&document)
    }

    pub(super) fn record_of(&self, document: &TantivyDocument) -> Result<Record> {
        document
            .get_first(self.fields.record)
            .and_then(|value: CompactDocValue<'_>| value.as_bytes())
            .and_then(Record::from_bytes)
            .ok_or_else(|| self.damaged("a stored passage is damaged"))
    }

    /// The stored record of a segment, for whoever reads many: the general way takes bytes one by one, which is a fifth
    /// of the time that counting words of all passages takes.
    fn record_in(&self, store: &StoreReader, doc: DocId) -> Result<Record> {
        let bytes = store.get_document_bytes(doc).map_err(|e| self.damaged(e))?;
        match only_field(bytes.as_slice()).and_then(Record::from_bytes) {
            Some(record) => Ok(record),
            None => self.record_of(&store.get(doc).map_err(|e| self.damaged(e))?),
        }
    }

    pub fn passage_at(&self, searcher: &Searcher, address: DocAddress) -> Result<Passage> {
        self.record(searcher, address)?.passage().ok_or_else(|| self.damaged(NO_PASSAGE))
    }

    /// The passage of that id (a sentence's id gives its passage).
    pub fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        let term = Term::from_field_text(self.fields.id, &id.whole().to_string());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.passages(&query, 1)?.into_iter().next())
    }

    /// The passages of a document whose places lie in the range, in order.
    pub fn passages_of(&self, doc: &str, places: std::ops::Range<u32>) -> Result<Vec<Passage>> {
        let term = Term::from_field_text(self.fields.doc, doc);
        let doc_query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        let bound = |place: u32| Term::from_field_u64(self.fields.order, u64::from(place));
        let range = RangeQuery::new(
            std::ops::Bound::Included(bound(places.start)),
            std::ops::Bound::Excluded(bound(places.end)),
        );
        let query: Box<dyn Query> = if places.start == 0 && places.end == u32::MAX {
            doc_query
        } else {
            Box::new(BooleanQuery::intersection(vec![doc_query, Box::new(range)]))
        };
        self.passages(query.as_ref(), usize::MAX)
    }

    /// Every passage that a query finds, by document and place, at most `limit`.
    fn passages(&self, query: &dyn Query, limit: usize) -> Result<Vec<Passage>> {
        self.guarded(|| {
            let searcher = self.searcher();
            let found: HashSet<DocAddress> = searcher.search(query, &DocSetCollector).map_err(|e| self.damaged(e))?;
            let mut passages = found
                .into_iter()
                .take(limit)
                .map(|address| self.passage_at(&searcher, address))
                .collect::<Result<Vec<_>>>()?;
            passages.sort_by(|a, b| (&a.id.doc, a.order).cmp(&(&b.id.doc, b.order)));
            Ok(passages)
        })
    }

    /// The document of that id.
    pub fn document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        self.guarded(|| self.find_document(id))
    }

    fn find_document(&self, id: &str) -> Result<Option<DocumentInfo>> {
        let searcher = self.searcher();
        let term = Term::from_field_text(self.fields.document, id);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score()).map_err(|e| self.damaged(e))?;
        match found.first() {
            None => Ok(None),
            Some((_, address)) => match self.record(&searcher, *address)? {
                Record::Document(info) => Ok(Some(info)),
                Record::Passage(_) => Err(self.damaged("a passage stands where a document should")),
            },
        }
    }

    /// All documents, by id.
    pub fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.guarded(|| self.every_document())
    }

    fn every_document(&self) -> Result<Vec<DocumentInfo>> {
        let searcher = self.searcher();
        let mut infos = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            for doc in self.documents_in(segment).map_err(|e| self.damaged(e))? {
                if let Record::Document(info) = self.record(&searcher, DocAddress::new(ord as u32, doc))? {
                    infos.push(info);
                }
            }
        }
        infos.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(infos)
    }

    /// Gives every passage that a query finds to `visit`, by document and place, one at a time: of what is found only
    /// the addresses are held, and some passages that were read ahead. Returns how many there were.
    pub fn each(&self, query: &dyn Query, visit: &mut dyn FnMut(Passage) -> Result<()>) -> Result<u64> {
        self.guarded(|| {
            let searcher = self.searcher();
            let mut count = 0;
            let placed: Vec<(u64, DocAddress)> = self.placed(&searcher, query)?.into_values().flatten().collect();
            let stores = searcher.segment_readers().iter().map(|segment| segment.get_store_reader(BLOCKS));
            let stores = stores.collect::<std::io::Result<Vec<_>>>().map_err(|e| self.damaged(e))?;
            let passage = |at: &DocAddress| match stores.get(at.segment_ord as usize) {
                Some(store) => self.record_in(store, at.doc_id)?.passage().ok_or_else(|| self.damaged(NO_PASSAGE)),
                None => Err(self.damaged(NO_PASSAGE)),
            };
            // To read a passage takes as long as most of what is done with it.
            for batch in placed.chunks(BATCH) {
                let read = batch.par_iter().map(|(_, address)| passage(address));
                for passage in read.collect::<Result<Vec<_>>>()? {
                    visit(passage)?;
                    count += 1;
                }
            }
            Ok(count)
        })
    }

    /// The passages that a query finds, by document and place.
    fn placed(&self, searcher: &Searcher, query: &dyn Query) -> Result<BTreeMap<String, Vec<(u64, DocAddress)>>> {
        let found = searcher.search(query, &DocSetCollector).map_err(|e| self.damaged(e))?;
        let mut segments: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for address in found {
            segments.entry(address.segment_ord).or_default().push(address.doc_id);
        }
        let schema = self.index.schema();
        let (doc, order) = (schema.get_field_name(self.fields.doc), schema.get_field_name(self.fields.order));
        let mut placed: BTreeMap<String, Vec<(u64, DocAddress)>> = BTreeMap::new();
        for (ord, ids) in segments {
            let fast = searcher.segment_reader(ord).fast_fields();
            let Some(docs) = fast.str(doc).map_err(|e| self.damaged(e))? else { continue };
            let places = fast.u64(order).map_err(|e| self.damaged(e))?;
            let mut named: HashMap<u64, Vec<(u64, DocAddress)>> = HashMap::new();
            for id in ids {
                // A document's own record stands in no document.
                let Some(doc) = docs.term_ords(id).next() else { continue };
                let place = (places.first(id).unwrap_or_default(), DocAddress::new(ord, id));
                named.entry(doc).or_default().push(place);
            }
            for (doc, found) in named {
                let mut name = String::new();
                docs.ord_to_str(doc, &mut name).map_err(|e| self.damaged(e))?;
                placed.entry(name).or_default().extend(found);
            }
        }
        placed.values_mut().for_each(|places| places.sort_unstable());
        Ok(placed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use tantivy::{Index, IndexWriter, doc};

    #[test]
    fn what_is_read_at_once_is_what_is_read_byte_by_byte() {
        let (schema, fields) = crate::index::Fields::build();
        let mut index = Index::create_in_ram(schema);
        index.set_tokenizers(crate::index::tokens::manager());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 16 << 20).unwrap();
        // Lengths on both sides of where one more byte tells them.
        let lengths = [0, 1, 40, 127, 128, 129, 16_383, 16_384, 70_000];
        for length in lengths {
            writer.add_document(doc!(fields.order => 0u64, fields.record => vec![7u8; length])).unwrap();
        }
        writer.commit().unwrap();
        let store = Store::from_index(Path::new("(memory)"), None, index).unwrap();
        let mut found = Vec::new();
        for segment in store.searcher().segment_readers() {
            let reader = segment.get_store_reader(1).unwrap();
            for doc in 0..segment.max_doc() {
                let bytes = reader.get_document_bytes(doc).unwrap();
                found.push(only_field(bytes.as_slice()).map(<[u8]>::len));
            }
        }
        found.sort_unstable();
        assert_eq!(found, lengths.map(Some));
        for cut in [&[][..], &[1, 0, 0, 0, 0, 7], &[1, 0, 0, 0, 0, 7, 3], &[1, 0, 0, 0, 0, 7, 0x83, 1, 1]] {
            assert_eq!(only_field(cut), None, "{cut:?}");
        }
    }
}
