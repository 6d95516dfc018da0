//! Sentences of a paragraph, as an aligner wants them: the pieces that a translator keeps or joins as wholes.
//! Law: spans are in order, trimmed and never blank, and between them there is nothing but white space.

mod bytes;
mod en;
mod words;
mod zh;

use crate::model::{Side, Span};
use bytes::skip_space;

/// Sentence spans, in **bytes** of `text`, of one paragraph in the language of `side`.
///
/// A line feed always ends a sentence. Chinese sentences also end at a semicolon, since English readily makes a
/// sentence of such a clause; English ones do not.
///
/// ```
/// use duizhao::{model::Side, text::sentence::split};
/// let text = "Dr. Lee signed at 3.15 p.m. in the U.S. office. \"Why?\" he was asked.";
/// let sentences: Vec<&str> = split(text, Side::En).iter().map(|span| span.of(text)).collect();
/// assert_eq!(sentences, ["Dr. Lee signed at 3.15 p.m. in the U.S. office.", "\"Why?\" he was asked."]);
/// ```
pub fn split(text: &str, side: Side) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut cuts = Vec::new();
    let mut offset = 0;
    for line in text.split('\n') {
        cuts.clear();
        match side {
            Side::Zh => zh::cuts(line, &mut cuts),
            Side::En => en::cuts(line, &mut cuts),
        }
        cuts.push(line.len());
        push_pieces(line, offset, &cuts, &mut spans);
        offset += line.len() + 1;
    }
    spans
}

/// Adds the pieces of one line, cut after the bytes `cuts`, to `spans`, whose bytes count from `offset` before the line.
/// A piece without a letter or figure is no sentence: it stays with its neighbour on the line.
fn push_pieces(line: &str, offset: usize, cuts: &[usize], spans: &mut Vec<Span>) {
    let mut start = 0;
    let mut last: Option<(Span, bool)> = None;
    for &cut in cuts {
        let from = skip_space(line, start).min(cut);
        let piece = line[from..cut].trim_end();
        let (span, worded) = (Span::new(from, from + piece.len()), has_word(piece));
        start = cut;
        match &mut last {
            _ if span.is_empty() => {}
            Some((last, has_word)) if !worded || !*has_word => {
                last.end = span.end;
                *has_word |= worded;
            }
            _ => spans.extend(last.replace((span, worded)).map(|(done, _)| done.shifted(offset))),
        }
    }
    spans.extend(last.map(|(done, _)| done.shifted(offset)));
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
