//! Whether text that is not in the language of its side is prose that somebody should have translated, or code, output and
//! names, which stand as they are in every language.

use crate::check::evidence::classifier::{Feature, flag};
use crate::text::fold::is_han;
use crate::text::word_class::is_function_word;
use std::collections::HashSet;

/// Whether a text is made of sentences rather than of names. In a row of a table a cell has to be: values that a setting
/// takes, one in each cell or behind marks, are none.
pub(super) fn is_prose(text: &str) -> bool {
    let is_small = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let row = text.contains(" | ");
    text.split(" | ").any(|cell| {
        let words = || cell.split_whitespace().filter(is_small);
        words().count() >= 4 && (!row || words().any(is_function_word))
    })
}

/// What tells prose from code, output and names: of its words how many are small ones of the grammar, and how many have
/// marks that only code has; whether it begins and ends like a sentence; how much of it the other side has as well.
pub(super) fn features(text: &str, other: &str) -> [Feature; 4] {
    let words: Vec<&str> = text.split_whitespace().collect();
    let share =
        |is: &dyn Fn(&str) -> bool| words.iter().filter(|word| is(word)).count() as f32 / words.len().max(1) as f32;
    let coded = |word: &str| {
        let bare = word.trim_matches(|c: char| ".,;:!?()\"'“”‘’*".contains(c));
        !word.chars().any(char::is_alphanumeric)
            || bare.contains(['_', '=', '$', '/', '\\', '<', '>', '#', '@', '%', '|', '~', '{', '}', '[', ']', ':'])
            || bare.contains(|c: char| c.is_ascii_digit())
    };
    let small = |word: &str| is_function_word(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let begins = text.trim_start().starts_with(|c: char| c.is_uppercase() || is_han(c) || c.is_ascii_digit());
    let ends = text.trim_end().ends_with(['.', '!', '?', '。', '！', '？', ':', '：']);
    let there: HashSet<String> = tokens(other).collect();
    let own: HashSet<String> = tokens(text).collect();
    let shared = own.iter().filter(|token| there.contains(*token)).count() as f32 / own.len().max(1) as f32;
    [
        ("function_share", share(&small)),
        ("coded_share", share(&coded)),
        ("sentence", flag(begins && ends)),
        ("shared", shared),
    ]
}

/// Words in small letters, and Chinese characters.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(|word| match word.chars().any(is_han) {
        true => word.chars().map(String::from).collect::<Vec<_>>(),
        false => vec![word.to_lowercase()],
    })
}
