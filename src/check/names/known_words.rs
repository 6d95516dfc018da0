//! Words that a document has elsewhere: what a slip makes is a word that nothing else has.

use super::near_miss::{NEAR_MISS, words};
use crate::check::evidence::candidate::Candidate;
use crate::model::{Passage, PassageId, Side};
use rustc_hash::FxHashMap;

/// The first and the last passage of a document that has a word.
type Places = (usize, usize);

/// Makes notes of near misses of which both words stand in the English of other passages of the document: they are two words,
/// of which the one was set here and the other there.
pub(in crate::check) fn doubt<'p>(
    found: &mut [Candidate],
    passages: &'p [Passage],
    place: impl Fn(&PassageId) -> Option<usize>,
) {
    let words_of = |candidate: &Candidate| -> Option<(usize, [String; 2])> {
        let finding = &candidate.finding;
        let (zh, en) = finding.zh.zip(finding.en)?;
        let at = place(&finding.id).filter(|_| candidate.features.iter().any(|(name, _)| *name == NEAR_MISS))?;
        let passage = passages.get(at)?;
        Some((at, [zh.of(passage.text(Side::Zh)), en.of(passage.text(Side::En))].map(str::to_ascii_lowercase)))
    };
    let near: Vec<Option<(usize, [String; 2])>> = found.iter().map(words_of).collect();
    let mut seen: FxHashMap<&'p str, FxHashMap<&str, Option<Places>>> = FxHashMap::default();
    for (at, two) in near.iter().flatten() {
        let doc = seen.entry(passages[*at].id.doc.as_str()).or_default();
        doc.extend(two.iter().map(|word| (word.as_str(), None)));
    }
    if seen.is_empty() {
        return;
    }
    for (at, passage) in passages.iter().enumerate() {
        let Some(wanted) = seen.get_mut(passage.id.doc.as_str()) else { continue };
        for word in words(passage.text(Side::En)) {
            if let Some(places) = wanted.get_mut(word.lower.as_str()) {
                *places = Some((places.map_or(at, |(first, _)| first), at));
            }
        }
    }
    for (candidate, near) in found.iter_mut().zip(&near) {
        let Some((at, two)) = near else { continue };
        let elsewhere = |word: &String| {
            let places =
                seen.get(passages[*at].id.doc.as_str()).and_then(|doc| doc.get(word.as_str()).copied().flatten());
            places.is_some_and(|(first, last)| first != *at || last != *at)
        };
        if two.iter().all(elsewhere) {
            candidate.doubt();
        }
    }
}
