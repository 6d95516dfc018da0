//! Characters of a text forwards and backwards, folded so that one table serves every width and script; what they are
//! compared with is folded too. Folding is one character to one, so that places stay places in the original.

use crate::text::fold::fold_char;

/// A text to look at around a place. Places are bytes, always on a character boundary.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub text: &'t str,
}

impl<'t> Reader<'t> {
    /// The folded character at `pos` and where it ends.
    pub fn at(self, pos: usize) -> Option<(char, usize)> {
        let c = self.text.get(pos..)?.chars().next()?;
        Some((fold(c), pos + c.len_utf8()))
    }

    /// The folded character before `pos` and where it starts.
    pub fn before(self, pos: usize) -> Option<(char, usize)> {
        let c = self.text.get(..pos)?.chars().next_back()?;
        Some((fold(c), pos - c.len_utf8()))
    }

    pub fn peek(self, pos: usize) -> Option<char> {
        self.at(pos).map(|(c, _)| c)
    }

    pub fn peek_before(self, pos: usize) -> Option<char> {
        self.before(pos).map(|(c, _)| c)
    }

    /// Where `pattern` (folded) ends if it stands at `pos`.
    pub fn eat(self, pos: usize, pattern: &str) -> Option<usize> {
        pattern.chars().try_fold(pos, |pos, wanted| match self.at(pos) {
            Some((c, next)) if c == wanted => Some(next),
            _ => None,
        })
    }

    pub fn eat_any(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.eat(pos, pattern))
    }

    /// Where `pattern` (folded) starts if it ends at `pos`.
    pub fn back(self, pos: usize, pattern: &str) -> Option<usize> {
        pattern.chars().rev().try_fold(pos, |pos, wanted| match self.before(pos) {
            Some((c, start)) if c == wanted => Some(start),
            _ => None,
        })
    }

    pub fn back_any(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.back(pos, pattern))
    }

    /// Past at most two spaces: more of them part columns, not words.
    pub fn spaces(self, mut pos: usize) -> usize {
        for _ in 0..2 {
            match self.at(pos) {
                Some((' ', next)) => pos = next,
                _ => break,
            }
        }
        pos
    }

    pub fn back_spaces(self, mut pos: usize) -> usize {
        for _ in 0..2 {
            match self.before(pos) {
                Some((' ', start)) => pos = start,
                _ => break,
            }
        }
        pos
    }

    /// Where the folded word `pattern` ends if it stands at `pos` as a whole word.
    pub fn eat_word(self, pos: usize, pattern: &str) -> Option<usize> {
        let end = self.eat(pos, pattern)?;
        match self.peek(end) {
            Some(c) if c.is_ascii_alphanumeric() => None,
            _ => Some(end),
        }
    }

    pub fn eat_words(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.eat_word(pos, pattern))
    }

    /// Where the folded word `pattern` starts if it ends at `pos` as a whole word.
    pub fn back_word(self, pos: usize, pattern: &str) -> Option<usize> {
        let start = self.back(pos, pattern)?;
        match self.peek_before(start) {
            Some(c) if c.is_ascii_alphanumeric() => None,
            _ => Some(start),
        }
    }

    pub fn back_words(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.back_word(pos, pattern))
    }

    /// Whether nothing but spaces parts `pos` from the start of its paragraph.
    pub fn opens_paragraph(self, pos: usize) -> bool {
        matches!(self.peek_before(self.back_spaces(pos)), None | Some('\n' | '\r' | '\t'))
    }
}

/// The fold of search, but for what means something else beside a number: tabs part columns, `[5]` is a reference,
/// ² is a power and ① the mark of an item.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{0}'..='\u{7f}' => c,
        '［' => '[',
        '］' => ']',
        _ if is_no_digit(c) => c,
        _ => fold_char(c),
    }
}

/// Characters that fold to a digit and are none of a number.
fn is_no_digit(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209c}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}
