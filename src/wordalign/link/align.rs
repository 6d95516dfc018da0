//! Links the words of two passages by what was learnt.

use super::super::stored::LearntView;
use super::super::token::{Token, tokens};
use super::grid::LinkGrid;
use super::word_links::WordLinks;
use crate::model::Side;
use crate::text::lexicon::Lexicon;

/// Links the words of two passages.
pub fn align_pair(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str) -> WordLinks {
    align_tokens(view, lexicon, tokens(zh, view), tokens(en, view))
}

/// Links words that are cut already.
pub fn align_tokens(view: &LearntView, lexicon: Lexicon, zh: Vec<Token>, en: Vec<Token>) -> WordLinks {
    let mut words = WordLinks::unlinked(zh, en);
    let grid = LinkGrid::new(view, lexicon, &words);
    let [forward, backward] = [Side::Zh, Side::En].map(|side| grid.shares(view, side));
    grid.link(view, &forward, &backward, &mut words);
    words
}
