//! Regular expressions over whole folded words. Parser, search and highlighter all build them here, so that they
//! agree, and so that none can grow large enough to be slow.

use super::fold::fold_char;
use regex::{Regex, RegexBuilder};

/// Bytes of a compiled expression: some hundred characters, or a few thousand of a class that all begin alike.
const MAX_SIZE: usize = 1 << 17;

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
