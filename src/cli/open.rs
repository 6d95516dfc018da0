//! Where the passages come from: the index, built first when only its sources are there, or files searched in place.

use crate::terminal::Terminal;
use duizhao::index::Manifest;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Changes, Progress, Report};
use duizhao::{Error, Result};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An index that is open, and whether some of its files could not be read.
pub type Opened = (Arc<dyn Searcher>, bool);

/// The index in `dir`, or one in memory over `paths`.
pub fn open(dir: &Path, paths: &[PathBuf], terminal: &Terminal) -> Result<Opened> {
    if !paths.is_empty() {
        let line = Line::new(terminal);
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
    let line = Line::new(terminal);
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

/// One line on a terminal that tells how far the work is, drawn over itself.
#[derive(Debug)]
pub struct Line<'t> {
    terminal: &'t Terminal,
    shown: bool,
    start: Instant,
    drawn: Cell<Option<Instant>>,
    name: std::cell::RefCell<String>,
    /// Bytes that are done, and all.
    bytes: Cell<(u64, u64)>,
}

impl<'t> Line<'t> {
    pub fn new(terminal: &'t Terminal) -> Self {
        Line {
            terminal,
            shown: terminal.shows_progress(),
            start: Instant::now(),
            drawn: Cell::new(None),
            name: Default::default(),
            bytes: Cell::default(),
        }
    }

    /// Work that is done in a moment shows nothing; longer work is drawn ten times a second.
    fn draw(&self, text: &str) {
        let now = Instant::now();
        let due = self.drawn.get().map_or(self.start + Duration::from_millis(300), |t| t + Duration::from_millis(100));
        if self.shown && now >= due {
            self.drawn.set(Some(now));
            self.terminal.draw(text);
        }
    }

    pub fn clear(&self) {
        if self.drawn.take().is_some() {
            self.terminal.draw("");
        }
    }
}

impl Progress for Line<'_> {
    fn document(&self, done: usize, total: usize, name: &str) {
        *self.name.borrow_mut() = format!("{}/{total} {name}", done + 1);
        self.draw(&format!("{}reading {}", self.bar(), self.name.borrow()));
    }

    fn passages(&self, count: u64) {
        let rate = count as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        self.draw(&format!("{}{}: {count} passages, {rate:.0} a second", self.bar(), self.name.borrow()));
    }

    fn bytes(&self, done: u64, total: u64) {
        self.bytes.set((done, total));
    }

    fn aligning(&self, documents: usize) {
        let many = if documents == 1 { "1 document".to_string() } else { format!("{documents} documents") };
        self.draw(&format!("{}aligning {many}", self.bar()));
    }
}

impl Line<'_> {
    /// What is done as a bar, how fast it goes, and how long what is left will take at that.
    fn bar(&self) -> String {
        let (done, total) = self.bytes.get();
        if done == 0 || total == 0 {
            return String::new();
        }
        let (share, seconds) = (done as f64 / total as f64, self.start.elapsed().as_secs_f64());
        let full = (share * BAR as f64) as usize;
        let rate = done as f64 / seconds.max(0.001) / 1e6;
        let left = (seconds * (1.0 - share) / share) as u64;
        let bar = format!("{}{}", "━".repeat(full), "─".repeat(BAR.saturating_sub(full)));
        format!("{bar} {:.0} %, {rate:.1} MB/s, {}:{:02} left  ", share * 100.0, left / 60, left % 60)
    }

    /// How many units have been written.
    pub fn units(&self, count: u64) {
        let rate = count as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        self.draw(&format!("{count} units, {rate:.0} a second"));
    }
}

/// Columns of a full bar.
const BAR: usize = 20;
