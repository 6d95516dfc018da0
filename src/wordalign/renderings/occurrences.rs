//! Where a term stands in a text. Law: spans are in order, apart, on character borders, and fold to the term or
//! (English) are its words in any inflection.

use super::super::token::{Cut, Token, tokens};
use crate::model::{Side, Span};
use crate::text::fold::fold;

/// The places of `term` in a text of `side`; the tokens are those of the text.
///
/// Chinese in any script; a place that cuts into the word before or behind is none (省法院 is not in 全省法院, but
/// 知識產權 is in 知識產權局). English in any inflection; what is all capitals keeps its case, may have a plural s or a lost blank
/// behind it (GIs, IPRfor), and is in no longer abbreviation (IP is not in IPR).
pub fn term_spans(term: &str, side: Side, text: &str, in_text: &[Token], cutter: &impl Cut) -> Vec<Span> {
    let acronym = term.len() > 1 && term.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '&');
    if acronym {
        return acronyms(term, text);
    }
    match side {
        Side::En => words(term, in_text, cutter),
        Side::Zh => characters(term, text, in_text),
    }
}

fn acronyms(term: &str, text: &str) -> Vec<Span> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(term)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|t| t.chars().next_back());
            let after = text.get(at + term.len()..).and_then(|t| t.chars().next());
            !letter(before) && !after.is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
        .map(|(at, _)| Span::new(at, at + term.len()))
        .collect()
}

fn words(term: &str, in_text: &[Token], cutter: &impl Cut) -> Vec<Span> {
    let wanted: Vec<String> = tokens(term, cutter).into_iter().map(|token| token.key).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<Span> = Vec::new();
    for run in in_text.windows(wanted.len()) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let apart = out.last().is_none_or(|before| before.end <= first.span.start);
        if apart && run.iter().zip(&wanted).all(|(token, wanted)| token.key == *wanted) {
            out.push(Span::new(first.span.start, last.span.end));
        }
    }
    out
}

fn characters(term: &str, text: &str, in_text: &[Token]) -> Vec<Span> {
    let (folded, wanted) = (fold(text), fold(term));
    if wanted.is_empty() {
        return Vec::new();
    }
    // Folding keeps the number of characters, not of bytes.
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let length = wanted.chars().count();
    let (mut chars, mut bytes) = (0, 0);
    let found = folded.match_indices(wanted.as_ref()).filter_map(|(at, _)| {
        chars += folded.get(bytes..at)?.chars().count();
        bytes = at;
        Some(Span::new(*starts.get(chars)?, *starts.get(chars + length)?))
    });
    let all: Vec<Span> = found.collect();
    let whole: Vec<Span> = all.iter().copied().filter(|span| !cuts(*span, in_text)).collect();
    if whole.is_empty() { all } else { whole }
}

/// Whether the span takes a part of one word together with others.
fn cuts(span: Span, in_text: &[Token]) -> bool {
    let from = in_text.partition_point(|t| t.span.end <= span.start);
    let mut covered = in_text.iter().skip(from).take_while(|t| t.span.start < span.end);
    match (covered.next(), covered.last()) {
        (Some(first), Some(last)) => first.span.start < span.start || last.span.end > span.end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Segmenter;
    use proptest::prelude::*;

    fn found<'t>(term: &str, side: Side, text: &'t str) -> Vec<&'t str> {
        let in_text = tokens(text, Segmenter::shared());
        term_spans(term, side, text, &in_text, Segmenter::shared()).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn borders() {
        assert_eq!(found("IP", Side::En, "IPR, IP and VIP; IPs"), ["IP", "IP"]);
        assert_eq!(found("IPR", Side::En, "the IPRfor and GI"), ["IPR"]);
        assert_eq!(
            found("trade secret", Side::En, "Trade Secrets are a trade secret"),
            ["Trade Secrets", "trade secret"]
        );
        assert_eq!(found("知识产权", Side::Zh, "保護知識產權"), ["知識產權"]);
    }

    #[test]
    fn inflections_and_no_derivations() {
        assert_eq!(found("mediator", Side::En, "mediators, mediation"), ["mediators"]);
        assert_eq!(found("pay", Side::En, "paid payments"), ["paid"]);
    }

    proptest! {
        #[test]
        fn any_text_and_term(term in "[a-zA-Z 知識產權]{0,6}", text in "[a-zA-Z 知識產權省法院]{0,40}") {
            for side in Side::BOTH {
                let in_text = tokens(&text, Segmenter::shared());
                let mut end = 0;
                for span in term_spans(&term, side, &text, &in_text, Segmenter::shared()) {
                    prop_assert!(span.start >= end && text.get(span.start..span.end).is_some());
                    end = span.end;
                }
            }
        }
    }
}
