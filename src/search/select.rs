//! What an id names.

use super::Searcher;
use crate::Result;
use crate::model::{Passage, PassageId, Side, SideText};

/// The passages that an id names: a passage or one of its sentences, a section with what is below it, a document.
pub fn select(index: &dyn Searcher, id: &PassageId) -> Result<Vec<Passage>> {
    if id.path.is_empty() {
        return index.passages(&id.doc, 0..u32::MAX);
    }
    if let Some(passage) = index.passage(id)? {
        return Ok(match id.sentence {
            None => vec![passage],
            Some(n) => sentence(passage, n).into_iter().collect(),
        });
    }
    if id.sentence.is_some() {
        return Ok(Vec::new());
    }
    let mut passages = index.passages(&id.doc, 0..u32::MAX)?;
    passages.retain(|p| p.section.as_ref().is_some_and(|s| s.path.starts_with(&id.path)));
    Ok(passages)
}

/// A passage cut down to one of its sentence pairs, 1-based.
fn sentence(passage: Passage, n: u32) -> Option<Passage> {
    let pair = passage.sentences.get((n as usize).checked_sub(1)?)?.clone();
    let cut = |side: Side| pair.get(side).map(|span| SideText::new(span.of(passage.text(side))));
    let (zh, en) = (cut(Side::Zh), cut(Side::En));
    let id = passage.id.with_sentence(n);
    Some(Passage { id, zh, en, sentences: Vec::new(), confidence: pair.confidence, ..passage })
}
