//! Paragraph links from sentence links: a group ends wherever a paragraph ends on both sides.

use super::bead::{Bead, Group};
use super::document::Text;
use crate::model::Sides;

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

/// The beads, with runs of sentences left alone put in order: first what completes the paragraphs that are open, then
/// Chinese sentences before English ones, so that a paragraph of such sentences makes a group of its own.
fn in_order(text: &Sides<Text>, beads: Vec<Bead>) -> Vec<Bead> {
    let is_lone = |bead: &Bead| bead.zh.is_empty() || bead.en.is_empty();
    let mut all = Vec::with_capacity(beads.len());
    for run in beads.chunk_by(|a, b| is_lone(a) && is_lone(b)) {
        if run.len() < 2 {
            all.extend_from_slice(run);
            continue;
        }
        let (mut i, mut j) = (run[0].zh.start, run[0].en.start);
        let mut zh = run.iter().filter(|bead| bead.en.is_empty()).peekable();
        let mut en = run.iter().filter(|bead| bead.zh.is_empty()).peekable();
        loop {
            let is_open = (text.zh.paragraph_border(i).is_none(), text.en.paragraph_border(j).is_none());
            let en_first = zh.peek().is_none() || (!is_open.0 && is_open.1 && en.peek().is_some());
            let Some(bead) = (if en_first { en.next() } else { zh.next() }) else { break };
            let (to_zh, to_en) = (i + bead.zh.len(), j + bead.en.len());
            all.push(Bead { zh: i..to_zh, en: j..to_en, confidence: bead.confidence });
            (i, j) = (to_zh, to_en);
        }
    }
    all
}
