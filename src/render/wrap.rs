//! Lines of a given width. Where a line may break is said by the Unicode line breaking algorithm (UAX #14), which also
//! keeps closing marks from beginning a line and opening marks from ending one (kinsoku).

use super::columns::display_width;
use std::ops::Range;
use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};
use unicode_width::UnicodeWidthChar;

/// Columns below which no line is set: two wide characters.
const NARROWEST: usize = 4;

/// The byte ranges of the lines that a text takes at a width in columns. Words stay whole where they fit; blanks at a
/// break belong to no line.
///
/// ```
/// let text = "保護商業秘密。 Trade secrets";
/// let lines: Vec<&str> = duizhao::render::wrap(text, 10).into_iter().map(|line| &text[line]).collect();
/// assert_eq!(lines, ["保護商業秘", "密。 Trade", "secrets"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(NARROWEST);
    let mut lines = Vec::new();
    let mut line = 0..0;
    // Columns from the beginning of the line to `at`, blanks included.
    let (mut at, mut width) = (0, 0);
    for (end, must_break) in opportunities(text) {
        let piece = &text[at..end];
        let inked = piece.trim_end();
        let mut needed = display_width(inked);
        if width + needed > columns && width > 0 {
            if !line.is_empty() {
                lines.push(line.clone());
            }
            (line, width) = (at..at, 0);
        }
        while width + needed > columns {
            let cut = line.start + cut(&text[line.start..at + inked.len()], columns);
            lines.push(line.start..cut);
            (line, needed) = (cut..cut, display_width(&text[cut..at + inked.len()]));
        }
        line.end = at + inked.len();
        width += needed + display_width(&piece[inked.len()..]);
        at = end;
        if must_break {
            // A blank before the end of a line is no ink either.
            line.end = line.end.max(line.start);
            lines.push(line);
            (line, width) = (end..end, 0);
        }
    }
    if lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The places where a line may end, and whether it must; the end of the text is the last.
fn opportunities(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let mut quotes = quote_opportunities(text).peekable();
    let mut others = linebreaks(text).map(|(at, kind)| (at, kind == BreakOpportunity::Mandatory)).peekable();
    std::iter::from_fn(move || match (quotes.peek(), others.peek()) {
        (Some(quote), Some((other, _))) if quote < other => quotes.next().map(|at| (at, false)),
        (Some(quote), Some((other, _))) if quote == other => {
            quotes.next();
            others.next()
        }
        _ => others.next(),
    })
}

/// Between hanzi a line may break before an opening and after a closing quotation mark (UAX #14, revision 53, rule
/// LB19a). The crate has Unicode 15, where “ and ” hold on to what is on either side.
fn quote_opportunities(text: &str) -> impl Iterator<Item = usize> {
    let mut before: [Option<char>; 2] = [None, None];
    text.char_indices().filter_map(move |(at, c)| {
        let [earlier, last] = before;
        before = [last, Some(c)];
        let (earlier, last) = (earlier?, last?);
        if opens_quote(last) && is_wide(earlier) && is_wide(c) && !keeps(earlier, last) {
            return Some(at - last.len_utf8());
        }
        (closes_quote(last) && is_wide(earlier) && is_wide(c) && !keeps(last, c)).then_some(at)
    })
}

/// Bytes of a text without an opportunity that go on one line: as many as fit, fewer where a mark would stand on the
/// wrong line otherwise, at least one character.
fn cut(text: &str, columns: usize) -> usize {
    let (mut width, mut fits, mut good) = (0, None, None);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let own = c.width().unwrap_or(0);
        if let Some(before) = before
            && own > 0
        {
            // What is composed of several characters may be wider or narrower than they are.
            if width > columns || display_width(&text[..at]) > columns {
                break;
            }
            fits = Some(at);
            if !keeps(before, c) {
                good = fits;
            }
        }
        width += own;
        before = Some(c);
    }
    let first = text.chars().next().map_or(text.len(), char::len_utf8);
    good.or(fits).unwrap_or(first)
}

/// Whether a line between two characters would end with an opening mark or begin with a closing one.
fn keeps(before: char, after: char) -> bool {
    use BreakClass::{CloseParenthesis, ClosePunctuation, Exclamation, InfixSeparator, NonStarter, OpenPunctuation};
    let closes = matches!(
        break_property(after as u32),
        ClosePunctuation | CloseParenthesis | Exclamation | InfixSeparator | NonStarter
    );
    closes || closes_quote(after) || break_property(before as u32) == OpenPunctuation || opens_quote(before)
}

fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘')
}

fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’')
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn words_stay_whole_and_marks_do_not_begin_a_line() {
        for (text, columns, want) in [
            ("one two three", 8, &["one two", "three"][..]),
            ("保護商業秘密，第三條", 12, &["保護商業秘", "密，第三條"]),
            ("按照本條例（第三章）辦理", 12, &["按照本條例", "（第三章）辦", "理"]),
            ("建設知識產權「強國」先行地", 14, &["建設知識產權", "「強國」先行地"]),
            ("建設知識產權“強國”先行地", 14, &["建設知識產權", "“強國”先行地"]),
            ("he said “no” to it", 9, &["he said", "“no” to", "it"]),
            ("共88.5億元，增長12%。", 10, &["共88.5億", "元，增長", "12%。"]),
            ("unbreakablelongword x", 8, &["unbreaka", "blelongw", "ord x"]),
            ("abcdefgh，甲", 8, &["abcdefg", "h，甲"]),
            ("RMB\u{a0}8 million", 6, &["RMB\u{a0}8", "millio", "n"]),
            ("a\nb", 8, &["a", "b"]),
            ("a\r\n\r\nb", 8, &["a", "", "b"]),
            ("  indented", 20, &["  indented"]),
            ("a\n", 8, &["a"]),
            ("\n", 8, &[""]),
            ("", 8, &[""]),
        ] {
            assert_eq!(lines(text, columns), want, "{text:?} at {columns}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "([a-z 商業，。“”（」é\u{301}👩\u{200d}\u{a0}\\n\\r]|.){0,60}", columns in 0usize..30) {
            let ranges = wrap(&text, columns);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let kept: String = lines(&text, columns).concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, all);
        }

        #[test]
        fn no_line_is_too_wide(text in "[a-zA-Z0-9 商業秘密，。、（）「」“”%/-]{0,80}", columns in 4usize..40) {
            for line in lines(&text, columns) {
                prop_assert!(display_width(line) <= columns, "{line:?}");
            }
        }

        /// Marks as texts have them: no more on one side of a word than there is room for.
        #[test]
        fn marks_stand_on_the_right_line(
            text in "((（|「|“|《|\\(){0,2}([商業秘密]{1,9}|[a-z]{1,20}|[0-9]{1,9}%?)(）|」|”|》|，|。|；|？|\\)|,|\\.){0,2} ?){0,12}",
            columns in 14usize..50,
        ) {
            let lines = lines(&text, columns);
            for line in &lines {
                prop_assert!(!line.starts_with(['，', '。', '；', '？', '）', '」', '》', ',', '.', ')']), "{lines:?}");
                prop_assert!(!line.ends_with(['（', '「', '《', '(']), "{lines:?}");
            }
        }
    }
}
