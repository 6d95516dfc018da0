//! What is to be done to an index.

use super::setters::setters;
use crate::model::Clause;
use crate::query::parse;
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::PathBuf;

/// Asks for an index to be brought up to date with its sources, and for changes to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct UpdateRequest {
    /// Files and folders to add to the sources.
    pub paths: Vec<PathBuf>,
    /// Pairs of files to add, Chinese first; each pair is one document.
    pub pairs: Vec<[PathBuf; 2]>,
    /// The encoding of what is added, by a name that the WHATWG knows, where the guess is wrong.
    pub encoding: Option<String>,
    /// What is said of the documents that are added, by name.
    pub fields: BTreeMap<String, String>,
    /// Names of fields in braces, as the path of each file in an added folder has their values: `{court}/{year}/`.
    pub path_fields: Option<String>,
    /// A table of words that a search takes as the same: a line for each group, with tabs between the words.
    pub synonyms: Option<PathBuf>,
    /// Names for what queries find; an empty query takes a name away.
    pub collections: BTreeMap<String, String>,
    /// Files and folders that were moved: where each was, and where it is.
    pub moved: Vec<[PathBuf; 2]>,
    /// Documents to take out, by id, and sources, by path.
    pub remove: Vec<String>,
    /// Read everything anew, also what has not changed.
    pub rebuild: bool,
    /// Do not learn which words render which.
    pub without_lexicon: bool,
    /// Learn which words render which from all passages of an index in memory, however many; a large one on disk is
    /// learnt from as a whole in any case.
    pub learn_from_all: bool,
    /// Texts that are in memory, each with a name and its bytes: documents of an index in memory beside the paths.
    #[serde(skip)]
    pub texts: Vec<(String, Vec<u8>)>,
    /// Mebibytes for postings before they go to disk: more of them make a large build faster.
    pub memory: Option<usize>,
}

impl UpdateRequest {
    /// Asks for the index to be brought up to date and nothing else.
    pub fn new() -> Self {
        UpdateRequest::default()
    }

    /// Asks for files and folders to be added.
    pub fn adding(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        UpdateRequest { paths: paths.into_iter().map(Into::into).collect(), ..UpdateRequest::default() }
    }

    /// Whether each collection that is named ends in queries, where `all` are those that there will be: one that names
    /// itself, directly or in a ring, would find nothing.
    ///
    /// # Errors
    /// [`Error::Usage`] with the ring.
    pub(crate) fn ends_each_collection(&self, all: &BTreeMap<String, String>) -> Result<()> {
        let ring = self.collections.keys().find_map(|name| ring(name, all));
        match ring {
            Some(ring) => Err(Error::Usage(format!("a collection would be defined by itself: {}", ring.join(" → ")))),
            None => Ok(()),
        }
    }

    setters! {
        paths: Vec<PathBuf> => paths = paths, "Adds these files and folders.";
        pairs: Vec<[PathBuf; 2]> => pairs = pairs, "Adds these pairs of files, Chinese first.";
        encoding: Option<String> => encoding = encoding, "The encoding of what is added.";
        fields: BTreeMap<String, String> => fields = fields, "Says this of the documents that are added.";
        path_fields: Option<String> => path_fields = path_fields, "Fields that the paths of files in an added folder name.";
        synonyms: Option<PathBuf> => synonyms = synonyms, "Takes the words of this table as the same.";
        collections: BTreeMap<String, String> => collections = collections, "Gives these names to what these queries find.";
        moved: Vec<[PathBuf; 2]> => moved = moved, "Follows files and folders that were moved, the old place first.";
        remove: Vec<String> => remove = remove, "Takes these documents and sources out.";
        rebuild: bool => rebuild = rebuild, "Whether everything is read anew.";
        without_lexicon: bool => without_lexicon = without_lexicon, "Whether no lexicon is learnt.";
        learn_from_all: bool => learn_from_all = learn_from_all, "Whether an index in memory is learnt from as a whole.";
        texts: Vec<(String, Vec<u8>)> => texts = texts, "Texts that are in memory, with their names.";
        memory: Option<usize> => memory = memory, "Mebibytes for postings before they go to disk.";
    }
}

/// The way from a collection back to itself.
fn ring(start: &str, all: &BTreeMap<String, String>) -> Option<Vec<String>> {
    // Ways that are still to be followed; each name is gone through once.
    let (mut ways, mut seen) = (vec![vec![start.to_string()]], BTreeSet::new());
    while let Some(way) = ways.pop() {
        let Some(query) = way.last().and_then(|name| all.get(name)) else { continue };
        for next in named(query) {
            let further: Vec<String> = way.iter().chain([&next]).cloned().collect();
            if next == start {
                return Some(further);
            }
            if seen.insert(next) {
                ways.push(further);
            }
        }
    }
    None
}

/// The collections that a query names. One that cannot be read names none: whoever asks it is told.
fn named(query: &str) -> Vec<String> {
    let names = RefCell::new(Vec::new());
    let note = |name: &str| -> std::result::Result<Clause, Infallible> {
        names.borrow_mut().push(name.to_string());
        Ok(Clause::All(Vec::new()))
    };
    if let Ok(query) = parse(query) {
        let _ = query.clause.with_collections(&note);
    }
    names.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_ends_in_queries() {
        for (new, want) in [
            ("a", Some("a → a")),
            ("b", Some("b → c → d → b")),
            ("c", Some("c → d → b → c")),
            ("e", None),
            ("f", None),
            ("g", None),
        ] {
            let all = [
                ("a", "x OR -(y collection:a)"),
                ("b", "collection:c"),
                ("c", "collection:f collection:d"),
                ("d", "collection:b OR z"),
                ("e", "collection:f OR collection:unknown"),
                ("f", "doc:f"),
                ("g", "("),
            ];
            let all: BTreeMap<String, String> = all.map(|(name, query)| (name.into(), query.into())).into();
            assert_eq!(ring(new, &all).map(|ring| ring.join(" → ")).as_deref(), want, "{new}");
        }
    }
}
