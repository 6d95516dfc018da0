//! The number that a paragraph opens with: 一、 （一） 第三條 1.2 / I. (a) Article 3.
//!
//! The value of an inserted article (第 3 條之 1, Article 3-1) is `3 | 1 << 16`: the plain article in the low 16 bits,
//! what was inserted behind it in the high ones, so that a plain article's value is its number.

use crate::model::{Numeral, Shape};
use crate::text::fold::is_han;
use crate::text::numeral::{arabic, chinese, roman, word};

/// How a number is written, finer than its shape: numbers of one style count on, those of two are nested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NumberingStyle {
    Chinese,
    Arabic,
    Roman,
    Letter,
    SmallLetter,
    SmallRoman,
}

/// An opening number with what the levels need to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub numeral: Numeral,
    pub style: NumberingStyle,
    /// Numbers in "1.2.3"; 1 for all others.
    pub depth: usize,
}

impl Opening {
    fn new(shape: Shape, style: NumberingStyle, value: u32, len: usize) -> Self {
        Opening { numeral: Numeral { shape, value, len }, style, depth: 1 }
    }
}

/// Reads the number that a text opens with.
pub(super) fn opening(text: &str) -> Option<Opening> {
    // Most paragraphs open with a word; they cost one look.
    match text.chars().next()? {
        '第' => chinese_division(text),
        '(' | '（' | '㈠'..='㈩' | '⑴'..='⒇' => bracketed(text),
        '0'..='9' | '０'..='９' => figure(text),
        'A'..='Z' => english_division(text).or_else(|| roman_heading(text)).or_else(|| letter(text)),
        'a'..='z' => letter(text),
        'Ⅰ'..='Ⅻ' => roman_heading(text),
        _ => chinese_major(text),
    }
}

/// Length of the blanks at the start.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn after(text: &str, len: usize) -> &str {
    text.get(len..).unwrap_or("")
}

/// 第一章, 第 三 條, 第 3 條之 1, 第 3-1 條. An article that runs in ("第三條　本法") needs a blank behind it, since
/// sentences open with "第三條規定" too.
fn chinese_division(text: &str) -> Option<Opening> {
    let mut len = '第'.len_utf8();
    len += blanks(after(text, len));
    let (value, style, taken) = chinese_or_arabic(after(text, len))?;
    len += taken;
    let mut inserted = 0;
    if let Some((extra, taken)) = after(text, len).strip_prefix(['-', '－', '–']).and_then(arabic) {
        let dash = after(text, len).chars().next().map_or(0, char::len_utf8);
        inserted = extra;
        len += dash + taken;
    }
    len += blanks(after(text, len));
    let unit = after(text, len);
    let (shape, taken) = if let Some(c) = unit.chars().next() {
        match c {
            '編' | '编' | '篇' => (Shape::Part, c.len_utf8()),
            '章' => (Shape::Chapter, c.len_utf8()),
            '節' | '节' => (Shape::Division, c.len_utf8()),
            '條' | '条' => (Shape::Article, c.len_utf8()),
            '部' if unit.starts_with("部分") => (Shape::Part, "部分".len()),
            _ => return None,
        }
    } else {
        return None;
    };
    len += taken;
    let suffix = after(text, len);
    if let Some(rest) = suffix.trim_start().strip_prefix('之') {
        let skipped = suffix.len() - rest.len();
        let more = blanks(rest);
        if let Some((extra, _, taken)) = chinese_or_arabic(after(rest, more)) {
            inserted = extra;
            len += skipped + more + taken;
        }
    }
    let next = after(text, len).chars().next();
    let divided = next.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '（' | '(' | '：' | ':' | '、' | '【' | '《' | '—' | '.' | '．')
    });
    // "第一章總則" is a heading; "第一章規定者，" is a sentence, and so is "第三條規定".
    if !divided && (shape == Shape::Article || text.contains(['，', '。', '；', ','])) {
        return None;
    }
    Some(Opening::new(shape, style, with_inserted(value, inserted), len))
}

