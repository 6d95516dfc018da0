//! Run-in heads: the short opening sentence that says what a paragraph is about ("加強統籌謀劃。"), in documents
//! where many paragraphs have one.

use super::outline::OutlineLine;
use crate::model::{Kind, Side, Span};

/// Words that a sentence has and a head has not.
const VERBS: [&str; 18] = [
    "is", "are", "was", "were", "has", "have", "had", "shall", "will", "may", "must", "can", "should", "would", "be",
    "been", "does", "did",
];

/// What Chinese heads have not.
const DUTIES: [&str; 6] = ["應當", "应当", "不得", "必須", "必须", "可以"];

/// Marks the heads of a side's paragraphs, where half of the longer ones have one.
pub(super) fn mark(lines: &mut [OutlineLine], side: Side) {
    let running = |line: &OutlineLine| line.paragraph.kind == Kind::Paragraph;
    let found: Vec<Option<Span>> = lines
        .iter()
        .map(|line| {
            running(line)
                .then(|| head(line.rest(), side))
                .flatten()
                .map(|head| head.shifted(line.text().len() - line.rest().len()))
        })
        .collect();
    let count = found.iter().flatten().count();
    let several = |line: &&OutlineLine| running(line) && has_more(line.rest(), side);
    if count < 3 || count * 2 < lines.iter().filter(several).count() {
        return;
    }
    for (line, head) in lines.iter_mut().zip(found) {
        line.paragraph.head = head;
    }
}

/// Where the first sentence ends, in bytes, if another follows.
fn first_sentence(text: &str, side: Side) -> Option<usize> {
    let end = match side {
        Side::Zh => text.find('。')? + '。'.len_utf8(),
        Side::En => text.match_indices('.').map(|(at, _)| at + 1).find(|end| {
            let word = text.get(..end - 1).unwrap_or("").bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            (word > 2 || text.get(..end - 1).is_some_and(|head| head.ends_with([')', '"', '”'])))
                && text.get(*end..).is_some_and(|rest| rest.starts_with(' '))
        })?,
    };
    (!text.get(end..)?.trim().is_empty()).then_some(end)
}

fn has_more(text: &str, side: Side) -> bool {
    first_sentence(text, side).is_some()
}

fn head(text: &str, side: Side) -> Option<Span> {
    let end = first_sentence(text, side)?;
    let (first, rest) = (text.get(..end)?, text.get(end..)?);
    let short = match side {
        Side::Zh => {
            first.chars().count() <= 25
                && !first.contains(['，', ',', '；', '：', ':'])
                && !first.starts_with(|c: char| c.is_ascii_digit() || c == '本')
                && !DUTIES.iter().any(|duty| first.contains(duty))
        }
        Side::En => {
            let words = first.trim_end_matches('.').split_whitespace();
            words.clone().count() <= 18
                && first.starts_with(|c: char| c.is_uppercase())
                && !words.into_iter().any(|word| VERBS.contains(&word))
                && !first.contains([';', ':'])
        }
    };
    (short && rest.len() > first.len()).then(|| Span::new(0, end))
}
