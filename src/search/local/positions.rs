//! Questions about places inside a passage: which words stand near each other, and what a pattern over Chinese text
//! matches. Both read the positions that the index keeps and never the stored text, so that time is bounded by the
//! postings of the terms a query names.

use crate::index::END;
use crate::search::index_query::{Run, stand_near};
use crate::text::pattern::CharPattern;
use crate::{Error, Result};
use rayon::prelude::*;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

/// Passages in which the runs stand near each other.
pub(super) fn near_query(runs: &[Run], between: u32) -> Box<dyn Query> {
    Box::new(Places { what: What::Near { runs: runs.to_vec(), between } })
}

/// Passages whose canonical Chinese text has a match of the pattern; `field` has its characters.
///
/// # Errors
/// The pattern tells too many characters apart.
pub(super) fn pattern_query(searcher: &Searcher, field: Field, pattern: &Arc<CharPattern>) -> Result<Box<dyn Query>> {
    let mut told: Vec<char> = vec![END];
    for reader in searcher.segment_readers() {
        let chars = || -> tantivy::Result<Vec<char>> {
            let inverted = reader.inverted_index(field)?;
            let mut words = inverted.terms().stream()?;
            let mut chars = Vec::new();
            while words.advance() {
                let word = std::str::from_utf8(words.key()).unwrap_or_default();
                chars.extend(word.chars().next().filter(|c| pattern.tells(*c)));
            }
            Ok(chars)
        };
        told.extend(chars().map_err(|e| Error::Usage(e.to_string()))?);
    }
    told.sort_unstable();
    told.dedup();
    if told.len() > MOST_TOLD {
        return Err(Error::Usage(format!(
            "the expression tells {} characters apart; {MOST_TOLD} are allowed; a . stands for any",
            told.len()
        )));
    }
    Ok(Box::new(Places { what: What::Pattern { field, pattern: Arc::clone(pattern), told } }))
}

/// Characters that a pattern may tell apart: each brings its postings.
const MOST_TOLD: usize = 500;

#[derive(Clone)]
enum What {
    Near { runs: Vec<Run>, between: u32 },
    Pattern { field: Field, pattern: Arc<CharPattern>, told: Vec<char> },
}

/// Passages in which something stands in the right places, all with the same score.
#[derive(Clone)]
struct Places {
    what: What,
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Near { runs, between } => write!(f, "Near({runs:?}, {between} between)"),
            What::Pattern { pattern, .. } => write!(f, "Pattern({})", pattern.as_str()),
        }
    }
}

