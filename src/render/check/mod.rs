//! Findings of a check, for people and for programs.

mod html;
mod json;
mod sarif;

pub(super) use json::Check;

use super::Style;
use super::marked::{ID, MATCH, QUIET, lines, styled, write_lines};
use crate::model::{DocumentInfo, Finding, Mark, Passage, PassageId, Severity, Side, Span};
use crate::{Error, Result};
use std::collections::HashMap;
use std::io::{self, Write};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    Text,
    /// One object.
    Json,
    /// SARIF 2.1.0, which editors and code hosts show beside the text.
    Sarif,
    /// A page to go through.
    Html,
}

/// What was checked, and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    pub documents: &'a [DocumentInfo],
    pub passages: &'a [Passage],
    pub findings: &'a [Finding],
    /// Findings that the baseline has, which are not among them.
    pub accepted: usize,
}

/// A finding with its passage.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub finding: &'a Finding,
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
        let found = |pair: &&crate::model::SentencePair| {
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

/// Writes findings.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn findings(out: &mut dyn Write, checked: &Checked, format: CheckFormat, style: &Style) -> Result<()> {
    let written = match format {
        CheckFormat::Text => text(out, checked, style),
        CheckFormat::Json => json::write(out, checked),
        CheckFormat::Sarif => sarif::write(out, checked),
        CheckFormat::Html => html::write(out, checked),
    };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, checked: &Checked, style: &Style) -> io::Result<()> {
    let columns = style.width.map(|w| w.saturating_sub(2));
    for (i, placed) in checked.placed().iter().enumerate() {
        let finding = placed.finding;
        if i > 0 {
            writeln!(out)?;
        }
        let head = format!("{} {}", finding.severity.as_str(), finding.rule);
        let head = if finding.severity == Severity::Error { styled(&head, MATCH, style) } else { head };
        writeln!(out, "{}  {head}: {}", styled(&finding.id.to_string(), ID, style), finding.message)?;
        for side in Side::BOTH {
            let text = placed.passage.and_then(|p| p.side(side));
            match (text, placed.part(side)) {
                (Some(text), Some(part)) => {
                    write_lines(out, &lines(&text.text, part, &placed.marks(side), columns, style), "  ", "  ")?;
                }
                _ => writeln!(out, "  {}", styled("—", QUIET, style))?,
            }
        }
    }
    Ok(())
}
