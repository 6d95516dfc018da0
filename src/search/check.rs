//! A check of the passages of an index against each other side.

use crate::check::{self, Baseline, Glossary, Options};
use crate::index::Store;
use crate::model::CheckReport;
use crate::request::CheckRequest;
use crate::{Error, Result};

pub(super) fn check(store: &Store, request: &CheckRequest) -> Result<CheckReport> {
    let rules = request.rules()?;
    let (documents, passages) = match &request.doc {
        Some(doc) => {
            let missing = || Error::NotFound { id: doc.clone(), hint: String::new() };
            let document = store.document(doc)?.ok_or_else(missing)?;
            let places = request.from..request.from.saturating_add(request.limit);
            (vec![document], store.passages_of(doc, places)?)
        }
        None => {
            let documents = store.documents()?;
            let mut passages = Vec::new();
            for document in &documents {
                passages.extend(store.passages_of(&document.id, 0..u32::MAX)?);
            }
            (documents, passages)
        }
    };
    let words = store.words_in_full()?;
    let glossary = Glossary::new(request.glossary.iter().map(|(zh, en)| (zh, en)));
    let mut findings = check::check(&passages, &words.view(), &Options { glossary });
    findings.retain(|finding| rules.contains(&finding.rule) && finding.severity >= request.severity);
    let all = findings.len();
    if let Some(accepted) = &request.baseline {
        findings = Baseline::read(accepted).apply(findings, &passages);
    }
    let accepted = all - findings.len();
    Ok(CheckReport { documents, passages, findings, accepted })
}