fn chinese_or_arabic(text: &str) -> Option<(u32, NumberingStyle, usize)> {
    chinese(text)
        .map(|(value, len)| (value, NumberingStyle::Chinese, len))
        .or_else(|| arabic(text).map(|(value, len)| (value, NumberingStyle::Arabic, len)))
}

fn with_inserted(value: u32, inserted: u32) -> u32 {
    value | inserted << 16
}

/// 一、 十二、 壹、
fn chinese_major(text: &str) -> Option<Opening> {
    let (value, len) = chinese(text)?;
    let gap = blanks(after(text, len));
    let mark = after(text, len + gap).chars().next().filter(|c| matches!(c, '、' | '．' | '.'))?;
    let len = len + gap + mark.len_utf8();
    (value > 0 && value < 100).then(|| Opening::new(Shape::Major, NumberingStyle::Chinese, value, len))
}

/// （一） (1) (a) (iv) ㈠ ⑴
fn bracketed(text: &str) -> Option<Opening> {
    let open = text.chars().next()?;
    let single = |first: char| {
        Opening::new(
            Shape::Bracketed,
            if first == '㈠' { NumberingStyle::Chinese } else { NumberingStyle::Arabic },
            open as u32 - first as u32 + 1,
            open.len_utf8(),
        )
    };
    match open {
        '㈠'..='㈩' => return Some(single('㈠')),
        '⑴'..='⒇' => return Some(single('⑴')),
        _ => {}
    }
    let mut len = open.len_utf8();
    len += blanks(after(text, len));
    let rest = after(text, len);
    let (value, style, taken) = chinese_or_arabic(rest).or_else(|| small(rest)).or_else(|| {
        let c = rest.chars().next().filter(char::is_ascii_uppercase)?;
        Some((c as u32 - 'A' as u32 + 1, NumberingStyle::Letter, 1))
    })?;
    len += taken;
    len += blanks(after(text, len));
    let close = after(text, len).chars().next().filter(|c| matches!(c, ')' | '）'))?;
    len += close.len_utf8();
    // "(2024)" is a year.
    (value > 0 && value < 200).then(|| Opening::new(Shape::Bracketed, style, value, len))
}

/// "a" to "z", or small Roman figures, which i, v and x are taken for.
fn small(text: &str) -> Option<(u32, NumberingStyle, usize)> {
    let len = text.bytes().take(6).take_while(u8::is_ascii_lowercase).count();
    let letters = text.get(..len)?;
    if letters.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
        && let Some((value, _)) = roman(letters)
    {
        return Some((value, NumberingStyle::SmallRoman, len));
    }
    let only = letters.chars().next().filter(|_| len == 1)?;
    Some((only as u32 - 'a' as u32 + 1, NumberingStyle::SmallLetter, 1))
}

/// 1. 1、 1) 1.2 1.2.3 – never 8.85 of a sentence that opens with a figure.
fn figure(text: &str) -> Option<Opening> {
    let (first, mut len) = arabic(text)?;
    let (mut value, mut depth) = (first, 1);
    while let Some((next, taken)) = after(text, len).strip_prefix(['.', '．']).and_then(arabic) {
        value = next;
        depth += 1;
        len += taken + after(text, len).chars().next().map_or(0, char::len_utf8);
    }
    let rest = after(text, len);
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）'));
    let follows = after(rest, mark.map_or(0, char::len_utf8));
    let next = follows.trim_start().chars().next();
    if depth > 1 {
        let numbered = depth > 2
            || mark.is_some()
            || follows.starts_with(char::is_whitespace)
                && next.is_some_and(|c| c.is_uppercase() || is_han(c) || matches!(c, '"' | '“' | '「' | '《'));
        let plausible = value < 200 && first < 200 && numbered && mark != Some('、');
        let len = len + mark.map_or(0, char::len_utf8);
        return plausible
            .then_some(Opening { depth, ..Opening::new(Shape::Nested, NumberingStyle::Arabic, value, len) });
    }
    match mark {
        Some(c) if first > 0 && first < 1000 => {
            Some(Opening::new(Shape::Arabic, NumberingStyle::Arabic, value, len + c.len_utf8()))
        }
        // "1 Scope", "2 範圍": numbered so in standards, where the line is short.
        None if first > 0
            && first < 40
            && rest.starts_with(char::is_whitespace)
            && next.is_some_and(|c| c.is_uppercase() || is_han(c))
            && text.len() < 90
            && !super::line::ends_sentence(text) =>
        {
            Some(Opening::new(Shape::Arabic, NumberingStyle::Arabic, value, len))
        }
        _ => None,
    }
}

