//! What a word of a query is by the signs in it: plain, a prefix, a wildcard, fuzzy; or what is no query.

use super::token::Token;
use crate::text::fold::is_han;

/// Letters of a fuzzy word, at most: each may be another one, which its expression has to say.
const LONGEST_FUZZY: usize = 30;

/// What is wrong with a word, and what to write instead of it.
pub(super) struct Fault {
    pub message: &'static str,
    pub instead: String,
}

/// The token that a word without blanks is.
pub(super) fn token(text: String) -> Result<Token, Fault> {
    let text = text.replace('＊', "*");
    if text == "*" {
        return Ok(Token::Star);
    }
    if is_distance(&text) {
        let message = "how near words must stand cannot be asked for; without a sign between them all must occur";
        return Err(Fault { message, instead: String::new() });
    }
    if let Some(fuzzy) = fuzzy(&text) {
        return fuzzy;
    }
    if is_wildcard(&text) {
        if text.chars().any(is_han) {
            let message =
                "a ? or * inside Chinese cannot be asked for; parts that must all occur have blanks between them";
            return Err(Fault { message, instead: text.replace(['*', '?'], " ").trim().to_string() });
        }
        return Ok(Token::Wildcard(text));
    }
    if !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '?')) {
        let message = "a wildcard wants a letter beside its ? and *";
        return Err(Fault { message, instead: format!("\"{text}\"") });
    }
    match text.strip_suffix('*') {
        Some(stem) if !stem.is_empty() => Ok(Token::Prefix(stem.to_string())),
        _ => Ok(Token::Word(text)),
    }
}

/// `NEAR`, `NEAR/5` or `w/5`, as other programs have it; "w/o" is a word.
fn is_distance(text: &str) -> bool {
    let number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    text == "NEAR"
        || text.strip_prefix("NEAR/").is_some_and(number)
        || ["w/", "W/"].iter().any(|name| text.strip_prefix(name).is_some_and(|rest| !rest.is_empty() && number(rest)))
}

/// `word~` or `word~1`, of letters only: ~ in other text is no operator.
fn fuzzy(text: &str) -> Option<Result<Token, Fault>> {
    let (word, number) = text.split_once(['~', '～'])?;
    if word.is_empty() || !word.chars().all(char::is_alphabetic) || !number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let fault = |message, instead: &str| Some(Err(Fault { message, instead: instead.to_string() }));
    if word.chars().any(is_han) {
        // 加油~ is no operator.
        let message = "~ is for words of letters";
        return if number.is_empty() { None } else { fault(message, word) };
    }
    if word.chars().count() > LONGEST_FUZZY {
        return fault("this word is too long for ~", word);
    }
    if !matches!(number, "" | "1") {
        return fault("one letter may differ, which ~ alone says; more cannot be asked for", &format!("{word}~"));
    }
    Some(Ok(Token::Fuzzy(word.to_string())))
}

/// Whether `?` or `*` stands inside the word or in front of it. A question mark at the end is one, and so are the signs
/// of an address or a formula.
fn is_wildcard(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '*' | '?' | '-' | '\'' | '’');
    let body = text.trim_end_matches(['*', '?']);
    text.chars().all(plain) && body.chars().any(char::is_alphanumeric) && body.contains(['*', '?'])
}
