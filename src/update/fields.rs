//! What the user says of documents: in the manifest, by the names of folders (`path-fields = "{court}/{year}/"`), and in a
//! table beside a folder, `judgments.fields.csv` for `judgments`. Of two that say something of the same field, the nearer
//! to the file counts: the table, then the folders, then the manifest; of two tables that of the inner folder.
//!
//! The first column of a table is the file's path in the folder, with its ending or without; the header names the fields.

use crate::index::ManifestSource;
use crate::read::Found;
use csv::ReaderBuilder;
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Rows and files that a note names.
const NAMED: usize = 3;

/// The tables beside folders that were looked for so far.
#[derive(Default)]
pub(super) struct FieldTables {
    /// By the folder; `None` where there is none beside it.
    tables: HashMap<PathBuf, Option<FieldTable>>,
    /// Files whose paths do not have the form of their source's pattern, by pattern.
    unmatched: BTreeMap<String, Vec<String>>,
    notes: Vec<String>,
}

struct FieldTable {
    path: PathBuf,
    /// By path in the folder, with `/`; whether a document was found for it.
    rows: BTreeMap<String, (Vec<(String, String)>, bool)>,
}

impl FieldTables {
    /// The fields of a document of a source, each name once.
    pub fn fields(&mut self, dir: &Path, source: &ManifestSource, found: &Found) -> Vec<(String, String)> {
        let mut fields: BTreeMap<String, String> = source.fields.clone();
        let root = source.resolved(dir).into_iter().next().filter(|_| source.path.is_some());
        for file in found.files.paths() {
            if let (Some(root), Some(pattern)) = (&root, &source.path_fields) {
                let inside = slashed(file.strip_prefix(root).unwrap_or(file));
                match path_fields(pattern, &inside) {
                    Ok(Some(named)) => fields.extend(named),
                    Ok(None) => self.unmatched.entry(pattern.clone()).or_default().push(inside),
                    Err(note) => self.note(note),
                }
            }
        }
        for file in found.files.paths() {
            // The table of the outermost folder first.
            let mut folders: Vec<&Path> = file.ancestors().skip(1).collect();
            if let Some(root) = &root {
                folders.retain(|folder| folder.starts_with(root));
            }
            folders.iter().rev().for_each(|folder| fields.extend(self.said(folder, file)));
        }
        fields.into_iter().collect()
    }

    /// What the table beside a folder says of a file in it.
    fn said(&mut self, folder: &Path, file: &Path) -> Vec<(String, String)> {
        if !self.tables.contains_key(folder) {
            let read = FieldTable::beside(folder).unwrap_or_else(|note| {
                self.note(note);
                None
            });
            self.tables.insert(folder.to_path_buf(), read);
        }
        let Some(Some(table)) = self.tables.get_mut(folder) else { return Vec::new() };
        let inside = file.strip_prefix(folder).unwrap_or(file);
        let keys = [slashed(inside), slashed(&inside.with_extension(""))];
        let Some(key) = keys.into_iter().find(|key| table.rows.contains_key(key)) else { return Vec::new() };
        let Some((fields, used)) = table.rows.get_mut(&key) else { return Vec::new() };
        *used = true;
        fields.clone()
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// What was not understood, and rows and files for which nothing was found.
    pub fn notes(self) -> Vec<String> {
        let mut notes = self.notes;
        for (pattern, files) in self.unmatched {
            let (some, more) = some_of(&files);
            notes.push(format!("{} not of the form '{pattern}': {some}{more}", paths_are(files.len())));
        }
        let mut tables: Vec<FieldTable> = self.tables.into_values().flatten().collect();
        tables.sort_by(|a, b| a.path.cmp(&b.path));
        for FieldTable { path, rows } in tables {
            let unused: Vec<String> = rows.into_iter().filter(|(_, (_, used))| !used).map(|(key, _)| key).collect();
            if !unused.is_empty() {
                let (some, more) = some_of(&unused);
                let rows = if unused.len() == 1 { "1 row names".into() } else { format!("{} rows name", unused.len()) };
                notes.push(format!("{}: {rows} no document: {some}{more}", path.display()));
            }
        }
        notes
    }
}

fn paths_are(n: usize) -> String {
    if n == 1 { "the path of 1 file is".into() } else { format!("the paths of {n} files are") }
}

fn some_of(names: &[String]) -> (String, &'static str) {
    (names[..names.len().min(NAMED)].join(", "), if names.len() > NAMED { " …" } else { "" })
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl FieldTable {
    /// The table beside a folder; `None` where there is none.
    fn beside(folder: &Path) -> Result<Option<FieldTable>, String> {
        let Some(name) = folder.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Ok(None) };
        let places = [("csv", b','), ("tsv", b'\t')];
        let found = places
            .into_iter()
            .map(|(ending, delimiter)| (folder.with_file_name(format!("{name}.fields.{ending}")), delimiter));
        let Some((path, delimiter)) = found.into_iter().find(|(path, _)| path.is_file()) else { return Ok(None) };
        let error = |reason: &dyn std::fmt::Display| format!("{} cannot be read: {reason}", path.display());
        let text = fs::read_to_string(&path).map_err(|e| error(&e))?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let names: Vec<String> = reader.headers().map_err(|e| error(&e))?.iter().skip(1).map(String::from).collect();
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|e| error(&e))?;
            let mut cells = record.iter().map(str::trim);
            let Some(key) = cells.next().filter(|key| !key.is_empty()) else { continue };
            let fields = names.iter().map(|name| name.trim().to_string()).zip(cells.map(String::from));
            let said = fields.filter(|(name, value)| !name.is_empty() && !value.is_empty()).collect();
            rows.insert(key.replace('\\', "/"), (said, false));
        }
        Ok(Some(FieldTable { path, rows }))
    }
}

