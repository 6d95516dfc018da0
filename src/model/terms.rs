//! How a term is rendered on the other side, and the terms of a whole index.

use super::{Grouping, PassageId, Side};
use std::collections::BTreeMap;

/// How a term is rendered on the other side, over every passage that has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// As it was asked for.
    pub term: String,
    /// The side that the term is on.
    pub from: Side,
    /// Passages that have the term.
    pub passages: usize,
    /// How many of them were looked at: all, but for very frequent terms.
    pub examined: usize,
    /// Most frequent first.
    pub renderings: Vec<TermRendering>,
    /// Passages that have the term and nothing that renders it, in order.
    pub unrendered: Vec<PassageId>,
    /// The files' own names for those of the passages that are rows.
    pub references: BTreeMap<PassageId, String>,
    /// What `groups` are, where they were asked for.
    pub by: Option<Grouping>,
    /// The same passages by document, year or field: years in order, others with the most passages first.
    pub groups: Vec<TermGroup>,
}

impl Terms {
    /// The term with each of its renderings that is more than a candidate, as the terms of a glossary.
    pub fn pairs(&self) -> Vec<GlossaryTerm> {
        let pair = |rendering: &TermRendering| {
            let (term, text) = (self.term.clone(), rendering.text.clone());
            let (zh, en) = if self.from == Side::Zh { (term, text) } else { (text, term) };
            let id = rendering.ids.first()?.clone();
            Some(GlossaryTerm { zh, en, count: rendering.count, confidence: rendering.confidence, id })
        };
        self.renderings.iter().filter(|rendering| !rendering.is_candidate()).filter_map(pair).collect()
    }
}

/// How a term is rendered in a part of the passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermGroup {
    /// The document, year or value; `None` for documents that have no such.
    pub name: Option<String>,
    /// Passages that have the term.
    pub passages: usize,
    /// How many of them have each of the renderings, in their order.
    pub rendered: Vec<usize>,
    /// How many of them have none.
    pub unrendered: usize,
}

/// One way to render a term.
#[derive(Clone, Debug, PartialEq)]
pub struct TermRendering {
    /// As it is written most often.
    pub text: String,
    /// Occurrences of the term that are rendered so.
    pub count: usize,
    /// 0..=1.
    pub confidence: f32,
    /// The passages, in order.
    pub ids: Vec<PassageId>,
    /// The rendering that this one abbreviates, by its place: GI stands for "geographical indication".
    pub short_for: Option<usize>,
}

impl TermRendering {
    /// Below this confidence a rendering is a candidate: of 35 that were read 14 were right; of 190 above .7, 161.
    const SURE: f32 = 0.5;

    /// Whether it is no more than a candidate.
    pub fn is_candidate(&self) -> bool {
        self.confidence < Self::SURE
    }
}

/// A term of the index with its rendering.
#[derive(Clone, Debug, PartialEq)]
pub struct GlossaryTerm {
    /// As each side writes it most often.
    pub zh: String,
    /// As the English side writes it most often.
    pub en: String,
    /// How often they render each other.
    pub count: usize,
    /// 0..=1: how far they keep to each other.
    pub confidence: f32,
    /// A passage that has both.
    pub id: PassageId,
}
