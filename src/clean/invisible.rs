//! Characters that no reader sees: byte order marks, zero-width and soft hyphens, controls.

use super::rewrite::Repair;
use super::scan::is_latin;
use crate::text::fold::is_han;

/// Removes what is invisible. Joiners stay where they join (emoji, Indic and Arabic script).
pub(super) fn invisible(text: &str) -> Vec<Repair> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte) || matches!(byte, b'\n' | b'\t')) {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let mut previous = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if let Some(len) = text.get(at..).and_then(control_sequence) {
            changes.push(Repair::new(at, at + len, ""));
            while characters.next_if(|(next, _)| *next < at + len).is_some() {}
            continue;
        }
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
            // Other ways to end a line, which XML cannot hold.
            '\u{b}' | '\u{c}' => Some("\n"),
            '\n' | '\t' | '\u{85}' => None,
            // No characters: XML cannot hold them, and nothing shows them.
            '\u{fffe}' | '\u{ffff}' => Some(""),
            c if c.is_control() => Some(""),
            _ => None,
        };
        if let Some(now) = now {
            changes.push(Repair::new(at, at + c.len_utf8(), now));
        } else {
            previous = Some(c);
        }
    }
    changes
}

/// Bytes of the control sequence of a terminal that the text opens with (ECMA-48, 5.4): `ESC [ 31 m` sets a colour.
fn control_sequence(text: &str) -> Option<usize> {
    let (introducer, rest) = match text.strip_prefix("\u{1b}[") {
        Some(rest) => (2, rest.as_bytes()),
        None => (2, text.strip_prefix('\u{9b}')?.as_bytes()),
    };
    let parameters = rest.iter().take_while(|b| (0x20..=0x3f).contains(*b)).count();
    let ends = rest.get(parameters).is_some_and(|b| (0x40..=0x7e).contains(b));
    ends.then_some(introducer + parameters + 1)
}

fn joins_nothing(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_ascii() || is_latin(c) || is_han(c) || c.is_whitespace())
}
