//! Which files of a folder, or of an archive, are documents, and which two of them are one. Files ignored by .gitignore and
//! hidden ones are passed over.

use crate::read::archive::{self, Archive};
use crate::read::file_name::stem_of;
use crate::read::known_files::is_known;
use crate::read::name_pairs::{Files, Found, pair};
use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// The name that two files given as a pair go by: what their names share without the languages.
pub fn pair_stem(zh: &Path, en: &Path) -> String {
    let (zh, en) = (stem_of(zh), stem_of(en));
    if zh.side.is_none() && en.side.is_some() { en.stem } else { zh.stem }
}

/// Which files and folders in a folder a walk passes by as if they were not there.
pub type Skip = fn(&Path) -> bool;

/// What is in a folder.
#[derive(Debug, Default)]
pub struct Walked {
    /// Its documents, by path.
    pub found: Vec<Found>,
    /// Its files of no known kind, which are not read.
    pub others: Vec<PathBuf>,
}

/// The documents in a file or folder.
///
/// # Errors
/// The path does not exist or cannot be listed, or a folder has no documents.
pub fn documents(path: &Path, skip: Skip) -> Result<Walked> {
    if !is_folder(path)? {
        let found = Found { stem: stem_of(path).stem, files: Files::One(path.to_path_buf()) };
        return Ok(Walked { found: vec![found], others: Vec::new() });
    }
    let (mut files, mut others) = (Vec::new(), Vec::new());
    for met in walk(path, skip) {
        match met? {
            Met::Document(file) => files.push(file),
            Met::Other(file) => others.push(file),
        }
    }
    if files.is_empty() {
        return Err(empty(path));
    }
    Ok(Walked { found: pair(path, files), others })
}

/// The documents that files make which a person names together: paired by name as those of a folder are. With the folder
/// that they have in common.
pub fn documents_of(files: &[PathBuf]) -> (PathBuf, Vec<Found>) {
    let folders = files.iter().map(|file| file.parent().unwrap_or(Path::new("")).to_path_buf());
    let common =
        |a: PathBuf, b: PathBuf| a.components().zip(b.components()).map_while(|(a, b)| (a == b).then_some(a)).collect();
    let root = folders.reduce(common).unwrap_or_default();
    let found = pair(&root, files.to_vec());
    (root, found)
}

/// Whether there is a document in a file or folder; a folder is walked no further than to the first.
///
/// # Errors
/// There is no such file or folder, it cannot be read, or the folder has no documents.
pub fn has_documents(path: &Path, skip: Skip) -> Result<()> {
    if !is_folder(path)? {
        return Ok(());
    }
    walk(path, skip).find(|met| !matches!(met, Ok(Met::Other(_)))).unwrap_or_else(|| Err(empty(path))).map(drop)
}

/// Whether a folder can be walked and has no documents.
pub fn is_empty(folder: &Path, skip: Skip) -> bool {
    walk(folder, skip).all(|met| matches!(met, Ok(Met::Other(_))))
}

/// Whether files are in a path: a folder, or an archive of documents.
///
/// # Errors
/// There is no such file or folder.
pub fn is_folder(path: &Path) -> Result<bool> {
    match std::fs::metadata(path) {
        Ok(meta) => Ok(meta.is_dir() || archive::is_archive(path)),
        Err(_) if archive::exists(path) => Ok(false),
        Err(error) => Err(Error::file(path, crate::read::input::system(error))),
    }
}

/// A file that a walk meets.
enum Met {
    /// It may be a document.
    Document(PathBuf),
    /// It is of no known kind.
    Other(PathBuf),
}

impl Met {
    /// `None` for a file that is beside a document: it is used otherwise, or gone when the document is closed.
    fn of(path: PathBuf) -> Option<Met> {
        // What Office keeps beside a document that is open.
        let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        match path {
            path if lock || is_field_table(&path) => None,
            path if is_known(&path) => Some(Met::Document(path)),
            path => Some(Met::Other(path)),
        }
    }
}

/// The files of a folder, by path; those of an archive in it stand where the archive does.
fn walk(root: &Path, skip: Skip) -> Box<dyn Iterator<Item = Result<Met>>> {
    if root.is_file() {
        return Box::new(archived(root).into_iter());
    }
    if skip(root) {
        return Box::new(std::iter::empty());
    }
    let root = root.to_path_buf();
    let mut walk = ignore::WalkBuilder::new(&root);
    walk.require_git(false).sort_by_file_path(Path::cmp).filter_entry(move |entry| !skip(entry.path()));
    Box::new(walk.build().flat_map(move |entry| match entry {
        Ok(entry) if !entry.file_type().is_some_and(|t| t.is_file()) => Vec::new(),
        Ok(entry) if archive::is_archive(entry.path()) => archived(entry.path()),
        Ok(entry) => Met::of(entry.into_path()).map(Ok).into_iter().collect(),
        Err(e) => vec![Err(Error::file(&root, e))],
    }))
}

