//! Text that was not translated: the same on both sides, or in the language of the other side.

use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::fold::{fold, is_han};

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let (zh, en) = (pair.zh.trim(), pair.en.trim());
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let latin = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
    let same = fold(zh) == fold(en);
    let whole = |side: Side| Some(Span::new(0, pair.text(side).len()));
    if same {
        // A name, a code or a figure may well be the same; running text may not.
        let words = zh.split_whitespace().filter(|w| w.chars().filter(|c| c.is_lowercase()).count() > 1).count();
        let code = [">>>", "{", "=", "::", "`", "</", "http"].iter().any(|mark| zh.contains(mark));
        let severity = if !code && (han(zh) >= 2 || words >= 4) { Severity::Error } else { Severity::Note };
        if han(zh) + latin(zh) >= 4 && (severity == Severity::Error || words >= 2) {
            let message = "both sides have the same text".to_string();
            out.push(pair.finding(Rule::UntranslatedSame, severity, whole(Side::Zh), whole(Side::En), message));
        }
        return;
    }
    if han(en) >= 4 && han(en) * 3 > latin(en) {
        let message = "the English side is Chinese".to_string();
        out.push(pair.finding(Rule::UntranslatedText, Severity::Error, None, whole(Side::En), message));
        return;
    }
    if han(zh) == 0 && latin(zh) >= 20 && prose(zh) {
        let message = "the Chinese side is English".to_string();
        out.push(pair.finding(Rule::UntranslatedText, Severity::Error, whole(Side::Zh), None, message));
        return;
    }
    if let Some(span) = foreign(pair.en) {
        let message = format!("{} stands untranslated in the English", span.of(pair.en));
        out.push(pair.finding(Rule::UntranslatedText, Severity::Note, None, Some(span), message));
    }
    if let Some(span) = english_run(pair.zh) {
        let message = "a run of English stands in the Chinese".to_string();
        out.push(pair.finding(Rule::UntranslatedText, Severity::Note, Some(span), None, message));
    }
}

/// Whether a text is made of sentences rather than of names.
fn prose(text: &str) -> bool {
    text.split_whitespace().filter(|w| w.chars().all(|c| c.is_ascii_lowercase())).count() >= 4
}

/// Chinese in the English text, unless it is a word that is quoted or explained.
fn foreign(text: &str) -> Option<Span> {
    let mut run: Option<Span> = None;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        if is_han(c) {
            run = Some(run.filter(|r| r.end == i).map_or(Span::new(i, end), |r| Span::new(r.start, end)));
        }
        if let Some(found) = run.filter(|r| r.end < end || end == text.len()) {
            let before = text.get(..found.start).unwrap_or("").trim_end();
            let quoted = before.ends_with(['(', '（', '"', '“', '\'', '‘', '「', '《', '[', '/', '<']);
            if found.of(text).chars().count() >= 2 && !quoted {
                return Some(found);
            }
            run = None;
        }
    }
    None
}

/// Six English words or more in a row in the Chinese text that are not a name.
fn english_run(text: &str) -> Option<Span> {
    let mut start = None;
    let mut lower = 0;
    let mut at = 0;
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let latin = !word.is_empty() && word.is_ascii() && word.chars().any(|c| c.is_ascii_alphabetic());
        if latin {
            start = start.or(Some(at));
            lower += usize::from(word.chars().all(|c| c.is_ascii_lowercase()));
        }
        at += piece.len();
        if !latin || at == text.len() {
            let end = if latin { at } else { at - piece.len() };
            if let Some(start) = start.filter(|_| lower >= 6) {
                return Some(Span::new(start, end));
            }
            (start, lower) = (None, 0);
        }
    }
    None
}
