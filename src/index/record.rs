//! What is stored with a passage or a document, in postcard's wire format.

use crate::model::{DocumentInfo, Passage};
use serde::{Deserialize, Serialize};

/// A stored record.
#[derive(Debug, Serialize, Deserialize)]
pub enum Record {
    Passage(Passage),
    Document(DocumentInfo),
}

impl Record {
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing to a Vec fails only for types that postcard cannot express, and these it can.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The passage, where it is one.
    pub fn passage(self) -> Option<Passage> {
        match self {
            Record::Passage(passage) => Some(passage),
            Record::Document(_) => None,
        }
    }

    /// `None` when the bytes are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Record> {
        postcard::from_bytes(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Kind, PassageId, Position, Section, SentencePair, SideText, Sides, Span};

    #[test]
    fn what_is_stored_comes_back() {
        let passage = Passage {
            id: PassageId::passage("report", &[2, 13], 4),
            kind: Kind::Paragraph,
            order: 7,
            section: Some(Section { path: vec![2, 13], zh: Some("一、".into()), en: None }),
            size: Sides::new(1, 2),
            confidence: 0.97,
            given: false,
            zh: Some(SideText { text: "的 IPR".into(), edits: vec![Edit { at: 3, now: 1, was: "?".into() }] }),
            en: None,
            sentences: vec![SentencePair { zh: Some(Span::new(0, 7)), en: None, confidence: 0.5 }],
            reference: Some("A#1".into()),
            at: Sides::new(Some(Position::Page(12)), None),
            code: true,
        };
        let bytes = Record::Passage(passage.clone()).to_bytes();
        let Some(Record::Passage(back)) = Record::from_bytes(&bytes) else { panic!("a passage comes back") };
        assert_eq!(back, passage);
        assert!(Record::from_bytes(&bytes[..bytes.len() / 2]).is_none());
    }
}
