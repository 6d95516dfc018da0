//! What a person asks of the sources: files, folders and pairs are added, followed when they were moved, taken out.

use super::expand::{expand, id_of};
use crate::index::{Manifest, ManifestSource, is_stored, moved, resolved};
use crate::model::DocumentInfo;
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
    let source = |path, pair| ManifestSource {
        path,
        pair,
        id: None,
        encoding: request.encoding.clone(),
        path_fields: request.path_fields.clone(),
        fields: request.fields.clone(),
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in &request.paths {
        match usable(path) {
            Ok(()) => paths.push(path.clone()),
            Err(error) => failed.push(error),
        }
    }
    let is_file = |path: &&PathBuf| !read::is_folder(path).unwrap_or_default();
    let files: Vec<PathBuf> = paths.iter().filter(is_file).cloned().collect();
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
pub(super) fn take_back(source: &ManifestSource, manifest: &mut Manifest, dir: &Path) {
    source.path.iter().chain(source.pair.iter().flatten()).for_each(|path| manifest.take_back(dir, path));
    let Some(path) = source.path.as_deref().filter(|path| path.is_file()) else { return };
    let stem = read::documents(path, is_stored).ok().and_then(|mut walked| walked.found.pop()).map(|found| found.stem);
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
        _ => read::has_documents(path, is_stored),
    }
}

/// Follows the files and folders that were moved: in the sources, and in what is known of the documents, which keep
/// their ids.
pub(super) fn follow(
    moves: &[[PathBuf; 2]],
    manifest: &mut Manifest,
    dir: &Path,
    known: &mut HashMap<String, DocumentInfo>,
) -> Result<()> {
    for [old, new] in moves {
        usable(new)?;
        if !manifest.relocate(dir, old, new) {
            let sources: Vec<String> =
                manifest.sources.iter().flat_map(|s| s.resolved(dir)).map(|p| p.display().to_string()).collect();
            let text = format!("no source lies in '{}'; there are {}", old.display(), sources.join(", "));
            return Err(Error::Usage(text));
        }
        for path in known.values_mut().flat_map(|info| &mut info.paths) {
            let place = std::path::absolute(&*path).unwrap_or_else(|_| PathBuf::from(&*path));
            if let Some(now) = moved(dir, &place, old, new) {
                *path = resolved(dir, &now).display().to_string();
            }
        }
    }
    Ok(())
}

/// Takes out documents, by id, or sources, by path: what has a source of its own loses it, and of what a folder brings
/// the files are left out from now on. A document may be out of reach, or gone, and known only to the index.
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
            if manifest.drop_source(dir, Path::new(id)) {
                continue;
            }
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
            files.iter().for_each(|file| manifest.leave_out(dir, file));
        }
    }
    Ok(())
}
