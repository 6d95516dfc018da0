//! Findings with the passages that they are in.

use crate::model::{DocumentInfo, Finding, Mark, Passage, PassageId, SentencePair, Severity, Side, Span};
use std::collections::HashMap;

/// What was checked, and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// What was checked.
    pub documents: &'a [DocumentInfo],
    /// All that were checked.
    pub passages: &'a [Passage],
    /// In the order of the passages.
    pub findings: &'a [Finding],
    /// Findings that the baseline has, which are not among them.
    pub accepted: usize,
}

/// A finding with its passage.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Its passage, where it is among those that were checked.
    pub passage: Option<&'a Passage>,
}

impl Checked<'_> {
    /// Each finding with its passage, in the order of the findings.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let by_id: HashMap<&PassageId, &Passage> = self.passages.iter().map(|p| (&p.id, p)).collect();
        let place = |finding| Placed { finding, passage: by_id.get(&finding.id).copied() };
        self.findings.iter().map(place).collect()
    }

    pub(super) fn document(&self, id: &str) -> Option<&DocumentInfo> {
        self.documents.iter().find(|d| d.id == id)
    }

    /// Findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }
}

impl Placed<'_> {
    /// The place on a side, where one can be pointed at.
    pub fn span(&self, side: Side) -> Option<Span> {
        match side {
            Side::Zh => self.finding.zh,
            Side::En => self.finding.en,
        }
    }

    /// The part of a side that is shown: the sentences that the places are in, all of a short text.
    pub fn part(&self, side: Side) -> Option<Span> {
        let text = &self.passage?.side(side)?.text;
        let whole = Span::new(0, text.len());
        let sentences = &self.passage?.sentences;
        let found = |pair: &&SentencePair| {
            Side::BOTH.into_iter().any(|s| pair.get(s).zip(self.span(s)).is_some_and(|(a, b)| a.overlaps(b)))
        };
        let shown: Vec<Span> = sentences.iter().filter(found).filter_map(|pair| pair.get(side)).collect();
        let start = shown.iter().map(|s| s.start).min();
        let end = shown.iter().map(|s| s.end).max();
        match (start, end) {
            (Some(start), Some(end)) => Some(Span::new(start, end)),
            // The other side's sentence stands alone: what is around it is in the passage.
            _ if sentences.len() > 1 && (self.finding.zh.is_some() || self.finding.en.is_some()) => None,
            _ => Some(whole),
        }
    }

    /// The place on a side as what is marked there.
    pub fn marks(&self, side: Side) -> Vec<Mark> {
        self.span(side).map(Mark::matched).into_iter().collect()
    }
}
