//! Blanks lost at punctuation: "court.The", "(WIPO).Director", "(2025)and", "10%and", "science,public".

use super::damage::Survey;
use super::rewrite::Repair;
use super::scan::{Chunk, chunks, first_word, last_word};
use super::words::Vocabulary;
use crate::text::numeral::roman;
use crate::text::word_class::is_little;

/// Abbreviations that a name or number follows closely.
const SHORT: [&str; 26] = [
    "no", "nos", "co", "art", "arts", "mr", "mrs", "ms", "dr", "st", "vs", "inc", "ltd", "corp", "fig", "sec", "vol",
    "dept", "gov", "gen", "prof", "rev", "messrs", "para", "paras", "cf",
];

/// Blanks lost at punctuation. A dot is not enough: the words around it must be words.
pub(super) fn joints(text: &str, survey: &Survey, vocabulary: &Vocabulary) -> Vec<Repair> {
    let mut changes = Vec::new();
    if !text.as_bytes().windows(2).any(touches) {
        return changes;
    }
    for chunk in chunks(text).filter(|chunk| !chunk.technical) {
        let bytes = chunk.text.as_bytes();
        // A line without a blank, or a chunk with several commas, is a list that someone wrote so.
        let commas = bytes.iter().filter(|byte| matches!(byte, b',' | b';')).count();
        let prose = chunk.start > 0 || chunk.end() < text.len();
        let listed = !prose || !survey.damaged && commas > 1 && !chunk.text.ends_with([',', ';']);
        for (i, pair) in bytes.windows(2).enumerate() {
            let [mark, next] = pair else { continue };
            if !matches!(mark, b'.' | b',' | b';' | b')' | b'%' | b']') || !next.is_ascii_alphabetic() {
                if *next == b'('
                    && mark.is_ascii_alphabetic()
                    && survey.damaged
                    && before_bracket(chunk.text, i + 1, vocabulary)
                {
                    changes.push(Repair::space(chunk.start + i + 1));
                }
                continue;
            }
            let (left, right) = (chunk.text.get(..i).unwrap_or(""), chunk.text.get(i + 1..).unwrap_or(""));
            let lost = match mark {
                b'.' => after_stop(text, &chunk, left, right, survey, vocabulary),
                b',' | b';' => !listed && after_comma(left, right, vocabulary),
                b'%' => left.ends_with(|c: char| c.is_ascii_digit()) && is_little(first_word(right)),
                _ => after_bracket(left, right, survey, vocabulary),
            };
            if lost {
                changes.push(Repair::space(chunk.start + i + 1));
            }
        }
    }
    changes
}

/// A mark and the word behind it, or a word and the bracket behind it.
fn touches(pair: &[u8]) -> bool {
    match pair {
        [b'.' | b',' | b';' | b')' | b'%' | b']', next] => next.is_ascii_alphabetic(),
        [word, b'('] => word.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether a capitalised word follows a full stop and a word as closely as it never does in clean text; `at` is its
/// first byte. By form only, for counting.
pub(super) fn is_plain_joint(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let stop = at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'.');
    stop && bytes.get(at).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
        && at
            .checked_sub(4)
            .and_then(|from| bytes.get(from..at - 1))
            .is_some_and(|left| left.iter().all(u8::is_ascii_lowercase))
}

/// The Roman number and full stop that a line opens with, in bytes.
pub(super) fn roman_number(line: &str) -> Option<usize> {
    let (_, len) = roman(line).filter(|(value, _)| *value < 40)?;
    let capitals = line.starts_with(|c: char| c.is_ascii_uppercase());
    (capitals && line.as_bytes().get(len) == Some(&b'.')).then_some(len + 1)
}

fn is_known(word: &str, survey: &Survey, vocabulary: &Vocabulary) -> bool {
    vocabulary.knows(word) || survey.cuts.contains_key(word)
}

/// A capitalised word that is one; "System.Out.print" and "Format(" go on as names do.
fn opens_sentence(right: &str, survey: &Survey, vocabulary: &Vocabulary) -> bool {
    let word = first_word(right);
    let behind = right.get(word.len()..).unwrap_or("");
    let name = behind.starts_with(['(', '/', ':']) || behind.starts_with('.') && behind.len() > 1;
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let small = word.bytes().skip(1).any(|byte| byte.is_ascii_lowercase());
    capital && small && !name && is_known(word, survey, vocabulary)
}

fn after_stop(text: &str, chunk: &Chunk, left: &str, right: &str, survey: &Survey, vocabulary: &Vocabulary) -> bool {
    if !opens_sentence(right, survey, vocabulary) {
        return false;
    }
    if left.ends_with([')', '"', '%', ']']) {
        return left.len() > 3;
    }
    let word = last_word(left);
    let number = chunk.start == 0 && roman_number(text) == Some(word.len() + 1) && word.len() == left.len();
    if number {
        return survey.roman;
    }
    let plain = word.len() >= 3
        && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
        && !left.get(..left.len() - word.len()).unwrap_or("").ends_with('.');
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    plain
        && (lower || survey.damaged)
        && !SHORT.contains(&word.to_ascii_lowercase().as_str())
        && is_known(word, survey, vocabulary)
}

fn after_comma(left: &str, right: &str, vocabulary: &Vocabulary) -> bool {
    let (one, two) = (last_word(left), first_word(right));
    let is_lower = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    one.len() >= 3
        && two.len() >= 2
        && is_lower(one)
        && is_lower(two)
        && !right.get(two.len()..).unwrap_or("").starts_with(['.', '(', ':'])
        && vocabulary.has(one)
        && vocabulary.has(two)
}

/// Behind a bracket a little word is damage; "(s)he", "(a)the" and "(un)intended" are not.
fn after_bracket(left: &str, right: &str, survey: &Survey, vocabulary: &Vocabulary) -> bool {
    let word = first_word(right);
    // Looked for nearby only, so that a long chunk stays linear; else it was opened some words before.
    let near = left.as_bytes().get(left.len().saturating_sub(64)..).unwrap_or(&[]);
    let long = match near.iter().rposition(|byte| matches!(byte, b'(' | b'[')) {
        Some(open) => near.len() - open > 4 && (open > 0 || near.iter().any(u8::is_ascii_digit)),
        None => true,
    };
    let content = survey.damaged && word.len() >= 4 && vocabulary.has(word);
    long && (is_little(word) || content) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// "Agreement(2024-2025)": a word and a bracket with a year in it, in a document that loses blanks.
fn before_bracket(chunk: &str, at: usize, vocabulary: &Vocabulary) -> bool {
    let word = chunk.get(..at).map_or("", last_word);
    let year = chunk.get(at + 1..at + 5).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    year && word.len() >= 4 && vocabulary.has(word)
}
