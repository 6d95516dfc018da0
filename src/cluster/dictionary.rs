//! The words of an index on a cluster: what is asked for is gathered and fetched at once.

use crate::Result;
use crate::index::Field;
use crate::search::Dictionary;
use std::cell::RefCell;
use std::collections::HashSet;

/// Where the statistics come from and are kept from one question to the next.
pub(super) trait Statistics {
    /// Passages and documents.
    fn record_count(&self) -> u64;

    /// Passages that have the term, if that was fetched.
    fn known_frequency(&self, field: Field, term: &str) -> Option<u64>;

    /// Tokens of a field that a record has on the average, if that was fetched.
    fn known_length(&self, field: Field) -> Option<f32>;

    /// Fetches how many passages have each of the terms.
    fn fetch_frequencies(&self, terms: Vec<(Field, String)>) -> Result<()>;

    /// Fetches the mean lengths.
    fn fetch_lengths(&self) -> Result<()>;

    /// Words of a field that begin so, of those that were learnt from, and names of rows.
    fn words_beginning(&self, field: Field, beginning: &str, most: usize) -> Vec<String>;

    /// Gives the words of a field that were learnt from to `visit`, with how often they came.
    fn each_learnt_word(&self, field: Field, visit: &mut dyn FnMut(&str, u64));
}

/// The dictionary for one question.
pub(super) struct ClusterDictionary<'e> {
    statistics: &'e dyn Statistics,
    asked: RefCell<Asked>,
}

/// What is not known yet.
#[derive(Default)]
struct Asked {
    terms: HashSet<(Field, String)>,
    lengths: bool,
}

impl<'e> ClusterDictionary<'e> {
    pub fn new(statistics: &'e dyn Statistics) -> Self {
        ClusterDictionary { statistics, asked: RefCell::default() }
    }
}

impl Dictionary for ClusterDictionary<'_> {
    fn records(&self) -> u64 {
        self.statistics.record_count()
    }

    fn frequency(&self, field: Field, term: &str) -> u64 {
        self.statistics.known_frequency(field, term).unwrap_or_else(|| {
            self.asked.borrow_mut().terms.insert((field, term.to_string()));
            0
        })
    }

    fn mean_length(&self, field: Field) -> f32 {
        self.statistics.known_length(field).unwrap_or_else(|| {
            self.asked.borrow_mut().lengths = true;
            1.0
        })
    }

    fn forms(&self, _: Field, _: &str) -> Option<Vec<String>> {
        None
    }

    /// A cluster lists no words; those that were learnt from are known.
    fn beginning_with(&self, field: Field, beginning: &str, most: usize) -> Vec<String> {
        self.statistics.words_beginning(field, beginning, most)
    }

    fn each_form(&self, field: Field, visit: &mut dyn FnMut(&str, u64)) {
        self.statistics.each_learnt_word(field, visit);
    }

    fn settle(&self) -> Result<bool> {
        let Asked { terms, lengths } = self.asked.take();
        if terms.is_empty() && !lengths {
            return Ok(false);
        }
        self.statistics.fetch_frequencies(terms.into_iter().collect())?;
        if lengths {
            self.statistics.fetch_lengths()?;
        }
        Ok(true)
    }
}
