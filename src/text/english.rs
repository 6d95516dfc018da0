//! English words: where they are, their fold and their stem, and which of them carry no meaning of their own.
//! Law: spans are in order, do not overlap, and lie on character borders.

use super::fold::{fold_char, is_han};
use super::stem;
use crate::model::Span;
use std::borrow::Cow;

/// A word of a text: its place (bytes) and its folded form (lower case, no accents, `'` for every apostrophe).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub span: Span,
    pub folded: String,
}

impl Word {
    /// The Snowball stem of the word without `'s`.
    pub fn stem(&self) -> Cow<'_, str> {
        stem::stem(&self.folded)
    }

    /// Whether the word is a function word: an article, a preposition, an auxiliary, a pronoun.
    pub fn is_stop(&self) -> bool {
        stem::is_stop(&self.folded)
    }
}

/// The words of a text in order: runs of letters and digits that are not Chinese, with the apostrophes between
/// letters and the points and commas between digits (`don't`, `8.85`, `2,000`; `state-of-the-art` is four words).
///
/// ```
/// use duizhao::text::english::words;
/// let folded: Vec<String> = words("The Café’s 8.85 billion, 知識 IPRs").map(|w| w.folded).collect();
/// assert_eq!(folded, ["the", "cafe's", "8.85", "billion", "iprs"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let mut start = None;
        let mut folded = String::new();
        while let Some(&(at, c)) = chars.peek() {
            let previous = folded.chars().next_back();
            let inside = match (previous, fold_char(c)) {
                (_, f) if is_word_char(c) => Some(f),
                (Some(p), f @ '\'') if p.is_alphabetic() && next_is(text, at, c, char::is_alphabetic) => Some(f),
                (Some(p), f @ ('.' | ',')) if p.is_ascii_digit() && next_is(text, at, c, |n| n.is_ascii_digit()) => {
                    Some(f)
                }
                _ => None,
            };
            match (inside, start) {
                (Some(f), _) => {
                    start = start.or(Some(at));
                    folded.push(f);
                }
                (None, Some(start)) => return Some(Word { span: Span::new(start, at), folded }),
                (None, None) => {}
            }
            chars.next();
        }
        start.map(|start| Word { span: Span::new(start, text.len()), folded })
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

fn next_is(text: &str, at: usize, c: char, accept: impl Fn(char) -> bool) -> bool {
    text[at + c.len_utf8()..].chars().next().is_some_and(|n| accept(n) && !is_han(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|w| w.folded).collect()
    }

    #[test]
    fn words_and_stems() {
        assert_eq!(folded("It’s U.S. law."), ["it's", "u", "s", "law"]);
        assert_eq!(folded("88.5億元, 5G 'quoted'."), ["88.5", "5g", "quoted"]);
        assert_eq!(folded(""), [""; 0]);
        let stems: Vec<String> =
            words("Countries’ companies protecting the author's rights").map(|w| w.stem().into_owned()).collect();
        assert_eq!(stems, ["countri", "compani", "protect", "the", "author", "right"]);
        assert!(words("of").all(|w| w.is_stop()) && words("patent").all(|w| !w.is_stop()));
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_inside(text in "\\PC*") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(end <= word.span.start && !word.span.is_empty());
                prop_assert_eq!(word.span.of(&text).chars().count(), word.folded.chars().count());
                end = word.span.end;
            }
            prop_assert!(end <= text.len());
        }
    }
}
