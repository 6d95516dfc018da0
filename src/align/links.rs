//! Links of one document: paragraphs first, then the sentences inside each link. Where the paragraphs are unsure,
//! the sentences are linked across them, and the paragraphs follow.

use super::anchors::anchors;
use super::band::Band;
use super::bead::{Bead, Group};
use super::context::{Context, State};
use super::document::Text;
use super::gains::Scratch;
use super::lattice::Lattice;
use super::moved::moved;
use super::parameters::Level;
use super::path;
use crate::model::Sides;
use std::ops::Range;

/// Paragraph links below this confidence are made anew from their sentences.
const SURE: f32 = 0.9;

/// The links of a document. With `judged` the confidences are posteriors, otherwise those of the sentences are 1.
pub(super) fn links(state: State<'_>, text: &Sides<Text>, judged: bool) -> Vec<Group> {
    let mut scratch = Scratch::new(state.table.en_given_zh.len(), state.table.zh_given_en.len());
    let paragraphs = Context::new(state, Level::Paragraphs, text);
    let whole = (0..text.zh.paragraphs.len(), 0..text.en.paragraphs.len());
    let beads = align(&paragraphs, whole.0, whole.1, true, &mut scratch);
    let sentences = Context::new(state, Level::Sentences, text);
    let mut inside = |zh: &Range<usize>, en: &Range<usize>| {
        align(&sentences, text.zh.sentences_of(zh), text.en.sentences_of(en), judged, &mut scratch)
    };
    let mut groups = Vec::new();
    for run in beads.chunk_by(|a, b| a.confidence < SURE && b.confidence < SURE) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if run.len() == 1 && (first.confidence >= SURE || first.zh.len() + first.en.len() <= 2) {
            let sentences = inside(&first.zh, &first.en);
            groups.push(Group { paragraphs: first.clone(), sentences });
        } else {
            let beads = inside(&(first.zh.start..last.zh.end), &(first.en.start..last.en.end));
            groups.extend(regrouped(text, (first.zh.start, first.en.start), (last.zh.end, last.en.end), beads));
        }
    }
    if judged {
        let found = moved(&paragraphs, &groups, &mut scratch);
        for (zh, en, confidence) in &found {
            let (zh_range, en_range) = (groups[*zh].paragraphs.zh.clone(), groups[*en].paragraphs.en.clone());
            let (zh_part, en_part) = (text.zh.sentences_of(&zh_range), text.en.sentences_of(&en_range));
            groups[*zh].sentences = align(&sentences, zh_part, en_part, judged, &mut scratch);
            groups[*zh].paragraphs = Bead { zh: zh_range, en: en_range, confidence: *confidence };
        }
        let mut gone: Vec<usize> = found.into_iter().map(|(_, en, _)| en).collect();
        gone.sort_unstable();
        gone.into_iter().rev().for_each(|en| drop(groups.remove(en)));
    }
    groups
}

/// Links of a part of a document, its units counted from the start of the document.
fn align(context: &Context<'_>, zh: Range<usize>, en: Range<usize>, judged: bool, scratch: &mut Scratch) -> Vec<Bead> {
    if zh.is_empty() || en.is_empty() {
        let alone = |zh: Range<usize>, en: Range<usize>| Bead { zh, en, confidence: 1.0 };
        let zh_alone = zh.clone().map(|u| alone(u..u + 1, en.start..en.start));
        return zh_alone.chain(en.clone().map(|u| alone(zh.end..zh.end, u..u + 1))).collect();
    }
    let band = Band::new(zh.len(), en.len(), || anchors(context, &zh, &en, scratch));
    let lattice = Lattice::new(context, zh.clone(), en.clone(), band, scratch);
    let mut beads = path::best(&lattice);
    if judged {
        path::judge(&lattice, context.parameters.temperature, &mut beads);
    }
    for bead in &mut beads {
        bead.zh = bead.zh.start + zh.start..bead.zh.end + zh.start;
        bead.en = bead.en.start + en.start..bead.en.end + en.start;
    }
    beads
}

/// Cuts the sentence beads of a part wherever a paragraph ends on both sides.
fn regrouped(text: &Sides<Text>, from: (usize, usize), to: (usize, usize), beads: Vec<Bead>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut start = from;
    let mut sentences: Vec<Bead> = Vec::new();
    let count = beads.len();
    for (i, bead) in beads.into_iter().enumerate() {
        let ends = match (text.zh.paragraph_border(bead.zh.end), text.en.paragraph_border(bead.en.end)) {
            // Empty paragraphs at the end have no sentence that could end them.
            _ if i + 1 == count => Some(to),
            (Some(zh), Some(en)) => Some((zh.clamp(start.0, to.0), en.clamp(start.1, to.1))),
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
    if count == 0 && from != to {
        let paragraphs = Bead { zh: from.0..to.0, en: from.1..to.1, confidence: 0.0 };
        groups.push(Group { paragraphs, sentences: Vec::new() });
    }
    groups
}
