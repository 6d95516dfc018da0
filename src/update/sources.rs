//! From what a person names, and what a manifest lists, to documents with ids.

use super::Changes;
use crate::index::{Manifest, ManifestSource};
use crate::model::DocumentInfo;
use crate::pipeline::{Inputs, Source};
use crate::{Error, Result, read};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The sources that are to be added, those that exist.
pub(super) fn additions(changes: &Changes, failed: &mut Vec<Error>) -> Vec<ManifestSource> {
    let mut added = Vec::new();
    for path in &changes.paths {
        match usable(path) {
            Ok(()) => added.push(ManifestSource {
                path: Some(path.clone()),
                encoding: changes.encoding.clone(),
                ..ManifestSource::default()
            }),
            Err(error) => failed.push(error),
        }
    }
    for pair in &changes.pairs {
        match pair.iter().try_for_each(|p| usable(p)) {
            Ok(()) => added.push(ManifestSource {
                pair: Some(pair.clone()),
                encoding: changes.encoding.clone(),
                ..ManifestSource::default()
            }),
            Err(error) => failed.push(error),
        }
    }
    added
}

/// Whoever names a file that was taken out wants it back.
pub(super) fn take_back(source: &ManifestSource, manifest: &mut Manifest) {
    let Some(path) = source.path.as_deref().filter(|path| path.is_file()) else { return };
    let stem = read::documents(path).ok().and_then(|mut found| found.pop()).map(|found| found.stem);
    let id = stem.as_deref().map(id_of);
    manifest.ignore.retain(|ignored| Some(ignored) != id.as_ref());
}

/// Whether a path that a person gave has documents. A pipe or a device has no end, or can be read only once.
fn usable(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => Err(Error::file(path, "is neither a file nor a folder")),
        _ => read::has_documents(path),
    }
}

/// What a manifest comes to.
#[derive(Default)]
pub(super) struct Expanded {
    /// The documents with their ids, in a fixed order.
    pub sources: Vec<Source>,
    /// Files and folders that could not be looked at.
    pub unseen: Vec<PathBuf>,
    /// What a person should know of the folders.
    pub notes: Vec<String>,
}

/// `known` are the documents of the index: what was decided about their files stands.
pub(super) fn expand(
    dir: &Path,
    manifest: &Manifest,
    known: &HashMap<String, DocumentInfo>,
    failed: &mut Vec<Error>,
) -> Expanded {
    let mut decided = read::Known::default();
    known.values().for_each(|info| decided.add(&info.paths));
    let mut taken = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut expanded = Expanded::default();
    for source in &manifest.sources {
        let paths = source.resolved(dir);
        let mut parsed = read::ParsedFiles::default();
        let found = match &paths[..] {
            [zh, en] => Ok(vec![read::Found {
                stem: read::pair_stem(zh, en),
                files: read::Files::Pair(crate::model::Sides::new(zh.clone(), en.clone())),
            }]),
            [path] if path.is_dir() => read::documents(path).map(|mut found| {
                let hint = read::Hint { encoding: source.encoding.clone(), ..read::Hint::default() };
                let related = read::relate(path, &mut found, &decided, &hint);
                expanded.notes.extend(related.notes.iter().map(|note| note.message.clone()));
                parsed = related.parsed;
                found
            }),
            [path] => read::documents(path),
            _ => Ok(Vec::new()),
        };
        match found {
            Err(error) => {
                failed.push(error);
                expanded.unseen.extend(paths);
            }
            Ok(found) => {
                for document in found {
                    // A file that two sources name is one document.
                    if !seen.insert(document.files.paths().iter().map(|p| p.to_path_buf()).collect::<Vec<_>>()) {
                        continue;
                    }
                    let stem = source.id.clone().unwrap_or_else(|| id_of(&document.stem));
                    let id = unique(&stem, &mut taken);
                    if !manifest.ignore.contains(&id) {
                        expanded.sources.push(Source {
                            id,
                            inputs: Inputs::of(&document.files, &mut parsed),
                            encoding: source.encoding.clone(),
                        });
                    }
                }
            }
        }
    }
    expanded
}

/// A file's stem as an id: without the signs that ids and queries use.
fn id_of(stem: &str) -> String {
    let id: String = stem
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() || matches!(c, '#' | ':' | '"' | '(' | ')' | '*') { '-' } else { c }
        })
        .collect();
    if id.is_empty() { "document".to_string() } else { id }
}

fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let id = (1..)
        .map(|n| if n == 1 { stem.to_string() } else { format!("{stem}-{n}") })
        .find(|id| !taken.contains(id))
        .unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// Takes documents out of the manifest: their own source, or by name when a folder brings them. A document may be out
/// of reach, or gone, and known only to the index.
pub(super) fn remove(
    ids: &[String],
    manifest: &mut Manifest,
    dir: &Path,
    known: &HashMap<String, DocumentInfo>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let sources = expand(dir, manifest, known, &mut Vec::new()).sources;
    for id in ids {
        let source = sources.iter().find(|s| s.id == *id);
        let seen = source.map(|s| s.inputs.all().iter().map(|i| i.path().to_path_buf()).collect());
        let indexed = || known.get(id).map(|info| info.paths.iter().map(PathBuf::from).collect());
        let Some(files) = seen.or_else(indexed) else {
            let ids: BTreeSet<&String> = sources.iter().map(|s| &s.id).chain(known.keys()).collect();
            let some: Vec<&str> = ids.into_iter().map(String::as_str).take(5).collect();
            let hint = if some.is_empty() { String::new() } else { format!("; there are {}", some.join(", ")) };
            return Err(Error::NotFound { id: id.clone(), hint });
        };
        let files: Vec<PathBuf> = files;
        manifest.sources.retain(|s| s.resolved(dir) != files);
        // A folder may bring it as well, and would bring it back.
        let brought = |s: &ManifestSource| s.resolved(dir).iter().any(|root| files.iter().any(|f| f.starts_with(root)));
        if manifest.sources.iter().any(brought) {
            manifest.ignore.push(id.clone());
        }
    }
    Ok(())
}
