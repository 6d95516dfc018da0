//! `duizhao.toml`: what an index is built from. A person may write it; `index PATH` adds to it.
//!
//! ```toml
//! [[source]]
//! path = "sample"                        # a file or folder, relative to this file
//!
//! [[source]]
//! pair = ["report.zh.txt", "report.en.txt"]
//! id = "report"                          # optional: the document's id
//! encoding = "big5"                      # optional: where the guess is wrong
//! fields = { court = "Supreme Court" }   # optional: what is said of its documents
//! path-fields = "{court}/{year}/"        # optional: what the folders of a folder are named after
//! ```
//! `cite = "{title}[, {page}], {id}"` says how passages are cited.
//! `collections = { contracts = "doc:contract*" }` gives names to what queries find.
//! `synonyms = "synonyms.tsv"` names a table of words that a search takes as the same, a line for each group, with tabs
//! between the words.
//! `cluster = "https://node1:9200,node2:9200/laws"` says that the index is on a cluster, which then keeps its sources too;
//! only `synonyms` and `cite` may stand beside it.
//! `ignore = ["draft"]` leaves documents out by id, `exclude = ["sample/draft.txt"]` files by their place.

use super::replace::replace;
use crate::model::CitationPattern;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

pub const FILE: &str = "duizhao.toml";

/// The sources of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The address of the index where it is on a cluster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// A table of words that a search takes as the same, relative to this file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synonyms: Option<PathBuf>,
    /// How passages are cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<CitationPattern>,
    /// Sets of passages by name, each with the query that finds it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub collections: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Files of folders that are no documents of this index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<PathBuf>,
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ManifestSource>,
}

/// A file, a folder or a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestSource {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<[PathBuf; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Names of fields in braces, as the path of each file in the folder has their values.
    #[serde(default, rename = "path-fields", skip_serializing_if = "Option::is_none")]
    pub path_fields: Option<String>,
    /// Fields of each document.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// Whether a file or folder is the manifest of an index, or what is stored beside one, and so no document of anybody.
pub fn is_stored(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name == FILE || (name == "store" || name.starts_with("store.")) && path.with_file_name(FILE).is_file()
}

/// The text of the manifest in `dir`; `None` when there is none.
fn text(dir: &Path) -> Result<Option<String>> {
    let path = dir.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::file(path, e)),
    }
}

impl Manifest {
    /// The manifest of the index in `dir`; `None` when there is none.
    pub fn read(dir: &Path) -> Result<Option<Manifest>> {
        text(dir)?.map(|text| Manifest::parse(dir, &text)).transpose()
    }

    /// The same without its sources, of which there may be many thousands: a search asks for none of them.
    pub fn read_head(dir: &Path) -> Result<Option<Manifest>> {
        let Some(text) = text(dir)? else { return Ok(None) };
        let head = text.split("\n[[").next().unwrap_or_default();
        let rest = &text[head.len()..];
        match toml::from_str::<Manifest>(head) {
            Ok(manifest) if manifest.cluster.is_none() && !rest.contains("\n[collections]") => Ok(Some(manifest)),
            // What may stand beside the address of a cluster or behind the sources, and what is wrong where, shows in the
            // whole.
            _ => Manifest::parse(dir, &text).map(Some),
        }
    }

    fn parse(dir: &Path, text: &str) -> Result<Manifest> {
        let path = dir.join(FILE);
        let manifest: Manifest =
            toml::from_str(text).map_err(|e| Error::file(&path, e.to_string().trim_end().to_string()))?;
        let is_elsewhere = manifest.cluster.is_some();
        let Manifest { sources, ignore, exclude, collections, .. } = &manifest;
        if is_elsewhere && !(sources.is_empty() && ignore.is_empty() && exclude.is_empty() && collections.is_empty()) {
            let reason = "an index on a cluster keeps its sources and collections there: add them with 'index FILE…' and \
                          'index --collection NAME=QUERY', and leave out source, ignore, exclude and collections beside \
                          cluster";
            return Err(Error::file(path, reason));
        }
        for source in &manifest.sources {
            if source.path.is_some() == source.pair.is_some() {
                return Err(Error::file(path, "a [[source]] has either a path or a pair"));
            }
        }
        Ok(manifest)
    }

