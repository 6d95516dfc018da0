//! Which words around an English number word make it a number.

use super::figure::{Draft, FigureKind};
use super::reader::Reader;
use super::words::NumberWord;
use rust_decimal::Decimal;

/// Words whose number is a label: "Article 5".
const LABELS: &[&str] = &[
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "item",
    "items",
    "subitem",
    "chapter",
    "chapters",
    "section",
    "sections",
    "clause",
    "clauses",
    "rule",
    "part",
    "no.",
    "nos.",
    "no",
    "number",
    "annex",
    "appendix",
    "schedule",
    "table",
    "form",
    "figure",
    "grade",
    "class",
    "category",
    "level",
    "stage",
    "phase",
    "volume",
    "point",
    "step",
    "subsection",
    "title",
    "subtitle",
    "type",
    "attachment",
    "war",
    "art.",
    "para.",
];

/// Where the label before the number at `pos` starts.
pub(super) fn label_before(reader: Reader, pos: usize) -> Option<usize> {
    // Most numbers follow another word; the last letter says so at once.
    let end = reader.back_spaces(pos);
    if !matches!(reader.peek_before(end), Some('a'..='z' | '.')) {
        return None;
    }
    let start = reader.back_words(end, LABELS)?;
    // "There is no 5" is not met in print, and "no" before a word says that there is none.
    let none = reader.eat_word(start, "no") == Some(end) && !reader.peek(pos).is_some_and(|c| c.is_ascii_digit());
    (!none).then_some(start)
}

/// Whether a number at `pos` continues labels: "Chapters II and III", "Article 20-2".
pub(super) fn continues(reader: Reader, pos: usize, last: Option<&Draft>) -> bool {
    let Some(last) = last.filter(|last| last.figure.kind == FigureKind::Ordinal) else {
        return false;
    };
    let gap = reader.text.get(last.figure.span.end..pos).map(str::trim);
    matches!(gap, Some("and" | "or" | "to" | "," | "-" | "–" | "through" | ", and"))
}

/// Whether "half" and "a third" are shares here: they say of what.
pub(super) fn of_behind(reader: Reader, end: usize, part: u32) -> bool {
    let of = reader.eat_words(reader.spaces(end), &["of", "the"]).is_some();
    of || part == 2 && reader.eat_words(reader.spaces(end), &["or above"]).is_some()
}

/// Nouns and adjectives behind a "one" that counts.
const COUNTED_BY_ONE: &[&str] = &[
    "year",
    "years",
    "month",
    "months",
    "day",
    "days",
    "week",
    "weeks",
    "hour",
    "hours",
    "minute",
    "time",
    "times",
    "percent",
    "per cent",
    "person",
    "persons",
    "people",
    "level",
    "grade",
    "dollar",
    "meter",
    "metre",
    "kilometer",
    "kilogram",
    "calendar",
    "fiscal",
    "business",
    "working",
    "additional",
    "full",
    "half",
    "representative",
    "member",
    "semester",
    "degree",
    "credit",
    "point",
    "ton",
    "fold",
    "square",
    "cubic",
    "academic",
    "week's",
    "year's",
    "month's",
    "seat",
    "share",
    "session",
    "term",
    "set",
    "case",
    "piece",
    "supervisor",
    "director",
    "chairman",
    "chairperson",
    "deputy",
    "vice",
    "certified",
    "or more",
    "physician",
    "nurse",
    "commissioner",
    "hundred",
    "family",
    "household",
];

/// Words before "first" that make it an adverb.
const BEFORE_ADVERB: &[&str] = &[
    "shall", "must", "may", "should", "will", "at", "be", "is", "are", "not", "when", "and", "without", "have", "has",
    "having", "been",
];

/// Whether a number word that stands alone, without other words of the number, is one.
pub(super) fn counts(reader: Reader, start: usize, end: usize, word: NumberWord) -> bool {
    let before = reader.back_spaces(start);
    let behind = |words: &[&str]| {
        let next = reader.eat(end, "-").unwrap_or_else(|| reader.spaces(end));
        reader.eat_words(next, words).is_some()
    };
    match word {
        NumberWord::Small(1) => {
            let pronoun = reader.back_words(before, &["no", "any", "every", "each", "this", "that", "which"]).is_some();
            let restated = reader.eat_any(reader.spaces(end), &["(1)"]).is_some();
            restated || label_before(reader, start).is_some() || !pronoun && behind(COUNTED_BY_ONE)
        }
        NumberWord::Small(0) => false,
        NumberWord::Ordinal(1) => {
            reader.back_words(before, BEFORE_ADVERB).is_none()
                && !behind(&[
                    "of all",
                    "hand",
                    "come",
                    "and foremost",
                    "and then",
                    "aid",
                    "half",
                    "obtain",
                    "obtaining",
                    "by",
                    "if",
                    "mentioned",
                    "served",
                    "shall",
                ])
        }
        // A second of time follows a number or "per".
        NumberWord::Ordinal(2) => {
            reader.back_words(before, &["per", "one", "every", "each"]).is_none()
                && !behind(&["half", "day"])
                && !reader.peek_before(before).is_some_and(|c| c.is_ascii_digit())
        }
        _ => true,
    }
}

/// "Twice" and, where it counts, "once": elsewhere that is "as soon as".
pub(super) fn times(reader: Reader, start: usize, end: usize, word: NumberWord) -> Option<Draft> {
    if word == NumberWord::Twice {
        return Some(Draft::new(start, end, Decimal::TWO, FigureKind::Count));
    }
    let after = reader.spaces(end);
    let ends = matches!(reader.peek(end), None | Some('.' | ',' | ';' | ')'));
    let counted = ends
        || reader
            .eat_words(after, &["every", "per", "a", "each", "or", "only", "again", "more", "in", "annually", "during"])
            .is_some()
        || reader
            .back_words(reader.back_spaces(start), &["least", "only", "than", "extended", "renewed", "extend", "renew"])
            .is_some();
    counted.then(|| Draft::new(start, end, Decimal::ONE, FigureKind::Count))
}

/// Whether a month without day and year is one: "May" and "March" need more than a capital.
pub(super) fn month_alone(reader: Reader, start: usize, end: usize) -> bool {
    let name = reader.text.get(start..end).unwrap_or("");
    match name {
        "May" | "March" | "Mar" => {
            let before = reader.back_spaces(start);
            reader.back_words(before, &["in", "since", "until", "early", "late", "mid", "of", "by", "from"]).is_some()
        }
        "Jan" | "Dec" | "Sep" | "Nov" | "Oct" => false,
        _ => true,
    }
}
