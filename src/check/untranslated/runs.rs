//! Runs of the other language inside a text.

use super::letters::{CODE, squeezed};
use super::shown::is_shown;
use super::words::list;
use crate::check::pair::Pair;
use crate::model::Span;
use crate::text::fold::is_han;
use crate::text::word_class::is_function_word;
use std::collections::HashSet;

/// Small English words in a row that are no name.
const LONG_ENGLISH: usize = 4;

/// A few words of the English in the middle of the Chinese, with a function word among them, so that they are no name:
/// "by updating it". Quoted, they may be an example.
pub(super) fn short_run(pair: &Pair) -> Option<Span> {
    if CODE.iter().any(|mark| pair.zh.contains(mark)) {
        return None;
    }
    let inside = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-');
    let english = squeezed(pair.en);
    let mut at = 0;
    while let Some(start) = pair.zh.get(at..).and_then(|t| t.find(|c: char| c.is_ascii_alphabetic())).map(|i| at + i) {
        let end = pair.zh.get(start..).and_then(|t| t.find(|c| !inside(c))).map_or(pair.zh.len(), |i| start + i);
        at = end;
        let run = pair.zh.get(start..end).unwrap_or("").trim_end();
        let words: Vec<&str> = run.split(' ').filter(|w| !w.is_empty()).collect();
        // "Waiting for reply" in the middle of a sentence is a label.
        let label = words.first().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_uppercase()))
            && pair.zh.get(..start).is_some_and(|t| t.trim_end().ends_with(is_han));
        // "Newport on the Levee" is a name, "by updating its Content Security Policy" has one.
        let capital = |w: &&str| w.starts_with(|c: char| c.is_ascii_uppercase());
        let small = |w: &&&str| w.bytes().all(|b| b.is_ascii_lowercase());
        let opens = words.first().is_some_and(|w| small(&w)) && words.iter().take_while(|w| !capital(w)).count() >= 3;
        let named = !opens && words.iter().skip(1).any(capital);
        let function = words.iter().skip(1).filter(small).any(|w| is_function_word(w))
            || words.first().is_some_and(|w| small(&w) && is_function_word(w));
        let before = pair.zh.get(..start).unwrap_or("").trim_end();
        let behind = pair.zh.get(end..).unwrap_or("").trim_start();
        let quoted = before
            .ends_with(['(', '（', '"', '“', '\'', '‘', '「', '『', '《', '<', '_', '*', '/', '-', '.', '[', ':', '$'])
            || behind.starts_with([')', '）', '"', '”', '」', '』', '》', '_', '*', '(', '=', '/', ':', '<', '['])
            || behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let around = before.ends_with(is_mark_or_han) && (behind.is_empty() || behind.starts_with(is_mark_or_han));
        if words.len() >= 3
            && words.iter().filter(small).count() >= 2
            && function
            && !named
            && !words.iter().all(|word| list("keyword").contains(word))
            && !label
            && !run.ends_with('-')
            && !quoted
            && !is_shown(pair.zh, start)
            && around
            && english.contains(&squeezed(run))
        {
            return Some(Span::new(start, start + run.len()));
        }
    }
    None
}

/// A Chinese character, or a mark of Chinese or English prose. Behind ";" commands go on: "while push; do refresh; done".
fn is_mark_or_han(c: char) -> bool {
    is_han(c) || "，。；：！？、,!?.".contains(c)
}

/// Whether a run of words of the other language is a clause of its own: not in brackets, and with marks at both ends.
pub(super) fn is_clause(text: &str, span: Span) -> bool {
    let run = span.of(text).trim();
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let begins = before.is_empty() || run.starts_with(['，', '。', '；', '：', '、', ',', '.', ';', ':']);
    let ends = span.end == text.len() || run.ends_with(['，', '。', '；', '：', ',', '.', ';', ':', '!', '?']);
    begins && ends && !run.contains(['(', '（', '“', '「', '"'])
}

/// Chinese in the English text, unless it is a word that is quoted or explained.
pub(super) fn foreign(text: &str) -> Option<Span> {
    let mut run: Option<Span> = None;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        if is_han(c) || run.is_some_and(|r| r.end == i) && "，、；：（）".contains(c) {
            run = Some(run.filter(|r| r.end == i).map_or(Span::new(i, end), |r| Span::new(r.start, end)));
        }
        if let Some(found) = run.filter(|r| r.end < end || end == text.len()) {
            let before = text.get(..found.start).unwrap_or("").trim_end();
            // "(Chinese: 星表)".
            let named =
                before.strip_suffix([':', '：']).is_some_and(|b| b.ends_with("Chinese") || b.ends_with("Mandarin"));
            let quoted = named || before.ends_with(['(', '（', '"', '“', '\'', '‘', '「', '《', '[', '/', '<']);
            if found.of(text).chars().count() >= 2 && !quoted {
                return Some(found);
            }
            run = None;
        }
    }
    None
}

/// A stretch without Chinese characters in the Chinese text with so many small words that it is no name.
pub(super) fn english_run(text: &str) -> Option<Span> {
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| is_han(*c)).map(|(i, c)| (i, i + c.len_utf8()));
    ends.chain([(text.len(), text.len())]).find_map(|(end, next)| {
        let run = Span::new(start, end);
        start = next;
        let words = run.of(text).split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let small = words.filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        // "a1 or b2 or c3 or d4" is a list of names.
        let different: HashSet<&str> = small.collect();
        (different.len() >= LONG_ENGLISH).then_some(run)
    })
}
