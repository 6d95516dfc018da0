//! Fields of a form, which have their name in both languages and what is filled in once: 電話 Tel: 2345 6789. The line comes
//! apart between the names, so that the value goes with one of them, and the other lacks nothing.

use crate::check::pair::Pair;
use crate::model::{Side, Span};
use crate::text::fold::is_han;

/// Chinese characters, and English words, that the name of a field has at most.
const HAN: usize = 12;
const WORDS: usize = 8;

/// Whether a figure is what was filled in behind the name of a field, and the other side is that name alone, in the same
/// words of the other language in a pair that the file makes itself, or as what the value stands behind.
pub(super) fn is_value(pair: &Pair, side: Side, span: Span) -> bool {
    let by_file = !pair.passage.given && pair.passage.confidence >= 1.0;
    let (own, other) = (pair.text(side), pair.text(side.other()).trim());
    let name = own.get(..span.start).and_then(|before| before.split_once(COLONS)).map(|(name, _)| name);
    match name {
        Some(name) => by_file && is_name(name) && is_name(other.trim_end_matches(COLONS)),
        None => !pair.passage.given && other.ends_with(COLONS) && is_name(other.trim_end_matches(COLONS)),
    }
}

const COLONS: [char; 2] = [':', '：'];

/// Whether a text names a field: a few words, no sentence, and nothing filled in.
fn is_name(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
    text.chars().filter(|c| is_han(*c)).count() <= HAN
        && words <= WORDS
        && text.contains(char::is_alphabetic)
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '。' | '.' | ':' | '：' | '；' | ';' | '，'))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_few_words_name_a_field() {
        for name in ["聯絡電話", "Tel", "Year of launch", "吃水 (米)"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "2345", "電話：2345", "The ship is moored.", "船舶應適航，並配置足夠的船員"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
