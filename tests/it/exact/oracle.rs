//! The oracle of exactness, with its own idea of folding. Shared by the test and the measuring example.

use crate::random::Random;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The folded text of the oracle: OpenCC's characters one by one, case and width evened out, blanks dropped.
pub fn oracle_fold(text: &str) -> String {
    static SIMPLIFIED: OnceLock<HashMap<char, char>> = OnceLock::new();
    let simplified = SIMPLIFIED.get_or_init(|| {
        let pairs = hanconv::RawDictionary::TSCharacters.iter();
        pairs.filter_map(|(t, s)| Some((t.chars().next()?, s.chars().next()?))).collect()
    });
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let chars = text.chars().filter(|c| !c.is_whitespace()).map(narrow);
    chars.map(|c| simplified.get(&c).copied().unwrap_or(c)).flat_map(char::to_lowercase).collect()
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
