//! From what a manifest lists to documents with ids. A file that is reached in two ways is one document, a source that is
//! gone leaves its documents as they were, and an emptied folder takes them along.

use super::content::hash;
use super::fields::FieldTables;
use super::ids::{assign, paths};
use crate::index::{Manifest, ManifestSource};
use crate::model::{DocumentInfo, Sides};
use crate::pipeline::{Inputs, Source};
use crate::read::{Files, Found, Hint, Known, ParsedFiles};
use crate::{Error, Result, error, read};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What a manifest comes to.
#[derive(Default)]
pub(super) struct Expanded {
    /// The documents with their ids, in a fixed order.
    pub sources: Vec<Source>,
    /// Files and folders that could not be looked at.
    pub unseen: Vec<PathBuf>,
    /// Documents that stand in another place than the index says, and are the same.
    pub relocated: BTreeSet<String>,
    /// Sources that are gone, and all of whose documents stand elsewhere.
    pub moved_away: Vec<ManifestSource>,
    /// What a person should know of the folders.
    pub notes: Vec<String>,
}

/// A document that a source brings.
struct Brought<'m> {
    found: Found,
    source: &'m ManifestSource,
    inputs: Inputs,
    /// Its files as the system knows them, by whatever way they were reached.
    real: Vec<PathBuf>,
}

/// `known` are the documents of the index: what was decided about their files stands.
pub(super) fn expand(
    dir: &Path,
    manifest: &Manifest,
    known: &HashMap<String, DocumentInfo>,
    failed: &mut Vec<Error>,
) -> Expanded {
    let mut decided = Known::default();
    known.values().for_each(|info| decided.add(&info.paths));
    let mut expanded = Expanded::default();
    let left_out = |info: &DocumentInfo| info.paths.iter().all(|path| manifest.leaves_out(dir, Path::new(path)));
    let (mut brought, mut gone) = (Vec::new(), Vec::new());
    for source in &manifest.sources {
        let places = source.resolved(dir);
        let mut parsed = ParsedFiles::default();
        match documents(dir, source, &places, &decided, &mut expanded.notes, &mut parsed) {
            Ok(found) => brought.extend(found.into_iter().map(|found| {
                let inputs = Inputs::of(&found.files, &mut parsed);
                Brought { real: Vec::new(), found, source, inputs }
            })),
            Err(error) => {
                let kept = known.values().filter(|info| is_under(info, &places) && !left_out(info)).count();
                match places.iter().find(|place| !read::exists(place)) {
                    // An emptied folder has no documents, and that can be seen.
                    None if is_empty_folder(&places) => {
                        expanded.notes.push(error.to_string());
                        continue;
                    }
                    _ if kept == 0 => failed.push(error),
                    Some(place) => gone.push((source, place.clone())),
                    None => failed.push(error),
                }
                expanded.unseen.extend(places);
            }
        }
    }
    let excluded = |b: &Brought<'_>| b.found.files.paths().iter().all(|path| manifest.leaves_out(dir, path));
    brought.retain(|document| !excluded(document));
    if manifest.sources.len() > 1 {
        reached_once(&mut brought);
    }
    let mut tables = FieldTables::default();
    let mut documents: Vec<(String, Source)> = brought
        .into_iter()
        .map(|Brought { found, source, inputs, .. }| {
            let fields = tables.fields(dir, source, &found);
            let stem = source.id.clone().unwrap_or_else(|| id_of(&found.stem));
            (stem, Source { id: String::new(), inputs, encoding: source.encoding.clone(), fields })
        })
        .collect();
    expanded.notes.extend(tables.notes());
    expanded.relocated = take_over(&mut documents, known, &expanded.unseen);
    for (source, place) in gone {
        let places = source.resolved(dir);
        let stay =
            |info: &&DocumentInfo| is_under(info, &places) && !left_out(info) && !expanded.relocated.contains(&info.id);
        match known.values().filter(stay).count() {
            0 => expanded.moved_away.push(source.clone()),
            kept => expanded.notes.push(gone_note(dir, &place, kept)),
        }
    }
    assign(&mut documents, known);
    expanded.sources = documents.into_iter().map(|(_, source)| source).collect();
    expanded.sources.retain(|source| !manifest.ignore.contains(&source.id));
    expanded
}

