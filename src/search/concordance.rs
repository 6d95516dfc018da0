//! Concordance: every match of the results as a line of its own, in its sentence, with the sentence that renders it.

use super::searcher::Searcher;
use crate::Result;
use crate::model::{
    Concordance, Hit, KwicLine, KwicSort, Mark, MarkKind, Passage, PassageId, Query, SentencePair, Side, Span,
};
use crate::request::{KwicOptions, SearchOptions, SearchOrder};
use crate::text::fold::fold;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Words or characters of context that decide the order.
const KEY: usize = 24;

/// The concordance of what a query finds. Law: no sentence pair is listed from both of its sides.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn kwic(index: &dyn Searcher, query: &Query, options: &KwicOptions) -> Result<Concordance> {
    let order = if options.passages > 0 { SearchOrder::Score } else { SearchOrder::Document };
    let by_place = options.sort == KwicSort::Document && options.passages == 0 && options.sample == 0;
    let last = options.offset.saturating_add(options.limit);
    // By place the first passages have the first lines; every other order, and a choice, has to see all of them.
    let passages = match options.passages {
        0 if by_place => last,
        0 => usize::MAX,
        most => most,
    };
    let search = SearchOptions::new().limit(passages).sort(order).closest(false).counterparts(false);
    let mut results = index.search(query, &search)?;
    results.hits.sort_by(|a, b| (&a.passage.id.doc, a.passage.order).cmp(&(&b.passage.id.doc, b.passage.order)));
    let mut lines: Vec<KwicLine> = results.hits.iter().flat_map(lines_of).collect();
    let total = lines.len();
    choose(&mut lines, options);
    let chosen = lines.len();
    if options.sort == KwicSort::Target {
        index.mark_renderings(&mut lines)?;
    }
    sort(&mut lines, options.sort);
    lines.truncate(last);
    let examined = if by_place && lines.len() < total { passages_of(&lines) } else { results.hits.len() };
    lines.drain(..options.offset.min(lines.len()));
    if options.sort != KwicSort::Target {
        index.mark_renderings(&mut lines)?;
    }
    Ok(Concordance { lines, total, chosen, passages: results.total, examined, note: results.note })
}

/// Keeps a random choice of the lines, in their order: those whose names have the lowest hashes under the seed. What is
/// chosen depends on the seed and the lines alone.
fn choose(lines: &mut Vec<KwicLine>, options: &KwicOptions) {
    if options.sample == 0 || options.sample >= lines.len() {
        return;
    }
    let lot = |line: &KwicLine| {
        let mut hasher = FxHasher::default();
        (&line.id, line.side, line.node.start).hash(&mut hasher);
        mixed(mixed(hasher.finish()) ^ mixed(options.seed))
    };
    let lots: Vec<u64> = lines.iter().map(lot).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_unstable_by_key(|n| (lots[*n], *n));
    let chosen: FxHashSet<usize> = order.into_iter().take(options.sample).collect();
    let mut n = 0;
    lines.retain(|_| {
        n += 1;
        chosen.contains(&(n - 1))
    });
}

/// Every bit depends on every bit: the finalizer of SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number
/// generators", 2014).
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(n: u32) -> Vec<KwicLine> {
        let line = |n: u32| KwicLine {
            id: PassageId::row("doc", n),
            reference: None,
            side: Side::Zh,
            sentence: "商業秘密".into(),
            node: Span::new(0, 12),
            counterpart: None,
            marks: Vec::new(),
        };
        (0..n).map(line).collect()
    }

    fn chosen(n: u32, sample: usize, seed: u64) -> Vec<u32> {
        let mut lines = lines(n);
        choose(&mut lines, &KwicOptions { sample, seed, ..KwicOptions::default() });
        lines.iter().map(|line| line.id.path[0]).collect()
    }

    proptest! {
        #[test]
        fn a_choice_is_as_large_as_asked_and_in_order(n in 0u32..200, sample in 1usize..60, seed: u64) {
            let found = chosen(n, sample, seed);
            prop_assert_eq!(found.len(), sample.min(n as usize));
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(&found, &chosen(n, sample, seed));
            // A smaller choice under the same seed is a part of a larger one.
            prop_assert!(chosen(n, sample / 2 + 1, seed).iter().all(|line| found.contains(line)));
        }
    }

    #[test]
    fn every_line_is_chosen_about_as_often() {
        let mut times = [0usize; 50];
        for seed in 0..2_000 {
            chosen(50, 5, seed).iter().for_each(|line| times[*line as usize] += 1);
        }
        // 200 are expected of each; the standard deviation is 13.4.
        assert!(times.iter().all(|n| (140..=260).contains(n)), "{times:?}");
    }
}
