//! Lines that layout broke, put together again: a line wrap is layout, not text.

use crate::read::language::is_cjk;

/// Appends a line to the text that it continues: Chinese without a space, English with one, and nothing after a
/// hyphen, which stays as the file has it.
pub fn join_line(text: &mut String, line: &str) {
    join_gap(text, line);
    text.push_str(line.trim());
}

/// Makes what stands between a text and its continuation what the line break meant: a space or nothing.
pub fn join_gap(text: &mut String, continuation: &str) {
    text.truncate(text.trim_end().len());
    let (Some(before), Some(after)) = (text.chars().next_back(), continuation.trim_start().chars().next()) else {
        return;
    };
    // A dash that stands alone is punctuation, not the hyphen of a broken word.
    let broken_word = before == '-' && text.chars().nth_back(1).is_some_and(char::is_alphanumeric);
    if !(is_cjk(before) || is_cjk(after) || broken_word) {
        text.push(' ');
    }
}

/// Text with every run of white space made one space and none at the ends, as HTML and XML mean it; a line break
/// in the source between two Chinese characters is no space at all.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = None;
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            gap = Some(gap.unwrap_or(false) || c == '\n');
            continue;
        }
        if let (Some(broken), Some(before)) = (gap.take(), out.chars().next_back())
            && !(broken && is_cjk(before) && is_cjk(c))
        {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        lines.iter().fold(String::new(), |mut text, line| {
            join_line(&mut text, line);
            text
        })
    }

    #[test]
    fn lines_join_as_their_language_does() {
        assert_eq!(joined(&["保护商业", "秘密"]), "保护商业秘密");
        assert_eq!(joined(&["the trade ", " secret"]), "the trade secret");
        assert_eq!(joined(&["non-", "governmental"]), "non-governmental");
        assert_eq!(joined(&["this -", "or that"]), "this - or that");
        assert_eq!(joined(&["采用 SPDX", "标准"]), "采用 SPDX标准");
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(collapse("  a \n\t b "), "a b");
        assert_eq!(collapse("商业\n    秘密"), "商业秘密");
        assert_eq!(collapse("商业 秘密\u{a0}x"), "商业 秘密\u{a0}x");
    }
}
