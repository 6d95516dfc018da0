//! Expressions over words in the language of the engine (Lucene's regular expressions, which match a whole term): what an
//! expression means is taken from its parsed form, so nothing is left to how another program reads it.

use super::token::GAP_CHAR;
use crate::index::{CASE, END};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};
use std::fmt::Write;

/// The expression for terms whose plain word matches, in whatever case it is written.
///
/// # Errors
/// What the engine cannot do.
pub(super) fn of_pattern(pattern: &str) -> Result<String, &'static str> {
    let hir = regex_syntax::parse(pattern).map_err(|_| "it cannot be read")?;
    let mut out = String::new();
    write(&hir, &mut out)?;
    Ok(in_any_case(&out))
}

/// The expression for terms whose plain word becomes the letters by at most so many changes: a letter added, left out, in
/// another's place, or swapped with its neighbour.
pub(super) fn of_letters(letters: &[char], edits: usize) -> String {
    in_any_case(&near(letters, edits))
}

/// Terms that contain a character.
pub(super) fn having(c: char) -> String {
    let any = any();
    format!("{any}*{}{any}*", literal(c))
}

fn in_any_case(plain: &str) -> String {
    format!("({plain})({CASE}{}*)?", any())
}

fn near(letters: &[char], edits: usize) -> String {
    let any = any();
    if edits == 0 {
        return letters.iter().map(|c| literal(*c)).collect();
    }
    let Some((first, rest)) = letters.split_first() else { return format!("{any}{{0,{edits}}}") };
    let mut ways = vec![
        format!("{}{}", literal(*first), near(rest, edits)),
        // Another one in its place, left out, one more before it.
        format!("{any}?{}", near(rest, edits - 1)),
        format!("{any}{}", near(letters, edits - 1)),
    ];
    if let Some((second, rest)) = rest.split_first() {
        ways.push(format!("{}{}{}", literal(*second), literal(*first), near(rest, edits - 1)));
    }
    format!("({})", ways.join("|"))
}

/// Any character that a word can have.
fn any() -> String {
    let mut out = String::new();
    write_class(&ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)]), &mut out);
    out
}

fn write(hir: &Hir, out: &mut String) -> Result<(), &'static str> {
    match hir.kind() {
        HirKind::Empty => out.push_str("()"),
        HirKind::Literal(text) => String::from_utf8_lossy(&text.0).chars().for_each(|c| out.push_str(&literal(c))),
        HirKind::Class(Class::Unicode(class)) => write_class(class, out),
        HirKind::Class(Class::Bytes(_)) => return Err("it is about bytes, not characters"),
        // The whole word is matched in any case.
        HirKind::Look(Look::Start | Look::End) => {}
        HirKind::Look(_) => {
            return Err("borders inside a word (\\b, ^, $) are looked for in an index on this machine only");
        }
        HirKind::Capture(capture) => write(&capture.sub, out)?,
        HirKind::Repetition(repetition) => {
            out.push('(');
            write(&repetition.sub, out)?;
            out.push(')');
            let most = repetition.max.map(|most| most.to_string()).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = write!(out, "{{{},{most}}}", repetition.min);
        }
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, out))?,
        HirKind::Alternation(parts) => {
            out.push('(');
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push('|');
                }
                write(part, out)?;
            }
            out.push(')');
        }
    }
    Ok(())
}

/// A class without what stands beside words and is no letter of any. Signs stand beside the class: whether one can be
/// escaped inside is not the same in each version of the engine.
fn write_class(class: &ClassUnicode, out: &mut String) {
    let mut class = class.clone();
    class.difference(&ClassUnicode::new([CASE, END, GAP_CHAR].map(|c| ClassUnicodeRange::new(c, c))));
    let (mut ways, mut letters) = (Vec::new(), String::new());
    for range in class.ranges() {
        let (mut low, mut high) = (range.start(), range.end());
        while low <= high && low.is_ascii_punctuation() {
            ways.push(literal(low));
            low = char::from(low as u8 + 1);
        }
        while low <= high && high.is_ascii_punctuation() {
            ways.push(literal(high));
            high = char::from(high as u8 - 1);
        }
        if low <= high {
            letters.push(low);
        }
        if low < high {
            letters.extend(['-', high]);
        }
    }
    if !letters.is_empty() {
        ways.push(format!("[{letters}]"));
    }
    match &ways[..] {
        // Matches nothing; the language has a sign for that.
        [] => out.push('#'),
        [one] => out.push_str(one),
        _ => {
            out.push('(');
            out.push_str(&ways.join("|"));
            out.push(')');
        }
    }
}

/// A character that stands for itself: a backslash before a sign makes it so, whatever it is.
fn literal(c: char) -> String {
    if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_carried_over() {
        let any = any();
        for (pattern, expected) in [
            ("^(?:medi(?:ate|ator)s?)$", "medi(ate|ator)(s){0,1}"),
            ("a.c", &format!("a{}c", "[\u{1}-\t\u{b}-\u{10f0fd}\u{10f0ff}-\u{10fffe}]")),
            ("[!-0a\\]\\-]x", "(\\!|\\\"|\\#|\\$|\\%|\\&|\\'|\\(|\\)|\\*|\\+|\\,|\\-|\\.|\\/|\\]|[0a])x"),
            ("[^a]", "(\\`|\\_|\\^|\\]|\\\\|\\[|[\u{1}-Zb-\u{10f0fd}\u{10f0ff}-\u{10fffe}])"),
            ("[a-c]{2,}", "([a-c]){2,}"),
            ("1\\.5", "1\\.5"),
        ] {
            let expected = format!("({expected})({CASE}{any}*)?");
            assert_eq!(of_pattern(pattern).as_deref(), Ok(expected.as_str()), "{pattern}");
        }
        assert!(of_pattern("a\\bc").is_err());
    }
}
