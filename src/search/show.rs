//! What an id names.

use super::searcher::Searcher;
use super::unknown::named_document;
use crate::model::{Passage, PassageId, Shown, Side, SideText};
use crate::request::ShowRequest;
use crate::{Error, Result};

/// The passages that an id names, in order, with their document.
///
/// # Errors
/// [`Error::NotFound`] when there is no such document, section, passage or sentence.
pub fn show(index: &dyn Searcher, request: &ShowRequest) -> Result<Shown> {
    let id: PassageId = request.id.parse()?;
    let document = named_document(index, &id.doc)?;
    let to = request.from.saturating_add(u32::try_from(request.limit).unwrap_or(u32::MAX));
    let passages = if id.path.is_empty() {
        index.passages(&id.doc, request.from..to)?
    } else {
        let named = named(index, &id)?;
        if named.is_empty() {
            let hint = format!("; see: duizhao show {}", id.doc);
            return Err(Error::NotFound { id: request.id.clone(), hint });
        }
        named.into_iter().skip(request.from as usize).take(request.limit).collect()
    };
    Ok(Shown { document, passages })
}

/// A passage, one of its sentences, or a section with what is below it.
fn named(index: &dyn Searcher, id: &PassageId) -> Result<Vec<Passage>> {
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
