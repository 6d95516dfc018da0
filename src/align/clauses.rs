//! Where the clauses of a sentence end: at commas, semicolons, colons, dashes and full stops inside quotations.

use crate::text::fold::is_han;

/// Ends of the clauses of a text, in characters, rising; the last is the end of the text. Marks that close belong to
/// the clause before them.
pub(super) fn clause_ends(text: &str) -> Vec<usize> {
    let characters: Vec<char> = text.chars().collect();
    let mut ends = Vec::new();
    let mut has_word = false;
    let mut at = 0;
    while at < characters.len() {
        let c = characters[at];
        at += 1;
        has_word |= c.is_alphanumeric();
        if !has_word || !is_end(c, characters.get(at).copied()) {
            continue;
        }
        while characters.get(at).is_some_and(|c| closes(*c) || is_end(*c, characters.get(at + 1).copied())) {
            at += 1;
        }
        // What follows must have a word too, or it belongs here.
        if characters[at..].iter().any(|c| c.is_alphanumeric()) {
            ends.push(at);
            has_word = false;
        }
    }
    ends.push(characters.len());
    ends
}

/// Whether a mark ends a clause; ASCII marks do so only before a space or a closing mark.
fn is_end(c: char, next: Option<char>) -> bool {
    match c {
        '，' | '；' | '：' | '。' | '！' | '？' | '—' | '…' => true,
        ',' | ';' | ':' | '.' | '!' | '?' => next.is_none_or(|n| n.is_whitespace() || closes(n) || is_han(n)),
        _ => false,
    }
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '」' | '』' | ')' | '）' | '》')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_end_at_their_marks() {
        let clauses = |text: &str| -> Vec<String> {
            let characters: Vec<char> = text.chars().collect();
            let mut start = 0;
            let ends = clause_ends(text).into_iter();
            ends.map(|end| characters[std::mem::replace(&mut start, end)..end].iter().collect()).collect()
        };
        assert_eq!(clauses("他說：“好。”就走了。"), ["他說：", "“好。”", "就走了。"]);
        assert_eq!(clauses("At 1,000 m, he \"stopped.\""), ["At 1,000 m,", " he \"stopped.\""]);
        assert_eq!(clauses("……"), ["……"]);
        assert_eq!(clauses(""), [""]);
    }
}
