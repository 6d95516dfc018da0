//! From what a person names, and what a manifest lists, to documents with ids.

use super::ids::assign;
use crate::index::{Manifest, ManifestSource};
use crate::model::DocumentInfo;
use crate::pipeline::{Inputs, Source};
use crate::request::UpdateRequest;
use crate::{Error, Result, read};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The sources that are to be added, those that exist. Two files that are one document by their names, or by what they
/// say, are one source, as they would be in a folder.
pub(super) fn additions(
    request: &UpdateRequest,
    failed: &mut Vec<Error>,
    notes: &mut Vec<String>,
) -> Vec<ManifestSource> {
    let source = |path, pair| ManifestSource { path, pair, id: None, encoding: request.encoding.clone() };
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in &request.paths {
        match usable(path) {
            Ok(()) => paths.push(path.clone()),
            Err(error) => failed.push(error),
        }
    }
    let files: Vec<PathBuf> = paths.iter().filter(|path| path.is_file()).cloned().collect();
    let paired = if files.len() > 1 { paired(&files, request, notes) } else { Vec::new() };
    let mut added: Vec<ManifestSource> = Vec::new();
    for path in paths {
        let new = match paired.iter().find(|pair| pair.contains(&path)) {
            Some(pair) => source(None, Some(pair.clone())),
            None => source(Some(path), None),
        };
        if !added.contains(&new) {
            added.push(new);
        }
    }
    for pair in &request.pairs {
        match pair.iter().try_for_each(|p| usable(p)) {
            Ok(()) => added.push(source(None, Some(pair.clone()))),
            Err(error) => failed.push(error),
        }
    }
    added
}

/// The pairs among files that are named together, Chinese first.
fn paired(files: &[PathBuf], request: &UpdateRequest, notes: &mut Vec<String>) -> Vec<[PathBuf; 2]> {
    let (root, mut found) = read::documents_of(files);
    let hint = read::Hint { encoding: request.encoding.clone(), ..read::Hint::default() };
    let said = read::relate(&root, &mut found, &read::Known::default(), &hint);
    notes.extend(said.notes.into_iter().map(|note| note.message));
    let pair = |found: read::Found| match found.files {
        read::Files::Pair(pair) => Some([pair.zh, pair.en]),
        read::Files::One(_) => None,
    };
    found.into_iter().filter_map(pair).collect()
}

/// Whoever names a file that was taken out wants it back.
pub(super) fn take_back(source: &ManifestSource, manifest: &mut Manifest) {
    let Some(path) = source.path.as_deref().filter(|path| path.is_file()) else { return };
    let stem = read::documents(path).ok().and_then(|mut found| found.pop()).map(|found| found.stem);
    let id = stem.as_deref().map(id_of);
    manifest.ignore.retain(|ignored| Some(ignored) != id.as_ref());
}

/// Files that are named as a pair are no documents by themselves any more.
pub(super) fn no_longer_alone(source: &ManifestSource, manifest: &mut Manifest, dir: &Path) {
    let Some(pair) = &source.pair else { return };
    let real = |path: &Path| path.canonicalize().ok();
    let files: Vec<Option<PathBuf>> = pair.iter().map(|path| real(path)).collect();
    let alone = |known: &ManifestSource| {
        known.pair.is_none() && known.resolved(dir).iter().any(|path| files.contains(&real(path)))
    };
    manifest.sources.retain(|known| !alone(known));
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
    let mut documents = Vec::new();
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
                found.retain(|found| !found.files.paths().iter().any(|file| is_of_index(dir, path, file)));
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
                    let (inputs, encoding) = (Inputs::of(&document.files, &mut parsed), source.encoding.clone());
                    documents.push((stem, Source { id: String::new(), inputs, encoding }));
                }
            }
        }
    }
    assign(&mut documents, known);
    expanded.sources = documents.into_iter().map(|(_, source)| source).collect();
    expanded.sources.retain(|source| !manifest.ignore.contains(&source.id));
    expanded
}

/// Whether a file in a folder belongs to the index in `dir` and is no document: what is stored is none, and of a folder
/// around the index nothing that lies in it.
fn is_of_index(dir: &Path, root: &Path, file: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let (dir, root) = (real(dir), real(root));
    let own = if root.starts_with(&dir) { dir.join("store") } else { dir };
    real(file).starts_with(own)
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
