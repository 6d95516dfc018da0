//! What the passes look at: chunks of a text, and the words in them. A chunk that is an address, a path, an
//! identifier or code is technical, and nothing in it is damage.

/// A run of visible ASCII characters, bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'t> {
    pub start: usize,
    pub text: &'t str,
    pub technical: bool,
}

impl Chunk<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The chunks of a text. Between a pair of backticks everything is code.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let bytes = text.as_bytes();
    let paired = bytes.contains(&b'`') && bytes.iter().filter(|byte| **byte == b'`').count().is_multiple_of(2);
    let mut inside = false;
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + bytes.get(from..)?.iter().position(u8::is_ascii_graphic)?;
        let rest = bytes.get(start..)?;
        let end = start + rest.iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        from = end;
        let chunk = text.get(start..end)?;
        let mut technical = inside || is_technical(chunk);
        if paired {
            let ticks = chunk.bytes().filter(|byte| *byte == b'`').count();
            inside ^= ticks % 2 == 1;
            technical |= ticks > 0;
        }
        Some(Chunk { start, text: chunk, technical })
    })
}

fn is_technical(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    let mut slashes = 0;
    for byte in bytes {
        match byte {
            b'@' | b'_' | b'\\' | b'`' | b'{' | b'}' | b'<' | b'>' | b'=' | b'|' | b'#' | b'~' | b'^' => return true,
            b'/' => slashes += 1,
            _ => {}
        }
    }
    slashes > 1
        || bytes.starts_with(b"/")
        || bytes.starts_with(b"./")
        || bytes.starts_with(b"www.")
        || (bytes.contains(&b':') && (chunk.contains("::") || chunk.contains("://")))
        || (bytes.contains(&b']') && chunk.contains("]("))
}

/// A full stop or colon between letters: a domain, a file, a qualified name.
pub(super) fn is_dotted(chunk: &str) -> bool {
    chunk
        .as_bytes()
        .windows(3)
        .any(|w| matches!(w, [a, b'.' | b':', c] if a.is_ascii_alphanumeric() && c.is_ascii_alphabetic()))
}

/// Runs of ASCII letters that are words by themselves, with their first byte; those that a digit, an underscore or
/// another Latin letter continues are left out.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + bytes.get(from..)?.iter().position(u8::is_ascii_alphabetic)?;
            let rest = bytes.get(start..)?;
            let end = start + rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            from = end;
            let before = start.checked_sub(1).and_then(|i| bytes.get(i));
            if !continues(before, || text.get(..start)?.chars().next_back())
                && !continues(bytes.get(end), || text.get(end..)?.chars().next())
            {
                return Some((start, text.get(start..end)?));
            }
        }
    })
}

fn continues(byte: Option<&u8>, character: impl Fn() -> Option<char>) -> bool {
    match byte {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_digit() || *byte == b'_',
        Some(_) => character().is_some_and(is_latin),
    }
}

/// Latin letters, ASCII or not.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// The letters that the text opens with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// The letters that the text ends with.
pub(super) fn last_word(text: &str) -> &str {
    let len = text.bytes().rev().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(text.len() - len..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_paths_and_code_are_technical() {
        let text = "see http://a.b/c?d a@b.c snake_case `let x` 和 src/main/x.rs and/or R&D plain";
        let plain: Vec<&str> = chunks(text).filter(|chunk| !chunk.technical).map(|chunk| chunk.text).collect();
        assert_eq!(plain, ["see", "and/or", "R&D", "plain"]);
    }

    #[test]
    fn words_that_something_continues_are_left_out() {
        let found: Vec<&str> = words("one café x86 two-three 知four_5").map(|(_, word)| word).collect();
        assert_eq!(found, ["one", "two", "three"]);
    }
}
