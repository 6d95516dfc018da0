//! The parts of a term of our own, when one of them is asked about: 仲裁 in 仲裁庭. Each link of the whole term goes to
//! the part that is best known for the word.

use super::super::dictionary::Prior;
use super::super::stored::LearntView;
use super::super::token::{Token, apart};
use super::word_links::{WordLink, WordLinks};
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use std::ops::Range;

/// Below this a part is not known for a word, and the word belongs to all parts alike.
const UNKNOWN: f32 = 1e-2;

/// Cuts terms of our own where one of the spans of the Chinese text begins or ends in them, and shares their links out.
pub(super) fn take_apart(words: &mut WordLinks, view: &LearntView, lexicon: Lexicon, zh: &str, spans: &[Span]) {
    let inside = |token: &Token| {
        spans.iter().flat_map(|span| [span.start, span.end]).any(|at| token.span.start < at && at < token.span.end)
    };
    if !words.zh.iter().any(inside) {
        return;
    }
    let whole = std::mem::take(&mut words.zh);
    words.zh = apart(whole.clone(), zh, spans, lexicon);
    let parts: Vec<Range<usize>> = whole
        .iter()
        .map(|token| {
            let from = words.zh.partition_point(|part| part.span.start < token.span.start);
            from..words.zh.partition_point(|part| part.span.start < token.span.end)
        })
        .collect();
    let trusted = std::mem::take(&mut words.trust);
    for (link, trust) in std::mem::take(&mut words.links).into_iter().zip(trusted) {
        let Some(range) = parts.get(link.zh) else { continue };
        let known: Vec<f32> = range
            .clone()
            .map(|part| if range.len() > 1 { known(words, view, lexicon, part, link.en) } else { 1.0 })
            .collect();
        let most = known.iter().copied().fold(0.0, f32::max);
        for (zh, known) in range.clone().zip(known) {
            if known >= most || most < UNKNOWN {
                words.links.push(WordLink { zh, ..link });
                words.trust.push(trust);
            }
        }
    }
}

/// How well the Chinese word is known for the English one.
fn known(words: &WordLinks, view: &LearntView, lexicon: Lexicon, zh: usize, en: usize) -> f32 {
    let (Some(zh), Some(en)) = (words.zh.get(zh), words.en.get(en)) else { return 0.0 };
    let ids = view.word(Side::Zh, &zh.key).zip(view.word(Side::En, &en.key));
    let learnt = ids.and_then(|(zh, en)| view.t(zh, en)).map(|(forward, backward)| forward + backward);
    learnt.unwrap_or_else(|| {
        let row = Prior::new(lexicon, std::iter::once(en.key.as_str())).row(&zh.key);
        row.first().map_or(0.0, |(_, weight)| *weight)
    })
}
