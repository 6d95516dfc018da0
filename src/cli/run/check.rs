//! `check`: passages of the index or of files through the rules, the findings to the output.

use crate::args::{CheckArgs, CheckFormatArg, FailOn, Files, whole};
use crate::open::{open, open_to_check};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::{CheckReport, Finding, Severity, Side};
use duizhao::render::{self, CheckFormat, Checked};
use duizhao::request::CheckRequest;
use duizhao::{Baseline, Error, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &CheckArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let mut request = CheckRequest::new().only(args.only.clone()).ignore(args.ignore.clone());
    request.min_confidence = args.min_confidence;
    request.collection.clone_from(&args.in_collection);
    // What is wrong with the request shows before anything is opened.
    request.rules()?;
    request.baseline = args.baseline.as_deref().map(whole).transpose()?;
    let (index, failed) = open_to_check(dir, &args.files, terminal)?;
    if let Some(file) = &args.glossary {
        request.glossary = glossary(file, terminal)?;
    }
    let report = index.check(&request)?;
    let CheckReport { documents, passages, findings, accepted, one_sided } = &report;
    for id in one_sided {
        terminal.warning(&format!("'{id}' is in one language, and nothing of it was compared"));
    }
    if let Some(file) = &args.write_baseline {
        std::fs::write(file, Baseline::write(findings, passages)).map_err(|e| Error::creating(file, &e))?;
        terminal.note(&format!("{} accepted in '{}'", counted(findings.len(), "finding"), file.display()));
        return Ok(if failed { Outcome::Partial } else { Outcome::Success });
    }
    let checked = Checked { documents, passages, findings, accepted: *accepted };
    render::findings(out, &checked, format(args), &terminal.style(true))?;
    tell(&checked, terminal);
    Ok(match (failed, fails(findings, args.fail_on)) {
        (true, _) => Outcome::Partial,
        (_, true) => Outcome::Nothing,
        _ => Outcome::Success,
    })
}

/// The terms of a file of any format that has rows.
fn glossary(file: &Path, terminal: &Terminal) -> Result<Vec<(String, String)>> {
    let (index, _) = open(Path::new(""), &Files::from(file), terminal)?;
    let mut pairs = Vec::new();
    for document in index.documents()? {
        for passage in index.passages(&document.id, 0..u32::MAX)? {
            pairs.push((passage.text(Side::Zh).to_string(), passage.text(Side::En).to_string()));
        }
    }
    if pairs.iter().all(|(zh, en)| zh.trim().is_empty() || en.trim().is_empty()) {
        let text = "has no pairs of Chinese and English terms\n  give a TSV file (Chinese, tab, English) or TBX";
        return Err(Error::file(file, text));
    }
    Ok(pairs)
}

fn fails(findings: &[Finding], on: FailOn) -> bool {
    let least = match on {
        FailOn::Error => Severity::Error,
        FailOn::Note => Severity::Note,
    };
    findings.iter().any(|f| f.severity >= least)
}

fn tell(checked: &Checked, terminal: &Terminal) {
    let accepted = if checked.accepted > 0 { format!(", {} accepted", checked.accepted) } else { String::new() };
    terminal.note(&format!(
        "{} and {} in {}{accepted}",
        counted(checked.count(Severity::Error), "error"),
        counted(checked.count(Severity::Note), "note"),
        counted(checked.passages.len(), "passage")
    ));
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn format(args: &CheckArgs) -> CheckFormat {
    if args.json {
        return CheckFormat::Json;
    }
    match args.format {
        CheckFormatArg::Text => CheckFormat::Text,
        CheckFormatArg::Json => CheckFormat::Json,
        CheckFormatArg::Sarif => CheckFormat::Sarif,
        CheckFormatArg::Html => CheckFormat::Html,
    }
}
