//! Concordance: every match of the results as a line of its own, in its sentence, with the sentence that renders it.

use super::searcher::Searcher;
use crate::Result;
use crate::model::{
    Concordance, Hit, KwicLine, KwicSort, Mark, MarkKind, Passage, PassageId, Query, SentencePair, Side, Span,
};
use crate::request::{KwicOptions, SearchOptions, SearchOrder};
use crate::text::fold::fold;

/// Words or characters of context that decide the order.
const KEY: usize = 24;

/// The concordance of what a query finds. Law: no sentence pair is listed from both of its sides.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn kwic(index: &dyn Searcher, query: &Query, options: &KwicOptions) -> Result<Concordance> {
    let order = if options.passages > 0 { SearchOrder::Score } else { SearchOrder::Document };
    let by_place = options.sort == KwicSort::Document && options.passages == 0;
    // By place the first passages have the first lines; every other order has to see all of them.
    let passages = match options.passages {
        0 if by_place => options.limit,
        0 => usize::MAX,
        most => most,
    };
    let search = SearchOptions::new().limit(passages).sort(order).closest(false).counterparts(false);
    let mut results = index.search(query, &search)?;
    results.hits.sort_by(|a, b| (&a.passage.id.doc, a.passage.order).cmp(&(&b.passage.id.doc, b.passage.order)));
    let mut lines: Vec<KwicLine> = results.hits.iter().flat_map(lines_of).collect();
    let total = lines.len();
    if options.sort == KwicSort::Target {
        index.mark_renderings(&mut lines)?;
        sort(&mut lines, options.sort);
        lines.truncate(options.limit);
    } else {
        sort(&mut lines, options.sort);
        lines.truncate(options.limit);
        index.mark_renderings(&mut lines)?;
    }
    let examined = if by_place && lines.len() < total { passages_of(&lines) } else { results.hits.len() };
    Ok(Concordance { lines, total, passages: results.total, examined, note: results.note })
}

/// Passages that lines by place are from.
fn passages_of(lines: &[KwicLine]) -> usize {
    let mut ids: Vec<PassageId> = lines.iter().map(|line| line.id.whole()).collect();
    ids.dedup();
    ids.len()
}

fn sort(lines: &mut [KwicLine], sort: KwicSort) {
    match sort {
        KwicSort::Document => {}
        KwicSort::Left => lines.sort_by_cached_key(left_key),
        KwicSort::Right => lines.sort_by_cached_key(right_key),
        KwicSort::Node => lines.sort_by_cached_key(|l| (fold(l.matched()).into_owned(), right_key(l))),
        KwicSort::Target => lines.sort_by_cached_key(target_key),
    }
}

/// Every match of a hit; of a sentence pair that has some on both sides, those of the side that has more.
fn lines_of(hit: &Hit) -> Vec<KwicLine> {
    let of = |side: Side| {
        let marks = hit.marks.get(side).iter().filter(|m| m.kind == MarkKind::Match);
        marks.filter_map(move |mark| line(hit, side, mark)).collect::<Vec<_>>()
    };
    let (mut zh, mut en) = (of(Side::Zh), of(Side::En));
    let count = |lines: &[KwicLine], id: &PassageId| lines.iter().filter(|line| line.id == *id).count();
    let (of_zh, of_en) = (zh.clone(), en.clone());
    zh.retain(|line| count(&of_zh, &line.id) >= count(&of_en, &line.id));
    en.retain(|line| count(&of_en, &line.id) > count(&of_zh, &line.id));
    zh.extend(en);
    zh
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
        reference: passage.reference.clone(),
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
