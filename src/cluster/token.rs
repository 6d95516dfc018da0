//! Terms as they travel to a cluster: in one text with blanks between, which an analyzer there takes apart and otherwise
//! leaves alone. A term may have a blank or a line feed in it, so these are written as other characters.

/// Bytes of a term that are kept apart; the engine's own limit is 32,766.
const MAX_BYTES: usize = 32_000;

/// Stands in the place of a term that is too long, so that the others keep theirs, where there are no terms at all, and for
/// what may be anything in a phrase: search analyzers leave it out and count its place.
pub(super) const GAP: &str = "\u{10f0fe}";
pub(super) const GAP_CHAR: char = '\u{10f0fe}';

/// Before a character of a text that looks like one of ours.
const ESCAPE: char = '\u{10f0ff}';
/// Where the characters for white space begin.
const BLANKS: u32 = 0x10f000;
/// Those that the analyzer takes for white space (Java's `Character.isWhitespace`), in order.
const WHITE: [char; 25] = [
    '\t', '\n', '\u{b}', '\u{c}', '\r', '\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}', ' ', '\u{1680}', '\u{2000}',
    '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2008}', '\u{2009}', '\u{200a}',
    '\u{2028}', '\u{2029}', '\u{205f}', '\u{3000}',
];

/// A term as it stands on the cluster. Law: different terms stand differently, and none has white space.
pub(super) fn escaped(term: &str) -> String {
    let mut out = String::with_capacity(term.len());
    push(&mut out, term);
    out
}

/// Adds a term behind others.
pub(super) fn push_token(out: &mut String, term: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    if term.is_empty() || term.len() > MAX_BYTES { out.push_str(GAP) } else { push(out, term) }
}

fn push(out: &mut String, term: &str) {
    for c in term.chars() {
        if let Ok(at) = WHITE.binary_search(&c) {
            out.extend(char::from_u32(BLANKS + at as u32));
        } else {
            if (BLANKS..=ESCAPE as u32).contains(&(c as u32)) {
                out.push(ESCAPE);
            }
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn term() -> impl Strategy<Value = String> {
        let ours =
            proptest::sample::select(vec!['\u{10f000}', '\u{10f001}', '\u{10f0fe}', '\u{10f0ff}', ' ', '\t', 'a']);
        proptest::collection::vec(prop_oneof![any::<char>(), ours], 1..6).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn different_terms_stand_differently(one in term(), other in term()) {
            prop_assert_eq!(one == other, escaped(&one) == escaped(&other));
            prop_assert_ne!(escaped(&one), GAP);
            prop_assert!(!escaped(&one).contains(WHITE));
        }
    }

    #[test]
    fn a_term_that_is_too_long_keeps_its_place() {
        let mut out = String::new();
        ["a", &"b".repeat(MAX_BYTES + 1), "c d"].iter().for_each(|term| push_token(&mut out, term));
        assert_eq!(out, format!("a {GAP} c\u{10f009}d"));
    }
}
