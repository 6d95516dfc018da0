//! Where the passages come from: the index, built first when only its sources are there, or files searched in place.

use crate::args::Files;
use crate::progress::ProgressLine;
use crate::terminal::Terminal;
use duizhao::model::Query;
use duizhao::request::{SearchOptions, UpdateRequest};
use duizhao::{Error, Index, Result, UpdateReport};
use std::path::Path;
use std::time::Instant;

/// The index in `dir`, or one in memory over `files`, and whether some of its files could not be read.
pub fn open(dir: &Path, files: &Files, terminal: &Terminal) -> Result<(Index, bool)> {
    opened(dir, files.request()?, terminal)
}

/// The same for who judges every passage: what is in memory is learnt from as a whole.
pub fn open_to_check(dir: &Path, files: &Files, terminal: &Terminal) -> Result<(Index, bool)> {
    opened(dir, files.request()?.map(|request| request.learn_from_all(true)), terminal)
}

fn opened(dir: &Path, in_memory: Option<UpdateRequest>, terminal: &Terminal) -> Result<(Index, bool)> {
    if let Some(request) = in_memory {
        let line = ProgressLine::new(terminal);
        let (index, report) = Index::in_memory(&request, &line)?;
        line.clear();
        tell(&report, terminal);
        return Ok((index, !report.failed.is_empty()));
    }
    match Index::open(dir) {
        Err(Error::NoIndex { .. }) if Index::has_sources(dir)? => build(dir, terminal),
        index => Ok((index?, false)),
    }
}

/// Builds the index from its sources.
fn build(dir: &Path, terminal: &Terminal) -> Result<(Index, bool)> {
    let start = Instant::now();
    let line = ProgressLine::new(terminal);
    let report = Index::build(dir, &UpdateRequest::new(), &line)?;
    line.clear();
    tell(&report, terminal);
    let sources = dir.join("duizhao.toml");
    let index = match Index::open(dir) {
        Err(Error::NoIndex { .. }) => {
            let text = "there is no index yet: none of the sources in";
            return Err(Error::Usage(format!("{text} '{}' could be read", sources.display())));
        }
        index => index?,
    };
    terminal.note(&format!(
        "built the index in '{}' from {}: {} passages ({:.1} s)",
        dir.display(),
        sources.display(),
        report.passages,
        start.elapsed().as_secs_f64()
    ));
    Ok((index, !report.failed.is_empty()))
}

/// Asks a query before anything is made of what it finds: a name that is not there is an error, and what a person should
/// know of how it was read is said.
pub fn ask(index: &Index, query: &Query, terminal: &Terminal) -> Result<()> {
    let found = index.searcher().search(query, &SearchOptions::new().limit(0).closest(false).counterparts(false))?;
    found.note.iter().for_each(|note| terminal.note(note));
    Ok(())
}

/// What could not be read, and what a person should know of the rest.
fn tell(report: &UpdateReport, terminal: &Terminal) {
    report.notes.iter().for_each(|note| terminal.warning(note));
    report.failed.iter().for_each(|failed| terminal.failure(&failed.to_string()));
}
