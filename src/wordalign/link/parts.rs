//! The parts of a term of our own, when one of them is asked about: 仲裁 in 仲裁庭. Each link of the whole term goes to
//! the part that is best known for the word.

use super::super::dictionary::Prior;
use super::super::stored::LearntView;
use super::super::token::{Token, apart};
use super::word_links::{WordLink, WordLinks};
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use std::collections::BTreeMap;
use std::ops::Range;

/// Below this a part is not known for a word.
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
    let mut shared: Vec<(WordLink, f32)> = Vec::with_capacity(trusted.len());
    let mut of_cut: BTreeMap<usize, Vec<(WordLink, f32)>> = BTreeMap::new();
    for (link, trust) in std::mem::take(&mut words.links).into_iter().zip(trusted) {
        match parts.get(link.zh) {
            Some(part) if part.len() == 1 => shared.push((WordLink { zh: part.start, ..link }, trust)),
            _ => of_cut.entry(link.zh).or_default().push((link, trust)),
        }
    }
    for (whole, links) in of_cut {
        let range = parts.get(whole).cloned().unwrap_or_default();
        let best_known = |link: &WordLink| {
            let known = range.clone().map(|part| (known(words, view, lexicon, part, link.en), part));
            known.filter(|(known, _)| *known >= UNKNOWN).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, part)| part)
        };
        let best: Vec<Option<usize>> = links.iter().map(|(link, _)| best_known(link)).collect();
        // A word that no part is known for belongs to a part that has no word of its own.
        let free: Vec<usize> = range.clone().filter(|part| !best.contains(&Some(*part))).collect();
        for ((link, trust), best) in links.into_iter().zip(best) {
            let to = match best {
                Some(part) => vec![part],
                None if free.is_empty() => range.clone().collect(),
                None => free.clone(),
            };
            shared.extend(to.into_iter().map(|zh| (WordLink { zh, ..link }, trust)));
        }
    }
    shared.sort_by_key(|(link, _)| (link.en, link.zh));
    (words.links, words.trust) = shared.into_iter().unzip();
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
