//! Characters that no reader sees: byte order marks, zero-width and soft hyphens, controls.

use super::rewrite::Change;
use super::scan::is_latin;
use crate::text::fold::is_han;

/// Removes what is invisible. Joiners stay where they join (emoji, Indic and Arabic script).
pub(super) fn invisible(text: &str) -> Vec<Change> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte) || matches!(byte, b'\n' | b'\t')) {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let mut previous = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, c)| *c);
        let now = match c {
            '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => Some(""),
            '\u{200c}' | '\u{200d}' if joins_nothing(previous) || joins_nothing(next) => Some(""),
            // Windows punctuation that was decoded as Latin-1.
            '\u{91}' => Some("‘"),
            '\u{92}' => Some("’"),
            '\u{93}' => Some("“"),
            '\u{94}' => Some("”"),
            '\u{96}' => Some("–"),
            '\u{97}' => Some("—"),
            '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' => None,
            c if c.is_control() => Some(""),
            _ => None,
        };
        if let Some(now) = now {
            changes.push(Change::new(at, at + c.len_utf8(), now));
        } else {
            previous = Some(c);
        }
    }
    changes
}

fn joins_nothing(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_ascii() || is_latin(c) || is_han(c) || c.is_whitespace())
}
