//! What is said of a name that the index does not have: the nearest that it has.

use super::searcher::Searcher;
use crate::model::DocumentInfo;
use crate::{Error, Result};
use strsim::normalized_damerau_levenshtein;

/// Names that are given.
const NAMED: usize = 5;
/// From this likeness on (0..=1) a name may be meant.
const ALIKE: f64 = 0.5;

/// The document with an id.
///
/// # Errors
/// [`Error::NotFound`], with the nearest names, when there is none.
pub fn named_document(index: &dyn Searcher, id: &str) -> Result<DocumentInfo> {
    match index.document(id)? {
        Some(document) => Ok(document),
        None => Err(unknown_document(id, &index.documents()?, &[])),
    }
}

/// The error about a document that is not there. `origins` are those that rows say they are from.
pub(super) fn unknown_document(id: &str, documents: &[DocumentInfo], origins: &[&str]) -> Error {
    let ids = documents.iter().map(|document| document.id.as_str());
    let known: Vec<&str> = ids.chain(origins.iter().copied()).collect();
    Error::NotFound { id: id.to_string(), hint: near_of(id, &known, "") }
}

/// What an error adds about a name that is not there: the nearest of those that are, or some of them; `none` where there
/// are none at all.
pub(super) fn near_of(name: &str, known: &[&str], none: &str) -> String {
    match (&nearest(name, known)[..], known) {
        ([], []) if none.is_empty() => String::new(),
        ([], []) => format!("; {none}"),
        ([], known) => format!("; there are {}", known[..known.len().min(NAMED)].join(", ")),
        (near, _) => format!("; nearest: {}", near.join(", ")),
    }
}

/// The names most like one, most like it first; those that begin with it or have it in them before others.
fn nearest<'n>(name: &str, known: &[&'n str]) -> Vec<&'n str> {
    let lower = name.to_lowercase();
    let alike = |other: &str| {
        let other = other.to_lowercase();
        let part = !lower.is_empty() && (other.contains(&lower) || lower.contains(&other));
        if part { 1.0 } else { normalized_damerau_levenshtein(&lower, &other) }
    };
    let mut scored: Vec<(f64, &str)> = known.iter().map(|other| (alike(other), *other)).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.len().cmp(&b.1.len())).then(a.1.cmp(b.1)));
    scored.into_iter().map(|(_, name)| name).take(NAMED).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_comes_first() {
        let known = ["guangdong-ip-report", "lease", "J0080028", "J0080029"];
        assert_eq!(nearest("J0080082", &known), ["J0080028", "J0080029"]);
        assert_eq!(nearest("guangdong", &known), ["guangdong-ip-report"]);
        assert_eq!(nearest("leas", &known), ["lease"]);
        assert!(nearest("商業秘密", &known).is_empty() && nearest("", &known).is_empty());
    }
}
