//! Passage ids: `DOC#SECTION.N`, `DOC#N` for rows, `:S` behind them for a sentence.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Names a document, a section, a passage or a sentence.
///
/// ```
/// use duizhao::model::PassageId;
/// let id: PassageId = "report#2.13.4:1".parse().unwrap();
/// assert_eq!((id.doc.as_str(), &id.path[..], id.sentence), ("report", &[2, 13, 4][..], Some(1)));
/// assert_eq!(id.to_string(), "report#2.13.4:1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassageId {
    /// The document's id.
    pub doc: String,
    /// Section ordinals and, last, the number in the section; one number for a row; empty for a whole document.
    pub path: Vec<u32>,
    /// 1-based.
    pub sentence: Option<u32>,
}

impl PassageId {
    /// Names a document.
    pub fn document(doc: impl Into<String>) -> Self {
        PassageId { doc: doc.into(), path: Vec::new(), sentence: None }
    }

    /// Names a row of a translation memory, from 1.
    pub fn row(doc: impl Into<String>, n: u32) -> Self {
        PassageId { doc: doc.into(), path: vec![n], sentence: None }
    }

    /// Names a passage by its section and its number there.
    pub fn passage(doc: impl Into<String>, section: &[u32], n: u32) -> Self {
        let mut path = section.to_vec();
        path.push(n);
        PassageId { doc: doc.into(), path, sentence: None }
    }

    /// The same passage without the sentence.
    pub fn whole(&self) -> Self {
        PassageId { sentence: None, ..self.clone() }
    }

    /// A sentence of the passage, from 1.
    pub fn with_sentence(&self, n: u32) -> Self {
        PassageId { sentence: Some(n), ..self.clone() }
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.doc)?;
        for (i, n) in self.path.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { '#' } else { '.' })?;
        }
        match self.sentence {
            Some(s) => write!(f, ":{s}"),
            None => Ok(()),
        }
    }
}

/// The text is no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError(pub String);

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not an id (DOC, DOC#SECTION, DOC#SECTION.N or DOC#SECTION.N:S)", self.0)
    }
}

impl std::error::Error for ParseIdError {}

impl FromStr for PassageId {
    type Err = ParseIdError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let bad = || ParseIdError(s.to_string());
        let Some((doc, rest)) = s.rsplit_once('#') else {
            return if s.is_empty() { Err(bad()) } else { Ok(PassageId::document(s)) };
        };
        let (path, sentence) = match rest.split_once(':') {
            Some((path, n)) => (path, Some(n.parse().map_err(|_| bad())?)),
            None => (rest, None),
        };
        let path = path.split('.').map(str::parse).collect::<Result<Vec<u32>, _>>().map_err(|_| bad())?;
        if doc.is_empty() {
            return Err(bad());
        }
        Ok(PassageId { doc: doc.to_string(), path, sentence })
    }
}