/// The fields that a path names by a pattern: `{name}` is a value, `*` anything. A pattern with a `/` at its end is of the
/// outermost folders; without, it is of the whole path, without the ending of the file's name. `None` where the path is
/// not of that form.
fn path_fields(pattern: &str, path: &str) -> Result<Option<Vec<(String, String)>>, String> {
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let path: Vec<&str> = path.split('/').collect();
    let mut fields = Vec::new();
    let fits = if pattern.ends_with('/') { path.len() > parts.len() } else { path.len() == parts.len() };
    if !fits {
        return Ok(None);
    }
    for (n, (part, said)) in parts.iter().zip(&path).enumerate() {
        let said = match said.rsplit_once('.') {
            Some((stem, _)) if n + 1 == path.len() && !stem.is_empty() => stem,
            _ => said,
        };
        let (form, names) = form(part);
        let form = Regex::new(&form).map_err(|_| format!("path-fields '{pattern}' cannot be read"))?;
        let Some(found) = form.captures(said) else { return Ok(None) };
        fields
            .extend(names.into_iter().zip(found.iter().skip(1).flatten()).map(|(n, value)| (n, value.as_str().into())));
    }
    Ok(Some(fields))
}

/// A part of a pattern as a regular expression, and the names of its groups in order.
fn form(part: &str) -> (String, Vec<String>) {
    let (mut form, mut names, mut rest) = (String::from("^"), Vec::new(), part);
    while let Some(at) = rest.find(['{', '*']) {
        form.push_str(&regex::escape(&rest[..at]));
        rest = &rest[at..];
        match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, behind)) => {
                form.push_str("(.+?)");
                names.push(name.trim().to_string());
                rest = behind;
            }
            None => {
                form.push_str(if rest.starts_with('*') { ".*" } else { "\\{" });
                rest = &rest[1..];
            }
        }
    }
    (form + &regex::escape(rest) + "$", names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Files;

    #[test]
    fn paths_name_fields() {
        let read = |pattern: &str, path: &str| {
            let found = path_fields(pattern, path).unwrap();
            found.map(|fields| {
                fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
            })
        };
        for (pattern, path, expected) in [
            ("{court}/{year}/", "最高法院/2024/a.txt", Some("court=最高法院 year=2024")),
            ("{court}/{date}-{number}", "c/2024-1-x.1.txt", Some("court=c date=2024 number=1-x.1")),
            ("*/{year}年", "c/2024年.txt", Some("year=2024")),
            ("{court}/{year}/", "最高法院/a.txt", None),
            ("{court}", "最高法院/a.txt", None),
            ("x{n}", "a.txt", None),
            ("{a", "{a.txt", Some("")),
        ] {
            assert_eq!(read(pattern, path).as_deref(), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn the_nearest_counts_and_what_names_nothing_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("laws");
        fs::create_dir_all(root.join("2024")).unwrap();
        fs::write(dir.path().join("laws.fields.csv"), "file,court,year\n2024/a.txt,最高法院,2020\ngone.txt,x,\n")
            .unwrap();
        fs::write(root.join("2024.fields.tsv"), "file\tjudge\na\t王\n").unwrap();
        let source = ManifestSource {
            path: Some(root.clone()),
            path_fields: Some("{year}/".into()),
            fields: BTreeMap::from([("court".into(), "?".into()), ("kind".into(), "law".into())]),
            ..ManifestSource::default()
        };
        let found = |file: &str| Found { stem: "a".into(), files: Files::One(root.join(file)) };
        let mut tables = FieldTables::default();
        let fields = tables.fields(dir.path(), &source, &found("2024/a.txt"));
        let said: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(said, ["court=最高法院", "judge=王", "kind=law", "year=2020"]);
        assert_eq!(tables.fields(dir.path(), &source, &found("b.txt")).len(), 2);
        let notes = tables.notes().join("\n");
        assert!(notes.contains("1 row names no document: gone.txt"), "{notes}");
        assert!(notes.contains("1 file is not of the form '{year}/': b.txt"), "{notes}");
    }
}
