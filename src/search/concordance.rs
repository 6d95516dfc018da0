//! Concordance: every match of the results as a line of its own, in its sentence, with the sentence that renders it.

use super::searcher::Searcher;
use crate::Result;
use crate::model::{Concordance, Hit, KwicLine, KwicSort, Mark, MarkKind, Passage, Query, SentencePair, Side, Span};
use crate::request::{KwicOptions, SearchOptions, SearchOrder};
use crate::text::fold::fold;

/// Words or characters of context that decide the order.
const KEY: usize = 24;

/// The concordance of what a query finds.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn kwic(index: &dyn Searcher, query: &Query, options: &KwicOptions) -> Result<Concordance> {
    let order = if options.best { SearchOrder::Score } else { SearchOrder::Document };
    let mut results = index.search(query, &SearchOptions::new().limit(options.limit).sort(order).closest(false))?;
    if options.best {
        results.hits.sort_by(|a, b| (&a.passage.id.doc, a.passage.order).cmp(&(&b.passage.id.doc, b.passage.order)));
    }
    let lines = lines(&results.hits, options.sort);
    Ok(Concordance { lines, passages: results.total, examined: results.hits.len() })
}

/// Every match in the hits, sorted.
fn lines(hits: &[Hit], sort: KwicSort) -> Vec<KwicLine> {
    let mut lines: Vec<KwicLine> = hits.iter().flat_map(lines_of).collect();
    match sort {
        KwicSort::Document => {}
        KwicSort::Left => lines.sort_by_cached_key(left_key),
        KwicSort::Right => lines.sort_by_cached_key(right_key),
        KwicSort::Node => lines.sort_by_cached_key(|l| (fold(l.matched()).into_owned(), right_key(l))),
        KwicSort::Target => lines.sort_by_cached_key(target_key),
    }
    lines
}

fn lines_of(hit: &Hit) -> Vec<KwicLine> {
    let mut lines = Vec::new();
    for side in Side::BOTH {
        for mark in hit.marks.get(side).iter().filter(|m| m.kind == MarkKind::Match) {
            lines.extend(line(hit, side, mark));
        }
    }
    lines
}

fn line(hit: &Hit, side: Side, mark: &Mark) -> Option<KwicLine> {
    let passage = &hit.passage;
    let text = passage.text(side);
    let at = passage.sentences.iter().position(|pair| pair.get(side).is_some_and(|s| s.contains(mark.span)));
    let pair = at.and_then(|i| passage.sentences.get(i));
    let sentence = pair.and_then(|p| p.get(side)).unwrap_or(Span::new(0, text.len()));
    let other = counterpart(passage, pair, side.other());
    let id = match at {
        Some(i) if passage.sentences.len() > 1 => passage.id.with_sentence(i as u32 + 1),
        _ => passage.id.clone(),
    };
    let marks = other.map_or(Vec::new(), |span| {
        let inside = hit.marks.get(side.other()).iter().filter(|m| span.contains(m.span));
        inside.map(|m| Mark { span: Span::new(m.span.start - span.start, m.span.end - span.start), ..*m }).collect()
    });
    Some(KwicLine {
        id,
        side,
        sentence: flat(sentence.of(text)),
        node: Span::new(mark.span.start.checked_sub(sentence.start)?, mark.span.end.checked_sub(sentence.start)?),
        counterpart: other.map(|span| flat(span.of(passage.text(side.other())))),
        marks,
    })
}

/// A line feed as a blank: the same length, and the line stays one.
fn flat(text: &str) -> String {
    text.replace(['\n', '\t', '\r'], " ")
}

/// The stretch on the other side that goes with a sentence, or the whole text where sentences are not linked.
fn counterpart(passage: &Passage, pair: Option<&SentencePair>, side: Side) -> Option<Span> {
    match pair {
        Some(pair) => pair.get(side),
        None => passage.side(side).map(|s| Span::new(0, s.text.len())),
    }
}

/// Letters only, folded: what the eye sorts by.
fn key(chars: impl Iterator<Item = char>) -> String {
    chars.filter(|c| c.is_alphanumeric()).map(crate::text::fold::fold_char).take(KEY).collect()
}

/// Left context: Chinese by characters backwards, English by words backwards.
fn left_key(line: &KwicLine) -> String {
    match line.side {
        Side::Zh => key(line.left().chars().rev()),
        Side::En => {
            let words: Vec<String> = line.left().split_whitespace().rev().take(6).map(|w| key(w.chars())).collect();
            words.join(" ")
        }
    }
}

fn right_key(line: &KwicLine) -> String {
    match line.side {
        Side::Zh => key(line.right().chars()),
        Side::En => {
            let words: Vec<String> = line.right().split_whitespace().take(6).map(|w| key(w.chars())).collect();
            words.join(" ")
        }
    }
}

fn target_key(line: &KwicLine) -> (bool, String, String) {
    let counterpart = line.counterpart.as_deref().unwrap_or("");
    let rendered: Vec<String> = line.marks.iter().map(|m| fold(m.span.of(counterpart)).into_owned()).collect();
    (rendered.is_empty(), rendered.join(" "), key(counterpart.chars()))
}
