//! What a name names: an id, or a row by the file's own name for it. Law: an id goes before the name of a row, and a name
//! that several have is an error.

use super::searcher::Searcher;
use super::unknown::unknown_document;
use crate::model::{Clause, DocumentInfo, Passage, PassageId, Place, Query, Shown, Side, SideText};
use crate::request::ShowRequest;
use crate::{Error, Result};

/// Rows of the same name that an error names.
const NAMED: usize = 5;

/// The passages that an id or the name of a row names, in order, with their document.
///
/// # Errors
/// [`Error::NotFound`] when there is no such document, section, passage, sentence or row; [`Error::Usage`] for a name
/// that several rows have.
pub fn show(index: &dyn Searcher, request: &ShowRequest) -> Result<Shown> {
    let parsed = request.id.parse::<PassageId>();
    if let Ok(id) = &parsed
        && let Some(document) = index.document(&id.doc)?
    {
        return in_document(index, id, document, request);
    }
    if let Some(passage) = row(index, &request.id)? {
        return whole(index, vec![passage], request);
    }
    let id = parsed?;
    let rows = of_origin(index, &id)?;
    if rows.is_empty() {
        return Err(unknown(index, &id));
    }
    let mut memories: Vec<&str> = rows.iter().map(|row| row.id.doc.as_str()).collect();
    memories.dedup();
    if memories.len() > 1 {
        let text = format!(
            "several memories have rows from '{}': {}; one of them: duizhao search 'doc:{} doc:{}'",
            request.id,
            memories.join(", "),
            id.doc,
            memories[0]
        );
        return Err(Error::Usage(text));
    }
    whole(index, rows, request)
}

/// What an id names in its document.
fn in_document(index: &dyn Searcher, id: &PassageId, document: DocumentInfo, request: &ShowRequest) -> Result<Shown> {
    let to = request.from.saturating_add(u32::try_from(request.limit).unwrap_or(u32::MAX));
    if id.path.is_empty() {
        let passages = index.passages(&id.doc, request.from..to)?;
        return Ok(Shown { document, passages });
    }
    let passages = named(index, id)?;
    if passages.is_empty() {
        let hint = match row(index, &request.id)? {
            Some(row) => format!("; a row is called so: duizhao show {}", row.id),
            None => format!("; see: duizhao show {}", id.doc),
        };
        return Err(Error::NotFound { id: request.id.clone(), hint });
    }
    Ok(Shown { document, passages: part(passages, request) })
}

/// Rows with the memory that they stand in.
fn whole(index: &dyn Searcher, rows: Vec<Passage>, request: &ShowRequest) -> Result<Shown> {
    let memory = rows.first().map(|row| row.id.doc.clone()).unwrap_or_default();
    let document = index.document(&memory)?.unwrap_or_else(|| DocumentInfo { id: memory, ..DocumentInfo::default() });
    Ok(Shown { document, passages: part(rows, request) })
}

fn part(passages: Vec<Passage>, request: &ShowRequest) -> Vec<Passage> {
    passages.into_iter().skip(request.from as usize).take(request.limit).collect()
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

/// The one row that its file calls so.
///
/// # Errors
/// [`Error::Usage`] when several have the name, with their ids.
fn row(index: &dyn Searcher, name: &str) -> Result<Option<Passage>> {
    let mut rows = called(index, name)?;
    if rows.len() > 1 {
        let ids: Vec<String> = rows.iter().take(NAMED).map(|row| row.id.to_string()).collect();
        let more = if rows.len() > NAMED { " …" } else { "" };
        let text = format!("{} rows are called '{name}': {}{more}; name one of them", rows.len(), ids.join(", "));
        return Err(Error::Usage(text));
    }
    Ok(rows.pop())
}

/// The rows that a document is made of by their own names, or those of a section of it: `J0080028#8` has `J0080028#8.1`.
fn of_origin(index: &dyn Searcher, id: &PassageId) -> Result<Vec<Passage>> {
    if id.sentence.is_some() {
        return Ok(Vec::new());
    }
    if id.path.is_empty() {
        return each(index, Place::Doc, &id.doc);
    }
    called(index, &format!("{id}.*"))
}

/// Rows by name; none where no row has it.
fn called(index: &dyn Searcher, name: &str) -> Result<Vec<Passage>> {
    each(index, Place::Ref, name)
}

fn each(index: &dyn Searcher, place: Place, value: &str) -> Result<Vec<Passage>> {
    let query = Query { text: String::new(), clause: Clause::In { place, value: value.to_string() } };
    let mut rows = Vec::new();
    let found = index.each(&query, &mut |passage| {
        rows.push(passage);
        Ok(())
    });
    match found {
        Ok(_) => Ok(rows),
        Err(Error::NotFound { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The error about a name that nothing has, with the nearest.
fn unknown(index: &dyn Searcher, id: &PassageId) -> Error {
    let everything = Clause::In { place: Place::Doc, value: id.doc.clone() };
    match index.each(&Query { text: String::new(), clause: everything }, &mut |_| Ok(())) {
        Ok(_) => Error::NotFound { id: id.to_string(), hint: format!("; see: duizhao show {}", id.doc) },
        Err(error @ Error::NotFound { .. }) => error,
        Err(_) => unknown_document(&id.doc, &[], &[]),
    }
}

/// A passage cut down to one of its sentence pairs, 1-based.
fn sentence(passage: Passage, n: u32) -> Option<Passage> {
    let pair = passage.sentences.get((n as usize).checked_sub(1)?)?.clone();
    let cut = |side: Side| pair.get(side).map(|span| SideText::new(span.of(passage.text(side))));
    let (zh, en) = (cut(Side::Zh), cut(Side::En));
    let id = passage.id.with_sentence(n);
    Some(Passage { id, zh, en, sentences: Vec::new(), confidence: pair.confidence, ..passage })
}
