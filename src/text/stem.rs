//! Stems and stop words of English. Imports nothing of ours: build.rs includes this file too, so that the glosses
//! of the lexicon and the words of a text are cut down by the same function.

use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;

/// The Snowball (English) stem of a folded word, without what follows an apostrophe.
pub fn stem(folded: &str) -> Cow<'_, str> {
    let word = folded.split('\'').next().unwrap_or(folded);
    Stemmer::new(Algorithm::English).stem(word)
}

/// Whether the folded word carries no meaning of its own: function words, pronouns, the remains of `it's`.
pub fn is_stop(folded: &str) -> bool {
    is_function_word(folded) || PRONOUNS.binary_search(&folded).is_ok()
}

/// Articles, prepositions, conjunctions, auxiliaries: words that no dictionary entry is about.
pub fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// Sorted.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "d",
    "did", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "ll", "m", "may",
    "might", "must", "of", "on", "one", "or", "out", "over", "re", "s", "shall", "should", "so", "some", "such", "t",
    "than", "that", "the", "then", "there", "these", "this", "those", "to", "up", "ve", "was", "were", "what", "when",
    "where", "which", "who", "whom", "whose", "will", "with", "would",
];

/// Sorted.
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "all", "down", "he", "her", "here", "him", "his", "i", "it", "its", "me", "my", "no", "not", "our", "she",
    "their", "them", "they", "us", "we", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stem_begins_as_its_word_does(word in "[a-zà-ÿ0-9]{1,12}(ies|ying|ed|s|ly|ing|ness|'s)?") {
            prop_assert_eq!(stem(&word).chars().next(), word.chars().next());
        }
    }

    #[test]
    fn lists_are_sorted_and_apart() {
        assert!(FUNCTION_WORDS.is_sorted() && PRONOUNS.is_sorted());
        assert!(PRONOUNS.iter().all(|w| !is_function_word(w)));
    }
}
