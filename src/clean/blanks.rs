//! Blanks: line wraps inside a paragraph, doubled blanks, blanks at the ends and before Chinese punctuation, and
//! characters that layout has set apart.

use super::rewrite::Repair;
use super::scan::{first_word, last_word};
use crate::text::fold::is_han;
use crate::text::numeral::is_ordinal_sign;

/// White space inside a line. The no-break space counts here, though a single one stays as it is.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Chinese characters and punctuation, beside which no blank is written.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}' | '—' | '…')
}

/// Line wraps undone: nothing between Chinese characters, a blank between words, and a hyphen at the end of a line
/// goes when the word that it divided is known. An empty line, or a line that opens an item, is no wrap.
pub(super) fn wraps(text: &str, known: &dyn Fn(&str) -> bool) -> Vec<Repair> {
    // Searched one by one, which is many times faster than a look at every character.
    if !['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'].iter().any(|c| text.contains(*c)) {
        return Vec::new();
    }
    let mut changes = Vec::new();
    // A text whose every line ends a sentence was not wrapped: its lines are paragraphs.
    let mut wrapped = false;
    for (start, end) in runs(text, |c| is_blank(c) || is_break(c)) {
        let run = text.get(start..end).unwrap_or("");
        let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        if run.chars().filter(|c| is_break(*c)).count() != 1 || opens_item(after) {
            continue;
        }
        let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { continue };
        wrapped |= !ends_sentence(before);
        if left == '-' && right.is_ascii_lowercase() && before.len() > 1 {
            let head = before.get(..before.len() - 1).map_or("", last_word);
            let word = [head, first_word(after)].concat();
            if !head.is_empty() {
                changes.push(Repair::new(start - usize::from(known(&word)), end, ""));
                continue;
            }
        }
        changes.push(Repair::new(start, end, if is_wide(left) || is_wide(right) { "" } else { " " }));
    }
    if wrapped { changes } else { Vec::new() }
}

/// Whether a line ends as a sentence does, closing quotation marks and brackets apart.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '"', '\'', '」', '』', '）', ')', '》']);
    line.ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ';', ':'])
}

/// Whether a line opens with a bullet or a number, so that the line break before it means something.
fn opens_item(line: &str) -> bool {
    let mut characters = line.chars();
    match characters.next() {
        Some('•' | '●' | '○' | '■' | '◆' | '·' | '-' | '*' | '–' | '|' | '#' | '>' | '（' | '(' | '①'..='⑳') => {
            true
        }
        Some(c) if c.is_ascii_alphanumeric() || is_han(c) => {
            let mut rest = characters.skip_while(|c| c.is_ascii_digit() || is_ordinal_sign(*c));
            let opens = c.is_ascii_alphanumeric() || c == '第' || is_ordinal_sign(c);
            opens && (matches!(rest.next(), Some('、' | '.' | ')' | '）' | '．' | '條' | '条' | '章' | '節' | '节')))
        }
        _ => false,
    }
}

/// Single blanks between the characters of a text that layout has set apart ("知 識 產 權").
pub(super) fn set_apart(text: &str) -> Vec<Repair> {
    let (apart, together) = han_pairs(text);
    if apart < 3 || apart < together * 3 {
        return Vec::new();
    }
    runs(text, is_blank)
        .filter(|(start, end)| {
            text.get(*start..*end).is_some_and(|run| run.chars().count() == 1)
                && text.get(..*start).and_then(|s| s.chars().next_back()).is_some_and(is_wide)
                && text.get(*end..).and_then(|s| s.chars().next()).is_some_and(is_wide)
        })
        .map(|(start, end)| Repair::new(start, end, ""))
        .collect()
}

/// Pairs of Chinese characters with one blank between them, and with none.
pub(super) fn han_pairs(text: &str) -> (usize, usize) {
    let (mut apart, mut together) = (0, 0);
    let (mut before, mut last) = (false, false);
    let mut blank = false;
    for c in text.chars() {
        let han = is_han(c);
        together += usize::from(han && last);
        apart += usize::from(han && blank && before);
        (before, last, blank) = (last, han, is_blank(c));
    }
    (apart, together)
}

/// Blanks at the ends go, several in a row become one, and there is none before Chinese punctuation.
pub(super) fn blanks(text: &str) -> (Vec<Repair>, usize) {
    let mut changes = Vec::new();
    let mut trimmed = 0;
    if !may_have_needless(text) {
        return (changes, trimmed);
    }
    for (start, end) in runs(text, |c| is_blank(c) || is_break(c)) {
        let run = text.get(start..end).unwrap_or("");
        if start == 0 || end == text.len() {
            changes.push(Repair::new(start, end, ""));
            trimmed += 1;
        } else if run.contains(is_break) {
            continue;
        } else if text.get(end..).is_some_and(|rest| rest.starts_with(['，', '。', '；', '：', '、', '！', '？']))
        {
            changes.push(Repair::new(start, end, ""));
        } else if run.chars().nth(1).is_some() {
            // A tab or a wide blank may divide two languages or a number from its text: of several it is the one kept.
            let now = if run.contains('\t') {
                "\t"
            } else if run.contains('\u{3000}') {
                "\u{3000}"
            } else {
                " "
            };
            changes.push(Repair::new(start, end, now));
        }
    }
    (changes, trimmed)
}

/// A look at the bytes, since most texts have nothing to repair: blanks at an end, two in a row, one before what may be
/// Chinese punctuation, or one that is not ASCII.
fn may_have_needless(text: &str) -> bool {
    let pair =
        |pair: &[u8]| matches!(pair, [b' ' | b'\t', b' ' | b'\t' | 0xe2 | 0xe3 | 0xef] | [0xe2, 0x80] | [0xc2, 0xa0]);
    text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.as_bytes().windows(2).any(pair)
        || text.contains('\u{3000}')
}

/// A Chinese mark and the same one in half width behind it ("，,").
pub(super) fn doubled_marks(text: &str) -> Vec<Repair> {
    let mut changes = Vec::new();
    let bytes = text.as_bytes();
    if !bytes.windows(2).any(|pair| matches!(pair, [wide, b',' | b'.' | b';' | b':'] if !wide.is_ascii())) {
        return changes;
    }
    for (at, mark) in text.match_indices(['，', '。', '；', '：', '、']) {
        let twin = match mark {
            "，" | "、" => b',',
            "。" => b'.',
            "；" => b';',
            _ => b':',
        };
        let after = at + mark.len();
        if bytes.get(after) == Some(&twin) && bytes.get(after + 1) != Some(&twin) {
            changes.push(Repair::new(after, after + 1, ""));
        }
    }
    changes
}

/// Runs of characters of a kind, as byte ranges.
fn runs(text: &str, is: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(is)?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|c| !is(c)).unwrap_or(rest.len());
        from = end;
        Some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_apart_and_together() {
        assert_eq!(han_pairs("知 識 產 權"), (3, 0));
        assert_eq!(han_pairs("知識 產權a權"), (1, 2));
    }
}
