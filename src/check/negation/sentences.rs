//! The sentences of both sides that stand opposite each other, with what they deny.

use crate::check::negation::answers::{self, Negation};
use crate::check::negation::words::{Chinese, English};
use crate::check::pair::Pair;
use crate::model::{Sides, Span};

/// Two sentences that stand opposite each other, with what they deny.
pub(in crate::check) struct SentenceNegations {
    /// Where they stand in their texts.
    pub place: Sides<Span>,
    pub zh: Chinese,
    pub en: English,
    pub negations: Sides<Vec<Negation>>,
}

/// The sentences of a pair with their negations.
pub(in crate::check) fn of_pair(pair: &Pair) -> Vec<SentenceNegations> {
    let of = |(z, e): (Span, Span)| {
        let (zh, en) = (pair.zh.get(z.start..z.end)?, pair.en.get(e.start..e.end)?);
        let zh = Chinese::of(zh);
        let en = English::of(en, &zh);
        let start = Sides::new(z.start, e.start);
        let negations = answers::negations(pair, start, &zh, &en);
        Some(SentenceNegations { place: Sides::new(z, e), zh, en, negations })
    };
    sentences(pair).into_iter().filter_map(of).collect()
}

/// The sentences of both sides, where as many stand on each; else all of both.
fn sentences(pair: &Pair) -> Vec<(Span, Span)> {
    let (zh, en) = (split(pair.zh, &["。", "！", "？", "；", "\n"]), split(pair.en, &[". ", "! ", "? ", "; ", "\n"]));
    let ratio = |z: &Span, e: &Span| e.len() as f32 / z.len().max(1) as f32;
    let all = ratio(&Span::new(0, pair.zh.len()), &Span::new(0, pair.en.len()));
    let alike = |(z, e): (&Span, &Span)| (0.4..2.5).contains(&(ratio(z, e) / all));
    if zh.len() == en.len() && zh.iter().zip(&en).all(alike) {
        return zh.into_iter().zip(en).collect();
    }
    vec![(Span::new(0, pair.zh.len()), Span::new(0, pair.en.len()))]
}

/// What stands between ends of sentences; a number or an abbreviation before a full stop ends none.
fn split(text: &str, ends: &[&str]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices() {
        let Some(end) = ends.iter().find(|e| text.get(at..).is_some_and(|t| t.starts_with(**e))) else { continue };
        let piece = text.get(start..at).unwrap_or("");
        let last = piece.rsplit(' ').next().unwrap_or("");
        let short = end.starts_with('.') && (last.len() <= 3 || last.contains('.'));
        if !short && piece.chars().any(char::is_alphabetic) {
            out.push(Span::new(start, at + end.len()));
            start = at + end.len();
        }
    }
    if text.get(start..).is_some_and(|rest| rest.chars().any(char::is_alphabetic)) {
        out.push(Span::new(start, text.len()));
    }
    out
}
