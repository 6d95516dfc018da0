//! How evenly a term is spread over the documents of an index.

use super::collocates::{Node, side_of};
use super::measures::{deviation_of_proportions, juilland_d};
use super::passages::over;
use super::words::size;
use crate::Result;
use crate::model::{Dispersion, DispersionPart, Passage};
use crate::request::DispersionRequest;
use crate::search::Searcher;
use rustc_hash::FxHashMap;

/// Occurrences and size by document.
type Parts = FxHashMap<String, (u64, u64)>;

/// How often a term occurs in each document, and how evenly.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the request.
pub fn dispersion(index: &dyn Searcher, request: &DispersionRequest) -> Result<Dispersion> {
    let side = side_of(&request.term, request.filter.side.side());
    let node = Node::new(&request.term, side);
    let count = |parts: &mut Parts, passage: &Passage| {
        let text = passage.text(side);
        let (times, words) = (node.places(text).len() as u64, size(text, side));
        let part = parts.entry(passage.id.doc.clone()).or_default();
        *part = (part.0 + times, part.1 + words);
    };
    let add = |all: &mut Parts, part: Parts| {
        for (doc, (times, words)) in part {
            let known = all.entry(doc).or_default();
            *known = (known.0 + times, known.1 + words);
        }
    };
    let mut parts: Vec<DispersionPart> = over(index, &request.everything()?, count, add)?
        .into_iter()
        .map(|(doc, (times, size))| DispersionPart { doc, times, size })
        .collect();
    parts.sort_by(|a, b| a.doc.cmp(&b.doc));
    let figures: Vec<(u64, u64)> = parts.iter().map(|part| (part.times, part.size)).collect();
    Ok(Dispersion {
        term: request.term.clone(),
        side,
        times: figures.iter().map(|(times, _)| times).sum(),
        juilland_d: juilland_d(&figures),
        deviation: deviation_of_proportions(&figures),
        parts,
    })
}
