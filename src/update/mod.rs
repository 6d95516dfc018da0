//! Bringing an index up to date: which documents are new, changed or gone, and writing the difference. Joins the
//! pipeline to the index.

mod cluster;
mod compare;
mod content;
mod expand;
mod fields;
mod ids;
mod meter;
mod progress;
mod report;
mod sources;
mod watch;
mod words;
mod write;

pub use crate::pipeline::left_out;
pub use cluster::{cluster_address, dry_run_cluster, update_cluster};

use crate::index::{Lock, Manifest, ManifestSource, Store, StoreWriter, Synonyms};
use crate::model::DocumentInfo;
use crate::pipeline::{Inputs, Source};
use crate::read::{self, Hint, Input};
use crate::request::UpdateRequest;
use crate::{Error, Result, error};
use compare::{Seen, Work, compare};
use expand::{Expanded, expand};
use sources::{additions, follow, remove};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use write::write;

pub use progress::{Progress, Silent};
pub use report::UpdateReport;
pub use watch::watch;

/// Brings the index in `dir` up to date with its sources and the request.
///
/// # Errors
/// Nothing could be read, or the index cannot be written; files that fail while others go on are in the report.
pub fn update(dir: &Path, request: &UpdateRequest, progress: &dyn Progress) -> Result<UpdateReport> {
    no_texts(request)?;
    let mut report = UpdateReport::default();
    let additions = additions(request, &mut report.failed, &mut report.notes);
    if additions.is_empty() && !report.failed.is_empty() && asks_nothing_else(request) {
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
    let known_sources = Manifest::read(dir)?.unwrap_or_default();
    let store = if request.rebuild { None } else { Store::open(dir)? };
    let known = store.as_ref().map(known).transpose()?.unwrap_or_default();
    let Prepared { mut manifest, work } = prepare(dir, request, additions, &known_sources, known, &mut report)?;
    let was_kept = |source: &ManifestSource| known_sources.sources.contains(source);
    // A killed update may have left passages without links.
    let were_complete = store.as_ref().is_some_and(words::are_complete);
    let store = match store {
        Some(store) if work.is_empty() && report.removed.is_empty() => {
            manifest.replace(dir, &known_sources)?;
            if !were_complete && !request.without_lexicon {
                words::complete(&store, None, progress)?;
            }
            store
        }
        store => {
            drop(store);
            let mut writer = if request.rebuild {
                StoreWriter::rebuild(lock, request.memory)?
            } else {
                StoreWriter::open(lock, request.memory)?
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
            writer.commit(|store| if request.without_lexicon { Ok(()) } else { finish(store) })?
        }
    };
    report.passages = store.len();
    Ok(report)
}

/// Whether sources to be added are all that is asked for.
fn asks_nothing_else(request: &UpdateRequest) -> bool {
    request.remove.is_empty()
        && request.moved.is_empty()
        && request.synonyms.is_none()
        && request.collections.is_empty()
}

/// An index is kept up to date with its files.
fn no_texts(request: &UpdateRequest) -> Result<()> {
    if request.texts.is_empty() {
        return Ok(());
    }
    let text = "an index is kept up to date with its files, and a text in memory has none: save it to a file";
    Err(Error::Usage(text.into()))
}

/// What is to be done.
struct Prepared {
    /// The sources as they will be.
    manifest: Manifest,
    work: Vec<Work>,
}

/// Compares the sources with the documents that are known; what is gone is in the report.
fn prepare(
    dir: &Path,
    request: &UpdateRequest,
    additions: Vec<ManifestSource>,
    known_sources: &Manifest,
    mut known: HashMap<String, DocumentInfo>,
    report: &mut UpdateReport,
) -> Result<Prepared> {
    let mut manifest = known_sources.clone();
    if let Some(table) = &request.synonyms {
        // What is wrong with it is said now, not by the next search.
        Synonyms::text(table)?;
        manifest.take_synonyms(dir, table);
    }
    for (name, query) in &request.collections {
        manifest.name_collection(name, query);
    }
    request.ends_each_collection(&manifest.collections)?;
    for source in additions {
        sources::take_back(&source, &mut manifest, dir);
        sources::no_longer_alone(&source, &mut manifest, dir);
        manifest.add(dir, source);
    }
    let places = |known: &HashMap<String, DocumentInfo>| -> HashMap<String, Vec<String>> {
        known.values().map(|info| (info.id.clone(), info.paths.clone())).collect()
    };
    let before = if request.moved.is_empty() { HashMap::new() } else { places(&known) };
    follow(&request.moved, &mut manifest, dir, &mut known)?;
    remove(&request.remove, &mut manifest, dir, &known)?;
    let mut expanded = expand(dir, &manifest, &known, &mut report.failed);
    let relocated = before.into_iter().filter(|(id, paths)| known.get(id).is_some_and(|info| info.paths != *paths));
    expanded.relocated.extend(relocated.map(|(id, _)| id));
    manifest.sources.retain(|source| !expanded.moved_away.contains(source));
    report.notes.extend(expanded.notes.iter().cloned());
    report.passed_over = std::mem::take(&mut expanded.passed_over);
    // A slip of the hand is not kept as a source; one that was kept before may be readable again tomorrow.
    let was_kept = |source: &ManifestSource| known_sources.sources.contains(source);
    manifest.sources.retain(|s| was_kept(s) || !s.resolved(dir).iter().any(|path| expanded.unseen.contains(path)));
    let work = compare(expanded, &known, &manifest, dir, report);
    Ok(Prepared { manifest, work })
}

/// Passages in the index as it is; none where there is no index that can be opened.
fn passages(dir: &Path) -> u64 {
    Store::open(dir).ok().flatten().map_or(0, |store| store.len())
}

/// Whether the folder lists what an index could be built from.
pub fn has_sources(dir: &Path) -> Result<bool> {
    Ok(Manifest::read(dir)?.is_some())
}

/// An index in memory over files, folders, pairs and texts. Which word renders which is learnt from a sample of a large
/// one, unless all is asked for.
///
/// # Errors
/// Nothing could be written; files that fail while others go on are in the report.
pub fn in_memory(request: &UpdateRequest, progress: &dyn Progress) -> Result<(Store, UpdateReport)> {
    if request.synonyms.is_some() {
        return Err(Error::Usage("a table of synonyms belongs to an index that is kept".into()));
    }
    let mut report = UpdateReport::default();
    let mut manifest = Manifest::default();
    let dir = Path::new("");
    for source in additions(request, &mut report.failed, &mut report.notes) {
        manifest.add(dir, source);
    }
    let Expanded { mut sources, notes, passed_over, .. } = expand(dir, &manifest, &HashMap::new(), &mut report.failed);
    report.notes.extend(notes);
    report.passed_over = passed_over;
    sources.extend(request.texts.iter().map(|(name, bytes)| Source {
        id: name.clone(),
        inputs: Inputs::One(Input::bytes(format!("({name})"), bytes.as_slice())),
        encoding: request.encoding.clone(),
        fields: request.fields.clone().into_iter().collect(),
    }));
    let mut writer = StoreWriter::in_memory()?;
    let work = sources
        .into_iter()
        .map(|source| Work { seen: Seen::of(&source), source, hash: String::new(), is_known: false })
        .collect();
    write(&mut writer, work, progress, &mut report)?;
    let store = writer.commit(if request.learn_from_all { words::learn_from_all } else { words::learn_from_sample })?;
    report.passages = store.len();
    Ok((store, report))
}

/// What would be read as what, and what a person should know of it.
#[derive(Debug, Default)]
pub struct UpdatePlan {
    /// The documents that there would be.
    pub documents: Vec<PlannedDocument>,
    /// What cannot be looked at.
    pub failed: Vec<Error>,
    /// What a person should know of the folders.
    pub notes: Vec<String>,
}

/// A document that there would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedDocument {
    /// The id that it would have.
    pub id: String,
    /// Its file, or the two of a pair, each with its format; no format where the file cannot be read.
    pub files: Vec<(PathBuf, Option<&'static str>)>,
}

/// What would be read as what, without changing anything.
pub fn dry_run(dir: &Path, request: &UpdateRequest) -> Result<UpdatePlan> {
    let manifest = Manifest::read(dir)?.unwrap_or_default();
    let store = if request.rebuild { None } else { Store::open(dir)? };
    let known = store.as_ref().map(known).transpose()?.unwrap_or_default();
    planned(dir, request, manifest, known)
}

/// What the sources come to with the changes that are asked for.
fn planned(
    dir: &Path,
    request: &UpdateRequest,
    mut manifest: Manifest,
    mut known: HashMap<String, DocumentInfo>,
) -> Result<UpdatePlan> {
    let (mut failed, mut notes) = (Vec::new(), Vec::new());
    for source in additions(request, &mut failed, &mut notes) {
        manifest.add(dir, source);
    }
    follow(&request.moved, &mut manifest, dir, &mut known)?;
    remove(&request.remove, &mut manifest, dir, &known)?;
    let Expanded { sources, notes: said, .. } = expand(dir, &manifest, &known, &mut failed);
    notes.extend(said);
    let format = |input: &Input| read::detect(input, &Hint::default()).ok().map(|format| format.name());
    let files = |source: &Source| source.inputs.all().iter().map(|i| (i.path().to_path_buf(), format(i))).collect();
    let documents = sources.iter().map(|s| PlannedDocument { id: s.id.clone(), files: files(s) }).collect();
    Ok(UpdatePlan { documents, failed, notes })
}

/// The documents of an index by their ids.
fn known(store: &Store) -> Result<HashMap<String, DocumentInfo>> {
    Ok(store.documents()?.into_iter().map(|d| (d.id.clone(), d)).collect())
}
