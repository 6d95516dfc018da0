//! Fold: the form of a character that search compares. Law: one character to one character, and folding twice
//! changes nothing, so offsets count the same in folded and original text (in characters, not in bytes).
//!
//! It evens out script (傳/传), regional variants (裏/裡/里), width (Ａ/A), case, accents (é/e) and the style of
//! quotation marks, dashes and middle dots. The table is made by
//! `tests/tables` from OpenCC's character tables: a line is a character and its fold, in order of the characters.

use crate::model::Span;
use std::borrow::Cow;

static TABLE: &str = include_str!("tables/fold.txt");

/// The table spread out by the compiler: a place for each character of the BMP, pairs for those beyond it.
static BMP: [u16; 1 << 16] = bmp(TABLE.as_bytes());
static REST: [(u32, u32); rest_len(TABLE.as_bytes())] = rest(TABLE.as_bytes());

#[allow(long_running_const_eval)]
const fn bmp(table: &[u8]) -> [u16; 1 << 16] {
    let mut bmp = [0; 1 << 16];
    let mut code = 0;
    while code < bmp.len() {
        bmp[code] = code as u16;
        code += 1;
    }
    let mut at = 0;
    while at < table.len() {
        let (from, folded, next) = line(table, at);
        if from <= 0xffff {
            bmp[from as usize] = folded as u16;
        }
        at = next;
    }
    bmp
}

const fn rest<const N: usize>(table: &[u8]) -> [(u32, u32); N] {
    let mut rest = [(0, 0); N];
    let (mut at, mut len) = (0, 0);
    while at < table.len() {
        let (from, folded, next) = line(table, at);
        if from > 0xffff {
            rest[len] = (from, folded);
            len += 1;
        }
        at = next;
    }
    rest
}

const fn rest_len(table: &[u8]) -> usize {
    let (mut at, mut len) = (0, 0);
    while at < table.len() {
        let (from, _, next) = line(table, at);
        len += (from > 0xffff) as usize;
        at = next;
    }
    len
}

/// The character and its fold on the line at a place, and the place of the next line.
const fn line(table: &[u8], at: usize) -> (u32, u32, usize) {
    let (from, at) = character(table, at);
    let (folded, at) = character(table, at);
    assert!(table[at] == b'\n');
    (from, folded, at + 1)
}

/// The character at a place of UTF-8, and the place after it.
const fn character(utf8: &[u8], at: usize) -> (u32, usize) {
    let lead = utf8[at];
    let (len, mut code) = match lead {
        0..0x80 => (1, lead as u32),
        0x80..0xe0 => (2, lead as u32 & 0x1f),
        0xe0..0xf0 => (3, lead as u32 & 0x0f),
        0xf0.. => (4, lead as u32 & 0x07),
    };
    let mut i = 1;
    while i < len {
        code = code << 6 | utf8[at + i] as u32 & 0x3f;
        i += 1;
    }
    (code, at + len)
}

/// The fold of one character.
///
/// ```
/// use duizhao::text::fold::fold_char;
/// assert_eq!(fold_char('業'), '业');
/// assert_eq!(fold_char('Ｄ'), 'd');
/// assert_eq!(fold_char('é'), 'e');
/// ```
#[inline]
pub fn fold_char(c: char) -> char {
    let code = c as u32;
    if code < 0x80 {
        return match c {
            '`' => '\'',
            '[' => '(',
            ']' => ')',
            '\t' | '\r' | '\x0b' | '\x0c' => ' ',
            _ => c.to_ascii_lowercase(),
        };
    }
    let folded = if code <= 0xFFFF {
        u32::from(BMP[code as usize])
    } else {
        match REST.binary_search_by_key(&code, |(from, _)| *from) {
            Ok(i) => REST[i].1,
            Err(_) => code,
        }
    };
    char::from_u32(folded).unwrap_or(c)
}

/// The folded text; borrowed when nothing changes.
pub fn fold(text: &str) -> Cow<'_, str> {
    match text.char_indices().find(|(_, c)| fold_char(*c) != *c) {
        None => Cow::Borrowed(text),
        Some((at, _)) => {
            let mut out = String::with_capacity(text.len());
            out.push_str(&text[..at]);
            out.extend(text[at..].chars().map(fold_char));
            Cow::Owned(out)
        }
    }
}

/// The place in a text (bytes) that a place in the folded text is: folding keeps characters, not bytes. `None` where
/// `folded` is not the text's own.
pub fn unfold(text: &str, folded: &str, span: Span) -> Option<Span> {
    let before = folded.get(..span.start)?.chars().count();
    let length = folded.get(span.start..span.end)?.chars().count();
    let mut at = text.char_indices().map(|(i, _)| i).chain([text.len()]).skip(before);
    let start = at.next()?;
    let end = at.nth(length.checked_sub(1)?)?;
    Some(Span::new(start, end))
}

/// Whether the character is a Chinese one (unified ideographs and their extensions, 〇 and 々).
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '々' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scripts_variants_width_and_case_meet() {
        for (a, b) in [
            ("知識產權", "知识产权"),
            ("地理標誌", "地理標志"),
            ("關於", "关于"),
            ("ＯＤＲ", "odr"),
            ("Café", "cafe"),
            ("為爲", "为为"),
            ("衞生", "衛生"),
            ("臺灣", "台湾"),
            ("“粵執法”", "「粤执法」"),
            ("群眾", "羣衆"),
            ("甚麼", "什么"),
            ("著作", "着作"),
            ("客戶", "客户"),
            ("竈", "灶"),
            ("計畫", "计划"),
            ("帳戶", "账户"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn every_character_folds_to_a_fixed_point() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let once = fold_char(c);
            assert_eq!(once, fold_char(once), "{c:?} {:#x}", c as u32);
            assert_eq!(c == '\n', once == '\n', "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn one_character_to_one(text in "\\PC*") {
            prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
        }
    }
}
