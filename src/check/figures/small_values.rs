//! The ways in which a side can state a small value without a figure that is read as one: 雙邊 and "both", 三角 and
//! "triangle", 4-26, "a year", "decade".

use crate::check::tables::rows;
use crate::model::{Side, Span};
use crate::text::english;
use crate::text::fold::fold_char;
use crate::text::numeral::{self, System};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a value is stated, by the table beside this file.
#[derive(Default)]
struct Stated {
    /// English words; one that ends in `-` may go on.
    en: Vec<&'static str>,
    /// Folded Chinese characters.
    zh: &'static str,
}

static VALUES: LazyLock<FxHashMap<u64, Stated>> = LazyLock::new(|| {
    let file = "small_values.tsv";
    let row = |[value, en, zh]: [&'static str; 3]| {
        let value = value.parse().unwrap_or_else(|_| panic!("{file}: no value: {value}"));
        (value, Stated { en: en.split(' ').collect(), zh })
    };
    rows(file, include_str!("small_values.tsv")).into_iter().map(row).collect()
});

/// Roman numerals beyond it are words and names ("mix", "DC").
const MOST_ROMAN: u32 = 12;

/// Whether `text` states the value outside the `used` places.
pub(in crate::check) fn states(text: &str, side: Side, value: Decimal, used: &[Span]) -> bool {
    if digits(text, value, used) {
        return true;
    }
    let Some(small) = value.to_u64().filter(|n| Decimal::from(*n) == value) else { return false };
    match side {
        Side::Zh => chinese(text, small, used) || english(text, small, used),
        Side::En => english(text, small, used),
    }
}

/// Whether an English text numbers something as the first: words that are found in any text do not count.
pub(in crate::check) fn states_first(text: &str, used: &[Span]) -> bool {
    digits(text, Decimal::ONE, used)
        || english::words(text).any(|w| {
            is_free(w.span, used)
                && ["one", "first", "i", "1st", "single"].contains(&w.plain.as_str())
                && w.span.of(text) != "i"
        })
        || text.contains(['Ⅰ', 'ⅰ'])
}

fn is_free(span: Span, used: &[Span]) -> bool {
    !used.iter().any(|u| u.overlaps(span))
}

/// Whether the value stands in digits, as part of a code or a name.
fn digits(text: &str, value: Decimal, used: &[Span]) -> bool {
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || matches!(bytes[at], b',' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
        let span = Span::new(start, at);
        let plain = span.of(text).replace(',', "");
        let same = plain.parse::<Decimal>().is_ok_and(|read| read == value);
        // 2024.12.31 and "Article 2.9" are rows of numbers.
        let row = plain.matches('.').count() > 1
            || ["rticle ", "aragraph ", "ection "].iter().any(|what| text.get(..start).unwrap_or("").ends_with(what));
        let part = row && plain.split('.').any(|part| part.parse::<Decimal>().is_ok_and(|read| read == value));
        if (same || part) && is_free(span, used) {
            return true;
        }
    }
    false
}

fn chinese(text: &str, value: u64, used: &[Span]) -> bool {
    let folded: Vec<(usize, char)> = text.char_indices().map(|(i, c)| (i, fold_char(c))).collect();
    let free = |i: usize, c: char| is_free(Span::new(i, i + c.len_utf8()), used);
    if let Some(set) = VALUES.get(&value).map(|stated| stated.zh).filter(|set| !set.is_empty()) {
        return text.char_indices().zip(&folded).any(|((i, c), (_, f))| set.contains(*f) && free(i, c));
    }
    let spelled = spelled(value);
    if spelled.is_empty() {
        return false;
    }
    let wanted: Vec<char> = spelled.chars().collect();
    let written: Vec<(usize, usize)> = text.char_indices().map(|(i, c)| (i, c.len_utf8())).collect();
    folded.windows(wanted.len()).enumerate().any(|(at, window)| {
        window.iter().map(|(_, c)| c).eq(&wanted)
            && written
                .get(at)
                .zip(written.get(at + wanted.len() - 1))
                .is_some_and(|(first, last)| is_free(Span::new(first.0, last.0 + last.1), used))
    })
}

/// A value of two digits, or a round one, in Chinese numerals; empty for others.
fn spelled(value: u64) -> String {
    match value {
        11..=99 => numeral::write(value as u32, System::Chinese),
        100 => "百".into(),
        1000 => "千".into(),
        10_000 => "万".into(),
        100_000_000 => "亿".into(),
        _ => String::new(),
    }
}

fn english(text: &str, value: u64, used: &[Span]) -> bool {
    // Ⅰ, Ⅱ … Ⅻ, ⅰ … are single characters.
    let one = u32::try_from(value).ok().filter(|n| (1..=MOST_ROMAN).contains(n));
    let sign = |first: u32| one.and_then(|n| char::from_u32(first + n - 1));
    if [sign(0x2160), sign(0x2170)].into_iter().flatten().any(|c| text.contains(c)) {
        return true;
    }
    let words = VALUES.get(&value).map_or(&[][..], |stated| &stated.en);
    for word in english::words(text).filter(|word| is_free(word.span, used)) {
        for part in word.plain.split(['-', '\'']) {
            let said = |form: &&str| match form.strip_suffix('-') {
                Some(stem) => part.starts_with(stem),
                None => part == *form,
            };
            let numeral =
                || one.is_some_and(|n| numeral::roman(part) == Some((n, part.len())) && word.span.of(text) != "i");
            if words.iter().any(said) || numeral() {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_no_figures() {
        for (side, text, value, expected) in [
            (Side::En, "both parties", 2, true),
            (Side::En, "bilateral talks", 2, true),
            (Side::En, "the triangle", 3, true),
            (Side::En, "two persons", 3, false),
            (Side::En, "World War II", 2, true),
            (Side::En, "COVID-19", 19, true),
            (Side::Zh, "三角洲", 3, true),
            (Side::Zh, "雙邊", 2, true),
            (Side::Zh, "二十三", 23, true),
            (Side::Zh, "人員", 2, false),
        ] {
            assert_eq!(states(text, side, Decimal::from(value), &[]), expected, "{text} {value}");
        }
        assert!(!states("two persons", Side::En, Decimal::TWO, &[Span::new(0, 3)]));
    }
}
