//! Chinese words: jieba on folded text, without its guesses about unknown words (HMM off), so that the same
//! characters are always cut the same way. Law: the words put together are the text.

use jieba_rs::Jieba;
use std::sync::OnceLock;

static ADDITIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/jieba_additions.txt"));

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
            let mut jieba = Jieba::new();
            // The lines come from jieba's own dictionary, whose form it reads; a failure would leave out words only.
            let _ = jieba.load_dict(&mut ADDITIONS.as_bytes());
            Segmenter { jieba }
        })
    }

    /// Words of a **folded** text, in order; joined they are the text.
    pub fn words<'t>(&self, folded: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.jieba.cut(folded, false).into_iter().map(|token| token.word)
    }

    /// Whether the folded word is in the dictionary.
    pub fn has_word(&self, folded: &str) -> bool {
        self.jieba.has_word(folded)
    }
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
        assert!(ADDITIONS.lines().count() > 500, "{}", ADDITIONS.lines().count());
        assert!(Segmenter::shared().has_word(&fold("著作權")) || Segmenter::shared().has_word(&fold("著作")));
    }

    proptest! {
        #[test]
        fn words_joined_are_the_text(text in "[\\PC\\n]{0,60}") {
            let folded = fold(&text);
            prop_assert_eq!(Segmenter::shared().words(&folded).collect::<String>(), folded.as_ref());
        }
    }
}
