//! Text in columns of a terminal: a Chinese character takes two, and lines break where each language allows.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The text with blanks up to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}

/// The byte ranges of the lines that a text takes at a width. Words stay whole, Chinese breaks between any two
/// characters but never before a closing mark nor behind an opening one; blanks at a break belong to no line.
///
/// ```
/// let lines: Vec<&str> = duizhao::render::wrap("保護商業秘密。 Trade secrets", 10).into_iter().map(|r| &"保護商業秘密。 Trade secrets"[r]).collect();
/// assert_eq!(lines, ["保護商業秘", "密。 Trade", "secrets"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<std::ops::Range<usize>> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0);
    // The last place where the line may break: the line ends at .0, the next begins at .1, with the width up to it.
    let mut opportunity: Option<(usize, usize, usize)> = None;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            lines.push(start..at);
            (start, width, opportunity, before) = (at + 1, 0, None, None);
            continue;
        }
        if let Some(before) = before
            && at > start
            && !c.is_whitespace()
        {
            if before.is_whitespace() {
                let end = text[..at].trim_end().len();
                opportunity = Some((end.max(start), at, width));
            } else if breaks_between(before, c) {
                opportunity = Some((at, at, width));
            }
        }
        let own = c.width().unwrap_or(0);
        if width + own > columns && at > start && !c.is_whitespace() {
            let (end, next, used) = opportunity.unwrap_or((at, at, width));
            lines.push(start..end);
            (start, width, opportunity) = (next, width - used, None);
        }
        width += own;
        before = Some(c);
    }
    if start < text.len() || lines.is_empty() {
        lines.push(start..start + text[start..].trim_end().len());
    }
    lines
}

fn breaks_between(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    if before == '-' && after.is_alphabetic() {
        return true;
    }
    (wide(before) || wide(after)) && !closes(after) && !opens(before)
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
            | '”'
            | '’'
            | '…'
            | '—'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '"'
            | '\''
            | '%'
            | '％'
    )
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '《' | '〈' | '【' | '“' | '‘' | '(' | '[' | '"' | '$')
}

/// A number with its digits in threes.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn words_stay_whole_and_marks_do_not_begin_a_line() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("保護商業秘密，第三條", 12), ["保護商業秘", "密，第三條"]);
        assert_eq!(lines("unbreakablelongword x", 8), ["unbreaka", "blelongw", "ord x"]);
        assert_eq!(lines("a\nb", 8), ["a", "b"]);
        assert_eq!(lines("", 8), [""]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-z 商業，。\\n]{0,60}", columns in 4usize..30) {
            let kept: String = lines(&text, columns).concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, all);
        }

        #[test]
        fn no_line_is_too_wide(text in "[a-z 商業]{0,60}", columns in 4usize..30) {
            for line in lines(&text, columns) {
                prop_assert!(display_width(line) <= columns, "{line:?}");
            }
        }
    }
}
