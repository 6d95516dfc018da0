//! Links the words of two texts: from what was stored when they were indexed, else by what was learnt.

use super::super::stored::{LearntView, Recorder, decode, encode};
use super::super::token::{Token, apart, tokens};
use super::LONGEST_RENDERING;
use super::grid::LinkGrid;
use super::negation::{bind, pair_left_over};
use super::parts::take_apart;
use super::whole_terms::{whole_terms, whole_terms_at};
use super::word_links::WordLinks;
use crate::model::{Side, Sides, Span};
use crate::text::lexicon::Lexicon;
use std::ops::Range;

/// Links the words of two texts.
pub fn align_pair(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str) -> WordLinks {
    align_about(view, lexicon, zh, en, Side::En, &[])
}

/// The same, with the terms of our own taken apart that have one of the `spans` of `side` inside.
pub(in crate::wordalign) fn align_about(
    view: &LearntView,
    lexicon: Lexicon,
    zh: &str,
    en: &str,
    side: Side,
    spans: &[Span],
) -> WordLinks {
    stored(view, lexicon, zh, en, side, spans).unwrap_or_else(|| {
        let cut = Sides::new(tokens(zh, view), tokens(en, view));
        align_cut(view, lexicon, cut, zh, side, spans)
    })
}

/// The same for the spans that are found among the words of `side`, with these; `None` where none are, and nothing is
/// linked then.
pub(in crate::wordalign) fn align_where(
    view: &LearntView,
    lexicon: Lexicon,
    zh: &str,
    en: &str,
    side: Side,
    find: impl Fn(&[Token]) -> Vec<Span>,
) -> Option<(WordLinks, Vec<Span>)> {
    if let Some(words) = known(view, lexicon, zh, en) {
        let spans = find(if side == Side::Zh { &words.zh } else { &words.en });
        return (!spans.is_empty()).then(|| (about(words, view, lexicon, zh, side, &spans), spans));
    }
    let cut = Sides::new(tokens(zh, view), tokens(en, view));
    let spans = find(cut.get(side));
    (!spans.is_empty()).then(|| (align_cut(view, lexicon, cut, zh, side, &spans), spans))
}

fn align_cut(
    view: &LearntView,
    lexicon: Lexicon,
    cut: Sides<Vec<Token>>,
    zh: &str,
    side: Side,
    spans: &[Span],
) -> WordLinks {
    let parts = if side == Side::Zh { apart(cut.zh, zh, spans, lexicon) } else { cut.zh };
    align_tokens(view, lexicon, parts, cut.en)
}

/// Links words that are cut already.
pub fn align_tokens(view: &LearntView, lexicon: Lexicon, zh: Vec<Token>, en: Vec<Token>) -> WordLinks {
    let mut words = WordLinks::unlinked(zh, en);
    let grid = LinkGrid::new(view, lexicon, &words);
    let [forward, backward] = [Side::Zh, Side::En].map(|side| grid.shares(view, side));
    grid.link(view, &forward, &backward, &mut words);
    bind(&mut words);
    pair_left_over(&mut words);
    words
}

/// The words of two texts, linked anew, as they are stored.
pub(in crate::wordalign) fn encoded(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str) -> Vec<u8> {
    let cut = Recorder::new(view);
    let (zh, en) = (tokens(zh, &cut), tokens(en, &cut));
    encode(cut, &align_tokens(view, lexicon, zh, en), lexicon)
}

/// Words with the links that were stored, or that would have been where storing them is left to whoever shows them:
/// both are the same to the last digit.
fn known(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str) -> Option<WordLinks> {
    let made = || view.links_when_shown().then(|| decode(&encoded(view, lexicon, zh, en), zh, en));
    view.stored_links(zh, en).or_else(made)
}

/// The stored links of two texts, with the terms of our own taken apart that have one of the `spans` of `side` inside.
/// `None` where none were stored.
pub(super) fn stored(
    view: &LearntView,
    lexicon: Lexicon,
    zh: &str,
    en: &str,
    side: Side,
    spans: &[Span],
) -> Option<WordLinks> {
    Some(about(known(view, lexicon, zh, en)?, view, lexicon, zh, side, spans))
}

/// Stored links for what is asked about at `spans`.
fn about(mut words: WordLinks, view: &LearntView, lexicon: Lexicon, zh: &str, side: Side, spans: &[Span]) -> WordLinks {
    if side == Side::Zh {
        take_apart(&mut words, view, lexicon, zh, spans);
    }
    words.whole_terms = if spans.is_empty() {
        whole_terms(lexicon, &words.zh, &words.en)
    } else {
        whole_terms_at(lexicon, &words.zh, &words.en, may_begin(&words, side, spans))
    };
    words
}

/// The Chinese tokens that a term can begin with which is at one of the spans, or which renders one of them: those that
/// begin there, or all that a rendering reaches from the links of the span.
fn may_begin(words: &WordLinks, side: Side, spans: &[Span]) -> Range<usize> {
    let asked = |token: &Token| spans.iter().any(|span| span.overlaps(token.span));
    match side {
        Side::Zh => {
            let first = words.zh.iter().position(asked).unwrap_or_default();
            first..words.zh.iter().rposition(asked).map_or(first, |last| last + 1)
        }
        Side::En => {
            let linked = words.links.iter().filter(|link| words.en.get(link.en).is_some_and(asked)).map(|link| link.zh);
            let (first, end) = linked.fold((usize::MAX, 0), |(first, end), zh| (first.min(zh), end.max(zh + 1)));
            first.min(words.zh.len()).saturating_sub(LONGEST_RENDERING)..end
        }
    }
}
