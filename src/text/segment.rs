//! Chinese words: jieba on folded text, without its guesses about unknown words (HMM off), so that the same
//! characters are always cut the same way. Law: the words put together are the text.

use super::lexicon::Lexicon;
use jieba_rs::Jieba;
use std::sync::OnceLock;

/// The dictionary: what jieba has, folded (`tests/tables/dictionary.rs` makes it and says how a line is written).
static TABLES: [&str; 4] = [
    include_str!("tables/words-1.txt"),
    include_str!("tables/words-2.txt"),
    include_str!("tables/words-3.txt"),
    include_str!("tables/words-4.txt"),
];

/// The longest term that is joined, in characters.
const LONGEST_TERM: usize = 6;

/// The segmenter with its dictionary; made once and shared, since the dictionary takes 33 MB and a tenth of a second.
#[derive(Debug)]
pub struct Segmenter {
    jieba: Jieba,
}

impl Segmenter {
    /// The shared segmenter; the first call loads the dictionary.
    pub fn shared() -> &'static Segmenter {
        static SHARED: OnceLock<Segmenter> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut jieba = Jieba::empty();
            // The lines are written as jieba reads them; a failure would leave out words only.
            let _ = jieba.load_dict(&mut dictionary().as_bytes());
            Segmenter { jieba }
        })
    }

    /// Words of a **folded** text, in order; joined they are the text.
    pub fn words<'t>(&self, folded: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.jieba.cut(folded, false).into_iter().map(|token| token.word)
    }

    /// The same words, but that a term of our own which jieba takes for loose characters is one: 诉|调 is 诉调. For what
    /// links words with words; an index has the words themselves, so that what is found does not hang on a table.
    pub fn terms<'t>(&self, folded: &'t str) -> Vec<&'t str> {
        let lexicon = Lexicon::shared();
        let words: Vec<&str> = self.words(folded).collect();
        joined(folded, &words, |run| lexicon.is_term(run))
    }

    /// Whether the folded word is in the dictionary.
    pub fn has_word(&self, folded: &str) -> bool {
        self.jieba.has_word(folded)
    }
}

/// The words of a text with those joined that are one word together, the longest ones, where at least one of them is a
/// loose character.
pub fn joined<'t>(text: &'t str, words: &[&'t str], is_word: impl Fn(&str) -> bool) -> Vec<&'t str> {
    let mut joined = Vec::with_capacity(words.len());
    let (mut at, mut start) = (0, 0);
    while let Some(word) = words.get(at) {
        let mut taken = (1, start + word.len());
        let (mut end, mut loose, mut characters) = (start, false, 0);
        for (more, word) in words.get(at..).unwrap_or(&[]).iter().enumerate() {
            let length = word.chars().count();
            end += word.len();
            characters += length;
            loose |= length == 1;
            if characters > LONGEST_TERM {
                break;
            }
            if more > 0 && loose && text.get(start..end).is_some_and(&is_word) {
                taken = (more + 1, end);
            }
        }
        joined.extend(text.get(start..taken.1));
        at += taken.0;
        start = taken.1;
    }
    joined
}

/// The dictionary as jieba reads it, `word frequency` a line.
fn dictionary() -> String {
    let mut lines = String::with_capacity(2 * TABLES.iter().map(|table| table.len()).sum::<usize>());
    for table in TABLES {
        let mut word = String::new();
        for line in table.lines() {
            let Some(shared) = line.chars().next().and_then(|digit| digit.to_digit(36)) else { continue };
            let Some((rest, frequency)) = line[1..].split_once(' ') else { continue };
            word.truncate(word.char_indices().nth(shared as usize).map_or(word.len(), |(at, _)| at));
            word.push_str(rest);
            lines.extend([word.as_str(), " ", frequency, "\n"]);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        Segmenter::shared().words(&fold(text)).map(str::to_string).collect()
    }

    #[test]
    fn traditional_and_simplified_are_cut_alike() {
        assert_eq!(words("保護知識產權與商業秘密"), ["保护", "知识产权", "与", "商业秘密"]);
        assert_eq!(words("保护知识产权与商业秘密"), words("保護知識產權與商業秘密"));
    }

    #[test]
    fn folded_dictionary_has_the_words_that_folding_changed() {
        let dictionary = dictionary();
        assert!(dictionary.lines().count() > 340_000, "{}", dictionary.lines().count());
        // A file begins anew, so that a cut between two files loses nothing.
        assert!(TABLES.iter().all(|table| table.starts_with('0')));
        assert!(Segmenter::shared().has_word(&fold("著作權")) || Segmenter::shared().has_word(&fold("著作")));
    }

    #[test]
    fn terms_that_were_loose_characters_are_one() {
        let cut = |text: &str, terms: bool| {
            let (folded, segmenter) = (fold(text), Segmenter::shared());
            let words = if terms { segmenter.terms(&folded) } else { segmenter.words(&folded).collect() };
            words.join("|")
        };
        assert_eq!(cut("建立訴調對接機制", false), "建立|诉|调|对接|机制");
        assert_eq!(cut("建立訴調對接機制", true), "建立|诉调对接|机制");
        // What consists of words stays apart: both are known.
        assert_eq!(cut("保護營業秘密", true), "保护|营业|秘密");
    }

    proptest! {
        #[test]
        fn terms_only_join_words(text in "[訴調對接標的額人本法前項不得\\PC]{0,20}") {
            let folded = fold(&text);
            let ends = |words: &mut dyn Iterator<Item = &str>| {
                words.scan(0, |at, word| { *at += word.len(); Some(*at) }).collect::<Vec<usize>>()
            };
            let words = ends(&mut Segmenter::shared().words(&folded));
            let terms = Segmenter::shared().terms(&folded);
            prop_assert_eq!(terms.concat(), folded.as_ref());
            prop_assert!(ends(&mut terms.into_iter()).iter().all(|end| words.contains(end)));
        }

        #[test]
        fn words_joined_are_the_text(text in "[\\PC\\n]{0,60}") {
            let folded = fold(&text);
            prop_assert_eq!(Segmenter::shared().words(&folded).collect::<String>(), folded.as_ref());
        }
    }
}
