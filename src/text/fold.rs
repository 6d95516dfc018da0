//! Fold: the form of a character that search compares. Law: one character to one character, and folding twice
//! changes nothing, so offsets count the same in folded and original text (in characters, not in bytes).
//!
//! It evens out script (傳/传), regional variants (裏/裡/里), width (Ａ/A), case, accents (é/e) and the style of
//! quotation marks, dashes and middle dots. The table is made by build.rs from OpenCC's character tables.

use crate::model::Span;
use std::borrow::Cow;

static BMP: &[u8; 1 << 17] = include_bytes!(concat!(env!("OUT_DIR"), "/fold_bmp.bin"));
static REST: &[(u32, u32)] = include!(concat!(env!("OUT_DIR"), "/fold_rest.rs"));

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
        let i = code as usize * 2;
        u32::from(u16::from_le_bytes([BMP[i], BMP[i + 1]]))
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
