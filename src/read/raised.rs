//! Raised and lowered text: set flat, 10³ would read 103 and a note mark would be part of its word.

/// Text set above the line, in characters that say so; `None` where there are none for it ("1st").
pub fn superscript(text: &str) -> Option<String> {
    mapped(text, "0123456789+-=()ni−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻")
}

/// Text set below the line, in characters that say so.
pub fn subscript(text: &str) -> Option<String> {
    mapped(text, "0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
}

fn mapped(text: &str, from: &str, to: &str) -> Option<String> {
    // White space around a mark is no part of it.
    if text.trim().is_empty() {
        return None;
    }
    let map = |c: char| match from.chars().position(|f| f == c) {
        Some(at) => to.chars().nth(at),
        None if c.is_whitespace() => Some(c),
        None => None,
    };
    text.chars().map(map).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_raised_forms_and_words_have_none() {
        assert_eq!(superscript("-3").as_deref(), Some("⁻³"));
        assert_eq!(subscript("2").as_deref(), Some("₂"));
        assert_eq!((superscript("th"), superscript(" "), subscript("max")), (None, None, None));
    }
}
