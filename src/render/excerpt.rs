//! Which part of a long passage is shown.

use crate::model::{Hit, SentencePair, Side};

/// Bytes of both sides together from which on a passage is long, and only the sentences that match are shown.
const LONG: usize = 700;
/// Sentence pairs shown of a long passage.
const PAIRS: usize = 3;

/// The sentence pairs to show of a long passage, best first: the one with most marks, then others that have any.
/// `None` where the whole passage is shown.
pub fn excerpt(hit: &Hit) -> Option<Vec<usize>> {
    let passage = &hit.passage;
    let long = passage.text(Side::Zh).len() + passage.text(Side::En).len() > LONG;
    if !long || passage.sentences.len() <= 1 {
        return None;
    }
    let marks_in = |pair: &SentencePair| -> usize {
        Side::BOTH
            .into_iter()
            .filter_map(|side| pair.get(side).map(|span| (side, span)))
            .map(|(side, span)| {
                hit.marks.get(side).iter().filter(|m| m.span.overlaps(span)).map(|m| m.span.len()).sum::<usize>()
            })
            .sum()
    };
    let mut pairs: Vec<(usize, usize)> =
        passage.sentences.iter().enumerate().map(|(i, pair)| (marks_in(pair), i)).filter(|(n, _)| *n > 0).collect();
    pairs.sort_by_key(|(marks, i)| (usize::MAX - marks, *i));
    pairs.truncate(PAIRS);
    Some(if pairs.is_empty() { vec![0] } else { pairs.into_iter().map(|(_, i)| i).collect() })
}
