//! Figures behind a word that both sides write alike: "Part 3", "Swift 3", "Python 2.7". The word says which figure stands
//! for which, whatever else is in the passage.

use super::matching::Matching;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::number::is_month;
use rust_decimal::Decimal;

/// Letters that such a word has at least.
const LETTERS: usize = 3;

/// A figure in digits and the word before it.
struct Anchored {
    word: String,
    /// `None` where a code, a share, an amount or a date begins with the digits, which has its own reading.
    value: Option<Decimal>,
    span: Span,
}

/// Joins figures behind the same word, and says where they differ.
pub(super) fn check(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    let zh = anchored(pair.zh);
    if zh.is_empty() {
        return;
    }
    let en = anchored(pair.en);
    let only = |all: &[Anchored], word: &str| all.iter().filter(|a| a.word == word).count() == 1;
    for a in &zh {
        let Some(b) = en.iter().find(|b| b.word == a.word) else { continue };
        // Of two that are numbered, either may be meant.
        if !only(&zh, &a.word) || !only(&en, &b.word) {
            continue;
        }
        let slot =
            |slots: &[super::open_figure::Slot], span: Span| slots.iter().position(|s| s.figure.span.overlaps(span));
        let (Some(i), Some(j)) = (slot(&matching.zh, a.span), slot(&matching.en, b.span)) else { continue };
        if !matching.zh[i].open() || !matching.en[j].open() {
            continue;
        }
        if a.value.is_none() || b.value.is_none() {
            continue;
        }
        if a.value == b.value {
            (matching.zh[i].partner, matching.en[j].partner) = (Some(j), Some(i));
            continue;
        }
        (matching.zh[i].settled, matching.en[j].settled) = (true, true);
        let message = format!("{} is not {}", a.span.of(pair.zh), b.span.of(pair.en));
        let found = pair.finding(Rule::NumberChanged, Severity::Error, Some(a.span), Some(b.span), message);
        out.push(found.judged_by("figure.anchored", []));
    }
}

/// The figures in plain digits of a text that a word in Latin letters stands before.
fn anchored(text: &str) -> Vec<Anchored> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || bytes.get(at) == Some(&b'.') && digit(at + 1) {
            at += 1;
        }
        let before = text.get(..start).unwrap_or("");
        let bare = before.strip_suffix(' ').unwrap_or("");
        let from = bare.len() - bare.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let word = bare.get(from..).unwrap_or("");
        let ends = !text.get(at..).is_some_and(goes_on);
        let alone = !bare.get(..from).is_some_and(|b| b.ends_with(|c: char| c.is_alphanumeric() && c.is_ascii()));
        if alone && word.len() >= LETTERS && !is_month(word) {
            let value = text.get(start..at).filter(|_| ends).and_then(|digits| digits.parse().ok());
            out.push(Anchored { word: word.to_ascii_lowercase(), value, span: Span::new(start, at) });
        }
    }
    out
}

/// Whether digits are the beginning of something longer that is read by itself. A comma that no digit follows ends them.
fn goes_on(rest: &str) -> bool {
    let grouped = rest.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    grouped || rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "%％-–—~～/:_".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_behind_a_word() {
        let found = |text| {
            let read = anchored(text).into_iter().filter_map(|a| Some((a.word, a.value?.to_string())));
            read.collect::<Vec<_>>()
        };
        assert_eq!(found("在 Swift 3 中 (Part 1)"), [("swift".into(), "3".into()), ("part".into(), "1".into())]);
        assert_eq!(found("Python 2.7、USD 30%、COVID-19、May 3-5、共 5 人"), [("python".into(), "2.7".into())]);
        assert_eq!(found("用Part 3, 不用 Part 4,000、April 3"), [("part".into(), "3".into())]);
    }
}
