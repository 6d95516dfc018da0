//! How units end and start: with a question mark, with a quotation that opens. Equal kinds on the two sides are equal
//! values, so that they can be compared across the languages.

use crate::text::fold::fold_char;

/// Kinds of ends: six kinds of mark, each with or without a quotation mark that closes, each inside a quotation that
/// goes on or not.
pub(super) const ENDS: usize = 24;
/// Kinds of starts: quotation mark, bracket or dash, digit, anything else.
pub(super) const STARTS: usize = 4;

const QUOTES: [char; 2] = ['"', '\''];

/// How a unit ends and starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// Below `ENDS`.
    pub end: u8,
    /// Below `STARTS`.
    pub start: u8,
}

impl Edge {
    /// Of a unit's text; `quoted` says whether a quotation is open behind it.
    pub fn of(text: &str, quoted: bool) -> Self {
        Edge { end: end_of(text) + 12 * u8::from(quoted), start: start_of(text) }
    }
}

/// Whether a quotation is open behind a text, given whether one is before it.
pub(super) fn is_quoted(before: bool, text: &str) -> bool {
    let (mut quoted, mut left) = (before, None);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        quoted = match c {
            '“' | '「' | '『' => true,
            '”' | '」' | '』' => false,
            '"' | '＂' => match (opens(left), closes(characters.peek().copied())) {
                (true, false) => true,
                (false, true) => false,
                _ => !quoted,
            },
            _ => quoted,
        };
        left = Some(c);
    }
    quoted
}

/// Whether a straight mark may open a quotation behind this character: one lost mark must not turn all that follow.
fn opens(left: Option<char>) -> bool {
    left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '-'))
}

/// Whether a straight mark may close a quotation before this character.
fn closes(right: Option<char>) -> bool {
    right.is_none_or(|c| !c.is_alphanumeric())
}

fn end_of(text: &str) -> u8 {
    let mut closed = 0;
    for c in text.chars().rev().map(fold_char) {
        let kind = match c {
            '.' | '。' => 0,
            '?' => 1,
            '!' => 2,
            '…' => 3,
            ':' | ';' => 4,
            c if c.is_whitespace() || c == ')' => continue,
            c if QUOTES.contains(&c) => {
                closed = 6;
                continue;
            }
            _ => 5,
        };
        return kind + closed;
    }
    5
}

fn start_of(text: &str) -> u8 {
    match text.trim_start().chars().next().map(fold_char) {
        Some(c) if QUOTES.contains(&c) => 0,
        Some('(' | '-' | '—') => 1,
        Some(c) if c.is_numeric() => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_starts_meet_across_the_languages() {
        for (zh, en) in [
            ("“他來嗎？”", "\"Is he coming?\""),
            ("『來。』", "‘Come.’"),
            ("共三條：", "Three articles:"),
            ("1. 總則", "1. General"),
        ] {
            assert_eq!(Edge::of(zh, false), Edge::of(en, false), "{zh} {en}");
        }
        assert!(!is_quoted(false, "A 5\" pipe.") && is_quoted(true, "\"Come") && is_quoted(false, "他說\"好"));
        assert_ne!(Edge::of("來？", false), Edge::of("Come.", false));
        assert!(is_quoted(false, "他說：“好。") && is_quoted(false, "\"One\" and \"two,") && !is_quoted(true, "好。”"));
        assert_eq!(Edge::of("", false), Edge { end: 5, start: 3 });
    }
}