/// The files of an archive. What a system puts beside them is hidden, as in a folder. An archive that cannot be opened
/// stands for itself: whoever reads it is told why.
fn archived(path: &Path) -> Vec<Result<Met>> {
    let Ok(archive) = Archive::open(path) else { return vec![Ok(Met::Document(path.to_path_buf()))] };
    let hidden = |name: &str| name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    // What memoQ puts beside the translation is the document that it is of, in parts.
    let translation = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mqxlz"));
    let beside = |name: &str| translation && !name.ends_with(".mqxliff");
    let names = archive.names().filter(|name| !hidden(name) && !beside(name)).map(|name| path.join(name));
    let met = |file: PathBuf| if archive::has_ending(&file) { Some(Met::Document(file)) } else { Met::of(file) };
    names.filter_map(met).map(Ok).collect()
}

fn empty(folder: &Path) -> Error {
    Error::file(folder, "no documents in this folder: nothing that ends in .txt, .docx, .pdf, .tmx …")
}

/// Whether a file holds what is said of the documents in the folder beside it, `judgments.fields.csv` of `judgments`.
fn is_field_table(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".fields.csv", ".fields.tsv"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Skip = |_| false;

    #[test]
    fn a_folder_without_documents_is_an_error_and_hidden_files_are_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in
            [(".hidden.txt", "x"), ("picture.png", "x"), ("ignored.txt", "x"), (".gitignore", "ignored.txt")]
        {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        assert!(documents(dir.path(), NONE).unwrap_err().to_string().contains("no documents"));
        assert!(has_documents(dir.path(), NONE).is_err() && is_empty(dir.path(), NONE));
        assert!(documents(&dir.path().join("missing"), NONE).is_err());
        std::fs::write(dir.path().join("a.txt"), "x").unwrap();
        std::fs::write(dir.path().join("~$b.docx"), "x").unwrap();
        let walked = documents(dir.path(), NONE).unwrap();
        assert_eq!((walked.found.len(), walked.others), (1, vec![dir.path().join("picture.png")]));
        std::fs::write(dir.path().join("settings.yml"), "zh: 中文\nen: English\n").unwrap();
        std::fs::write(dir.path().join("terms.yml"), "- zh: 泊位\n  en: berth\n- zh: 碼頭\n  en: quay\n").unwrap();
        let names: Vec<String> =
            documents(dir.path(), NONE).unwrap().found.into_iter().map(|found| found.stem).collect();
        assert_eq!(names, ["a", "terms"]);
        std::fs::remove_file(dir.path().join("terms.yml")).unwrap();
        let skip: Skip = |path| path.ends_with("a.txt");
        assert!(has_documents(dir.path(), NONE).is_ok() && has_documents(dir.path(), skip).is_err());
    }

    #[test]
    fn an_archive_is_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let (name, ..) = encoding_rs::GB18030.encode("中文版/租约.txt");
        let entries: [(&[u8], &[u8]); 5] =
            [(&name, b"x"), (b"more.zip", b""), (b"pic.png", b""), (b"__MACOSX/._a.txt", b""), (b"english/", b"")];
        std::fs::write(dir.path().join("papers.zip"), crate::read::testing::zip_named(&entries)).unwrap();
        std::fs::write(dir.path().join("cut.zip"), b"PK\x03\x04").unwrap();
        let memoq = crate::read::testing::zip(&[("document.mqxliff", "<x/>"), ("skeleton.xml", "<x/>")]);
        std::fs::write(dir.path().join("t.mqxlz"), memoq).unwrap();
        let found = |path: &Path| -> Vec<PathBuf> {
            let inside = |found: &Found| found.files.paths()[0].strip_prefix(dir.path()).unwrap().to_path_buf();
            documents(path, NONE).unwrap().found.iter().map(inside).collect()
        };
        let inside = ["papers.zip/more.zip", "papers.zip/中文版/租约.txt"].map(PathBuf::from);
        assert_eq!(found(&dir.path().join("papers.zip")), inside);
        let others = [PathBuf::from("cut.zip"), PathBuf::from("t.mqxlz/document.mqxliff")];
        assert_eq!(found(dir.path()), [&others[..1], &inside[..], &others[1..]].concat());
        let one = documents(&dir.path().join("papers.zip/中文版/租约.txt"), NONE).unwrap();
        assert_eq!(one.found[0].stem, "租约");
        assert_eq!(documents(dir.path(), NONE).unwrap().others, [dir.path().join("papers.zip/pic.png")]);
    }
}
