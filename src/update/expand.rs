//! From what a manifest lists to documents with ids. A file that is reached in two ways is one document, a source that is
//! gone leaves its documents as they were, and an emptied folder takes them along.

use super::content::hash;
use super::fields::FieldTables;
use super::ids::{assign, paths};
use crate::index::{Manifest, ManifestSource, is_stored};
use crate::model::{DocumentInfo, Sides};
use crate::pipeline::{Inputs, Source};
use crate::read::{Files, Found, Hint, Known, ParsedFiles, Walked};
use crate::{Error, Result, error, read};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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
    /// Files in folders that are of no known kind, as the system knows them.
    others: BTreeSet<PathBuf>,
    /// Those of them that are not read, by how their names end.
    pub passed_over: BTreeMap<String, usize>,
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
        match documents(dir, source, &places, &decided, &mut expanded, &mut parsed) {
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
    expanded.passed_over = passed_over(dir, manifest, &expanded.others);
    expanded.notes.extend(passed_over_note(&expanded.passed_over));
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
    expanded: &mut Expanded,
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
            let Walked { mut found, others } = read::documents(path, is_stored)?;
            let of_index = of_index(dir, path);
            found.retain(|found| !found.files.paths().iter().any(|file| of_index(file)));
            expanded.others.extend(others.iter().filter(|file| !of_index(file)).map(|file| read::real(file)));
            let hint = Hint { encoding: source.encoding.clone(), ..Hint::default() };
            let related = read::relate(path, &mut found, decided, &hint);
            expanded.notes.extend(related.notes.iter().map(|note| note.message.clone()));
            *parsed = related.parsed;
            Ok(found)
        }
        [path] => Ok(read::documents(path, is_stored)?.found),
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
    matches!(places, [folder] if read::is_folder(folder).unwrap_or_default() && read::is_empty(folder, is_stored))
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

/// Files of no known kind, by how their names end, without those that are a source by themselves or taken out.
fn passed_over(dir: &Path, manifest: &Manifest, others: &BTreeSet<PathBuf>) -> BTreeMap<String, usize> {
    let mut passed_over = BTreeMap::new();
    if others.is_empty() {
        return passed_over;
    }
    let named: HashSet<PathBuf> =
        manifest.sources.iter().flat_map(|source| source.resolved(dir)).map(|path| read::real(&path)).collect();
    for file in others.iter().filter(|file| !named.contains(*file) && !manifest.leaves_out(dir, file)) {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        *passed_over.entry(ending).or_default() += 1;
    }
    passed_over
}

/// What is said of the files that are passed over.
fn passed_over_note(passed_over: &BTreeMap<String, usize>) -> Option<String> {
    const NAMED: usize = 5;
    let files: usize = passed_over.values().sum();
    let mut endings: Vec<(&String, &usize)> = passed_over.iter().collect();
    endings.sort_by_key(|(_, files)| Reverse(**files));
    let named = |(ending, files): &(&String, &usize)| match ending.as_str() {
        "" => format!("{files} without an ending"),
        ending => format!("{files} .{ending}"),
    };
    let mut kinds: Vec<String> = endings.iter().take(NAMED).map(named).collect();
    let rest: usize = endings.iter().skip(NAMED).map(|(_, files)| **files).sum();
    kinds.extend((rest > 0).then(|| format!("{rest} others")));
    let kinds = kinds.join(", ");
    match files {
        0 => None,
        1 => Some(format!("1 file is of a kind that is not read: {kinds}; if it is text, name it")),
        _ => Some(format!("{files} files are of kinds that are not read: {kinds}; if one is text, name it")),
    }
}

/// Tells of a file in a folder whether it belongs to the index in `dir` and is no document: what is stored is none, and of
/// a folder around the index nothing that lies in it.
fn of_index(dir: &Path, root: &Path) -> impl Fn(&Path) -> bool + use<> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let (dir, root) = (real(dir), real(root));
    let own = if root.starts_with(&dir) { dir.join("store") } else { dir };
    move |file| real(file).starts_with(&own)
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
