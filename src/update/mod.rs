//! Bringing an index up to date: which documents are new, changed or gone, and writing the difference. Joins the
//! pipeline to the index.

mod meter;
mod sources;

use crate::index::{Lock, Manifest, Store, Writer};
use crate::model::{DocumentInfo, Side};
use crate::pipeline::{self, Content, Source};
use crate::read::Input;
use crate::{Error, Result, error};
use meter::Meter;
use sources::{Expanded, additions, expand, remove};
use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

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
}

/// Says nothing.
#[derive(Debug)]
pub struct Silent;

impl Progress for Silent {
    fn document(&self, _: usize, _: usize, _: &str) {}
    fn passages(&self, _: u64) {}
}

/// Bytes of running text that are aligned together: what is learnt from one document helps the next, and memory stays
/// bounded.
const BATCH: usize = 16 << 20;

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
    let work = compare(expanded, &known, &manifest.ignore, &mut report);
    let store = match store {
        Some(store) if work.is_empty() && report.removed.is_empty() => {
            manifest.replace(dir, &known_sources)?;
            store
        }
        store => {
            drop(store);
            let mut writer = if changes.rebuild {
                Writer::rebuild(lock, changes.memory)?
            } else {
                Writer::open(lock, changes.memory)?
            };
            for id in &report.removed {
                writer.remove(id)?;
            }
            let unread = write(&mut writer, work, progress, &mut report)?;
            // A slip of the hand is not kept as a source; one that was kept before may be readable again tomorrow.
            manifest.sources.retain(|s| known_sources.sources.contains(s) || !unread.contains(&s.resolved(dir)));
            if report.added.is_empty() && report.removed.is_empty() && !report.failed.is_empty() {
                // The index that was is better than an empty one.
                drop(writer);
                manifest.replace(dir, &known_sources)?;
                report.passages = passages(dir);
                return Ok(report);
            }
            // First the sources: an index without them would lose the documents at the next update.
            manifest.replace(dir, &known_sources)?;
            writer.commit(!changes.without_words)?
        }
    };
    report.passages = store.len();
    Ok(report)
}

/// Passages in the index as it is; none where there is no index that can be opened.
fn passages(dir: &Path) -> u64 {
    Store::open(dir).ok().flatten().map_or(0, |store| store.len())
}

/// An index in memory over files and folders.
pub fn in_memory(paths: &[PathBuf], progress: &dyn Progress) -> Result<(Store, Report)> {
    let mut report = Report::default();
    let changes = Changes { paths: paths.to_vec(), ..Changes::default() };
    let mut manifest = Manifest::default();
    let dir = Path::new("");
    for source in additions(&changes, &mut report.failed) {
        manifest.add(dir, source);
    }
    let Expanded { sources, notes, .. } = expand(dir, &manifest, &HashMap::new(), &mut report.failed);
    report.notes = notes;
    let mut writer = Writer::in_memory()?;
    let work = sources.into_iter().map(|source| Work { seen: look(&source), source, hash: String::new() }).collect();
    write(&mut writer, work, progress, &mut report)?;
    let store = writer.commit(false)?;
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

struct Work {
    source: Source,
    hash: String,
    /// How its files looked before their hash was taken.
    seen: Vec<Seen>,
}

/// Bytes and last change of a file; `None` when it cannot be looked at.
type Seen = Option<(u64, std::time::SystemTime)>;

fn look(source: &Source) -> Vec<Seen> {
    let seen = |input: &Input| input.path().metadata().and_then(|meta| Ok((meta.len(), meta.modified()?))).ok();
    source.inputs.all().into_iter().map(seen).collect()
}

/// What has to be read, what has to go.
fn compare(
    expanded: Expanded,
    known: &HashMap<String, DocumentInfo>,
    ignored: &[String],
    report: &mut Report,
) -> Vec<Work> {
    // A document whose files cannot be seen now is left as it was.
    let unseen = |info: &&DocumentInfo| {
        let under = |path: &String| expanded.unseen.iter().any(|root| Path::new(path).starts_with(root));
        !ignored.contains(&info.id) && info.paths.iter().any(under)
    };
    let mut gone: BTreeSet<&str> = known.values().filter(|info| !unseen(info)).map(|info| info.id.as_str()).collect();
    let mut work = Vec::new();
    for source in expanded.sources {
        let seen = look(&source);
        let hash = match hash(&source) {
            Ok(hash) => hash,
            Err(error) => {
                report.failed.push(error);
                gone.remove(source.id.as_str());
                continue;
            }
        };
        gone.remove(source.id.as_str());
        match known.get(&source.id) {
            Some(info) if info.hash == hash => report.unchanged += 1,
            _ => work.push(Work { source, hash, seen }),
        }
    }
    report.removed = gone.into_iter().map(str::to_string).collect();
    work
}

/// Content and everything else that decides what a document becomes.
fn hash(source: &Source) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    for input in source.inputs.all() {
        hash_file(&mut hasher, input)?;
    }
    hasher.update(source.encoding.as_deref().unwrap_or_default().as_bytes());
    Ok(hasher.finalize().to_hex()[..32].to_string())
}

