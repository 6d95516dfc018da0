//! The same finding all over a document is one finding about the document: a name that is misspelt throughout, a row that comes
//! again and again.

use crate::model::{Finding, FindingKind, Passage, PassageId, Rule, Side, Span};
use std::collections::{HashMap, HashSet};

/// How often the same has to be found in a document to be said once.
const OFTEN: usize = 5;

/// Bytes of what a finding marks up to which the marked words are what it is about, rather than a text of its own.
const WORDS: usize = 60;

/// What makes two findings of a document the same.
#[derive(PartialEq, Eq, Hash)]
struct Matter<'p> {
    doc: &'p str,
    rule: &'static str,
    zh: Option<&'p str>,
    en: Option<&'p str>,
    /// Figures and negations are about their sentence: both texts.
    texts: Option<(&'p str, &'p str)>,
}

impl<'p> Matter<'p> {
    fn of(finding: &Finding, passage: &'p Passage) -> Self {
        let marked = |side: Side, span: Option<Span>| span.map(|span| span.of(passage.text(side)));
        let (zh, en) = (marked(Side::Zh, finding.zh), marked(Side::En, finding.en));
        let of_words = matches!(finding.rule.kind(), FindingKind::Term | FindingKind::Untranslated)
            && [zh, en].into_iter().flatten().all(|words| words.len() <= WORDS);
        let doc = passage.id.doc.as_str();
        if finding.rule == Rule::NumberMissing {
            let counted = |side: Side, span: Option<Span>| counted(passage.text(side), span?);
            let (zh, en) = (counted(Side::Zh, finding.zh), counted(Side::En, finding.en));
            if zh.is_some() || en.is_some() {
                return Matter { doc, rule: finding.rule.as_str(), zh, en, texts: None };
            }
        }
        let texts = (!of_words).then(|| (passage.text(Side::Zh), passage.text(Side::En)));
        Matter { doc, rule: finding.rule.as_str(), zh, en, texts }
    }
}

/// The words of a row that ends with its number, as a program makes them: "Label 12", "Label 13".
fn counted(text: &str, number: Span) -> Option<&str> {
    let words = text.get(..number.start)?.trim();
    let ends = text.get(number.end..)?.trim().is_empty();
    (ends && !words.is_empty() && !words.ends_with(['。', '.'])).then_some(words)
}

/// Keeps the first of what is found often in a document, and lets it say in how many more places it is.
pub(super) fn said_once(findings: Vec<Finding>, passages: &[Passage]) -> Vec<Finding> {
    let by_id: HashMap<&PassageId, &Passage> = passages.iter().map(|p| (&p.id, p)).collect();
    let matters: Vec<Option<Matter>> =
        findings.iter().map(|f| by_id.get(&f.id).map(|passage| Matter::of(f, passage))).collect();
    let mut counts: HashMap<&Matter, usize> = HashMap::new();
    matters.iter().flatten().for_each(|matter| *counts.entry(matter).or_default() += 1);
    let mut said: HashSet<&Matter> = HashSet::new();
    let mut out = Vec::with_capacity(findings.len());
    for (mut finding, matter) in findings.into_iter().zip(&matters) {
        let often = matter.as_ref().and_then(|m| counts.get(m)).copied().filter(|n| *n >= OFTEN);
        if let (Some(n), Some(matter)) = (often, matter) {
            if !said.insert(matter) {
                continue;
            }
            finding.message += &format!(" (and the same in {} more places of the document)", n - 1);
        }
        out.push(finding);
    }
    out
}
