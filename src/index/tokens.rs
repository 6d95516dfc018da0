//! What stands in the text fields. Each law: what a query asks for with the same text function is what stands in the
//! index.
//!
//! The tokens of a passage are made before tantivy sees it, on whichever core is free and in one pass a side; the one
//! thread that writes postings only takes them apart again. They travel as text, each behind its length.

use crate::text::canon::canon;
use crate::text::english;
use crate::text::fold::{fold, is_han};
use crate::text::lemma_cache::with_lemma;
use crate::text::segment::Segmenter;
use crate::text::signs::{cased_as, signed_words};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

pub(super) const ZH_PAIRS: &str = "zh_pairs";
pub(super) const ZH_CHARS: &str = "zh_chars";
pub(super) const ZH_WORDS: &str = "zh_words";
pub(super) const EN_LEMMAS: &str = "en_lemmas";
pub(super) const EN_WORDS: &str = "en_words";

/// Parts a plain word from the same word in the case that it is written in: `us` and `us\0US` are the forms of one word,
/// one after the other in the dictionary.
pub const CASE: char = '\0';

/// The form of a word: itself where it is written so, and otherwise with how it is written.
pub fn form_of(plain: &str, cased: &str) -> String {
    if plain == cased { plain.to_string() } else { format!("{plain}{CASE}{cased}") }
}

/// Stands behind the last character and the last word of a side. It is no character of any text.
pub const END: char = '\u{10ffff}';

pub(super) fn manager() -> TokenizerManager {
    // The manager's own tokenizers are used too: `raw`, for ids.
    let manager = TokenizerManager::default();
    for name in [ZH_PAIRS, ZH_CHARS, ZH_WORDS, EN_LEMMAS, EN_WORDS] {
        manager.register(name, TextAnalyzer::from(Unpack));
    }
    manager
}

/// Canonical characters two by two, each at the position of its first.
pub(super) fn pairs(text: &str) -> Packed {
    let mut pairs = Packed::for_text(text, 7);
    let mut before = None;
    for second in canon(text).map(|c| c.char) {
        if let Some(first) = before.replace(second) {
            pairs.push_chars(&[first, second]);
        }
    }
    pairs
}

/// The lemmas of English words; Chinese characters in English text are none.
pub(super) fn lemmas(text: &str) -> Packed {
    EnglishTokens::of(text).lemmas
}

/// The tokens of a Chinese side.
pub(super) struct ChineseTokens {
    /// See [`pairs`].
    pub pairs: Packed,
    /// Canonical characters one by one, and [`END`].
    pub chars: Packed,
    /// Words by the segmenter, and the forms of Latin words and numbers between them.
    pub words: Packed,
}

impl ChineseTokens {
    pub fn of(text: &str) -> ChineseTokens {
        let mut chars = Packed::for_text(text, 4);
        canon(text).for_each(|c| chars.push_chars(&[c.char]));
        chars.push_chars(&[END]);
        let mut words = Packed::for_text(text, 4);
        let segmenter = Segmenter::shared();
        for run in fold(text).split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
            segmenter.words(run).for_each(|word| words.push(word));
        }
        each_word(text, |plain, written| {
            push_form(&mut words, plain, &cased_as(plain, written));
            if let Some(letters) = english::letters_before_figure(plain) {
                push_form(&mut words, letters, &cased_as(letters, written));
            }
        });
        push_signed(&mut words, text);
        ChineseTokens { pairs: pairs(text), chars, words }
    }
}

/// The tokens of an English side.
pub(super) struct EnglishTokens {
    pub lemmas: Packed,
    /// The forms of words, also of those with signs, and [`END`].
    pub words: Packed,
}

impl EnglishTokens {
    pub fn of(text: &str) -> EnglishTokens {
        let mut english = EnglishTokens { lemmas: Packed::for_text(text, 3), words: Packed::for_text(text, 3) };
        each_word(text, |word, written| {
            push_form(&mut english.words, word, &cased_as(word, written));
            with_lemma(word, |lemma| english.lemmas.push(lemma));
        });
        push_signed(&mut english.words, text);
        english.words.push_chars(&[END]);
        english
    }
}

fn each_word(text: &str, mut each: impl FnMut(&str, &str)) {
    let (mut at, mut plain) = (0, String::new());
    while let Some(span) = english::next_word(text, &mut at, &mut plain) {
        each(&plain, span.of(text));
    }
}

fn push_form(words: &mut Packed, plain: &str, cased: &str) {
    if plain == cased { words.push(plain) } else { words.push(&form_of(plain, cased)) }
}

