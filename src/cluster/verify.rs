//! What a cluster cannot look up: how near runs of terms stand to each other, and expressions over Chinese text. It finds
//! the passages that may match, and each is looked at here.

use crate::index::{END, Fields};
use crate::model::{Passage, Side};
use crate::search::{IndexQuery, NearBuffers, Nears, Run};
use crate::text::canon::canon;
use crate::text::english;

/// What every match has; `None` for a query that the cluster looks up itself.
pub(super) fn candidates(query: &IndexQuery) -> Option<IndexQuery> {
    match query {
        IndexQuery::Near { runs, .. } => Some(IndexQuery::all(runs.iter().map(run).collect())),
        IndexQuery::Pattern { field, pattern } => {
            let chars = pattern.needed().iter().copied().chain([END]);
            let term = |c: char| IndexQuery::Term { field: *field, text: c.to_string() };
            Some(IndexQuery::all(chars.map(term).collect()))
        }
        _ => None,
    }
}

fn run(run: &Run) -> IndexQuery {
    match &run.terms[..] {
        [] => IndexQuery::None,
        [(_, only)] => IndexQuery::Term { field: run.field, text: only.clone() },
        terms => {
            let terms = terms.iter().map(|(at, term)| (*at as usize, term.clone())).collect();
            IndexQuery::Phrase { field: run.field, terms }
        }
    }
}

/// Whether a candidate matches.
pub(super) fn holds(query: &IndexQuery, fields: &Fields, passage: &Passage) -> bool {
    match query {
        IndexQuery::Near { runs, between } => {
            let starts: Vec<Vec<u32>> = runs.iter().map(|run| starts(run, fields, passage)).collect();
            let lengths: Vec<u32> = runs.iter().map(|run| run.length).collect();
            let places = |run: usize| starts.get(run).map_or(&[][..], Vec::as_slice);
            let near = Nears::new([((0..runs.len()).collect(), *between)], lengths);
            near.standing(places, &mut NearBuffers::default()) > 0
        }
        IndexQuery::Pattern { pattern, .. } => {
            let text = passage.side(Side::Zh).map(|side| canon(&side.text).map(|c| c.char).collect::<String>());
            text.is_some_and(|text| pattern.is_match(&text))
        }
        _ => false,
    }
}

/// Where a run begins in a passage.
fn starts(run: &Run, fields: &Fields, passage: &Passage) -> Vec<u32> {
    let tokens: Vec<String> = if run.field == fields.en_lemmas {
        english::words(passage.text(Side::En)).map(|word| word.lemma()).collect()
    } else {
        let chars: Vec<char> = canon(passage.text(Side::Zh)).map(|c| c.char).collect();
        let width = if run.field == fields.zh_pairs { 2 } else { 1 };
        chars.windows(width).map(|chars| chars.iter().collect()).collect()
    };
    let at = |start: usize| {
        run.terms.iter().all(|(offset, term)| tokens.get(start + *offset as usize).is_some_and(|token| token == term))
    };
    if run.terms.is_empty() {
        return Vec::new();
    }
    (0..tokens.len()).filter(|start| at(*start)).map(|start| start as u32).collect()
}
