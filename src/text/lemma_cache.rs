//! Lemmas of the words met so far, by thread: a text says few words and says them often, and to look one up anew takes as
//! long as all else that is done with it.

use super::lemma::lemma;
use super::word_map::WordMap;
use std::cell::RefCell;

thread_local! {
    static LEMMAS: RefCell<LemmaCache> = RefCell::default();
}

/// Hands the lemma of a folded word to `take`, which must not ask for another one.
pub fn with_lemma<R>(folded: &str, take: impl FnOnce(&str) -> R) -> R {
    LEMMAS.with_borrow_mut(|lemmas| lemmas.with(folded, take))
}

#[derive(Default)]
struct LemmaCache(WordMap<String>);

/// Words that are remembered, about three megabytes; then remembering starts over. A large index has more names than that,
/// and the words of the language come back soon.
const REMEMBERED: usize = 30_000;
/// Bytes of the longest word that is remembered.
const LONGEST: usize = 32;

impl LemmaCache {
    fn with<R>(&mut self, word: &str, take: impl FnOnce(&str) -> R) -> R {
        if let Some(known) = self.0.get(word) {
            return take(known);
        }
        let known = lemma(word).into_owned();
        let result = take(&known);
        if word.len() <= LONGEST {
            if self.0.len() >= REMEMBERED {
                self.0.clear();
            }
            *self.0.value(word) = known;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_the_lemma() {
        let mut lemmas = LemmaCache::default();
        for n in 0..REMEMBERED * 2 {
            let word = format!("protect{n}ing");
            lemmas.with(&word, |known| assert_eq!(known, lemma(&word)));
            lemmas.with("protecting", |known| assert_eq!(known, "protect"));
        }
        assert!(lemmas.0.len() <= REMEMBERED);
        let long = "a".repeat(LONGEST + 1);
        lemmas.with(&long, |known| assert_eq!(known, lemma(&long)));
        assert!(lemmas.0.get(&long).is_none());
    }
}
