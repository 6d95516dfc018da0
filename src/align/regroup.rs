//! Paragraph links from sentence links: a group ends wherever a paragraph ends on both sides.

use super::bead::{Bead, Group};
use super::document::Text;
use crate::model::Sides;
use std::ops::Range;

/// Groups of paragraphs with their sentences, in order.
pub(super) fn grouped(text: &Sides<Text>, beads: Vec<Bead>) -> Vec<Group> {
    grouped_between(text, beads, (0, 0), (text.zh.starts.len() - 1, text.en.starts.len() - 1))
}

/// The same for some paragraphs of both sides: those from `start` to `end`.
pub(super) fn grouped_between(
    text: &Sides<Text>,
    beads: Vec<Bead>,
    mut start: (usize, usize),
    end: (usize, usize),
) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut sentences: Vec<Bead> = Vec::new();
    let beads = in_order(text, beads);
    let count = beads.len();
    for (i, bead) in beads.into_iter().enumerate() {
        let ends = match (text.zh.paragraph_border(bead.zh.end), text.en.paragraph_border(bead.en.end)) {
            // Empty paragraphs at the end have no sentence that could end them.
            _ if i + 1 == count => Some(end),
            (Some(zh), Some(en)) => Some((zh.clamp(start.0, end.0), en.clamp(start.1, end.1))),
            _ => None,
        };
        sentences.push(bead);
        if let Some(end) = ends {
            let confidence = sentences.iter().map(|b| b.confidence).sum::<f32>() / sentences.len() as f32;
            let paragraphs = Bead { zh: start.0..end.0, en: start.1..end.1, confidence };
            groups.push(Group { paragraphs, sentences: std::mem::take(&mut sentences) });
            start = end;
        }
    }
    if start != end {
        let paragraphs = Bead { zh: start.0..end.0, en: start.1..end.1, confidence: 0.0 };
        groups.push(Group { paragraphs, sentences: Vec::new() });
    }
    groups
}

/// The beads, with runs of sentences left alone put in order: those that end an open paragraph, then whole paragraphs
/// (which so make groups of their own), then those that begin one; Chinese ones before English ones.
fn in_order(text: &Sides<Text>, beads: Vec<Bead>) -> Vec<Bead> {
    let is_lone = |bead: &Bead| bead.zh.is_empty() || bead.en.is_empty();
    let beads: Vec<Bead> = beads.into_iter().flat_map(|b| if is_lone(&b) { one_by_one(b) } else { vec![b] }).collect();
    let mut all = Vec::with_capacity(beads.len());
    for run in beads.chunk_by(|a, b| is_lone(a) && is_lone(b)) {
        if run.len() < 2 {
            all.extend_from_slice(run);
            continue;
        }
        let (mut i, mut j) = (run[0].zh.start, run[0].en.start);
        let zh: Vec<&Bead> = run.iter().filter(|bead| bead.en.is_empty()).collect();
        let en: Vec<&Bead> = run.iter().filter(|bead| bead.zh.is_empty()).collect();
        let parts = (parts(&text.zh, i, zh.len()), parts(&text.en, j, en.len()));
        for part in 0..3 {
            for bead in zh[parts.0[part].clone()].iter().chain(&en[parts.1[part].clone()]) {
                let (to_zh, to_en) = (i + bead.zh.len(), j + bead.en.len());
                all.push(Bead { zh: i..to_zh, en: j..to_en, confidence: bead.confidence });
                (i, j) = (to_zh, to_en);
            }
        }
    }
    all
}

/// Sentences left alone together, each by itself.
fn one_by_one(bead: Bead) -> Vec<Bead> {
    let confidence = bead.confidence;
    let zh = bead.zh.clone().map(|i| Bead { zh: i..i + 1, en: bead.en.start..bead.en.start, confidence });
    let en = bead.en.clone().map(|j| Bead { zh: bead.zh.end..bead.zh.end, en: j..j + 1, confidence });
    zh.chain(en).collect()
}

/// So many sentences from the first one: which of them end an open paragraph, which are whole paragraphs, which begin
/// one.
fn parts(text: &Text, first: usize, count: usize) -> [Range<usize>; 3] {
    let mut borders = (0..=count).filter(|k| text.paragraph_border(first + k).is_some());
    let start = borders.next().unwrap_or(count);
    let end = borders.next_back().unwrap_or(start);
    [0..start, start..end, end..count]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::document::{Corpus, Pair};
    use crate::align::tests::paragraphs;

    #[test]
    fn sentences_left_alone_together_do_not_join_paragraphs() {
        let zh = paragraphs(&["船到港。船離港。", "引航員登船。"]);
        let en = paragraphs(&["One.", "Two. Three.", "Four."]);
        let corpus = Corpus::of_paragraphs(&[Pair { zh: &zh, en: &en }]);
        let lone = |zh: Range<usize>, en: Range<usize>| Bead { zh, en, confidence: 0.5 };
        let groups = grouped(&corpus.documents[0], vec![lone(0..3, 0..0), lone(3..3, 0..4)]);
        let sides: Vec<_> = groups.iter().map(|g| (g.paragraphs.zh.clone(), g.paragraphs.en.clone())).collect();
        assert_eq!(sides, [(0..1, 0..0), (1..2, 0..0), (2..2, 0..1), (2..2, 1..2), (2..2, 2..3)]);
    }
}
