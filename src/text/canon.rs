//! Canonical characters: what "contains" means for Chinese text. A text is its folded characters; blanks beside
//! Chinese characters or marks are layout and vanish (在 2024 年 = 在2024年), other runs of blanks are one blank, a
//! line feed stays itself so that nothing matches across paragraphs. Punctuation counts: 知识产权强国 does not stand
//! in “知识产权”强国. A sign that is short for several characters is these (㎡ is m2, ㈱ is (株)), and 々 is the character
//! that it repeats.
//!
//! Index, query and highlighter all use this one definition, so they cannot disagree.

use super::fold::{fold_char, is_han};
use crate::model::Span;

/// One canonical character and the bytes of the original that it came from; the characters of one sign share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canon {
    pub char: char,
    pub start: usize,
    pub end: usize,
}

/// The canonical characters of a text, in order.
///
/// ```
/// use duizhao::text::canon::canon;
/// let chars: String = canon("在 ２０２４ 年，Blue  Sky").map(|c| c.char).collect();
/// assert_eq!(chars, "在2024年,blue sky");
/// ```
pub fn canon(text: &str) -> impl Iterator<Item = Canon> + '_ {
    let mut chars = text.char_indices().map(|(start, c)| (start, c, fold_char(c))).peekable();
    let mut before = None;
    // What is left of a sign that is short for several characters.
    let mut rest: Option<(std::str::Chars<'static>, usize, usize)> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some((spelled, start, end)) = &mut rest {
                if let Some(char) = spelled.next() {
                    before = Some(char);
                    return Some(Canon { char, start: *start, end: *end });
                }
                rest = None;
            }
            let (start, c, folded) = chars.next()?;
            if folded != ' ' {
                if is_invisible(c) {
                    continue;
                }
                let end = start + c.len_utf8();
                if let Some(spelled) = spelled_out(c) {
                    rest = Some((spelled.chars(), start, end));
                    continue;
                }
                let char = if c == '々' { before.filter(|c| is_han(*c)).unwrap_or(c) } else { folded };
                before = Some(char);
                return Some(Canon { char, start, end });
            }
            let mut end = start + c.len_utf8();
            while let Some((at, next, _)) = chars.next_if(|(_, next, folded)| *folded == ' ' || is_invisible(*next)) {
                end = at + next.len_utf8();
            }
            let after = chars.peek().map(|(_, _, folded)| *folded);
            let wide = |c: Option<char>| c.is_none_or(|c| c == '\n' || is_wide(c));
            if !wide(before) && !wide(after) {
                before = Some(' ');
                return Some(Canon { char: ' ', start, end });
            }
        }
    })
}

/// The folded characters that a sign is short for: units and abbreviations in a square, that Chinese texts have and
/// keyboards have not. In order (Unicode's compatibility decompositions).
const SIGNS: &[(char, &str)] = &[
    ('℃', "°c"),
    ('℉', "°f"),
    ('№', "no"),
    ('℡', "tel"),
    ('㈱', "(株)"),
    ('㈲', "(有)"),
    ('㎎', "mg"),
    ('㎏', "kg"),
    ('㎐', "hz"),
    ('㎑', "khz"),
    ('㎒', "mhz"),
    ('㎓', "ghz"),
    ('㎖', "ml"),
    ('㎜', "mm"),
    ('㎝', "cm"),
    ('㎞', "km"),
    ('㎟', "mm2"),
    ('㎠', "cm2"),
    ('㎡', "m2"),
    ('㎢', "km2"),
    ('㎣', "mm3"),
    ('㎤', "cm3"),
    ('㎥', "m3"),
    ('㎦', "km3"),
    ('㎾', "kw"),
    ('㏄', "cc"),
    ('㏑', "ln"),
    ('㏒', "log"),
];

fn spelled_out(c: char) -> Option<&'static str> {
    if !('\u{2100}'..='\u{33ff}').contains(&c) {
        return None;
    }
    let at = SIGNS.binary_search_by_key(&c, |(sign, _)| *sign).ok()?;
    SIGNS.get(at).map(|(_, spelled)| *spelled)
}

/// Characters that take no room and mean nothing to a search.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Chinese characters and marks, beside which a blank is layout.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{3040}'..='\u{30ff}')
}

/// The canonical characters of a needle, for [`find_all`].
pub fn needle(text: &str) -> Vec<char> {
    canon(text).map(|c| c.char).collect()
}

/// Every place where the haystack contains the needle, overlapping ones too, as bytes of the original text.
/// This is the law that the index obeys: a Chinese query finds exactly the passages where this finds something.
///
/// ```
/// use duizhao::text::canon::{canon, find_all, needle};
/// let text: Vec<_> = canon("知識產權、知识产权").collect();
/// assert_eq!(find_all(&text, &needle("產權")).len(), 2);
/// ```
pub fn find_all(haystack: &[Canon], needle: &[char]) -> Vec<Span> {
    let (Some(first), n) = (needle.first(), needle.len()) else { return Vec::new() };
    haystack
        .windows(n)
        .filter(|w| w[0].char == *first && w.iter().zip(needle).all(|(h, c)| h.char == *c))
        .map(|w| Span::new(w[0].start, w[n - 1].end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_beside_chinese_vanish_and_others_are_one() {
        for (text, want) in [
            ("知 識 產 權", "知识产权"),
            ("use  of\u{a0}IPR ", "use of ipr"),
            (" 在\u{3000}此。 Next", "在此。next"),
            ("a \n b", "a\nb"),
            ("商\u{200b}業", "商业"),
            ("葛\u{e0100}城", "葛城"),
            ("人々之間", "人人之间"),
            ("30㎡，25℃", "30m2,25°c"),
        ] {
            assert_eq!(needle(text).into_iter().collect::<String>(), want, "{text:?}");
        }
    }

    #[test]
    fn signs_are_in_order_and_folded() {
        assert!(SIGNS.is_sorted());
        assert!(SIGNS.iter().all(|(_, spelled)| crate::text::fold::fold(spelled) == *spelled));
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_on_character_borders(text in "[\\PC \\n]{0,40}") {
            let mut before = (0, 0);
            for c in canon(&text) {
                prop_assert!(c.start >= before.1 || (c.start, c.end) == before);
                prop_assert!(c.end > c.start && text.get(c.start..c.end).is_some());
                before = (c.start, c.end);
            }
        }

        #[test]
        fn a_substring_cut_from_a_text_is_found_there(text in "[一二三四五六七八九十甲乙，。A-C1-3]{1,30}", from in 0usize..30, len in 1usize..12) {
            let chars: Vec<char> = text.chars().collect();
            let from = from % chars.len();
            let part: String = chars[from..chars.len().min(from + len)].iter().collect();
            let hay: Vec<_> = canon(&text).collect();
            prop_assert!(!find_all(&hay, &needle(&part)).is_empty());
        }
    }
}
