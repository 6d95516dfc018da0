//! English words: where they are, their plain form and their lemma. Runs of Latin letters and digits count as English
//! wherever they stand, also inside Chinese text (ODR, 2024).

use super::fold::{fold_char, is_han};
use super::lemma_cache::with_lemma;
use super::word_class;
use crate::model::Span;

/// A word and its plain form: folded, without a possessive, `U.S.` as `us`, `1,000` as `1000`, `GIs` as `gi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub span: Span,
    pub plain: String,
}

/// The words of a text, in order. A hyphen parts words; a Chinese character is none.
///
/// ```
/// use duizhao::text::english::words;
/// let plain: Vec<String> = words("China's trade-secret GIs: 8.85 billion in the U.S.").map(|w| w.plain).collect();
/// assert_eq!(plain, ["china", "trade", "secret", "gi", "8.85", "billion", "in", "the", "us"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut word = Word { span: Span::default(), plain: String::new() };
        next_word(text, &mut at, &mut word.plain).map(|span| Word { span, ..word })
    })
}

/// The next word at or after byte `at`, which moves behind it; `plain` is overwritten. For callers that must not
/// allocate a word.
pub fn next_word(text: &str, at: &mut usize, plain: &mut String) -> Option<Span> {
    plain.clear();
    let rest = text.get(*at..)?;
    let Some(start) = rest.char_indices().find(|(_, c)| is_word_char(*c)).map(|(i, _)| *at + i) else {
        *at = text.len();
        return None;
    };
    let mut end = start;
    let mut upper = 0;
    // Whether all that was read are single letters with full stops between them, and the length of the last part.
    let (mut initials, mut part) = (true, 0);
    let mut last = ' ';
    loop {
        // Most of what is read are such runs; they need no tables.
        let run = ascii_run(&text[end..]);
        if let Some(c) = run.chars().next_back() {
            upper += run.bytes().filter(u8::is_ascii_uppercase).count();
            part += run.len();
            initials &= part == 1 && c.is_ascii_alphabetic();
            plain.extend(run.chars().map(|c| c.to_ascii_lowercase()));
            end += run.len();
            last = c;
        }
        let Some(c) = text[end..].chars().next() else { break };
        if is_word_char(c) {
            // A raised figure behind a word is the mark of a note; behind m and km it belongs to the unit.
            if is_raised_figure(c) && plain.len() > LONGEST_UNIT && plain.ends_with(|c: char| c.is_alphabetic()) {
                break;
            }
            upper += usize::from(c.is_uppercase());
            part += 1;
            initials &= part == 1 && c.is_alphabetic();
            match ligature(c) {
                Some(letters) => plain.push_str(letters),
                None => plain.push(fold_char(c)),
            }
            end += c.len_utf8();
            last = c;
            continue;
        }
        let next = text[end + c.len_utf8()..].chars().next().unwrap_or(' ');
        let joins = match c {
            // 8.85 and 1,000 are one word; the comma is not part of its form.
            '.' | '．' if last.is_ascii_digit() && next.is_ascii_digit() => {
                plain.push('.');
                true
            }
            ',' | '，' if last.is_ascii_digit() => groups_thousands(text, start, end, c.len_utf8()),
            // U.S. and e.g.: letters one by one.
            '.' if initials && part == 1 && next.is_alphabetic() && !is_han(next) => {
                let after = text[end + 1..].chars().nth(1).unwrap_or(' ');
                !is_word_char(after)
            }
            '\'' | '’' if next.is_alphabetic() && !is_han(next) => {
                let tail = &text[end + c.len_utf8()..];
                let possessive = next.eq_ignore_ascii_case(&'s') && !tail.chars().nth(1).is_some_and(is_word_char);
                if possessive {
                    // The span keeps what is shown as one word together; the form leaves the ending off.
                    end += c.len_utf8() + next.len_utf8();
                    *at = end;
                    return Some(Span::new(start, end));
                }
                true
            }
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}' => true,
            _ => false,
        };
        if !joins {
            break;
        }
        initials &= c == '.';
        part = 0;
        end += c.len_utf8();
    }
    // A plural of an acronym: GIs, IPRs.
    if last == 's' && upper >= 2 && upper + 1 == plain.len() {
        plain.pop();
    }
    *at = end;
    Some(Span::new(start, end))
}

/// The letters that a plain word opens with where figures follow: a Chinese text has iPhone15 and Covid19 for what is
/// looked for as iPhone and Covid.
pub fn letters_before_figure(plain: &str) -> Option<&str> {
    let end = plain.find(|c: char| c.is_ascii_digit())?;
    plain.get(..end).filter(|letters| letters.chars().nth(1).is_some())
}

/// The ASCII letters and digits that the text opens with.
fn ascii_run(text: &str) -> &str {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Letters of a unit that may have a raised figure, at most.
const LONGEST_UNIT: usize = 3;

fn is_raised_figure(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// The letters that print has as one sign.
fn ligature(c: char) -> Option<&'static str> {
    const LETTERS: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    LETTERS.get((c as usize).checked_sub(0xfb00)?).copied()
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_han(c) && !is_east_asian(c) && c.is_alphanumeric() }
}

/// Letters of East Asian scripts, which make no English words: kana and bopomofo.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether the comma at `end` parts thousands: one to three digits before it, exactly three behind.
fn groups_thousands(text: &str, start: usize, end: usize, comma: usize) -> bool {
    let before = text[start..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    let behind = text[end + comma..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&before) && behind == 3
}

impl Word {
    /// The lemma of the word.
    pub fn lemma(&self) -> String {
        with_lemma(&self.plain, str::to_string)
    }

    /// Whether the word is a function word: an article, a preposition, an auxiliary, a pronoun.
    pub fn is_stop(&self) -> bool {
        word_class::is_stop(&self.plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).map(|w| w.plain).collect()
    }

    #[test]
    fn words_as_people_mean_them() {
        for (text, want) in [
            ("Café-owners’ rights", vec!["cafe", "owners", "rights"]),
            ("RMB 1,036 million (1,2,3)", vec!["rmb", "1036", "million", "1", "2", "3"]),
            ("IPRs, GIs and TISCs", vec!["ipr", "gi", "and", "tisc"]),
            ("e.g. the U.S.A. Next", vec!["eg", "the", "usa", "next"]),
            ("don't; O'Neill's", vec!["dont", "oneill"]),
            ("10.12%?and 3.Article", vec!["10.12", "and", "3", "article"]),
            ("全省ODR平臺2024年", vec!["odr", "2024"]),
            ("end. Begin", vec!["end", "begin"]),
            ("DOS as is", vec!["dos", "as", "is"]),
            (
                "The oﬃcers’ ﬂuorescein, covenant³ of 30 m²",
                vec!["the", "officers", "fluorescein", "covenant", "3", "of", "30", "m2"],
            ),
        ] {
            assert_eq!(plain(text), want, "{text}");
        }
    }

    #[test]
    fn lemmas_meet() {
        let lemmas: Vec<String> = words("secrets secret infringements 2024").map(|w| w.lemma()).collect();
        assert_eq!(lemmas, ["secret", "secret", "infringement", "2024"]);
    }

    proptest! {
        #[test]
        fn spans_are_words_in_order(text in "[\\PC'.,-]{0,60}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= end && !word.span.is_empty() && !word.plain.is_empty());
                prop_assert!(text.is_char_boundary(word.span.start) && text.is_char_boundary(word.span.end));
                end = word.span.end;
            }
        }
    }
}
