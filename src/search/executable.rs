//! A query that is ready to run, and its faster form where it has one.

use super::index_query::IndexQuery;

/// A query that is ready to run.
#[derive(Debug)]
pub struct Executable {
    /// What matches, with its score.
    pub query: IndexQuery,
    /// The same as mere terms, where it is no more than that.
    pub terms: Option<AnyTerm>,
}

impl From<IndexQuery> for Executable {
    fn from(query: IndexQuery) -> Self {
        Executable { query, terms: None }
    }
}

/// What makes passages match, and what puts them in order. Law: what puts them in order is found in no passage that
/// does not match.
pub(super) struct Ordered {
    pub set: IndexQuery,
    pub order: Vec<IndexQuery>,
}

impl From<IndexQuery> for Ordered {
    fn from(set: IndexQuery) -> Self {
        Ordered { set, order: Vec::new() }
    }
}

impl Ordered {
    pub fn query(self) -> IndexQuery {
        if self.order.is_empty() {
            return self.set;
        }
        IndexQuery::All { must: vec![self.set], should: self.order, not: Vec::new() }
    }
}

/// Terms any of which makes a passage match. For a plain union of terms an engine can skip blocks of passages by the
/// best score that a block can have (Ding & Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011).
#[derive(Debug)]
pub struct AnyTerm {
    set: Vec<IndexQuery>,
    order: Vec<IndexQuery>,
    /// What adds a constant to the score of some passages each.
    bonuses: Vec<IndexQuery>,
}

impl AnyTerm {
    /// `None` when one of the parts is more than a term.
    pub(super) fn of(parts: &[Ordered], bonuses: &[IndexQuery]) -> Option<AnyTerm> {
        let mut terms = AnyTerm { set: Vec::new(), order: Vec::new(), bonuses: bonuses.to_vec() };
        for part in parts {
            if !matches!(part.set, IndexQuery::Term { .. }) {
                return None;
            }
            terms.set.push(part.set.clone());
            terms.order.extend(part.order.iter().cloned());
        }
        Some(terms)
    }

    /// What matches, without an order.
    pub fn set(&self) -> IndexQuery {
        IndexQuery::Any(self.set.clone())
    }

    /// The best of all are among the best of these: the union without a bonus, and for each bonus what has it, with all
    /// that it has.
    pub fn ranked(&self) -> Vec<IndexQuery> {
        let union = IndexQuery::Any(self.set.iter().chain(&self.order).cloned().collect());
        let mut ranked = vec![union.clone()];
        for (i, bonus) in self.bonuses.iter().enumerate() {
            let others = self.bonuses.iter().enumerate().filter(|(j, _)| *j != i);
            let should = others.map(|(_, other)| other.clone()).collect();
            ranked.push(IndexQuery::All { must: vec![bonus.clone(), union.clone()], should, not: Vec::new() });
        }
        ranked
    }
}
