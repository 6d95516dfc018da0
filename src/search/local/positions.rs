//! Questions about places inside a passage: which words stand near each other, and what a pattern over Chinese text
//! matches. Both read the positions that the index keeps and never the stored text, so that time is bounded by the
//! postings of the terms a query names.

use crate::index::END;
use crate::search::index_query::Run;
use crate::search::nearness::{NearBuffers, Nears};
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

/// Passages in which the runs of one of these stand near each other, with a score for each of which that is so. They are
/// looked for together, since what stands for one word often has others in common: "(the OR a) NEAR (court OR judge)".
pub(super) fn near_query<'q>(any: impl IntoIterator<Item = (&'q [Run], u32)>) -> Box<dyn Query> {
    let any = any.into_iter().map(|(runs, between)| Near { runs: runs.to_vec(), between });
    Box::new(Places { what: What::Near(any.collect()) })
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

/// Runs that are to stand near each other.
#[derive(Clone, Debug)]
struct Near {
    runs: Vec<Run>,
    between: u32,
}

#[derive(Clone)]
enum What {
    /// Any of these.
    Near(Vec<Near>),
    Pattern {
        field: Field,
        pattern: Arc<CharPattern>,
        told: Vec<char>,
    },
}

/// Passages in which something stands in the right places.
#[derive(Clone)]
struct Places {
    what: What,
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Near(any) => write!(f, "{any:?}"),
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
        match &self.what {
            What::Near(any) => {
                let found = shared(reader, |docs| near(reader, any, docs))?;
                Ok(Box::new(Counted { found, at: 0, boost }))
            }
            What::Pattern { field, pattern, told } => {
                let mut found = BitSet::with_max_value(reader.max_doc());
                for doc in shared(reader, |docs| matching(reader, *field, pattern, told, docs))? {
                    found.insert(doc);
                }
                Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
            }
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        match scorer.doc() <= doc && scorer.doc() != TERMINATED && scorer.seek(doc) == doc {
            true => Ok(Explanation::new("in the right places", scorer.score())),
            false => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
        }
    }
}

/// Passages in order, each with how often it counts.
struct Counted {
    found: Vec<(DocId, u32)>,
    at: usize,
    boost: Score,
}

impl DocSet for Counted {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

impl Scorer for Counted {
    fn score(&mut self) -> Score {
        self.found.get(self.at).map_or(0.0, |(_, times)| self.boost * *times as Score)
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

/// The terms of a run with their postings in a segment, which stand at the passage that is looked at or behind it.
struct OpenRun {
    terms: Vec<(u32, SegmentPostings)>,
    length: u32,
    /// Where it begins in that passage.
    starts: Vec<u32>,
}

impl OpenRun {
    /// `None` where the segment has none of a term.
    fn open(reader: &SegmentReader, run: &Run) -> tantivy::Result<Option<OpenRun>> {
        let mut terms = Vec::with_capacity(run.terms.len());
        for (offset, term) in &run.terms {
            let Some(postings) = postings(reader, &Term::from_field_text(run.field, term))? else { return Ok(None) };
            terms.push((*offset, postings));
        }
        Ok((!terms.is_empty()).then_some(OpenRun { terms, length: run.length, starts: Vec::new() }))
    }

    /// Goes on to `doc`; the first passage from there on that it may stand in.
    fn seek(&mut self, doc: DocId) -> DocId {
        let mut furthest = doc;
        for (_, postings) in &mut self.terms {
            let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
            furthest = furthest.max(at);
        }
        furthest
    }

    /// Finds where it begins in the passage, if all its postings stand there.
    fn find(&mut self, stands_there: bool, scratch: &mut Vec<u32>) {
        let starts = &mut self.starts;
        starts.clear();
        if !stands_there {
            return;
        }
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

/// What is found in a segment, in order; its passages are shared among the threads.
fn shared<T: Send>(
    reader: &SegmentReader,
    find: impl Fn(Range<DocId>) -> tantivy::Result<Vec<T>> + Sync,
) -> tantivy::Result<Vec<T>> {
    let each = reader.max_doc().div_ceil(rayon::current_num_threads() as u32).max(EACH);
    let starts: Vec<DocId> = (0..reader.max_doc()).step_by(each as usize).collect();
    let parts: Vec<Vec<T>> = starts
        .into_par_iter()
        .map(|start| find(start..start.saturating_add(each).min(reader.max_doc())))
        .collect::<tantivy::Result<_>>()?;
    Ok(parts.into_iter().flatten().collect())
}

/// The passages in which any of these stand near each other, in order, with how many do.
fn near(reader: &SegmentReader, any: &[Near], docs: Range<DocId>) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut open: Vec<OpenRun> = Vec::new();
    let mut nears: Vec<(Vec<usize>, u32)> = Vec::with_capacity(any.len());
    // The number of each run that was met, if the segment has it.
    let mut known: Vec<(&Run, Option<usize>)> = Vec::new();
    for near in any {
        let mut numbers = Vec::with_capacity(near.runs.len());
        for run in &near.runs {
            let number = match known.iter().find(|(known, _)| *known == run) {
                Some((_, number)) => *number,
                None => {
                    let opened = OpenRun::open(reader, run)?;
                    let number = opened.is_some().then_some(open.len());
                    open.extend(opened);
                    known.push((run, number));
                    number
                }
            };
            numbers.push(number);
        }
        nears.extend(numbers.into_iter().collect::<Option<Vec<usize>>>().map(|numbers| (numbers, near.between)));
    }
    let nears = Nears::new(nears, open.iter().map(|run| run.length).collect());
    let (mut found, mut scratch, mut buffers) = (Vec::new(), Vec::new(), NearBuffers::default());
    let (mut doc, mut at) = (docs.start, vec![docs.start; open.len()]);
    loop {
        for (run, at) in open.iter_mut().zip(&mut at) {
            *at = run.seek(doc);
        }
        let all_at = |runs: &[usize]| runs.iter().filter_map(|run| at.get(*run)).max().copied();
        let next = nears.runs().filter_map(all_at).min().unwrap_or(TERMINATED);
        if next >= docs.end {
            return Ok(found);
        }
        if next > doc {
            doc = next;
            continue;
        }
        for (run, at) in open.iter_mut().zip(&at) {
            run.find(*at == doc, &mut scratch);
        }
        let starts = |run: usize| open.get(run).map_or(&[][..], |run| &run.starts);
        let times = nears.standing(starts, &mut buffers);
        if times > 0 {
            found.push((doc, times));
        }
        doc += 1;
    }
}

/// The passages that the pattern matches, in order. It sees the text of a passage as far as it can tell its characters
/// apart, put together from their positions; one character that it does not tell stands for all others.
fn matching(
    reader: &SegmentReader,
    field: Field,
    pattern: &CharPattern,
    told: &[char],
    docs: Range<DocId>,
) -> tantivy::Result<Vec<DocId>> {
    let mut open: Vec<(char, SegmentPostings)> = Vec::with_capacity(told.len());
    for c in told {
        if let Some(postings) = postings(reader, &Term::from_field_text(field, &c.to_string()))? {
            open.push((*c, postings));
        }
    }
    // What the passage must have leads; where nothing must be, every passage has an end.
    let needed: Vec<usize> =
        (0..open.len()).filter(|i| open[*i].0 == END || pattern.needed().contains(&open[*i].0)).collect();
    let (mut found, mut scratch, mut places, mut text) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    let mut others = String::new();
    if needed.len() <= pattern.needed().len() {
        return Ok(found);
    }
    let mut doc = docs.start;
    loop {
        let leading = open.iter_mut().enumerate().filter(|(i, _)| needed.contains(i));
        let at = furthest(leading.map(|(_, (_, postings))| postings), doc);
        if at >= docs.end {
            return Ok(found);
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
            let wanted = place.saturating_sub(at) as usize * pattern.other().len_utf8();
            while others.len() < wanted {
                others.push(pattern.other());
            }
            text.push_str(others.get(..wanted).unwrap_or_default());
            if *c != END {
                text.push(*c);
            }
            at = place + 1;
        }
        if pattern.is_match(&text) {
            found.push(doc);
        }
        doc += 1;
    }
}
