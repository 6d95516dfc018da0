//! Where the passages come from: the index, built first when only its sources are there, or files searched in place.

use crate::progress::ProgressLine;
use crate::terminal::Terminal;
use duizhao::index::Manifest;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Changes, Report};
use duizhao::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// An index that is open, and whether some of its files could not be read.
pub type Opened = (Arc<dyn Searcher>, bool);

/// The index in `dir`, or one in memory over `paths`.
pub fn open(dir: &Path, paths: &[PathBuf], terminal: &Terminal) -> Result<Opened> {
    if !paths.is_empty() {
        let line = ProgressLine::new(terminal);
        let (store, report) = update::in_memory(paths, &line)?;
        line.clear();
        tell(&report, terminal);
        return Ok((Arc::new(LocalIndex::new(store)), !report.failed.is_empty()));
    }
    if let Some(index) = LocalIndex::open(dir)? {
        return Ok((Arc::new(index), false));
    }
    if Manifest::read(dir)?.is_none() {
        return Err(Error::NoIndex { dir: dir.to_path_buf() });
    }
    let start = Instant::now();
    let line = ProgressLine::new(terminal);
    let report = update::update(dir, &Changes::default(), &line)?;
    line.clear();
    tell(&report, terminal);
    let sources = dir.join("duizhao.toml");
    let Some(index) = LocalIndex::open(dir)? else {
        let text = format!("there is no index yet: none of the sources in '{}' could be read", sources.display());
        return Err(Error::Usage(text));
    };
    terminal.note(&format!(
        "built the index in '{}' from {}: {} passages ({:.1} s)",
        dir.display(),
        sources.display(),
        report.passages,
        start.elapsed().as_secs_f64()
    ));
    Ok((Arc::new(index), !report.failed.is_empty()))
}

/// What could not be read, and what a person should know of the rest.
fn tell(report: &Report, terminal: &Terminal) {
    report.notes.iter().for_each(|note| terminal.warning(note));
    report.failed.iter().for_each(|failed| terminal.failure(&failed.to_string()));
}