/// A Roman number in capitals below 90: beyond, C, D and M are letters of a list.
fn capital_roman(text: &str) -> Option<(u32, usize)> {
    roman(text).filter(|(value, _)| *value < 90 && !text.starts_with(|c: char| c.is_lowercase()))
}

/// "I. Scope"; without a blank behind the full stop only before a capital.
fn roman_heading(text: &str) -> Option<Opening> {
    let (value, len) = capital_roman(text)?;
    let rest = after(text, len).strip_prefix(['.', '、', '．'])?;
    let len = text.len() - rest.len();
    let next = rest.chars().next();
    // "V.P." is none, and neither is "I.e."
    let divided = next.is_none_or(|c| {
        c.is_whitespace() || is_han(c) || c.is_uppercase() && rest.chars().nth(1).is_some_and(char::is_alphabetic)
    });
    divided.then(|| Opening::new(Shape::Major, NumberingStyle::Roman, value, len))
}

/// "A. ", "b) ".
fn letter(text: &str) -> Option<Opening> {
    let c = text.chars().next()?;
    let mark = after(text, 1).chars().next().filter(|c| matches!(c, '.' | ')' | '）' | '、'))?;
    let len = 1 + mark.len_utf8();
    let rest = after(text, len);
    if !rest.starts_with(char::is_whitespace) && !rest.is_empty() {
        return None;
    }
    let (style, value) = if c.is_ascii_uppercase() {
        (NumberingStyle::Letter, c as u32 - 'A' as u32)
    } else {
        (NumberingStyle::SmallLetter, c as u32 - 'a' as u32)
    };
    Some(Opening::new(Shape::Letter, style, value + 1, len))
}