    /// Puts a source in, unless it is there; paths inside `dir` become relative to it.
    ///
    /// Returns whether it was new.
    pub fn add(&mut self, dir: &Path, mut source: ManifestSource) -> bool {
        source.path = source.path.map(|p| stored(dir, &p));
        source.pair = source.pair.map(|pair| pair.map(|p| stored(dir, &p)));
        let place = self.sources.iter_mut().find(|s| (&s.path, &s.pair) == (&source.path, &source.pair));
        if let Some(known) = &place {
            // What was said of it before stays said.
            known.fields.iter().for_each(|(name, value)| {
                source.fields.entry(name.clone()).or_insert_with(|| value.clone());
            });
            source.path_fields = source.path_fields.or_else(|| known.path_fields.clone());
        }
        match place {
            Some(known) if *known == source => false,
            Some(known) => {
                *known = source;
                true
            }
            None => {
                self.sources.push(source);
                true
            }
        }
    }

    /// Gives a name to what a query finds; an empty query takes the name away.
    pub fn name_collection(&mut self, name: &str, query: &str) {
        match query.trim() {
            "" => drop(self.collections.remove(name)),
            query => drop(self.collections.insert(name.to_string(), query.to_string())),
        }
    }

    /// Takes the words of a table as the same from now on.
    pub fn take_synonyms(&mut self, dir: &Path, table: &Path) {
        self.synonyms = Some(stored(dir, table));
    }

    /// Leaves a file out from now on.
    pub fn leave_out(&mut self, dir: &Path, file: &Path) {
        let file = stored(dir, file);
        if !self.exclude.contains(&file) {
            self.exclude.push(file);
        }
    }

    /// Whether a file is left out by its place.
    pub fn leaves_out(&self, dir: &Path, file: &Path) -> bool {
        !self.exclude.is_empty() && self.exclude.contains(&stored(dir, file))
    }

    /// No longer leaves a file out.
    pub fn take_back(&mut self, dir: &Path, file: &Path) {
        let file = stored(dir, file);
        self.exclude.retain(|excluded| *excluded != file);
    }

    /// Drops the source that is this file or folder. Returns whether there was one.
    pub fn drop_source(&mut self, dir: &Path, path: &Path) -> bool {
        let (before, path) = (self.sources.len(), stored(dir, path));
        self.sources.retain(|source| source.path.as_ref() != Some(&path));
        self.sources.len() < before
    }

    /// Follows a file or folder that was moved. Returns whether a source lies in it.
    pub fn relocate(&mut self, dir: &Path, old: &Path, new: &Path) -> bool {
        let mut found = false;
        let places = self.sources.iter_mut().flat_map(|s| s.path.iter_mut().chain(s.pair.iter_mut().flatten()));
        for place in places {
            if let Some(now) = moved(dir, place, old, new) {
                *place = now;
                found = true;
            }
        }
        for place in &mut self.exclude {
            *place = moved(dir, place, old, new).unwrap_or_else(|| place.clone());
        }
        found
    }

    /// Writes the manifest unless it says what the one on disk says.
    pub fn replace(&self, dir: &Path, on_disk: &Manifest) -> Result<()> {
        if self == on_disk { Ok(()) } else { self.write(dir) }
    }

    /// Writes the manifest in one rename. Comments of a manifest written by hand are kept where the sources only
    /// grow.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(old) => self.appended_to(&old).unwrap_or_else(|| self.to_text()),
            Err(_) => self.to_text(),
        };
        replace(&path, |file| file.write_all(text.as_bytes())).map_err(|e| Error::system(&path, &e))
    }

    fn to_text(&self) -> String {
        // Strings and arrays of them can always be written.
        let body = toml::to_string(self).unwrap_or_default();
        format!("# What this index is built from. `duizhao index PATH` adds to it.\n\n{body}")
    }

    /// The old text with the new sources behind it, when that says the same.
    fn appended_to(&self, old: &str) -> Option<String> {
        let known: Manifest = toml::from_str(old).ok()?;
        let new = self.sources.strip_prefix(&known.sources[..])?;
        let besides = |manifest: &Manifest| Manifest { sources: Vec::new(), ..manifest.clone() };
        if besides(&known) != besides(self) {
            return None;
        }
        let tail = Manifest { sources: new.to_vec(), ..Manifest::default() };
        let tail = toml::to_string(&tail).ok()?;
        Some(if tail.is_empty() { old.to_string() } else { format!("{}\n\n{tail}", old.trim_end()) })
    }
}

