//! How a word is written: its case, and the signs that belong to it (C#, C++, .NET, R&D, $5). Folded words leave both
//! off, which is right for most of a text and wrong for these.

use super::english::{Word, words};
use super::fold::fold_char;
use crate::model::Span;
use std::borrow::Cow;

/// Signs that belong to the word behind them.
const BEFORE: &[char] = &['$', '€', '£', '¥', '#', '@', '.'];
/// Signs that belong to the word before them.
const BEHIND: &[char] = &['#', '+'];

/// Signs behind a word, at most.
const MOST_BEHIND: usize = 3;

/// A plain word with the case that it is written in: `us` as "US".
///
/// ```
/// use duizhao::text::{english::words, signs::cased};
/// let text = "The U.S. told us";
/// let cased: Vec<_> = words(text).map(|word| cased(&word, text).into_owned()).collect();
/// assert_eq!(cased, ["The", "US", "told", "us"]);
/// ```
pub fn cased<'w>(word: &'w Word, text: &str) -> Cow<'w, str> {
    cased_as(&word.plain, word.span.of(text))
}

/// The same with the word as it is written.
pub fn cased_as<'w>(plain: &'w str, written: &str) -> Cow<'w, str> {
    if !written.chars().any(char::is_uppercase) {
        return Cow::Borrowed(plain);
    }
    let mut letters = written.chars().filter(|c| c.is_alphanumeric());
    let case = |c: char| match c.is_alphanumeric() && letters.next().is_some_and(char::is_uppercase) {
        true => c.to_uppercase().next().unwrap_or(c),
        false => c,
    };
    Cow::Owned(plain.chars().map(case).collect())
}

/// A word with the signs that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedWord {
    /// Bytes of the text.
    pub span: Span,
    /// With its case and in small width, blanks left out.
    pub cased: String,
}

impl SignedWord {
    /// In small letters.
    pub fn plain(&self) -> String {
        self.cased.chars().map(fold_char).collect()
    }
}

/// The words of a text that have signs, in order.
///
/// ```
/// use duizhao::text::signs::signed_words;
/// let signed: Vec<String> = signed_words("C++ and C#, R & D for .NET. $5, 1+1").map(|w| w.cased).collect();
/// assert_eq!(signed, ["C++", "C#", "R&D", ".NET", "$5"]);
/// ```
pub fn signed_words(text: &str) -> impl Iterator<Item = SignedWord> + '_ {
    // Nearly all texts have none.
    let any = text.chars().any(|c| matches!(narrow(c), '&' | '#' | '+' | '$' | '€' | '£' | '¥' | '@') || c == '.');
    let mut rest = any.then(|| words(text)).into_iter().flatten().map(|word| word.span).peekable();
    std::iter::from_fn(move || {
        loop {
            let first = rest.next()?;
            let mut span = first;
            while let Some(next) = rest.next_if(|next| joins(Span::new(span.end, next.start).of(text))) {
                span.end = next.end;
            }
            let joined = span != first;
            let (before, behind) = (&text[..span.start], &text[span.end..]);
            span.start -= sign_before(before, &text[span.start..]);
            span.end += signs_behind(behind);
            if joined || span != first {
                let cased = text[span.start..span.end].chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
                return Some(SignedWord { span, cased });
            }
        }
    })
}

/// Whether what stands between two words makes one of them: `R&D`, `R & D`.
fn joins(between: &str) -> bool {
    between.len() <= 5 && matches!(between.trim(), "&" | "＆")
}

/// Bytes of the sign that ends the text before a word and belongs to it.
fn sign_before(before: &str, word: &str) -> usize {
    let mut back = before.chars().rev();
    let Some(sign) = back.next().filter(|sign| BEFORE.contains(&narrow(*sign))) else { return 0 };
    let other = back.next();
    let belongs = match narrow(sign) {
        // No end of a sentence, no ellipsis.
        '.' => other.is_none_or(|c| !c.is_alphanumeric() && c != '.') && word.starts_with(char::is_alphabetic),
        '#' | '@' => other.is_none_or(|c| !c.is_alphanumeric()),
        _ => true,
    };
    if belongs { sign.len_utf8() } else { 0 }
}

/// Bytes of the signs that open the text behind a word and belong to it.
fn signs_behind(behind: &str) -> usize {
    let signs = behind.chars().take(MOST_BEHIND).take_while(|c| BEHIND.contains(&narrow(*c)));
    let bytes: usize = signs.map(char::len_utf8).sum();
    let next = behind[bytes..].chars().next().unwrap_or(' ');
    // 1+1 is no word with a sign.
    if next.is_alphanumeric() && !super::fold::is_han(next) { 0 } else { bytes }
}

/// A sign or letter of full width in small width.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '￥' => '¥',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_belong_to_words_as_people_mean_them() {
        for (text, want) in [
            ("Written in Q# only.", vec!["Q#"]),
            ("使用C#語言及C＋＋。", vec!["C#", "C++"]),
            ("AT&T, Johnson & Johnson", vec!["AT&T", "Johnson&Johnson"]),
            ("The end. Next ... then", vec![]),
            ("US$5 and #12, a@b.com", vec!["$5", "#12"]),
            ("a + b, C#x", vec![]),
        ] {
            assert_eq!(signed_words(text).map(|word| word.cased).collect::<Vec<_>>(), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_on_character_borders(text in "[a-cA-C1#+&.$ 使。＋\\PC]{0,30}") {
            let mut end = 0;
            for word in signed_words(&text) {
                prop_assert!(word.span.start >= end && text.get(word.span.start..word.span.end).is_some());
                end = word.span.end;
            }
        }

        #[test]
        fn case_is_all_that_is_put_back(text in "[a-zA-Z.'é ]{0,30}") {
            for word in words(&text) {
                prop_assert_eq!(cased(&word, &text).to_lowercase(), word.plain);
            }
        }
    }
}
