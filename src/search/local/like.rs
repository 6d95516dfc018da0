//! Words of the index that begin with something or match an expression. The dictionary is walked word by word: its
//! length bounds the time, whatever the expression is. (An automaton of the expression, which tantivy would run over
//! the dictionary, can itself take a second to build.)

use crate::index::{CASE, END};
use crate::search::index_query::Like;
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

/// So many words are told apart by their rarity; more of them say too little.
const RANKED: usize = 50;

impl Like {
    /// Calls back with each such word of a segment and the passages that have it, until that says to stop.
    pub fn walk(
        &self,
        reader: &SegmentReader,
        field: Field,
        mut with: impl FnMut(&str, &tantivy::postings::TermInfo) -> tantivy::Result<bool>,
    ) -> tantivy::Result<()> {
        let inverted = reader.inverted_index(field)?;
        let mut range = inverted.terms().range();
        if let Like::Prefix(prefix) = self {
            range = range.ge(prefix.as_bytes());
        }
        let mut words = range.into_stream()?;
        while words.advance() {
            let Ok(word) = std::str::from_utf8(words.key()) else { continue };
            if word.starts_with(END) {
                break;
            }
            // A word is what stands before the case that it is written in.
            if self.holds(word.split(CASE).next().unwrap_or(word)) {
                if !with(word, words.value())? {
                    break;
                }
            } else if matches!(self, Like::Prefix(_)) {
                break;
            }
        }
        Ok(())
    }
}

/// Passages that have such a word in a field.
pub(super) fn like_in(searcher: &Searcher, like: &Like, field: Field) -> Box<dyn Query> {
    let term = |word: &String| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
    };
    match few(searcher, like, field) {
        Some(words) => Box::new(BooleanQuery::union(words.iter().map(term).collect())),
        None => Box::new(AnyLike { like: like.clone(), field }),
    }
}

/// The words where they are few.
fn few(searcher: &Searcher, like: &Like, field: Field) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for reader in searcher.segment_readers() {
        like.walk(reader, field, |word, _| {
            words.push(word.to_string());
            Ok(words.len() <= RANKED)
        })
        .ok()?;
        words.sort_unstable();
        words.dedup();
        if words.len() > RANKED {
            return None;
        }
    }
    Some(words)
}

/// Passages that have any such word, all with the same score.
#[derive(Clone, Debug)]
struct AnyLike {
    like: Like,
    field: Field,
}

impl Query for AnyLike {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyLike {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if reader.max_doc() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        let mut passages = BitSet::with_max_value(reader.max_doc());
        let inverted = reader.inverted_index(self.field)?;
        self.like.walk(reader, self.field, |_, info| {
            let mut postings = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                for doc in postings.docs() {
                    passages.insert(*doc);
                }
                postings.advance();
            }
            Ok(true)
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(passages), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        match scorer.doc() <= doc && scorer.doc() != TERMINATED && scorer.seek(doc) == doc {
            true => Ok(Explanation::new("a word like it", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {doc} has no such word"))),
        }
    }
}