/// The documents of one source.
fn documents(
    dir: &Path,
    source: &ManifestSource,
    places: &[PathBuf],
    decided: &Known<'_>,
    notes: &mut Vec<String>,
    parsed: &mut ParsedFiles,
) -> Result<Vec<Found>> {
    match places {
        [zh, en] => {
            if let Some(gone) = places.iter().find(|place| !read::exists(place)) {
                return Err(Error::file(gone, "no such file"));
            }
            Ok(vec![Found { stem: read::pair_stem(zh, en), files: Files::Pair(Sides::new(zh.clone(), en.clone())) }])
        }
        [path] if read::is_folder(path)? => {
            let mut found = read::documents(path)?;
            found.retain(|found| !found.files.paths().iter().any(|file| is_of_index(dir, path, file)));
            let hint = Hint { encoding: source.encoding.clone(), ..Hint::default() };
            let related = read::relate(path, &mut found, decided, &hint);
            notes.extend(related.notes.iter().map(|note| note.message.clone()));
            *parsed = related.parsed;
            Ok(found)
        }
        [path] => read::documents(path),
        _ => Ok(Vec::new()),
    }
}

/// Leaves each file in one document: a file by itself gives way to the pair that it belongs to, and what is reached a
/// second time (through a link, by itself and in its folder) is what it was.
fn reached_once(brought: &mut Vec<Brought<'_>>) {
    for document in brought.iter_mut() {
        document.real = document.found.files.paths().into_iter().map(read::real).collect();
    }
    let paired: HashSet<PathBuf> =
        brought.iter().filter(|document| document.real.len() > 1).flat_map(|document| document.real.clone()).collect();
    let mut seen = HashSet::new();
    brought.retain(|document| {
        let in_pair = matches!(&document.real[..], [one] if paired.contains(one));
        !in_pair && seen.insert(document.real.clone())
    });
}

/// Gives documents of which all files are gone to the same content in another place: their folder was moved and named
/// anew. Returns their ids.
fn take_over(
    documents: &mut [(String, Source)],
    known: &HashMap<String, DocumentInfo>,
    unseen: &[PathBuf],
) -> BTreeSet<String> {
    let gone =
        known.values().filter(|info| is_under(info, unseen) && !info.paths.iter().any(|p| read::exists(Path::new(p))));
    let mut gone: HashMap<&str, &str> = gone.map(|info| (info.hash.as_str(), info.id.as_str())).collect();
    let mut taken = BTreeSet::new();
    if gone.is_empty() {
        return taken;
    }
    let given: HashSet<&[String]> = known.values().map(|info| info.paths.as_slice()).collect();
    for (_, source) in documents.iter_mut().filter(|(_, source)| !given.contains(paths(source).as_slice())) {
        if let Some(id) = hash(source).ok().and_then(|hash| gone.remove(hash.as_str())) {
            source.id = id.to_string();
            taken.insert(source.id.clone());
        }
    }
    taken
}

/// Whether a file of a document lies in one of these places.
pub(super) fn is_under(info: &DocumentInfo, places: &[PathBuf]) -> bool {
    info.paths.iter().any(|path| places.iter().any(|place| Path::new(path).starts_with(place)))
}

fn is_empty_folder(places: &[PathBuf]) -> bool {
    matches!(places, [folder] if read::is_folder(folder).unwrap_or_default() && read::is_empty(folder))
}

fn gone_note(dir: &Path, gone: &Path, kept: usize) -> String {
    let (command, gone) = (error::command(dir), gone.display());
    let documents = if kept == 1 {
        "its document stays as it was".into()
    } else {
        format!("its {kept} documents stay as they were")
    };
    format!(
        "{gone} is gone; {documents}\n  if it was moved: {command} index --moved {gone} NEW\n  to drop it: {command} index --remove {gone}"
    )
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
pub(super) fn id_of(stem: &str) -> String {
    let id: String = stem
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() || matches!(c, '#' | ':' | '"' | '(' | ')' | '*') { '-' } else { c }
        })
        .collect();
    if id.is_empty() { "document".to_string() } else { id }
}
