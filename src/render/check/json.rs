//! `duizhao/check/1`. Offsets are Unicode code points into `text`, half-open.

use super::super::json::{CodePoints, line};
use super::placed::{Checked, Placed};
use crate::model::{FindingKind, Rule, Severity, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "duizhao/check/1";

/// Where the two sides do not say the same.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
pub(in crate::render) struct Check<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// Passages that were checked.
    passages: usize,
    errors: usize,
    notes: usize,
    /// Left out because the baseline has them.
    accepted: usize,
    /// In the order of the passages.
    findings: Vec<WireFinding<'a>>,
}

/// One place where the two sides do not say the same.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct WireFinding<'a> {
    kind: FindingKind,
    #[schemars(extend("enum" = Rule::ALL.map(Rule::as_str)))]
    rule: &'static str,
    severity: Severity,
    /// How likely it is right.
    #[schemars(range(min = 0.0, max = 1.0))]
    confidence: f32,
    /// Of the passage.
    id: String,
    message: &'a str,
    /// Null where the side is missing.
    zh: Option<WireSide<'a>>,
    /// Null where the side is missing.
    en: Option<WireSide<'a>>,
}

/// The whole text of a side, and the places in it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FindingSide")]
struct WireSide<'a> {
    text: &'a str,
    marks: Vec<WirePlace>,
}

/// A place. Offsets are code points of `text`, half-open.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FindingPlace")]
struct WirePlace {
    start: usize,
    end: usize,
}

fn wire_side<'a>(placed: &Placed<'a>, side: Side) -> Option<WireSide<'a>> {
    let text = &placed.passage?.side(side)?.text;
    let mut points = CodePoints::new(text);
    let marks = placed.span(side).map(|span| points.span(span)).map(|[start, end]| WirePlace { start, end });
    Some(WireSide { text, marks: marks.into_iter().collect() })
}

pub(super) fn write(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    let placed = checked.placed();
    let findings = placed
        .iter()
        .map(|placed| WireFinding {
            kind: placed.finding.kind(),
            rule: placed.finding.rule.as_str(),
            severity: placed.finding.severity,
            confidence: placed.finding.confidence,
            id: placed.finding.id.to_string(),
            message: &placed.finding.message,
            zh: wire_side(placed, Side::Zh),
            en: wire_side(placed, Side::En),
        })
        .collect();
    let check = Check {
        schema: SCHEMA,
        passages: checked.passages.len(),
        errors: checked.count(Severity::Error),
        notes: checked.count(Severity::Note),
        accepted: checked.accepted,
        findings,
    };
    line(out, &check)
}
