//! `duizhao/check/1`. Offsets are Unicode code points into `text`, half-open.

use super::super::json::{CodePoints, line};
use super::{Checked, Placed};
use crate::model::{Severity, Side};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Check<'a> {
    schema: &'static str,
    passages: usize,
    errors: usize,
    notes: usize,
    /// Left out because the baseline has them.
    accepted: usize,
    findings: Vec<WireFinding<'a>>,
}

#[derive(Serialize)]
struct WireFinding<'a> {
    kind: &'static str,
    rule: &'static str,
    severity: &'static str,
    id: String,
    message: &'a str,
    zh: Option<WireSide<'a>>,
    en: Option<WireSide<'a>>,
}

/// The whole text of a side, and the place in it.
#[derive(Serialize)]
struct WireSide<'a> {
    text: &'a str,
    marks: Vec<WirePlace>,
}

#[derive(Serialize)]
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
            kind: placed.finding.kind().as_str(),
            rule: placed.finding.rule.as_str(),
            severity: placed.finding.severity.as_str(),
            id: placed.finding.id.to_string(),
            message: &placed.finding.message,
            zh: wire_side(placed, Side::Zh),
            en: wire_side(placed, Side::En),
        })
        .collect();
    let check = Check {
        schema: "duizhao/check/1",
        passages: checked.passages.len(),
        errors: checked.count(Severity::Error),
        notes: checked.count(Severity::Note),
        accepted: checked.accepted,
        findings,
    };
    line(out, &check)
}
