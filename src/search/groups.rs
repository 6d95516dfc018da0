//! Passages put together by document, year or field of their document.

use super::searcher::Searcher;
use super::unknown::near_of;
use crate::model::{DocumentInfo, Grouping, Passage};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Which group each passage is in.
pub(crate) struct Groups {
    /// By document id; `None` where passages are put together by the document itself.
    names: Option<FxHashMap<String, String>>,
}

impl Groups {
    /// # Errors
    /// [`Error::NotFound`] for a field that no document has, [`Error::Usage`] where no document has a date.
    pub fn new(index: &dyn Searcher, by: &Grouping) -> Result<Groups> {
        if *by == Grouping::Document {
            return Ok(Groups { names: None });
        }
        Groups::of_documents(&index.documents()?, by)
    }

    /// The same over documents that are known already.
    pub(super) fn of_documents(documents: &[DocumentInfo], by: &Grouping) -> Result<Groups> {
        let name = |document: &DocumentInfo| match by {
            Grouping::Document => None,
            Grouping::Year => document.date.map(|date| date.year().to_string()),
            Grouping::Field(wanted) => {
                document.fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
            }
        };
        let names: FxHashMap<String, String> =
            documents.iter().filter_map(|document| Some((document.id.clone(), name(document)?))).collect();
        match by {
            Grouping::Document => Ok(Groups { names: None }),
            _ if !names.is_empty() || documents.is_empty() => Ok(Groups { names: Some(names) }),
            Grouping::Year => {
                let way_out = "give documents a date in front matter, in their properties or in duizhao.toml";
                Err(Error::Usage(format!("no document here says when it is from\n  {way_out}")))
            }
            Grouping::Field(name) => {
                let known: BTreeSet<&str> =
                    documents.iter().flat_map(|document| &document.fields).map(|(name, _)| name.as_str()).collect();
                let known: Vec<&str> = known.into_iter().collect();
                let hint = near_of(name, &known, "no document has a field");
                Err(Error::NotFound { id: format!("field.{name}"), hint })
            }
        }
    }

    /// The group of a passage; `None` where its document says nothing of the kind.
    pub fn of<'g>(&'g self, passage: &'g Passage) -> Option<&'g str> {
        match &self.names {
            None => Some(passage.origin().unwrap_or(&passage.id.doc)),
            Some(names) => names.get(&passage.id.doc).map(String::as_str),
        }
    }
}
