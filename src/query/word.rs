//! What a word of a query is by the signs in it: plain, a prefix, a wildcard, fuzzy, a distance.

use super::token::Token;
use crate::text::fold::is_han;

/// Other words that may stand between those of a phrase or of NEAR, at most and when no number is given.
pub(super) const MOST_BETWEEN: u32 = 100;
pub(super) const USUALLY_BETWEEN: u32 = 10;

/// Letters that may differ: more make any two words alike.
const MOST_EDITS: u8 = 2;

/// What is wrong with a word, and what to write instead of it.
pub(super) struct Fault {
    pub message: String,
    pub instead: String,
}

/// The token that a word without blanks is.
pub(super) fn token(text: String) -> Result<Token, Fault> {
    if let Some(near) = near(&text) {
        return near;
    }
    let text = text.replace('＊', "*");
    if text == "*" {
        return Ok(Token::Star);
    }
    if let Some(fuzzy) = fuzzy(&text) {
        return fuzzy;
    }
    if is_wildcard(&text) {
        return Ok(Token::Wildcard(text));
    }
    if !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '?')) {
        let message = "a wildcard wants a letter or a character beside its ? and *".to_string();
        return Err(Fault { message, instead: format!("\"{text}\"") });
    }
    match text.strip_suffix('*') {
        Some(stem) if !stem.is_empty() => Ok(Token::Prefix(stem.to_string())),
        _ => Ok(Token::Word(text)),
    }
}

/// `NEAR/5` or `w/5`.
fn near(text: &str) -> Option<Result<Token, Fault>> {
    let number = ["NEAR/", "w/", "W/"].iter().find_map(|name| text.strip_prefix(name))?;
    // "w/o" is without.
    let digits = number.chars().all(|c| c.is_ascii_digit());
    if text.starts_with(['w', 'W']) && (!digits || number.is_empty()) {
        return None;
    }
    let between = number.parse().ok().filter(|n| *n <= MOST_BETWEEN);
    let message = || format!("behind NEAR/ stands how many other words may come between, up to {MOST_BETWEEN}");
    Some(between.map(Token::Near).ok_or_else(|| Fault { message: message(), instead: "NEAR/5".into() }))
}

/// `word~` or `word~2`, of letters only: ~ in other text is no operator.
fn fuzzy(text: &str) -> Option<Result<Token, Fault>> {
    let (word, number) = text.split_once(['~', '～'])?;
    let edits = if number.is_empty() { Some(1) } else { number.parse().ok() };
    if word.is_empty() || !word.chars().all(char::is_alphabetic) || !number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    if word.chars().any(is_han) {
        // 加油~ is no operator.
        if number.is_empty() {
            return None;
        }
        let message = "~ is for words of letters; in Chinese, ? stands for a character that may differ".to_string();
        return Some(Err(Fault { message, instead: word.to_string() }));
    }
    let Some(edits) = edits.filter(|edits| (1..=MOST_EDITS).contains(edits)) else {
        let message = format!("behind ~ stands how many letters may differ, 1 or {MOST_EDITS}");
        return Some(Err(Fault { message, instead: format!("{word}~{MOST_EDITS}") }));
    };
    Some(Ok(Token::Fuzzy(word.to_string(), edits)))
}

/// Whether `?` or `*` stands inside the word or in front of it. A question mark at the end is one, and so are the signs
/// of an address or a formula.
fn is_wildcard(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '*' | '?' | '-' | '\'' | '’');
    let body = text.trim_end_matches(['*', '?']);
    text.chars().all(plain) && body.chars().any(char::is_alphanumeric) && body.contains(['*', '?'])
}
