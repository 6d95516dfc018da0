//! `show` and `docs`.

use crate::Outcome;
use crate::args::{DocsArgs, ShowArgs};
use crate::build;
use crate::terminal::Terminal;
use duizhao::model::{Passage, PassageId, Side, SideText};
use duizhao::render;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;

pub fn show(dir: &Path, args: &ShowArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = build::open(dir, &[], terminal)?;
    let id: PassageId = args.id.parse()?;
    let Some(document) = index.document(&id.doc)? else {
        return Err(Error::NotFound { id: args.id.clone(), hint: known_documents(&index)? });
    };
    let passages = select(&index, &id)?;
    if passages.is_empty() {
        let hint = format!("; see: duizhao show {}", id.doc);
        return Err(Error::NotFound { id: args.id.clone(), hint });
    }
    if args.verbatim {
        render::verbatim(out, &passages)?;
    } else {
        render::passages(out, &document, &passages, args.json, &terminal.style(true))?;
    }
    Ok(Outcome::Success)
}

/// The passages that an id names: a passage or one of its sentences, a section with what is below it, a document.
fn select(index: &LocalIndex, id: &PassageId) -> Result<Vec<Passage>> {
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

fn known_documents(index: &LocalIndex) -> Result<String> {
    let known: Vec<String> = index.documents()?.into_iter().map(|d| d.id).take(5).collect();
    Ok(if known.is_empty() { String::new() } else { format!("; there are {}", known.join(", ")) })
}

pub fn docs(dir: &Path, args: &DocsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = build::open(dir, &[], terminal)?;
    let documents = index.documents()?;
    render::documents(out, &documents, args.json, &terminal.style(true))?;
    if documents.is_empty() {
        terminal.note("the index is empty; add documents with: duizhao index FILE…");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Success)
}