impl Query for Places {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Places {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if reader.max_doc() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        let mut found = BitSet::with_max_value(reader.max_doc());
        match &self.what {
            What::Near { runs, between } => near(reader, runs, *between, &mut found)?,
            What::Pattern { field, pattern, told } => matching(reader, *field, pattern, told, &mut found)?,
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        match scorer.doc() <= doc && scorer.doc() != TERMINATED && scorer.seek(doc) == doc {
            true => Ok(Explanation::new("in the right places", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
        }
    }
}

fn postings(reader: &SegmentReader, term: &Term) -> tantivy::Result<Option<SegmentPostings>> {
    Ok(reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
}

/// The first passage from `doc` on that all of the postings may have: `doc` itself where they all stand there, and
/// [`TERMINATED`] where one of them has no more.
fn furthest<'p>(postings: impl Iterator<Item = &'p mut SegmentPostings>, doc: DocId) -> DocId {
    let mut furthest = doc;
    for postings in postings {
        furthest = if postings.doc() < furthest { postings.seek(furthest) } else { postings.doc() };
        if furthest == TERMINATED {
            break;
        }
    }
    furthest
}

/// The terms of a run with their postings in a segment.
struct OpenRun {
    terms: Vec<(u32, SegmentPostings)>,
    length: u32,
}

impl OpenRun {
    /// Where the run begins in the passage that all postings stand at.
    fn starts(&mut self, starts: &mut Vec<u32>, scratch: &mut Vec<u32>) {
        starts.clear();
        for (i, (offset, postings)) in self.terms.iter_mut().enumerate() {
            if i == 0 {
                postings.positions(starts);
                starts.retain_mut(|start| start.checked_sub(*offset).map(|at| *start = at).is_some());
            } else {
                postings.positions(scratch);
                starts.retain(|start| scratch.binary_search(&(start + *offset)).is_ok());
            }
        }
    }
}

/// Passages of a segment that one thread looks at, at least: fewer are not worth another one.
const EACH: u32 = 8_192;

/// The passages in which the runs stand near each other; the segment is shared among the threads.
fn near(reader: &SegmentReader, runs: &[Run], between: u32, found: &mut BitSet) -> tantivy::Result<()> {
    let each = reader.max_doc().div_ceil(rayon::current_num_threads() as u32).max(EACH);
    let starts: Vec<DocId> = (0..reader.max_doc()).step_by(each as usize).collect();
    let parts: Vec<Vec<DocId>> = starts
        .into_par_iter()
        .map(|start| near_among(reader, runs, between, start..start.saturating_add(each).min(reader.max_doc())))
        .collect::<tantivy::Result<_>>()?;
    for doc in parts.into_iter().flatten() {
        found.insert(doc);
    }
    Ok(())
}

fn near_among(reader: &SegmentReader, runs: &[Run], between: u32, docs: Range<DocId>) -> tantivy::Result<Vec<DocId>> {
    let mut found = Vec::new();
    let mut open: Vec<OpenRun> = Vec::with_capacity(runs.len());
    for run in runs {
        let mut terms = Vec::with_capacity(run.terms.len());
        for (offset, term) in &run.terms {
            let Some(postings) = postings(reader, &Term::from_field_text(run.field, term))? else { return Ok(found) };
            terms.push((*offset, postings));
        }
        if terms.is_empty() {
            return Ok(found);
        }
        open.push(OpenRun { terms, length: run.length });
    }
    let (mut starts, mut scratch) = (vec![Vec::new(); open.len()], Vec::new());
    let lengths: Vec<u32> = open.iter().map(|run| run.length).collect();
    let mut doc = docs.start;
    loop {
        let at = furthest(open.iter_mut().flat_map(|run| &mut run.terms).map(|(_, postings)| postings), doc);
        if at >= docs.end {
            return Ok(found);
        }
        if at > doc {
            doc = at;
            continue;
        }
        for (run, starts) in open.iter_mut().zip(&mut starts) {
            run.starts(starts, &mut scratch);
        }
        if stand_near(&starts, &lengths, between) {
            found.push(doc);
        }
        doc += 1;
    }
}

/// The text of a passage as far as the pattern can tell its characters apart, put together from their positions; one
/// character that it does not tell stands for all others.
fn matching(
    reader: &SegmentReader,
    field: Field,
    pattern: &CharPattern,
    told: &[char],
    found: &mut BitSet,
) -> tantivy::Result<()> {
    let mut open: Vec<(char, SegmentPostings)> = Vec::with_capacity(told.len());
    for c in told {
        if let Some(postings) = postings(reader, &Term::from_field_text(field, &c.to_string()))? {
            open.push((*c, postings));
        }
    }
    // What the passage must have leads; where nothing must be, every passage has an end.
    let needed: Vec<usize> =
        (0..open.len()).filter(|i| open[*i].0 == END || pattern.needed().contains(&open[*i].0)).collect();
    if needed.len() <= pattern.needed().len() {
        return Ok(());
    }
    let (mut scratch, mut places, mut text) = (Vec::new(), Vec::new(), String::new());
    let mut doc = 0;
    loop {
        let leading = open.iter_mut().enumerate().filter(|(i, _)| needed.contains(i));
        let at = furthest(leading.map(|(_, (_, postings))| postings), doc);
        if at == TERMINATED {
            return Ok(());
        }
        if at > doc {
            doc = at;
            continue;
        }
        places.clear();
        for (c, postings) in &mut open {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(&mut scratch);
                places.extend(scratch.iter().map(|at| (*at, *c)));
            }
        }
        places.sort_unstable();
        text.clear();
        let mut at = 0;
        for (place, c) in &places {
            (at..*place).for_each(|_| text.push(pattern.other()));
            if *c != END {
                text.push(*c);
            }
            at = place + 1;
        }
        if pattern.is_match(&text) {
            found.insert(doc);
        }
        doc += 1;
    }
}
