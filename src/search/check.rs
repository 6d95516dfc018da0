//! A check of the passages of an index against each other side.

use super::engine::Engine;
use super::index_query::IndexQuery;
use super::unknown::unknown_document;
use crate::check::{self, Baseline, Glossary, Options};
use crate::model::{CheckReport, DocumentInfo, Passage, PassageId, Side};
use crate::request::CheckRequest;
use crate::wordalign::LearntView;
use crate::{Error, Result};
use std::collections::HashSet;
use std::ops::Range;

/// `within` are the passages that findings are wanted of; all where there is none.
pub(super) fn check(
    engine: &dyn Engine,
    words: &LearntView<'_>,
    within: Option<&HashSet<PassageId>>,
    request: &CheckRequest,
) -> Result<CheckReport> {
    let rules = request.rules()?;
    let (documents, mut passages) = match &request.doc {
        Some(doc) => {
            let places = request.from..request.from.saturating_add(request.limit);
            match engine.document(doc)? {
                Some(document) => (vec![document], engine.passages(doc, places)?),
                None => of_origin(engine, doc, places)?,
            }
        }
        None => {
            let mut documents = engine.documents()?;
            if let Some(within) = within {
                let of: HashSet<&str> = within.iter().map(|id| id.doc.as_str()).collect();
                documents.retain(|document| of.contains(document.id.as_str()));
            }
            let mut passages = Vec::new();
            for document in &documents {
                passages.extend(engine.passages(&document.id, 0..u32::MAX)?);
            }
            (documents, passages)
        }
    };
    let one_sided = one_sided(&documents, &passages);
    if one_sided.len() == documents.len() {
        return Err(nothing_compared(&documents));
    }
    let glossary = Glossary::new(request.glossary.iter().map(|(zh, en)| (zh, en)));
    let mut findings = check::check(&passages, words, &Options { glossary });
    findings.retain(|finding| rules.contains(&finding.rule) && finding.severity >= request.severity);
    findings.retain(|finding| finding.confidence >= request.min_confidence);
    if let Some(within) = within {
        let is_within = |id: &PassageId| within.contains(&PassageId { sentence: None, ..id.clone() });
        findings.retain(|finding| is_within(&finding.id));
        passages.retain(|passage| is_within(&passage.id));
    }
    let all = findings.len();
    if let Some(accepted) = &request.baseline {
        findings = Baseline::read(accepted).apply(findings, &passages);
    }
    let accepted = all - findings.len();
    Ok(CheckReport { documents, passages, findings, accepted, one_sided })
}

/// The rows that say that they are from a document, so many of them, with the memories that have them.
fn of_origin(engine: &dyn Engine, origin: &str, places: Range<u32>) -> Result<(Vec<DocumentInfo>, Vec<Passage>)> {
    let documents = engine.documents()?;
    let mut rows = Vec::new();
    let query = IndexQuery::Term { field: engine.fields().origin, text: origin.to_string() };
    engine.each(&query, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    if rows.is_empty() {
        return Err(unknown_document(origin, &documents, &[]));
    }
    let memories: HashSet<String> = rows.iter().map(|row| row.id.doc.clone()).collect();
    let rows = rows.into_iter().skip(places.start as usize).take(places.len()).collect();
    Ok((documents.into_iter().filter(|document| memories.contains(&document.id)).collect(), rows))
}

/// The documents in one language, none of which was compared with anything.
fn one_sided(documents: &[DocumentInfo], passages: &[Passage]) -> Vec<String> {
    let compared: HashSet<&str> = passages
        .iter()
        .filter(|passage| passage.zh.is_some() && passage.en.is_some())
        .map(|passage| passage.id.doc.as_str())
        .collect();
    let alone = |document: &&DocumentInfo| document.texts.zh == 0 || document.texts.en == 0;
    let uncompared = documents.iter().filter(alone).filter(|document| !compared.contains(document.id.as_str()));
    uncompared.map(|document| document.id.clone()).collect()
}

fn nothing_compared(documents: &[DocumentInfo]) -> Error {
    let has = |side: Side| documents.iter().any(|document| *document.texts.get(side) > 0);
    let missing = match (has(Side::Zh), has(Side::En)) {
        (true, false) => "there is Chinese text only, and no English version of it",
        (false, true) => "there is English text only, and no Chinese version of it",
        (true, true) => "each document is in one language, and none is the other version of another",
        (false, false) => "there is no text",
    };
    let way_out = "name both versions: duizhao check ZH EN, or --pair ZH EN where they do not look like one document";
    Error::Usage(format!("nothing could be compared: {missing}\n  {way_out}"))
}