fn hash_file(hasher: &mut blake3::Hasher, input: &Input) -> Result<()> {
    let error = |reason: String| Error::file(input.path(), reason);
    let mut stream = input.open().map_err(error)?;
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0u64;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                hasher.update(&buffer[..n]);
                length += n as u64;
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(error(e.to_string())),
        }
    }
    hasher.update(&length.to_le_bytes());
    Ok(())
}

/// Reads the documents and gives their passages to the writer, in place of what it has of them. Returns the files of
/// those that could not be read; what the index has of them stays.
fn write(
    writer: &mut Writer,
    work: Vec<Work>,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<Vec<Vec<PathBuf>>> {
    let mut unread = Vec::new();
    let total = work.len();
    let mut batch = Vec::new();
    let mut size = 0;
    let mut meter = Meter::new(progress, work.iter().map(|work| &work.source));
    for (done, Work { source, hash, seen }) in work.into_iter().enumerate() {
        progress.document(done, total, &source.id);
        let source = meter.watch(source);
        let changed = || look(&source) != seen;
        match pipeline::prepare(&source) {
            Err(error) => {
                report.failed.push(error);
                unread.push(source.inputs.all().iter().map(|input| input.path().to_path_buf()).collect());
            }
            Ok(mut prepared) => {
                prepared.info.hash = hash;
                match prepared.content {
                    Content::Text(bitext) => {
                        if changed() {
                            report.notes.push(moving(&mut prepared.info));
                        }
                        size += bitext.zh.iter().chain(&bitext.en).map(|p| p.text.len()).sum::<usize>();
                        batch.push((prepared.info, *bitext));
                    }
                    Content::Rows(rows) => {
                        let info = write_rows(writer, prepared.info, rows, &changed, &mut meter, report)?;
                        report.added.push(info);
                    }
                }
            }
        }
        if size >= BATCH {
            write_batch(writer, std::mem::take(&mut batch), &mut meter, report)?;
            size = 0;
        }
    }
    write_batch(writer, batch, &mut meter, report)?;
    report.added.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(unread)
}

/// What was read of a document whose file changed meanwhile may be neither its old text nor its new one, so the next
/// update is to read it again.
fn moving(info: &mut DocumentInfo) -> String {
    info.hash.clear();
    format!("'{}' changed while it was read; index it again when it is finished", info.paths.join("', '"))
}

fn write_batch(
    writer: &mut Writer,
    batch: Vec<(DocumentInfo, crate::model::Bitext)>,
    meter: &mut Meter<'_>,
    report: &mut Report,
) -> Result<()> {
    meter.aligning(batch.len());
    for (info, passages) in pipeline::align(batch) {
        writer.remove(&info.id)?;
        for passage in passages {
            writer.add(passage)?;
            meter.passage();
        }
        meter.document(&info);
        writer.add_document(info.clone())?;
        report.added.push(info);
    }
    Ok(())
}

fn write_rows(
    writer: &mut Writer,
    mut info: DocumentInfo,
    mut rows: Box<pipeline::Rows>,
    changed: &dyn Fn() -> bool,
    meter: &mut Meter<'_>,
    report: &mut Report,
) -> Result<DocumentInfo> {
    writer.remove(&info.id)?;
    for row in rows.by_ref() {
        match row {
            Ok(passage) => {
                for side in Side::BOTH {
                    *info.texts.get_mut(side) += u32::from(passage.side(side).is_some());
                }
                info.passages += 1;
                writer.add(passage)?;
                meter.passage();
            }
            Err(error) => {
                report.failed.push(pipeline::row_error(&info, &error));
                break;
            }
        }
    }
    meter.document(&info);
    info.warnings.extend(rows.counts.warning().map(|w| w.to_string()));
    if changed() {
        report.notes.push(moving(&mut info));
    }
    writer.add_document(info.clone())?;
    Ok(info)
}
