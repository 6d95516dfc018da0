//! `index`: bring the index up to date and tell what was done.

use crate::args::IndexArgs;
use crate::outcome::Outcome;
use crate::progress::ProgressLine;
use crate::terminal::{Terminal, plain};
use duizhao::locale::translated;
use duizhao::render::{Indexed, IndexedDocument, indexed_json};
use duizhao::request::UpdateRequest;
use duizhao::{Error, Index, Result, UpdateReport};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub fn run(dir: &Path, args: &IndexArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    if args.dry_run {
        return dry_run(dir, &request, terminal, out);
    }
    let outcome = update(dir, &request, args.json, terminal, out)?;
    if !args.watch {
        return Ok(outcome);
    }
    terminal.note("waiting for files to change; ctrl-c ends it");
    let request = UpdateRequest::new().without_lexicon(args.no_lexicon).memory(args.memory.map(usize::from));
    let mut ended = None;
    Index::watch(dir, &|| true, &mut || match update(dir, &request, args.json, terminal, out) {
        Ok(_) => true,
        // Nobody reads what is said any more.
        Err(error @ Error::Output(_)) => {
            ended = Some(error);
            false
        }
        Err(error) => {
            terminal.error(&error);
            true
        }
    });
    ended.map_or(Ok(outcome), Err)
}

/// Brings the index up to date and tells what was done.
pub fn update(
    dir: &Path,
    request: &UpdateRequest,
    as_json: bool,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let start = Instant::now();
    let line = ProgressLine::new(terminal);
    let report = Index::build(dir, request, &line)?;
    line.clear();
    for failed in &report.failed {
        terminal.failure(&failed.to_string());
    }
    report.notes.iter().for_each(|note| terminal.warning(note));
    for document in &report.added {
        for warning in &document.warnings {
            terminal.warning(&format!("{}: {warning}", document.id));
        }
    }
    if as_json {
        indexed_json(out, &wire(&report, start.elapsed()))?;
    } else {
        summary(out, &report, start.elapsed()).and_then(|()| out.flush()).map_err(Error::Output)?;
    }
    Ok(if report.failed.is_empty() { Outcome::Success } else { Outcome::Partial })
}

fn summary(out: &mut dyn Write, report: &UpdateReport, took: Duration) -> std::io::Result<()> {
    let done = report.added.len() + report.removed.len() + report.unchanged;
    if done == 0 && !report.failed.is_empty() {
        return Ok(());
    }
    for document in &report.added {
        let encoding = match document.encoding.as_str() {
            "" | "UTF-8" => String::new(),
            other => format!(", {other}"),
        };
        let line = format!(
            "{}: {}, {} Chinese and {} English ({}{encoding})",
            document.id,
            count(document.passages as usize, "passage"),
            document.texts.zh,
            document.texts.en,
            document.format,
        );
        writeln!(out, "{}", translated(&line))?;
    }
    for id in &report.removed {
        writeln!(out, "{}", translated(&format!("{id}: removed")))?;
    }
    let mut parts = vec![format!("{} indexed", count(report.added.len(), "document"))];
    if report.unchanged > 0 {
        parts.push(format!("{} unchanged", report.unchanged));
    }
    if !report.failed.is_empty() {
        parts.push(format!("{} failed", report.failed.len()));
    }
    let line = format!(
        "{}; {} in the index ({:.1} s)",
        parts.join(", "),
        count(report.passages as usize, "passage"),
        took.as_secs_f64()
    );
    writeln!(out, "{}", translated(&line))
}

fn count(n: usize, of: &str) -> String {
    format!("{n} {of}{}", if n == 1 { "" } else { "s" })
}

fn wire(report: &UpdateReport, took: Duration) -> Indexed {
    Indexed {
        took_ms: (took.as_secs_f64() * 1e5).round() / 100.0,
        added: report
            .added
            .iter()
            .map(|d| IndexedDocument {
                id: d.id.clone(),
                paths: d.paths.clone(),
                format: d.format.clone(),
                encoding: d.encoding.clone(),
                passages: d.passages,
                left_out: d.left_out.clone(),
                warnings: d.warnings.clone(),
            })
            .collect(),
        removed: report.removed.clone(),
        unchanged: report.unchanged,
        failed: report.failed.iter().map(Error::to_string).collect(),
        passed_over: report.passed_over.clone(),
        notes: report.notes.clone(),
        ..Indexed::default()
    }
}

/// What would be read as what.
fn dry_run(dir: &Path, request: &UpdateRequest, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let plan = Index::plan(dir, request)?;
    for document in &plan.documents {
        let file = |(path, format): &(PathBuf, Option<&str>)| {
            format!("{} ({})", path.display(), format.unwrap_or("unreadable"))
        };
        let files: Vec<String> = document.files.iter().map(file).collect();
        writeln!(out, "{}", plain(&format!("{}: {}", document.id, files.join(" + ")))).map_err(Error::Output)?;
    }
    plan.notes.iter().for_each(|note| terminal.warning(note));
    for failed in &plan.failed {
        terminal.failure(&failed.to_string());
    }
    Ok(if plan.failed.is_empty() { Outcome::Success } else { Outcome::Partial })
}
