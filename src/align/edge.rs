//! How units end and start: with a question mark, with a quotation that opens. Equal kinds on the two sides are equal
//! values, so that they can be compared across the languages.

use crate::text::fold::fold_char;

/// Kinds of ends: six kinds of mark, each with or without a quotation mark that closes.
pub(super) const ENDS: usize = 12;
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
    pub fn of(text: &str) -> Self {
        Edge { end: end_of(text), start: start_of(text) }
    }
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
            assert_eq!(Edge::of(zh), Edge::of(en), "{zh} {en}");
        }
        assert_ne!(Edge::of("來？"), Edge::of("Come."));
        assert_eq!(Edge::of(""), Edge { end: 5, start: 3 });
    }
}
