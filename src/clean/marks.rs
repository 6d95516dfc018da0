//! Marks that stand where a no-break space was: '?' from a lossy conversion, U+FFFD from a lossy decoding.

use super::damage::{Sign, Survey, Tally};
use super::rewrite::Repair;
use super::scan::{chunks, first_word, last_word};
use super::words::Vocabulary;
use crate::text::fold::is_han;
use crate::text::word_class::opens_question;

pub(super) struct LostCharacter {
    pub at: usize,
    pub c: char,
    pub sign: Sign,
}

const REPLACEMENT: char = '\u{fffd}';
/// Whether the text has marks at all.
pub(super) fn has(text: &str) -> bool {
    text.as_bytes().contains(&b'?') || text.contains(REPLACEMENT)
}

/// Looks at every mark outside addresses and code, in order.
pub(super) fn each(text: &str, vocabulary: &Vocabulary, mut see: impl FnMut(LostCharacter)) {
    let mut found: Vec<LostCharacter> = Vec::new();
    if text.as_bytes().contains(&b'?') {
        for chunk in chunks(text).filter(|chunk| !chunk.technical && chunk.text.contains('?')) {
            found.extend(chunk.text.match_indices('?').map(|(i, _)| LostCharacter {
                at: chunk.start + i,
                c: '?',
                sign: Sign::None,
            }));
        }
    }
    let decoded = found.len();
    found.extend(text.match_indices(REPLACEMENT).map(|(at, _)| LostCharacter { at, c: REPLACEMENT, sign: Sign::None }));
    if decoded > 0 && found.len() > decoded {
        found.sort_by_key(|mark| mark.at);
    }
    for mut mark in found {
        mark.sign = sign(text, mark.at, mark.c.len_utf8(), vocabulary);
        see(mark);
    }
}

/// The marks that were blanks.
pub(super) fn marks(text: &str, survey: &Survey, vocabulary: &Vocabulary) -> Vec<Repair> {
    let mut changes = Vec::new();
    let believable = |tally: Tally| tally.believes(Sign::Strong);
    if !has(text) || !believable(survey.question) && !believable(survey.replacement) {
        return changes;
    }
    each(text, vocabulary, |mark| {
        let tally = if mark.c == '?' { survey.question } else { survey.replacement };
        if tally.believes(mark.sign) {
            changes.push(Repair::new(mark.at, mark.at + mark.c.len_utf8(), " "));
        }
    });
    changes
}

fn sign(text: &str, at: usize, len: usize, vocabulary: &Vocabulary) -> Sign {
    let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + len..).unwrap_or(""));
    let Some(previous) = before.chars().next_back() else { return Sign::None };
    let Some(next) = after.chars().next().filter(|c| !c.is_whitespace()) else {
        // Nobody asks after a full stop or a comma.
        return if matches!(previous, '.' | ',' | ';') { Sign::Weak } else { Sign::None };
    };
    if is_han(previous) || is_han(next) {
        return Sign::None;
    }
    let (left, right) = (last_word(before), first_word(after));
    let joint =
        matches!(previous, ')' | '%' | ',' | ';' | ':' | '.' | '"' | '”' | '’' | '\'') || previous.is_ascii_digit();
    if next.is_ascii_lowercase() {
        return if previous.is_ascii_alphabetic() {
            between_words(left, right, vocabulary)
        } else if joint {
            if vocabulary.knows(right) && previous != '.' { Sign::Strong } else { Sign::Weak }
        } else if previous.is_whitespace() && right.len() > 1 {
            Sign::Weak
        } else {
            Sign::None
        };
    }
    let quote = next == '"' && after.chars().nth(1).is_some_and(char::is_alphanumeric);
    let opens = quote || next.is_ascii_uppercase() || next.is_ascii_digit() || matches!(next, '(' | '“' | '‘' | '$');
    if !opens || !(joint || previous.is_ascii_alphabetic()) || next.is_ascii_uppercase() && asks(before) {
        return Sign::None;
    }
    Sign::Weak
}

fn between_words(left: &str, right: &str, vocabulary: &Vocabulary) -> Sign {
    if matches!(right, "s" | "t" | "ll" | "re" | "ve" | "d" | "m") {
        return Sign::Against;
    }
    match (vocabulary.knows(left), vocabulary.knows(right)) {
        // "parties?consent" may have lost an apostrophe as well.
        (true, true) if left.ends_with('s') => Sign::Weak,
        (true, true) => Sign::Strong,
        (true, false) if right.len() > 2 => Sign::Weak,
        (false, true) if left.len() > 2 && right.len() > 1 => Sign::Weak,
        _ => Sign::None,
    }
}

/// Whether the sentence that ends here opens as questions do.
fn asks(before: &str) -> bool {
    let words = before.as_bytes();
    // Questions are short; what is further away is not looked at, so that many marks in one line stay linear.
    let window = words.get(words.len().saturating_sub(200)..).unwrap_or(words);
    let start = window.iter().rposition(|byte| matches!(byte, b'.' | b'!' | b'?' | b'"')).map_or(0, |i| i + 1);
    if start == 0 && words.len() > window.len() {
        return false;
    }
    let opening: String = window
        .iter()
        .skip(start)
        .skip_while(|byte| !byte.is_ascii_alphabetic())
        .take_while(|byte| byte.is_ascii_alphabetic())
        .map(|byte| char::from(*byte))
        .collect();
    opening.starts_with(|c: char| c.is_ascii_uppercase()) && opens_question(&opening.to_ascii_lowercase())
}
