//! Escapes of troff: `\fB` sets the type and goes, `\(em` is a sign, `\"` begins a remark.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Signs by their names.
static SIGNS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("signs.tsv").lines().filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Accents before a letter, as signs of two characters have them, and as marks behind it.
const ACCENTS: [(char, char); 7] = [
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    (':', '\u{308}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    (',', '\u{327}'),
    ('o', '\u{30A}'),
];

/// A text without escapes, and the remark that stands behind it.
#[derive(Default)]
pub struct Plain {
    pub text: String,
    pub comment: String,
}

/// Undoes the escapes of a line.
pub fn plain(line: &str) -> Plain {
    let mut plain = Plain::default();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        let (before, behind) = rest.split_at(at);
        plain.text.push_str(before);
        let behind = behind.get(1..).unwrap_or_default();
        let Some(c) = behind.chars().next() else { return plain };
        rest = behind.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' | '#' => {
                plain.comment = rest.to_string();
                return plain;
            }
            'e' | '\\' => plain.text.push('\\'),
            '-' | '.' | '\'' | '`' => plain.text.push(c),
            ' ' | '~' | '0' => plain.text.push(' '),
            't' => plain.text.push('\t'),
            // What has no width, and where words may break.
            '&' | '|' | '^' | '%' | ':' | '/' | ',' | ')' | 'c' | 'd' | 'u' | 'r' | 'p' | 'a' | '{' | '}' | '!'
            | '?' | 'z' => {}
            'f' | 'F' | 'm' | 'M' | 'g' | 'n' | 'k' | 'V' | 'Y' | 'O' => rest = name(rest).1,
            's' => {
                let signed = rest.trim_start_matches(['+', '-']);
                rest = if signed.starts_with(['(', '[']) {
                    name(signed).1
                } else {
                    signed.trim_start_matches(|c: char| c.is_ascii_digit())
                };
            }
            '*' => {
                let (string, behind) = name(rest);
                plain.text.push_str(&sign(string).unwrap_or_default());
                rest = behind;
            }
            '(' | '[' => {
                let (named, behind) = name(behind);
                match sign(named) {
                    Some(said) => plain.text.push_str(&said),
                    // It stays readable.
                    None => plain.text.push_str(named),
                }
                rest = behind;
            }
            'h' | 'v' | 'w' | 'l' | 'L' | 'o' | 'x' | 'D' | 'b' | 'N' | 'S' | 'H' | 'Z' | 'X' | 'A' | 'B' | 'R'
            | 'C' => {
                let (inside, behind) = delimited(rest);
                match c {
                    'o' | 'Z' | 'b' => plain.text.push_str(inside),
                    'C' => plain.text.push_str(&sign(inside).unwrap_or_default()),
                    _ => {}
                }
                rest = behind;
            }
            other => plain.text.push(other),
        }
    }
    plain.text.push_str(rest);
    plain
}

/// A name of one character, of two behind `(`, or in brackets; and what stands behind it.
fn name(text: &str) -> (&str, &str) {
    if let Some(long) = text.strip_prefix('[') {
        return long.split_once(']').unwrap_or((long, ""));
    }
    let (skipped, count) = if text.starts_with('(') { (1, 2) } else { (0, 1) };
    let text = text.get(skipped..).unwrap_or_default();
    let end = text.char_indices().nth(count).map_or(text.len(), |(end, _)| end);
    text.split_at(end)
}

/// What stands between two of the sign that a text opens with.
fn delimited(text: &str) -> (&str, &str) {
    let Some(sign) = text.chars().next() else { return ("", "") };
    let inside = text.get(sign.len_utf8()..).unwrap_or_default();
    inside.split_once(sign).unwrap_or((inside, ""))
}

fn sign(name: &str) -> Option<String> {
    if let Some(sign) = SIGNS.get(name).copied() {
        return Some(sign.to_string());
    }
    if let Some(code) = name.strip_prefix('u').filter(|code| code.len() >= 4) {
        let character = |code: &str| u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        return code.split('_').map(character).collect();
    }
    let mut characters = name.chars();
    let (accent, letter) = (characters.next()?, characters.next().filter(char::is_ascii_alphabetic)?);
    let (_, mark) = ACCENTS.iter().find(|(sign, _)| *sign == accent).filter(|_| characters.next().is_none())?;
    Some([letter, *mark].into_iter().nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for (line, text) in [
            ("\\fBbold\\fP \\f[I]it\\fR \\f(CWcode\\fP", "bold it code"),
            ("\\-\\-fast\\ \\&x\\e\\|n", "--fast x\\n"),
            ("caf\\('e \\[u6F6E]\\(em\\*(lqa\\*(rq", "café 潮—“a”"),
            ("\\s+2big\\s0 \\h'1n'x\\o'ab'\\[xyz]", "big xabxyz"),
            ("end\\", "end"),
            ("\\(", ""),
        ] {
            assert_eq!(plain(line).text, text, "{line}");
        }
        assert_eq!(plain("a\\\" b").comment, " b");
    }
}
