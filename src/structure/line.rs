//! What a line looks like: how it begins and ends, and whether it may be a heading.

use crate::model::Side;

/// The ASCII letters that a text opens with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether a text ends as sentences and items of a list do.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '」' | '』' | ')' | '）' | ']' | '】' | '*')
    });
    text.ends_with(['。', '！', '？', '；', '：', '，', '、', '．', '.', '!', '?', ';', ':', ',', '…'])
}

/// A line that may be a heading: short, one line, no sentence inside or at its end.
pub(super) fn is_heading_like(text: &str, side: Side) -> bool {
    let short = match side {
        Side::Zh => text.chars().take(46).count() < 46,
        Side::En => text.len() <= 180 && text.split_whitespace().count() <= 24,
    };
    short
        && !ends_sentence(text)
        && !text.contains(['。', '；', '！', '\n', '|'])
        && !has_stop(text)
        && text.contains(char::is_alphabetic)
}

/// A full stop between two sentences.
fn has_stop(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text.get(..at).unwrap_or("").bytes().rev().take_while(u8::is_ascii_lowercase).count();
        word > 3 && text.get(at + 2..).is_some_and(|next| next.starts_with(char::is_uppercase))
    })
}
