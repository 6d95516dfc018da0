//! How far a span of the other side can be a term's rendering by its borders and its grammar: a term is a name, a noun
//! or a verb, and what renders it is no piece of a sentence.

use super::super::token::{Class, Token};
use super::candidate::Candidate;
use super::linked_pair::LinkedPair;
use crate::model::{Side, Span};

/// Words that make a sentence of what stands around them. Sorted.
#[rustfmt::skip]
const SENTENCE: &[&str] = &[
    "are", "be", "because", "been", "being", "can", "could", "did", "do", "does", "had", "has", "have", "if", "is", "may",
    "might", "must", "shall", "should", "than", "that", "unless", "was", "were", "when", "where", "whether", "which",
    "who", "whom", "whose", "will", "would",
];

/// Words that a noun phrase begins with. Sorted.
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "an", "any", "each", "every", "her", "his", "its", "such", "the", "their", "these", "this", "those",
];

/// Words that put one phrase under another, besides those that are function words to the dictionary too. Sorted.
#[rustfmt::skip]
const RELATIONS: &[&str] = &[
    "accordance", "according", "after", "against", "among", "before", "between", "both", "concerning", "during",
    "either", "into", "other", "pursuant", "regarding", "through", "under", "until", "upon", "while", "within",
    "without",
];

/// A word that the term brought so far is part of its rendering, whatever it is.
const BROUGHT: f32 = 0.5;

/// A word of a name that others explain so far belongs to them.
const OTHERS: f32 = 0.6;

/// What an "and" costs a candidate that another word of the text brought.
const JOINED: f32 = 0.3;

/// How well the candidate can stand for the term as a phrase, 0..=1; 0 for what is no phrase.
pub(super) fn fit(linked: &LinkedPair, side: Side, term: Span, candidate: &Candidate) -> f32 {
    if side == Side::En {
        return 1.0;
    }
    let (tokens, text) = (linked.tokens(Side::En), linked.text(Side::En));
    let word = |t: &Token| t.span.of(text).to_lowercase();
    let is = |words: &[&str], token: usize| {
        tokens.get(token).is_some_and(|t| words.binary_search(&word(t).as_str()).is_ok())
    };
    let brought = |token: usize| linked.brought_by(side, term, token) >= BROUGHT;
    let content = |token: usize| {
        tokens.get(token).is_some_and(|t| Class::of(&t.key) != Class::Mark && !linked.is_stop(Side::En, t))
    };
    let mut fit = 1.0;
    for token in candidate.first..=candidate.last {
        if is(SENTENCE, token) && !brought(token) {
            return 0.0;
        }
        if token > candidate.first && is(DETERMINERS, token) && content(token - 1) {
            return 0.0;
        }
        if is(&["and", "or"], token) {
            fit *= 1.0 - JOINED * linked.explained(side, term, token).min(1.0);
        }
    }
    let edge = |token: usize| is(RELATIONS, token) && !brought(token);
    if candidate.first < candidate.last && (edge(candidate.first) || edge(candidate.last)) {
        return 0.0;
    }
    fit
}

