//! The oracle of exactness, with its own idea of folding: script by OpenCC as hanconv converts whole texts, case
//! evened out, blanks dropped. Shared by the test and the measuring example.

/// A small generator, so that the same substrings are tried every time (xorshift, Marsaglia 2003).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The folded text of the oracle: simplified by OpenCC's characters through another crate than the build's table, case and
/// width evened out, blanks beside Chinese dropped.
pub fn oracle_fold(text: &str) -> String {
    let simple = hanconv::t2s(text);
    simple.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

/// A substring to search for: 1 to 12 characters of the text with at least one Chinese one, nothing that quoting could not
/// hold; `None` when the draw is of no use.
pub fn substring(text: &str, random: &mut Random) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return None;
    }
    let (from, len) = (random.below(chars.len()), 1 + random.below(12));
    let part: String = chars[from..chars.len().min(from + len)].iter().collect();
    let part = part.trim();
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let usable = !part.contains('"') && !part.contains(char::is_whitespace) && part.chars().any(is_han);
    usable.then(|| part.to_string())
}

/// The substring as it stands, simplified, and traditional.
pub fn scripts(part: &str) -> [String; 3] {
    [part.to_string(), hanconv::t2s(part), hanconv::s2t(hanconv::t2s(part))]
}
