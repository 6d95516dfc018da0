//! Texts that are in neither Chinese nor English, as far as their letters and words tell. They are indexed like the
//! rest, and counted, so that nobody takes German for English that was read.

use super::detect::Shares;
use super::lexicon::Lexicon;
use super::word_class::is_function_word;
use crate::model::Side;

/// Words and letters that a text has at least before anything is said of it.
const FEW_WORDS: usize = 6;
const FEW_LETTERS: usize = 4;

/// The share of words that a text in English has at least of those that the dictionary knows. (Nine in ten paragraphs of
/// manuals in Spanish, French, Dutch or German have less; of laws and guides in English none has, of manuals those that list
/// options.)
const KNOWN: (usize, usize) = (13, 20);

/// How many of the texts have to be in another language before it is said, and one in how many: a quotation here and
/// there is none.
const FEW_TEXTS: usize = 3;
const SHARE: usize = 20;

/// Characters that are shown of the first one.
const SHOWN: usize = 30;

/// Texts that were looked at, and those in another language.
#[derive(Clone, Debug, Default)]
pub struct OtherLanguages {
    texts: usize,
    other: usize,
    first: String,
}

impl OtherLanguages {
    /// Looks at one text.
    pub fn add(&mut self, side: Side, text: &str) {
        self.texts += 1;
        if !is_other(side, text) {
            return;
        }
        self.other += 1;
        if self.first.is_empty() {
            self.first = text.chars().take(SHOWN).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
            if text.chars().nth(SHOWN).is_some() {
                self.first.push('…');
            }
        }
    }

    /// What should be said of them.
    pub fn warning(&self) -> Option<String> {
        let few = self.other < FEW_TEXTS.min(self.texts) || self.other * SHARE < self.texts;
        (self.other > 0 && !few).then(|| {
            format!(
                "{} of {} texts look like another language than Chinese or English and are found as they are written, the first: {}",
                self.other, self.texts, self.first
            )
        })
    }
}

fn is_other(side: Side, text: &str) -> bool {
    let Shares { han, latin, other } = Shares::of(text);
    match side {
        // Of Japanese prose, more than a third is kana.
        Side::Zh => other >= FEW_LETTERS && other * 3 > han + other,
        Side::En => other >= FEW_LETTERS && other > latin || is_unknown(text),
    }
}

/// Whether a text is prose, and most of its words are no English ones. Names are left out, and what is no word.
fn is_unknown(text: &str) -> bool {
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '\'' | '’');
    let tokens = || text.split(is_apart).filter(|token| !token.is_empty());
    let is_small = |word: &&str| word.len() > 1 && word.chars().all(char::is_lowercase);
    let words = || tokens().map(|token| token.trim_matches(|c: char| !c.is_alphanumeric())).filter(is_small);
    let (all, grammar) =
        words().fold((0, 0), |(all, grammar), word| (all + 1, grammar + usize::from(is_function_word(word))));
    // Words of grammar tell English at once; "in" and "so" are words elsewhere too.
    if all < FEW_WORDS || grammar * 4 >= all || all * 2 <= tokens().count() {
        return false;
    }
    let known = words().filter(|word| word.is_ascii() && Lexicon::shared().is_english_word(word)).count();
    known * KNOWN.1 < all * KNOWN.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_letters_and_words() {
        for (side, text) in [
            (Side::En, "Die Anlage darf nur von Personen bedient werden, die dafür geschult worden sind."),
            (Side::En, "Le capitaine est responsable des dommages qui sont causés par le navire dans le port."),
            (Side::En, "Права человека и основные свободы"),
            (Side::Zh, "この法律において「船舶」とは、海上を航行するものをいう。"),
        ] {
            assert!(is_other(side, text), "{text}");
        }
        for (side, text) in [
            (Side::En, "The master is liable for damage that the ship does to the quay."),
            (Side::En, "Zhang Wei, Li Na, Wang Fang, Liu Yang, Chen Jing and Yang Min"),
            (Side::En, "let x = foo_bar(baz, qux); assert_eq!(x.frob(), 12);"),
            (Side::En, "mkfifo grep sed"),
            (Side::Zh, "船長應對船舶所致損害負責。"),
            (Side::Zh, "片名《となりのトトロ》在臺灣譯為《龍貓》，於1988年上映，由宮崎駿導演。"),
        ] {
            assert!(!is_other(side, text), "{text}");
        }
    }

    #[test]
    fn a_quotation_is_no_other_language() {
        let mut texts = OtherLanguages::default();
        let german = "Die Anlage darf nur von Personen bedient werden, die dafür geschult worden sind.";
        (0..200).for_each(|_| texts.add(Side::En, "The plant is closed at night."));
        texts.add(Side::En, german);
        assert_eq!(texts.warning(), None);
        (0..20).for_each(|_| texts.add(Side::En, german));
        assert!(texts.warning().unwrap().starts_with("21 of 221 texts"), "{:?}", texts.warning());
        let mut one = OtherLanguages::default();
        one.add(Side::En, german);
        assert!(one.warning().is_some());
    }
}
