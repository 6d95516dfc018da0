//! How evenly a term is spread over documents, years or the values of a field.

use super::collocates::{Node, side_of};
use super::measures::{deviation_of_proportions, juilland_d};
use super::passages::over;
use crate::Result;
use crate::model::{Dispersion, DispersionPart, Passage};
use crate::request::DispersionRequest;
use crate::search::{Groups, Searcher};
use rustc_hash::FxHashMap;

/// Occurrences and size by part; of passages that are in none under `None`.
type Parts = FxHashMap<Option<String>, (u64, u64)>;

/// How often a term occurs in each part, and how evenly. What is in no part (a document without a date, of years) counts
/// among the occurrences and not in the measures.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the request; [`crate::Error::NotFound`] and
/// [`crate::Error::Usage`] where no document has what the parts are made of.
pub fn dispersion(index: &dyn Searcher, request: &DispersionRequest) -> Result<Dispersion> {
    let side = side_of(&request.term, request.filter.side.side());
    let node = Node::new(&request.term, side);
    let groups = Groups::new(index, &request.by)?;
    let count = |parts: &mut Parts, passage: &Passage| {
        let (times, words) = node.times_and_size(passage.text(side));
        let part = parts.entry(groups.of(passage).map(String::from)).or_default();
        *part = (part.0 + times, part.1 + words);
    };
    let add = |all: &mut Parts, part: Parts| {
        for (name, (times, words)) in part {
            let known = all.entry(name).or_default();
            *known = (known.0 + times, known.1 + words);
        }
    };
    let mut parts: Vec<DispersionPart> = over(index, &request.everything()?, count, add)?
        .into_iter()
        .map(|(name, (times, size))| DispersionPart { name, times, size })
        .collect();
    request.by.sort(&mut parts, |part| part.name.as_deref(), |part| part.times);
    let named = parts.iter().filter(|part| part.name.is_some());
    let figures: Vec<(u64, u64)> = named.map(|part| (part.times, part.size)).collect();
    let (times, all_parts) = (parts.iter().map(|part| part.times).sum(), figures.len());
    parts.truncate(request.limit);
    Ok(Dispersion {
        term: request.term.clone(),
        side,
        by: request.by.clone(),
        times,
        juilland_d: juilland_d(&figures),
        deviation: deviation_of_proportions(&figures),
        parts,
        all_parts,
    })
}