impl ManifestSource {
    /// The paths as they can be opened from anywhere.
    pub fn resolved(&self, dir: &Path) -> Vec<PathBuf> {
        self.path.iter().chain(self.pair.iter().flatten()).map(|path| resolved(dir, path)).collect()
    }
}

/// How a path is written down: relative to `dir` when it lies inside, else from the root, since the index may be used
/// from another working folder.
fn stored(dir: &Path, path: &Path) -> PathBuf {
    let absolute = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_path_buf());
    let (path, dir) = (plain(&absolute(path)), plain(&absolute(dir)));
    match path.strip_prefix(&dir) {
        Ok(inside) if !inside.as_os_str().is_empty() => inside.to_path_buf(),
        _ => path,
    }
}

/// Where a path, as it is written down or can be opened, is now that `old` is called `new`, as it is written down;
/// `None` where it lies elsewhere.
pub fn moved(dir: &Path, path: &Path, old: &Path, new: &Path) -> Option<PathBuf> {
    let absolute = |p: &Path| plain(&std::path::absolute(p).unwrap_or_else(|_| p.to_path_buf()));
    let place = if path.is_absolute() { path.to_path_buf() } else { absolute(&dir.join(path)) };
    let rest = place.strip_prefix(absolute(old)).ok()?;
    Some(stored(dir, &if rest.as_os_str().is_empty() { new.to_path_buf() } else { new.join(rest) }))
}

/// A path that is written down as it can be opened.
pub fn resolved(dir: &Path, path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_path_buf() } else { plain(&dir.join(path)) }
}

/// The path without `.`, and without `..` but for those that lead out of where it begins.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match (part, out.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            (other, _) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str) -> ManifestSource {
        ManifestSource { path: Some(path.into()), ..ManifestSource::default() }
    }

    #[test]
    fn sources_are_added_once_and_comments_stay() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), "# mine\n[[source]]\npath = \"sample\"\n").unwrap();
        let mut manifest = Manifest::read(dir.path()).unwrap().unwrap();
        assert!(!manifest.add(dir.path(), source(&dir.path().join("x/../sample").to_string_lossy())));
        assert!(manifest.add(dir.path(), source("/elsewhere/report.txt")));
        manifest.write(dir.path()).unwrap();
        let text = fs::read_to_string(dir.path().join(FILE)).unwrap();
        assert!(text.starts_with("# mine\n") && text.contains("/elsewhere/report.txt"), "{text}");
        assert_eq!(Manifest::read(dir.path()).unwrap().unwrap(), manifest);
    }

    #[test]
    fn a_head_is_the_whole_without_its_sources() {
        let dir = tempfile::tempdir().unwrap();
        let write = |text: &str| fs::write(dir.path().join(FILE), text).unwrap();
        let sources = "[[source]]\npath = \"x\"\n[source.fields]\ncourt = \"high\"\n[[source]]\npath = \"y\"\n";
        for head in ["", "# mine\n", "synonyms = \"s.tsv\"\nexclude = [\n  \"a\",\n  \"b\",\n]\n\n"] {
            write(&format!("{head}{sources}"));
            let (head, whole) =
                [Manifest::read_head, Manifest::read].map(|read| read(dir.path()).unwrap().unwrap()).into();
            assert_eq!(whole.sources.len(), 2);
            assert!(head.sources.len() < 2);
            assert_eq!(Manifest { sources: head.sources.clone(), ..whole }, head);
        }
        write(&format!("cluster = \"http://x:9200/a\"\n{sources}"));
        assert!(Manifest::read_head(dir.path()).is_err());
        write("synonym = \"s.tsv\"\n");
        assert!(Manifest::read_head(dir.path()).is_err());
    }

    #[test]
    fn paths_are_plain() {
        for (path, plainer) in [("index/../a", "a"), ("a/./b/../..", ""), ("../a/../../b", "../../b"), ("/../a", "/a")]
        {
            assert_eq!(plain(Path::new(path)), Path::new(plainer), "{path}");
        }
    }

    #[test]
    fn a_manifest_that_makes_no_sense_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["[[source]]\n", "sauce = 1", "[[source]]\npath = \"a\"\npair = [\"a\", \"b\"]\n"] {
            fs::write(dir.path().join(FILE), text).unwrap();
            assert!(Manifest::read(dir.path()).is_err(), "{text}");
        }
    }
}