fn push_signed(words: &mut Packed, text: &str) {
    signed_words(text).for_each(|word| push_form(words, &word.plain(), &word.cased));
}

/// Tokens in order, each behind its length in bytes, which is written as the character of that number.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Packed(String);

/// tantivy leaves out a token that is longer; so much of it is enough for that.
const LONGEST: usize = 1 << 16;

/// Numbers from here on are no characters; greater lengths are written so much higher.
const SURROGATES: (u32, u32) = (0xd800, 0x800);

impl Packed {
    /// Room for the tokens of a text, so many bytes for three of its own.
    fn for_text(text: &str, bytes: usize) -> Packed {
        Packed(String::with_capacity(text.len() / 3 * bytes + 8))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn push(&mut self, token: &str) {
        let token = token.get(..token.floor_char_boundary(LONGEST + 4)).unwrap_or(token);
        self.push_length(token.len());
        self.0.push_str(token);
    }

    fn push_chars(&mut self, token: &[char]) {
        self.push_length(token.iter().map(|c| c.len_utf8()).sum());
        self.0.extend(token);
    }

    fn push_length(&mut self, length: usize) {
        let number = length as u32;
        let number = if number < SURROGATES.0 { number } else { number + SURROGATES.1 };
        self.0.push(char::from_u32(number).unwrap_or_default());
    }
}

/// Gives packed tokens to `visit`, in order.
pub(super) fn each_token(packed: &str, mut visit: impl FnMut(&str)) {
    let mut stream = Unpacked { rest: packed, token: Token::default() };
    while stream.advance() {
        visit(&stream.token.text);
    }
}

/// Takes [`Packed`] tokens apart.
#[derive(Clone)]
struct Unpack;

impl Tokenizer for Unpack {
    type TokenStream<'a> = Unpacked<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Unpacked { rest: text, token: Token::default() }
    }
}

struct Unpacked<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for Unpacked<'_> {
    fn advance(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let Some(number) = chars.next().map(u32::from) else { return false };
        let length = if number < SURROGATES.0 { number } else { number - SURROGATES.1 };
        let Some((token, rest)) = chars.as_str().split_at_checked(length as usize) else { return false };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(token);
        // A fresh token stands one before the first position, as tantivy has it.
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unpack(packed: &Packed) -> Vec<String> {
        let (mut unpack, mut tokens) = (Unpack, Vec::new());
        unpack.token_stream(packed.as_str()).process(&mut |token| {
            assert_eq!(token.position, tokens.len());
            tokens.push(token.text.clone());
        });
        tokens
    }

    #[test]
    fn a_chinese_side_gives_pairs_characters_and_words() {
        let tokens = ChineseTokens::of("保護 IPR。");
        assert_eq!(unpack(&tokens.pairs), ["保护", "护i", "ip", "pr", "r。"]);
        assert_eq!(unpack(&tokens.chars), ["保", "护", "i", "p", "r", "。", "\u{10ffff}"]);
        assert_eq!(unpack(&tokens.words), ["保护", "ipr\0IPR"]);
        assert!(unpack(&pairs("一")).is_empty());
    }

    #[test]
    fn an_english_side_gives_words_and_their_lemmas() {
        let tokens = EnglishTokens::of("Courts protecting the courts");
        assert_eq!(unpack(&tokens.words), ["courts\0Courts", "protecting", "the", "courts", "\u{10ffff}"]);
        assert_eq!(unpack(&tokens.lemmas), ["court", "protect", "the", "court"]);
    }

    #[test]
    fn tokens_of_any_length_travel() {
        let long = |n: usize| "a".repeat(n);
        let lengths = [0, 1, 127, 128, 2047, 2048, 0xd7ff, 0xd800, 0xdfff, 0xe000, 65_530];
        let mut packed = Packed::default();
        lengths.iter().for_each(|n| packed.push(&long(*n)));
        packed.push(&"業".repeat(LONGEST));
        packed.push("end");
        let tokens = unpack(&packed);
        assert_eq!(tokens.iter().take(lengths.len()).map(String::len).collect::<Vec<_>>(), lengths);
        assert!(tokens[lengths.len()].len() >= LONGEST - 3);
        assert_eq!(tokens.last().map(String::as_str), Some("end"));
    }

    proptest! {
        #[test]
        fn packed_tokens_come_back(tokens in prop::collection::vec("\\PC{0,40}", 0..20)) {
            let mut packed = Packed::default();
            tokens.iter().for_each(|token| packed.push(token));
            prop_assert_eq!(unpack(&packed), tokens);
        }
    }
}
