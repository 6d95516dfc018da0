//! The names of an English text: runs of capitalised words.

use crate::model::Span;

/// Words that are capital because a sentence begins with them.
const OPENING: [&str; 21] = [
    "Where", "If", "When", "In", "For", "Any", "Each", "No", "All", "Such", "These", "Those", "This", "Upon", "After",
    "Before", "Under", "By", "As", "Unless", "While",
];

/// The names of an English text: runs of capitalised words, small words between them included.
pub(in crate::check) fn names(text: &str) -> Vec<Span> {
    const SMALL: [&str; 5] = ["of", "and", "for", "the", "on"];
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut words = 0;
    let mut close = |open: &mut Option<Span>, words: &mut usize| {
        if let Some(span) = open.take().filter(|_| *words >= 1) {
            out.push(span);
        }
        *words = 0;
    };
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-')) {
        let start = at;
        at += word.len();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let span = Span::new(start, start + bare.len());
        if bare.is_empty() {
            if !word.trim().is_empty() {
                close(&mut open, &mut words);
            }
            continue;
        }
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        let opens = open.is_none() && OPENING.contains(&bare);
        if capital && !opens {
            open = Some(open.map_or(span, |o: Span| Span::new(o.start, span.end)));
            words += 1;
        } else if !SMALL.contains(&bare) {
            close(&mut open, &mut words);
        }
        if word.len() > bare.len() && !word[bare.len()..].trim().is_empty() {
            close(&mut open, &mut words);
        }
    }
    close(&mut open, &mut words);
    out
}

/// A name of two words or more without its article, to be compared: "ministry of justice".
pub(in crate::check) fn key(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    let bare = bare.trim_end_matches("'s").trim_end_matches("’s");
    bare.contains(' ').then(|| bare.to_string())
}
