//! The findings of one document, or of as much of it as one answer can wait for.

use super::requests::FindingsRequest;
use crate::model::{CheckReport, DocumentInfo, Finding, Passage};
use crate::render::Checked;
use crate::request::CheckRequest;
use crate::search::Searcher;
use crate::{Error, Result};

/// Passages of a document that are checked for one answer; the rest is checked part by part, each for itself.
pub(super) const PART: u32 = 5_000;

/// What was checked and all that was found there, in the order of the document.
pub(super) struct DocumentFindings {
    pub document: DocumentInfo,
    pub passages: Vec<Passage>,
    pub findings: Vec<Finding>,
}

/// Checks a document by its id, from the passage that is asked for.
pub(super) fn checked(index: &dyn Searcher, request: &FindingsRequest, doc: &str) -> Result<DocumentFindings> {
    let mut check = CheckRequest::new().doc(doc).from(request.from).limit(PART);
    check.collection.clone_from(&request.collection);
    let CheckReport { mut documents, passages, findings, .. } = index.check(&check)?;
    let missing = || Error::NotFound { id: doc.into(), hint: String::new() };
    let document = documents.pop().ok_or_else(missing)?;
    Ok(DocumentFindings { document, passages, findings })
}

impl DocumentFindings {
    /// Those findings that the request asks for.
    pub fn chosen(&self, request: &FindingsRequest) -> Vec<Finding> {
        self.findings.iter().filter(|finding| request.has(finding)).cloned().collect()
    }

    /// Some of the findings as the writers of reports take them.
    pub fn of<'r>(&'r self, findings: &'r [Finding]) -> Checked<'r> {
        Checked { documents: std::slice::from_ref(&self.document), passages: &self.passages, findings, accepted: 0 }
    }
}
