//! Bringing an index up to date: which documents are new, changed or gone, and writing the difference. Joins the
//! pipeline to the index.

mod compare;
mod meter;
mod sources;
mod words;
mod write;

use crate::index::{Lock, Manifest, ManifestSource, Store, StoreWriter};
use crate::model::DocumentInfo;
use crate::pipeline::Source;
use crate::{Error, Result, error};
use compare::{Seen, Work, compare};
use sources::{Expanded, additions, expand, remove};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use write::write;

/// What to do to an index.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Files and folders to add to its sources.
    pub paths: Vec<PathBuf>,
    /// Pairs to add, Chinese first.
    pub pairs: Vec<[PathBuf; 2]>,
    /// Encoding of what is added.
    pub encoding: Option<String>,
    /// Documents to take out.
    pub remove: Vec<String>,
    /// Read everything anew, also what has not changed.
    pub rebuild: bool,
    /// Do not learn which words render which.
    pub without_words: bool,
    /// Mebibytes for postings before they go to disk: more of them make a large build faster.
    pub memory: Option<usize>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Report {
    pub added: Vec<DocumentInfo>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// What could not be read; everything else went on.
    pub failed: Vec<Error>,
    /// What a person should know of the folders.
    pub notes: Vec<String>,
    /// Passages in the index.
    pub passages: u64,
}

/// Told how far the work is. Implementations must be cheap: it is called for every document.
pub trait Progress {
    /// `done` of `total` documents have been read; `name` is the one at hand.
    fn document(&self, done: usize, total: usize, name: &str);
    /// Passages written so far.
    fn passages(&self, count: u64);
    /// Bytes of files whose passages are written, of all that are to be read.
    fn bytes(&self, _done: u64, _total: u64) {}
    /// So many documents are being aligned, which may take a while.
    fn aligning(&self, _documents: usize) {}
    /// The lexicon is being learnt, which may take a while.
    fn learning(&self) {}
    /// Stretches of text whose words are linked so far.
    fn linked(&self, _stretches: u64) {}
}

/// Says nothing.
#[derive(Debug)]
pub struct Silent;

impl Progress for Silent {
    fn document(&self, _: usize, _: usize, _: &str) {}
    fn passages(&self, _: u64) {}
}

/// Brings the index in `dir` up to date with its sources and the changes.
///
/// # Errors
/// Nothing could be read, or the index cannot be written; files that fail while others go on are in the report.
pub fn update(dir: &Path, changes: &Changes, progress: &dyn Progress) -> Result<Report> {
    let mut report = Report::default();
    let additions = additions(changes, &mut report.failed);
    if additions.is_empty() && !report.failed.is_empty() && changes.remove.is_empty() {
        // Nothing of what was asked for can be done, so nothing is touched.
        report.passages = passages(dir);
        return Ok(report);
    }
    if additions.is_empty() && Manifest::read(dir)?.is_none_or(|manifest| manifest.sources.is_empty()) {
        return Err(Error::Usage(format!(
            "'{}' has no sources yet\n  add some with: {} index FILE…",
            dir.display(),
            error::command(dir)
        )));
    }
    let lock = Lock::take(dir)?;
    let mut manifest = Manifest::read(dir)?.unwrap_or_default();
    let known_sources = manifest.clone();
    for source in additions {
        sources::take_back(&source, &mut manifest);
        manifest.add(dir, source);
    }
    let store = if changes.rebuild { None } else { Store::open(dir)? };
    let known = store.as_ref().map(known).transpose()?.unwrap_or_default();
    remove(&changes.remove, &mut manifest, dir, &known)?;
    let expanded = expand(dir, &manifest, &known, &mut report.failed);
    report.notes.clone_from(&expanded.notes);
    // A slip of the hand is not kept as a source; one that was kept before may be readable again tomorrow.
    let was_kept = |source: &ManifestSource| known_sources.sources.contains(source);
    manifest.sources.retain(|s| was_kept(s) || !s.resolved(dir).iter().any(|path| expanded.unseen.contains(path)));
    let work = compare(expanded, &known, &manifest.ignore, &mut report);
    // A killed update may have left passages without links.
    let were_complete = store.as_ref().is_some_and(words::are_complete);
    let store = match store {
        Some(store) if work.is_empty() && report.removed.is_empty() => {
            manifest.replace(dir, &known_sources)?;
            if !were_complete && !changes.without_words {
                words::complete(&store, None, progress)?;
            }
            store
        }
        store => {
            drop(store);
            let mut writer = if changes.rebuild {
                StoreWriter::rebuild(lock, changes.memory)?
            } else {
                StoreWriter::open(lock, changes.memory)?
            };
            for id in &report.removed {
                writer.remove(id)?;
            }
            let unread = write(&mut writer, work, progress, &mut report)?;
            manifest.sources.retain(|s| was_kept(s) || !unread.contains(&s.resolved(dir)));
            if report.added.is_empty() && report.removed.is_empty() && !report.failed.is_empty() {
                // The index that was is better than an empty one.
                drop(writer);
                manifest.replace(dir, &known_sources)?;
                report.passages = passages(dir);
                return Ok(report);
            }
            // First the sources: an index without them would lose the documents at the next update.
            manifest.replace(dir, &known_sources)?;
            let added: Vec<String> = report.added.iter().map(|info| info.id.clone()).collect();
            let added = were_complete.then_some(&added[..]);
            let finish = |store: &Store| words::complete(store, added, progress);
            writer.commit(|store| if changes.without_words { Ok(()) } else { finish(store) })?
        }
    };
    report.passages = store.len();
    Ok(report)
}