/// "Part One", "CHAPTER II", "Section 2", "Article 3-1 (Scope)", "Art. 4".
fn english_division(text: &str) -> Option<Opening> {
    let name = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let shape = match text.get(..name)?.to_ascii_lowercase().as_str() {
        "part" | "book" => Shape::Part,
        "chapter" => Shape::Chapter,
        "section" => Shape::Division,
        "article" | "art" => Shape::Article,
        _ => return None,
    };
    let mut len = name + usize::from(after(text, name).starts_with('.'));
    let gap = blanks(after(text, len));
    if gap == 0 {
        return None;
    }
    len += gap;
    let rest = after(text, len);
    let (mut value, style, taken) = arabic(rest)
        .map(|(value, taken)| (value, NumberingStyle::Arabic, taken))
        .or_else(|| capital_roman(rest).map(|(value, taken)| (value, NumberingStyle::Roman, taken)))
        .or_else(|| word(rest).map(|(value, taken)| (value, NumberingStyle::Letter, taken)))?;
    len += taken;
    // "Section 1.2" counts on by its last number.
    while let Some((next, taken)) = after(text, len).strip_prefix('.').and_then(arabic) {
        value = next;
        len += 1 + taken;
    }
    let mut inserted = 0;
    if let Some((extra, taken)) = after(text, len).strip_prefix(['-', '–', '‑']).and_then(arabic) {
        let dash = after(text, len).chars().next().map_or(0, char::len_utf8);
        inserted = extra;
        len += dash + taken;
    }
    let rest = after(text, len);
    // "Article 3 of this Act", "Article 3, Paragraph 2" and "Article 3 Paragraph 2" open sentences.
    let gap = blanks(rest);
    let next = rest.trim_start().chars().next();
    let word = super::line::first_word(rest.trim_start());
    let divided = match next {
        None => true,
        Some('.' | ':' | '：' | '(' | '[' | '（' | '"' | '“' | '–' | '—' | '-') => !rest.starts_with("-"),
        Some(c) => {
            gap > 0
                && (c.is_uppercase() || c.is_numeric())
                && !matches!(word, "Paragraph" | "Paragraphs" | "Subparagraph" | "Item" | "I")
        }
    };
    divided.then(|| {
        Opening::new(shape, style, with_inserted(value, inserted), len + usize::from(rest.starts_with(['.', ':'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shape::*;

    #[test]
    fn numbers_are_read() {
        for (text, shape, value, number) in [
            ("一、總則", Major, 1, "一、"),
            ("十二、附則", Major, 12, "十二、"),
            ("（三）加強", Bracketed, 3, "（三）"),
            ("(1) text", Bracketed, 1, "(1)"),
            ("(c) text", Bracketed, 3, "(c)"),
            ("(iv) text", Bracketed, 4, "(iv)"),
            ("1. text", Arabic, 1, "1."),
            ("１２、文字", Arabic, 12, "１２、"),
            ("3.Article", Arabic, 3, "3."),
            ("1.2 Terms", Nested, 2, "1.2"),
            ("4.1.3 文字", Nested, 3, "4.1.3"),
            ("第一編 總則", Part, 1, "第一編"),
            ("第 一 章 仲裁", Chapter, 1, "第 一 章"),
            ("第二章總則", Chapter, 2, "第二章"),
            ("第三節　程序", Division, 3, "第三節"),
            ("第 12 條", Article, 12, "第 12 條"),
            ("第三條　本法", Article, 3, "第三條"),
            ("第 3 條之 1", Article, 3 | 1 << 16, "第 3 條之 1"),
            ("第 1-1 條", Article, 1 | 1 << 16, "第 1-1 條"),
            ("Part One", Part, 1, "Part One"),
            ("CHAPTER II", Chapter, 2, "CHAPTER II"),
            ("Chapter I General Provisions", Chapter, 1, "Chapter I"),
            ("Section 2", Division, 2, "Section 2"),
            ("Section 1.2 Terms.", Division, 2, "Section 1.2"),
            ("Article 3-1", Article, 3 | 1 << 16, "Article 3-1"),
            ("Article 7 (Scope)", Article, 7, "Article 7"),
            ("Article 7. The court", Article, 7, "Article 7."),
            ("IX. Deepening", Major, 9, "IX."),
            ("A. Scope", Letter, 1, "A."),
            ("b) text", Letter, 2, "b)"),
            ("1 Scope", Arabic, 1, "1"),
        ] {
            let found = opening(text).map(|o| o.numeral);
            assert_eq!(found, Some(Numeral { shape, value, len: number.len() }), "{text}");
        }
    }

    #[test]
    fn sentences_open_with_no_number() {
        for text in [
            "第三條規定之期間",
            "第一項之訴訟",
            "第135屆交易會",
            "一般而言，",
            "8.85 billion yuan",
            "865 enterprises took part.",
            "2024年",
            "Article 3 of this Act",
            "Article 3, Paragraph 2 applies.",
            "Part of the plan",
            "I think",
            "A court",
            "(2024) 5",
            "3.5萬件",
            "MIX.",
            "五四運動",
            "V.P. Smith",
            "",
            "第",
            "(",
        ] {
            assert_eq!(opening(text), None, "{text}");
        }
    }
}
