//! SARIF 2.1.0 (OASIS): one run, a rule for each kind of finding, a result for each finding. The place is the passage,
//! by its id; a file is named where the document is one.

use super::placed::{Checked, Placed};
use crate::model::{Rule, Severity, Side};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    let rules: Vec<Value> =
        Rule::ALL.iter().map(|rule| json!({"id": rule.as_str(), "shortDescription": {"text": rule.about()}})).collect();
    let results: Vec<Value> = checked.placed().iter().map(|placed| result(placed, checked)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "duizhao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn result(placed: &Placed, checked: &Checked) -> Value {
    let finding = placed.finding;
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Note => "note",
    };
    let mut location = json!({"logicalLocations": [{"fullyQualifiedName": finding.id.to_string(), "kind": "passage"}]});
    let paths = checked.document(&finding.id.doc).map_or(&[][..], |d| &d.paths);
    // Of a pair, the translation is what a reviser has open.
    if let Some(path) = paths.last() {
        let uri = uri(path);
        location["physicalLocation"] = json!({"artifactLocation": {"uri": uri}});
    }
    let mut quoted = serde_json::Map::new();
    for side in Side::BOTH {
        let text = placed.passage.map_or("", |p| p.text(side));
        if let Some(span) = placed.span(side) {
            quoted.insert(side.to_string(), span.of(text).into());
        }
    }
    json!({
        "ruleId": finding.rule.as_str(),
        "ruleIndex": Rule::ALL.iter().position(|r| *r == finding.rule),
        "level": level,
        "message": {"text": format!("{}: {}", finding.id, finding.message)},
        "locations": [location],
        "properties": quoted,
        "rank": (finding.confidence * 100.0).round(),
    })
}

/// A path as a URI reference: what is no plain character is written in bytes.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b'\\' => out.push('/'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
