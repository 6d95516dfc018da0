//! Regular expressions over whole folded words. Parser, search and highlighter all build them here, so that they
//! agree, and so that none can grow large enough to be slow.

use super::fold::fold_char;
use regex::{Regex, RegexBuilder};

/// Bytes of a compiled expression: some hundred characters, or a few thousand of a class that all begin alike.
const MAX_SIZE: usize = 1 << 17;

/// The expression that a wildcard over words is: `?` one letter, `*` any number of them.
///
/// ```
/// use duizhao::text::pattern::{whole_word, wildcard};
/// assert!(whole_word(&wildcard("wom?n")).unwrap().is_match("women"));
/// assert!(whole_word(&wildcard("*tion")).unwrap().is_match("mediation"));
/// ```
pub fn wildcard(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        match c {
            '?' => pattern.push('.'),
            // Several in a row say no more than one.
            '*' if !pattern.ends_with(".*") => pattern.push_str(".*"),
            c if c.is_alphanumeric() => pattern.push(c),
            _ => {}
        }
    }
    pattern
}

/// The expression for a word of letters and all that differ from it in one: another letter in its place, one too many, one
/// too few, or two that have changed places.
///
/// ```
/// use duizhao::text::pattern::{one_letter_off, whole_word};
/// let pattern = whole_word(&one_letter_off("guarantor")).unwrap();
/// assert!(["guarantor", "guarrantor", "garantor", "guaranter", "guarantro"].iter().all(|word| pattern.is_match(word)));
/// assert!(!pattern.is_match("warrantor"));
/// ```
pub fn one_letter_off(word: &str) -> String {
    // Of plain letters, since a class of all letters there are is large.
    const ANY: &str = "[a-z0-9]";
    let letters: Vec<char> = word.chars().collect();
    let of = |letters: &[char]| letters.iter().collect::<String>();
    let mut forms = vec![word.to_string()];
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        forms.push(format!("{}{ANY}{}", of(before), of(after)));
        if let [_, rest @ ..] = after {
            forms.push(format!("{}{ANY}?{}", of(before), of(rest)));
        }
        if let [a, b, rest @ ..] = after {
            forms.push(format!("{}{b}{a}{}", of(before), of(rest)));
        }
    }
    forms.join("|")
}

/// The expression for whole words of the index; words are folded, so its plain letters are as well.
///
/// # Errors
/// What is wrong with it, in one line.
///
/// ```
/// use duizhao::text::pattern::whole_word;
/// assert!(whole_word("Medi(ate|ator)s?").unwrap().is_match("mediators"));
/// assert!(!whole_word("medi").unwrap().is_match("mediators"));
/// assert!(whole_word("[a-z]{1000}{1000}").unwrap_err().contains("too large"));
/// ```
pub fn whole_word(pattern: &str) -> Result<Regex, String> {
    let mut escaped = false;
    let folded: String = pattern
        .chars()
        .map(|c| {
            let plain = !escaped;
            escaped = c == '\\' && !escaped;
            if plain && c.is_alphabetic() { fold_char(c) } else { c }
        })
        .collect();
    // Checked on its own first: a stray ) must not close the group that is put around it.
    let build = |pattern: &str| RegexBuilder::new(pattern).size_limit(MAX_SIZE).dfa_size_limit(MAX_SIZE).build();
    build(&folded).and_then(|_| build(&format!("^(?:{folded})$"))).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "it is too large; fewer or smaller repetitions and alternatives are allowed".to_string()
        }
        other => other.to_string().lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_string(),
    })
}