/// Passages in the index as it is; none where there is no index that can be opened.
fn passages(dir: &Path) -> u64 {
    Store::open(dir).ok().flatten().map_or(0, |store| store.len())
}

/// An index in memory over files and folders. Which word renders which is learnt from a sample of a large one.
///
/// # Errors
/// Nothing could be written; files that fail while others go on are in the report.
pub fn in_memory(paths: &[PathBuf], progress: &dyn Progress) -> Result<(Store, Report)> {
    read_into_memory(paths, words::learn_from_sample, progress)
}

/// The same for who judges every passage: learnt from as much as an index on disk is.
///
/// # Errors
/// As [`in_memory`].
pub fn in_memory_in_full(paths: &[PathBuf], progress: &dyn Progress) -> Result<(Store, Report)> {
    read_into_memory(paths, words::learn_from_all, progress)
}

fn read_into_memory(
    paths: &[PathBuf],
    learn: fn(&Store) -> Result<()>,
    progress: &dyn Progress,
) -> Result<(Store, Report)> {
    let mut report = Report::default();
    let changes = Changes { paths: paths.to_vec(), ..Changes::default() };
    let mut manifest = Manifest::default();
    let dir = Path::new("");
    for source in additions(&changes, &mut report.failed) {
        manifest.add(dir, source);
    }
    let Expanded { sources, notes, .. } = expand(dir, &manifest, &HashMap::new(), &mut report.failed);
    report.notes = notes;
    let mut writer = StoreWriter::in_memory()?;
    let work =
        sources.into_iter().map(|source| Work { seen: Seen::of(&source), source, hash: String::new() }).collect();
    write(&mut writer, work, progress, &mut report)?;
    let store = writer.commit(learn)?;
    report.passages = store.len();
    Ok((store, report))
}

/// What would be read as what, and what a person should know of it.
#[derive(Debug)]
pub struct Plan {
    pub sources: Vec<Source>,
    pub failed: Vec<Error>,
    pub notes: Vec<String>,
}

/// What would be read as what, without changing anything.
pub fn dry_run(dir: &Path, changes: &Changes) -> Result<Plan> {
    let mut failed = Vec::new();
    let mut manifest = Manifest::read(dir)?.unwrap_or_default();
    for source in additions(changes, &mut failed) {
        manifest.add(dir, source);
    }
    let store = if changes.rebuild { None } else { Store::open(dir)? };
    let known = store.as_ref().map(known).transpose()?.unwrap_or_default();
    let Expanded { sources, notes, .. } = expand(dir, &manifest, &known, &mut failed);
    Ok(Plan { sources, failed, notes })
}

/// The documents of an index by their ids.
fn known(store: &Store) -> Result<HashMap<String, DocumentInfo>> {
    Ok(store.documents()?.into_iter().map(|d| (d.id.clone(), d)).collect())
}
