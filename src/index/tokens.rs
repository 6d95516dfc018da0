//! Adapters from the text functions to tantivy's tokenizers. Each law: what a query asks for with the same text
//! function is what stands in the index.

use crate::model::Span;
use crate::text::canon::{Canon, canon};
use crate::text::english;
use crate::text::fold::{fold, is_han};
use crate::text::segment::Segmenter;
use crate::text::stem;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

pub(super) const ZH_PAIRS: &str = "zh_pairs";
pub(super) const ZH_CHARS: &str = "zh_chars";
pub(super) const ZH_WORDS: &str = "zh_words";
pub(super) const EN_STEMS: &str = "en_stems";
pub(super) const EN_WORDS: &str = "en_words";

pub(super) fn manager() -> TokenizerManager {
    // The manager's own tokenizers are used too: `raw`, for ids.
    let manager = TokenizerManager::default();
    manager.register(ZH_PAIRS, TextAnalyzer::from(Pairs));
    manager.register(ZH_CHARS, TextAnalyzer::from(Chars));
    manager.register(ZH_WORDS, TextAnalyzer::from(Words));
    manager.register(EN_STEMS, TextAnalyzer::from(English { stem: true }));
    manager.register(EN_WORDS, TextAnalyzer::from(English { stem: false }));
    manager
}

/// Canonical characters two by two, each at the position of its first.
#[derive(Clone)]
struct Pairs;

impl Tokenizer for Pairs {
    type TokenStream<'a> = Stream<PairSource<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream::new(PairSource { chars: Box::new(canon(text)), before: None })
    }
}

struct PairSource<'a> {
    chars: Box<dyn Iterator<Item = Canon> + 'a>,
    before: Option<Canon>,
}

impl Source for PairSource<'_> {
    fn next(&mut self, token: &mut Token) -> bool {
        let first = match self.before.take().or_else(|| self.chars.next()) {
            Some(first) => first,
            None => return false,
        };
        let Some(second) = self.chars.next() else { return false };
        token.text.push(first.char);
        token.text.push(second.char);
        token.offset_from = first.start;
        token.offset_to = second.end;
        self.before = Some(second);
        true
    }
}

/// Canonical characters one by one, blanks left out.
#[derive(Clone)]
struct Chars;

impl Tokenizer for Chars {
    type TokenStream<'a> = Stream<CharSource<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream::new(CharSource(Box::new(canon(text))))
    }
}

struct CharSource<'a>(Box<dyn Iterator<Item = Canon> + 'a>);

impl Source for CharSource<'_> {
    fn next(&mut self, token: &mut Token) -> bool {
        let Some(next) = self.0.find(|c| !c.char.is_whitespace()) else { return false };
        token.text.push(next.char);
        token.offset_from = next.start;
        token.offset_to = next.end;
        true
    }
}

/// Chinese words by the segmenter, and the Latin words and numbers between them.
#[derive(Clone)]
struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<WordSource>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let mut words: Vec<String> = Vec::new();
        let folded = fold(text);
        for run in folded.split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
            words.extend(Segmenter::shared().words(run).map(str::to_string));
        }
        words.extend(english::words(text).map(|w| w.plain));
        Stream::new(WordSource(words.into_iter()))
    }
}

struct WordSource(std::vec::IntoIter<String>);

impl Source for WordSource {
    fn next(&mut self, token: &mut Token) -> bool {
        let Some(word) = self.0.next() else { return false };
        token.text.push_str(&word);
        true
    }
}

/// English words, stemmed or as they stand; Chinese characters in English text are a word each.
#[derive(Clone)]
struct English {
    stem: bool,
}

impl Tokenizer for English {
    type TokenStream<'a> = Stream<EnglishSource<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream::new(EnglishSource { text, at: 0, stem: self.stem })
    }
}

struct EnglishSource<'a> {
    text: &'a str,
    at: usize,
    stem: bool,
}

impl Source for EnglishSource<'_> {
    fn next(&mut self, token: &mut Token) -> bool {
        let Some(Span { start, end }) = english::next_word(self.text, &mut self.at, &mut token.text) else {
            return false;
        };
        if self.stem {
            token.text = stem::stem(&token.text).into_owned();
        }
        token.offset_from = start;
        token.offset_to = end;
        true
    }
}

/// Fills in the text and offsets (bytes) of the next token; the stream counts positions.
trait Source {
    fn next(&mut self, token: &mut Token) -> bool;
}

struct Stream<S> {
    source: S,
    token: Token,
}

impl<S> Stream<S> {
    fn new(source: S) -> Self {
        Stream { source, token: Token::default() }
    }
}

impl<S: Source> TokenStream for Stream<S> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        // A fresh token stands one before the first position, as tantivy has it.
        self.token.position = self.token.position.wrapping_add(1);
        self.source.next(&mut self.token)
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