/// The tokens with the rest of the name whose part they are: the words beside them with capitals of their own, as far as
/// nothing but the term explains them, and what is named behind an "of".
pub(super) fn whole_name(linked: &LinkedPair, side: Side, term: Span, (first, last): (usize, usize)) -> (usize, usize) {
    let (tokens, text) = (linked.tokens(Side::En), linked.text(Side::En));
    let word = |token: usize| tokens.get(token).map_or("", |t| t.span.of(text));
    let capital = |token: usize| {
        let begins = token == 0 || ".:;?!\"“".contains(word(token - 1));
        !begins && word(token).starts_with(char::is_uppercase) && word(token).contains(char::is_lowercase)
    };
    let free = |token: &usize| capital(*token) && linked.explained(side, term, *token) < OTHERS;
    let no_content = |token: usize| tokens.get(token).is_some_and(|t| linked.is_stop(Side::En, t) || t.key == "-");
    if side == Side::En || !(first..=last).all(|token| capital(token) || no_content(token)) {
        return (first, last);
    }
    let before =
        |token: &usize| token.checked_sub(if *token > 1 && word(token - 1) == "-" { 2 } else { 1 }).filter(free);
    let behind = |token: &usize| Some(token + if word(token + 1) == "-" { 2 } else { 1 }).filter(free);
    let end = |from: usize| std::iter::successors(Some(from), behind).last().unwrap_or(from);
    let (first, last) = (std::iter::successors(Some(first), before).last().unwrap_or(first), end(last));
    let place = last + 2;
    let of = word(last + 1) == "of" && free(&place) && !capital(end(place) + 1);
    (first, if of { end(place) } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Segmenter;
    use crate::wordalign::link::{WordLink, WordLinks};
    use crate::wordalign::token::tokens;
    use proptest::prelude::*;

    /// A term of one word, and a text where the words of `others` are brought by another word.
    fn linked<'t>(en: &'t str, others: &[&str]) -> LinkedPair<'t> {
        let zh = "x y";
        let words = tokens(en, Segmenter::shared());
        let link = |(at, _): (usize, &Token)| WordLink { zh: 1, en: at, forward: 1.0, backward: 1.0 };
        let links = words.iter().enumerate().filter(|(_, t)| others.contains(&t.span.of(en))).map(link).collect();
        let all = WordLinks { zh: tokens(zh, Segmenter::shared()), en: words, links, ..WordLinks::default() };
        LinkedPair::from_links(zh, en, all)
    }

    const TERM: Span = Span { start: 0, end: 1 };

    fn place(linked: &LinkedPair, part: &str) -> (usize, usize) {
        let text = linked.text(Side::En);
        let start = text.find(part).expect("the part is there");
        let tokens = linked.tokens(Side::En);
        (
            tokens.partition_point(|t| t.span.end <= start),
            tokens.partition_point(|t| t.span.start < start + part.len()) - 1,
        )
    }

    fn candidate((first, last): (usize, usize)) -> Candidate {
        Candidate { first, last, score: 1.0, precision: 1.0, mass: 1.0, brought: 1.0, length: 1.0 }
    }

    #[test]
    fn no_pieces_of_sentences() {
        let judge = |text: &str, part: &str, others: &[&str]| {
            let linked = linked(text, others);
            fit(&linked, Side::Zh, TERM, &candidate(place(&linked, part)))
        };
        let text = "authority means the Fair Trade Commission which shall be fair and equal under the law";
        assert_eq!(judge(text, "Fair Trade Commission", &[]), 1.0);
        assert_eq!(judge(text, "means the Fair Trade Commission", &[]), 0.0);
        assert_eq!(judge(text, "Commission which shall be fair", &[]), 0.0);
        assert_eq!(judge(text, "equal under", &[]), 0.0);
        assert_eq!(judge(text, "under", &[]), 1.0);
        assert_eq!(judge(text, "fair and equal", &[]), 1.0);
        assert_eq!(judge(text, "fair and equal", &["and"]), 1.0 - JOINED);
        assert_eq!(judge("unless there is a complaint", "unless there is a complaint", &[]), 0.0);
    }

    #[test]
    fn names_are_whole() {
        let whole = |text: &str, part: &str, others: &[&str]| {
            let linked = linked(text, others);
            let (first, last) = whole_name(&linked, Side::Zh, TERM, place(&linked, part));
            let tokens = linked.tokens(Side::En);
            text[tokens[first].span.start..tokens[last].span.end].to_string()
        };
        assert_eq!(whole("at the Canton Fair, the", "Canton", &[]), "Canton Fair");
        assert_eq!(whole("at the Canton Fair, the", "Canton", &["Fair"]), "Canton");
        assert_eq!(whole("at the canton Fair", "canton", &[]), "canton");
        assert_eq!(whole("it ended. Trade Secrets", "Secrets", &[]), "Secrets");
        assert_eq!(whole("in the Sub-Kong Great Bay Area", "Bay", &[]), "Sub-Kong Great Bay Area");
        let office = "the Copyright Office of Old Province launched";
        assert_eq!(whole(office, "Copyright", &[]), "Copyright Office of Old Province");
        assert_eq!(whole(office, "Copyright", &["Province"]), "Copyright Office");
    }

    #[test]
    fn lists_are_sorted() {
        assert!(SENTENCE.is_sorted() && DETERMINERS.is_sorted() && RELATIONS.is_sorted());
    }

    proptest! {
        #[test]
        fn borders_are_in_the_text(en in "((the |of |is |and |Fair |-|fair |[.] ){1,10})", first in 0usize..12, more in 0usize..4) {
            let linked = linked(&en, &["fair"]);
            let count = linked.tokens(Side::En).len();
            prop_assume!(count > 0);
            let (first, last) = (first.min(count - 1), (first + more).min(count - 1));
            let (from, to) = whole_name(&linked, Side::Zh, TERM, (first, last));
            prop_assert!(from <= first && last <= to && to < count);
            prop_assert!((0.0..=1.0).contains(&fit(&linked, Side::Zh, TERM, &candidate((first, last)))));
        }
    }
}
