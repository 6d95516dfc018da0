//! Figures as values: what a text in either language says in numbers, so that 88.5億元 and
//! "RMB 8.85 billion" are one and the same.
//!
//! A side has one scan from left to right (`zh`, `en`) that stops only where a figure can begin;
//! ranges are put together afterwards (`join`). What is read is what both languages say alike:
//! indefinite amounts (數十, "hundreds of"), 雙方 and "both", the articles "a" and "the", and 一 or "one"
//! where they are no more than articles are left out. A wrong figure is worse than a missing one.

mod arabic;
mod context;
mod continuation;
mod counters;
mod date;
mod en;
mod exactness;
mod figure;
mod hanzi;
mod join;
mod label;
mod money;
mod reader;
mod sort_key;
mod spelled;
mod words;
mod zh;
mod zh_date;
mod zh_measure;

pub use counters::counting_figure;
pub use date::{is_month, month_name};
pub use figure::{Currency, Exactness, Figure, FigureKind};
pub use sort_key::{LAST, kind_key, sort_key};

use crate::model::{Side, Span};

/// The figures of a text in the order of their places, which do not overlap. Spans are bytes of `text`.
///
/// Any text is good: what cannot be read as a figure is none.
pub fn figures(text: &str, side: Side) -> Vec<Figure> {
    scan(text, side, false)
}

/// One expression as typed in a query: `88.5億`, `8.85 billion`, `60%`, `二十三`, `31 December 2024`.
///
/// `None` unless the text is one figure, with no more around it than a word for the thing counted.
pub fn parse_value(text: &str) -> Option<Figure> {
    let chinese = text.chars().any(|c| matches!(c, '\u{3007}' | '\u{4e00}'..='\u{9fff}'));
    let sides = if chinese { [Side::Zh, Side::En] } else { [Side::En, Side::Zh] };
    sides.into_iter().find_map(|side| {
        let mut found = scan(text, side, true).into_iter();
        let figure = found.next().filter(|_| found.next().is_none())?;
        is_whole(text, figure.span).then_some(figure)
    })
}

/// Whether `span` is all that `text` says, but for a few words before and one behind it.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim();
    let behind = text.get(span.end..).unwrap_or("").trim();
    let words = |rest: &str, most: usize| {
        let letters = rest.chars().all(|c| c.is_alphabetic() || c == ' ');
        let size = if rest.is_ascii() { rest.split(' ').count() } else { rest.chars().count() };
        letters && size <= most
    };
    words(before, 3) && words(behind, 3)
}

fn scan(text: &str, side: Side, lenient: bool) -> Vec<Figure> {
    let mut drafts = Vec::new();
    match side {
        Side::Zh => zh::scan(text, lenient, &mut drafts),
        Side::En => en::scan(text, lenient, &mut drafts),
    }
    if drafts.is_empty() { Vec::new() } else { join::join(text, side, drafts) }
}
