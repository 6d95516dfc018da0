//! The English words of an index, which a cluster does not list: gathered when it is learnt from and kept as a part, so
//! that words of one family and words that were meant are looked for as in every index.

use crate::index::{Content, Field};
use crate::index::{english_terms, fields};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the part.
pub const WORDS_PART: &str = "words";

/// Words with the passages that have them, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    lemmas: BTreeMap<String, u64>,
    /// As they are written.
    forms: BTreeMap<String, u64>,
}

impl Vocabulary {
    /// Adds the words of a passage's English side.
    pub fn add(&mut self, text: &str) {
        let (lemmas, forms) = english_terms(text);
        count(&mut self.lemmas, &lemmas);
        count(&mut self.forms, &forms);
    }

    /// Those of a field; none of a field of another side.
    pub(super) fn of(&self, field: Field) -> Option<&BTreeMap<String, u64>> {
        match fields() {
            f if field == f.en_lemmas => Some(&self.lemmas),
            f if field == f.en_words => Some(&self.forms),
            _ => None,
        }
    }

    /// The bytes of the part.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing to a Vec fails only for types that postcard cannot express, and these it can.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// What was stored; empty when it is damaged.
    pub(super) fn from_bytes(bytes: &[u8]) -> Vocabulary {
        postcard::from_bytes(bytes).unwrap_or_default()
    }
}

fn count(counts: &mut BTreeMap<String, u64>, terms: &Content) {
    let mut here = std::collections::BTreeSet::new();
    terms.each_token(|term| {
        here.insert(term.to_string());
    });
    here.into_iter().for_each(|term| *counts.entry(term).or_default() += 1);
}
