//! A query that is ready to run, and its faster form where it has one.

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};

/// A query that is ready to run.
pub(super) struct Executable {
    /// What matches, with its score.
    pub query: Box<dyn Query>,
    /// The same as mere terms, where it is no more than that.
    pub terms: Option<AnyTerm>,
}

impl From<Box<dyn Query>> for Executable {
    fn from(query: Box<dyn Query>) -> Self {
        Executable { query, terms: None }
    }
}

/// What makes passages match, and what puts them in order. Law: what puts them in order is found in no passage that
/// does not match.
pub(super) struct Ordered {
    pub set: Box<dyn Query>,
    pub order: Vec<Box<dyn Query>>,
}

impl From<Box<dyn Query>> for Ordered {
    fn from(set: Box<dyn Query>) -> Self {
        Ordered { set, order: Vec::new() }
    }
}

impl Ordered {
    pub fn query(self) -> Box<dyn Query> {
        if self.order.is_empty() {
            return self.set;
        }
        let order = self.order.into_iter().map(|query| (Occur::Should, query));
        Box::new(BooleanQuery::new(std::iter::once((Occur::Must, self.set)).chain(order).collect()))
    }
}

/// Terms any of which makes a passage match. For a plain union of terms tantivy skips blocks of passages by the best
/// score that a block can have (Ding & Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011).
pub(super) struct AnyTerm {
    set: Vec<Box<dyn Query>>,
    order: Vec<Box<dyn Query>>,
    /// What adds a constant to the score of some passages each.
    bonuses: Vec<Box<dyn Query>>,
}

impl AnyTerm {
    /// `None` when one of the parts is more than a term.
    pub fn of(parts: &[Ordered], bonuses: &[Box<dyn Query>]) -> Option<AnyTerm> {
        let bonuses = bonuses.iter().map(|query| query.box_clone()).collect();
        let mut terms = AnyTerm { set: Vec::new(), order: Vec::new(), bonuses };
        for part in parts {
            part.set.downcast_ref::<TermQuery>()?;
            terms.set.push(part.set.box_clone());
            terms.order.extend(part.order.iter().map(|query| query.box_clone()));
        }
        Some(terms)
    }

    /// What matches, without an order.
    pub fn set(&self) -> BooleanQuery {
        BooleanQuery::union(self.set.iter().map(|query| query.box_clone()).collect())
    }

    /// The best of all are among the best of these: the union without a bonus, and for each bonus what has it, with all
    /// that it has.
    pub fn ranked(&self) -> Vec<BooleanQuery> {
        let union = BooleanQuery::union(self.set.iter().chain(&self.order).map(|query| query.box_clone()).collect());
        let mut ranked = vec![union.clone()];
        for (i, bonus) in self.bonuses.iter().enumerate() {
            let must: [Box<dyn Query>; 2] = [bonus.box_clone(), Box::new(union.clone())];
            let others = self.bonuses.iter().enumerate().filter(|(j, _)| *j != i);
            let others = others.map(|(_, other)| (Occur::Should, other.box_clone()));
            ranked.push(BooleanQuery::new(must.into_iter().map(|query| (Occur::Must, query)).chain(others).collect()));
        }
        ranked
    }
}

/// Adds `by` to the score of what the query finds, whatever that is.
pub(super) fn bonus(query: Box<dyn Query>, by: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, by))
}
