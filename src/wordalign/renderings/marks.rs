//! The words of the other side that surely render some spans of a text.

use super::super::stored::LearntView;
use super::linked_pair::LinkedPair;
use super::spotting::MARK;
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;

/// The spans of the other text that render those of the text of `side`, each with its confidence ([`MARK`]..=1).
pub fn marks(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str, side: Side, spans: &[Span]) -> Vec<(Span, f32)> {
    let pair = LinkedPair::about(view, lexicon, zh, en, side, spans);
    let found = spans.iter().flat_map(|span| pair.spot(side, *span));
    found.filter(|(_, confidence)| *confidence >= MARK).collect()
}
