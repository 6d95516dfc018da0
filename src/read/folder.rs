//! Which files of a folder, or of an archive, are documents, and which two of them are one. Files ignored by .gitignore and
//! hidden ones are passed over.

use crate::model::{Side, Sides};
use crate::read::archive::{self, Archive};
use crate::read::file_name::{FolderName, Named, folder_language, is_in_language_folder, stem_of};
use crate::read::input::Input;
use crate::read::language::side_of_name;
use crate::read::limits;
use crate::read::markup::man::is_manual;
use crate::read::renpy::is_translation;
use crate::text::fold::is_han;
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The files of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    One(PathBuf),
    Pair(Sides<PathBuf>),
}

impl Files {
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Files::One(path) => vec![path],
            Files::Pair(pair) => vec![&pair.zh, &pair.en],
        }
    }
}

/// A document that was found: its files and the name that it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub stem: String,
    pub files: Files,
}

/// The name that two files given as a pair go by: what their names share without the languages.
pub fn pair_stem(zh: &Path, en: &Path) -> String {
    let (zh, en) = (stem_of(zh), stem_of(en));
    if zh.side.is_none() && en.side.is_some() { en.stem } else { zh.stem }
}

/// Endings of files that a walk through a folder takes up. A file that is named explicitly is read whatever its name.
const KNOWN: &[&str] = &[
    "txt",
    "text",
    "md",
    "markdown",
    "html",
    "htm",
    "xhtml",
    "docx",
    "docm",
    "dotx",
    "dotm",
    "doc",
    "rst",
    "adoc",
    "asciidoc",
    "wiki",
    "mediawiki",
    "tex",
    "latex",
    "odt",
    "ott",
    "fodt",
    "fods",
    "fodp",
    "pdf",
    "epub",
    "tmx",
    "tbx",
    "xlf",
    "xliff",
    "sdlxliff",
    "mqxliff",
    "po",
    "pot",
    "tsv",
    "tab",
    "csv",
    "jsonl",
    "ndjson",
    "json",
    "ipynb",
    "xlsx",
    "xlsm",
    "xltx",
    "xltm",
    "xls",
    "xml",
    "mht",
    "mhtml",
    "eml",
    "rtf",
    "pptx",
    "pptm",
    "ppsx",
    "potx",
    "odp",
    "otp",
    "ods",
    "ofd",
    "ots",
    "srt",
    "vtt",
    "ass",
    "ssa",
    "resx",
    "resw",
    "ftl",
    "lang",
    "page",
    "dita",
    "docbook",
    "dbk",
    "arb",
    "xcstrings",
    "strings",
    "properties",
    "templates",
    "zh",
    "en",
];

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

fn is_known(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    // Programs keep settings of all kinds in YAML and INI; texts stand in files that name their language.
    let in_language = || stem_of(path).side.is_some() || is_in_language_folder(path) || names_both_languages(path);
    let texts = matches!(ending.as_str(), "yml" | "yaml" | "ini") && in_language();
    let qt = ending == "ts" && is_qt(path);
    let marked = ending == "asc" && !is_signature(path);
    let manual = ending.starts_with(|c: char| c.is_ascii_digit()) && ending.len() <= 6 && is_man(path);
    let drawing = ending == "svg" && holds_text(path);
    let game = ending == "rpy" && is_game_translation(path);
    KNOWN.contains(&ending.as_str()) || texts || qt || marked || manual || drawing || game
}

/// Whether a file of settings or texts has a text in each language again and again, by its keys: `zh: …`, `en: …`.
fn names_both_languages(path: &Path) -> bool {
    const TWICE: usize = 2;
    let head = Input::file(path).head(1 << 16).unwrap_or_default();
    let text = String::from_utf8_lossy(&head);
    let key = |line: &str| -> Option<Side> {
        let (key, _) = line.trim_start_matches([' ', '-', '\t']).split_once(':')?;
        side_of_name(key.trim().trim_matches(['"', '\'']))
    };
    let count = |side: Side| text.lines().filter(|line| key(line) == Some(side)).count();
    text.contains(is_han) && Side::BOTH.into_iter().all(|side| count(side) >= TWICE)
}

/// Whether a file holds what is said of the documents in the folder beside it, `judgments.fields.csv` of `judgments`.
fn is_field_table(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".fields.csv", ".fields.tsv"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a `.ts` is Qt's and no program in TypeScript.
fn is_qt(path: &Path) -> bool {
    let head = Input::file(path).head(1024).unwrap_or_default();
    head.windows(3).any(|window| window == b"<TS")
}

/// Whether a file whose name ends in the number of a section is a page of a manual.
fn is_man(path: &Path) -> bool {
    is_manual(&String::from_utf8_lossy(&Input::file(path).head(limits::HEAD).unwrap_or_default()))
}

/// Whether a drawing has text in it, which may be far behind its start.
fn holds_text(path: &Path) -> bool {
    const FAR: usize = 8 << 20;
    let head = Input::file(path).head(FAR).unwrap_or_default();
    [&b"<text"[..], b"<svg:text", b"<flowPara", b"<foreignObject"]
        .iter()
        .any(|tag| head.windows(tag.len()).any(|window| window == *tag))
}

/// Whether a script of a game is a translation.
fn is_game_translation(path: &Path) -> bool {
    is_translation(&String::from_utf8_lossy(&Input::file(path).head(limits::HEAD).unwrap_or_default()))
}

/// Whether an `.asc` is a key or a signature and no AsciiDoc.
fn is_signature(path: &Path) -> bool {
    Input::file(path).head(1024).unwrap_or_default().starts_with(b"-----BEGIN")
}

/// Where a file is, folders that are named after languages apart, and how its name ends.
pub(super) fn place(root: &Path, file: &Path) -> (PathBuf, String) {
    let inside = file.strip_prefix(root).unwrap_or(file);
    let parts = inside.parent().into_iter().flat_map(Path::components);
    let folder = parts.filter_map(|part| {
        let name = part.as_os_str().to_string_lossy();
        folder_language(&name).map_or(Some(name.into_owned()), |folder| folder.rest)
    });
    let folder = folder.collect();
    (folder, file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default())
}

/// Files that differ in nothing but the language are one document.
fn pair(root: &Path, files: Vec<PathBuf>) -> Vec<Found> {
    let mut groups: BTreeMap<(PathBuf, String, String), Vec<(Named, PathBuf)>> = BTreeMap::new();
    let ordered = ordered_languages(root, &files);
    for file in files {
        let mut named = stem_of(&file);
        let inside = file.strip_prefix(root).unwrap_or(&file);
        let mut folder = PathBuf::new();
        for part in inside.parent().into_iter().flat_map(Path::components) {
            let part = part.as_os_str().to_string_lossy();
            match folder_language(&part) {
                Some(FolderName { side: Some(side), rest }) if named.side.is_none() => {
                    (named.side, named.tag) = (Some(side), part.into_owned());
                    let counts = rest.as_deref().is_some_and(is_number) && ordered.contains(&folder);
                    folder.extend(rest.filter(|_| !counts));
                }
                Some(FolderName { side: None, .. }) => {}
                _ => folder.push(part.as_ref()),
            }
        }
        let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let ending = if matches!(ending.as_str(), "zh" | "en") { String::new() } else { ending };
        groups.entry((folder, named.stem.clone(), ending)).or_default().push((named, file));
    }
    let mut found: Vec<Found> = groups.into_values().flat_map(group).collect();
    found.sort_by(|a, b| a.files.paths().cmp(&b.files.paths()));
    found
}

/// The folders in which the languages have a folder each with a number before its name, `1 中文` beside `2 English`. Where
/// both languages have the same number it is that of a part: `1 中文` beside `1 English`.
fn ordered_languages(root: &Path, files: &[PathBuf]) -> HashSet<PathBuf> {
    let mut numbered: HashMap<PathBuf, HashSet<(Side, String)>> = HashMap::new();
    for file in files {
        let mut folder = PathBuf::new();
        for part in file.strip_prefix(root).unwrap_or(file).parent().into_iter().flat_map(Path::components) {
            let part = part.as_os_str().to_string_lossy();
            if let Some(FolderName { side: Some(side), rest: Some(rest) }) = folder_language(&part)
                && is_number(&rest)
            {
                numbered.entry(folder.clone()).or_default().insert((side, rest));
            }
            folder.push(part.as_ref());
        }
    }
    let ordered = |named: &HashSet<(Side, String)>| {
        let mut all = named.iter();
        match (all.next(), all.next(), all.next()) {
            (Some((one, first)), Some((other, second)), None) => one != other && first != second,
            _ => false,
        }
    };
    numbered.into_iter().filter(|(_, named)| ordered(named)).map(|(folder, _)| folder).collect()
}

/// Whether what is left of a folder's name counts the folders.
fn is_number(rest: &str) -> bool {
    rest.contains(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || " .、()（）_-".contains(c))
}

/// The documents that files of the same name make.
fn group(files: Vec<(Named, PathBuf)>) -> Vec<Found> {
    let of = |side: Side| files.iter().filter(move |(named, _)| named.side == Some(side));
    let untagged = || files.iter().filter(|(named, _)| named.side.is_none());
    let (zh, en) = (of(Side::Zh).count(), of(Side::En).count());
    // `README.md` beside `README.zh-CN.md` is the other language.
    let spare = untagged().next().filter(|_| untagged().count() == 1 && (zh == 0) != (en == 0));
    let chinese: Vec<&(Named, PathBuf)> = of(Side::Zh).chain(spare.filter(|_| zh == 0)).collect();
    let english: Vec<&(Named, PathBuf)> = of(Side::En).chain(spare.filter(|_| en == 0)).collect();
    // The plain tag goes before those of regions.
    let first = english.iter().min_by_key(|(named, _)| named.tag.len());
    let Some((_, en_path)) = first.filter(|_| !chinese.is_empty()) else {
        return files
            .iter()
            .map(|(named, path)| Found { stem: named.stem_of_many(files.len() > 1), files: Files::One(path.clone()) })
            .collect();
    };
    let pairs = chinese.iter().map(|(named, zh_path)| {
        let pair = Sides::new(zh_path.clone(), en_path.clone());
        Found { stem: named.stem_of_many(chinese.len() > 1), files: Files::Pair(pair) }
    });
    // English of another region, or a file without a tag beside both languages.
    let is_paired = |path: &PathBuf| path == en_path || chinese.iter().any(|(_, zh)| zh == path);
    let others = files.iter().filter(|(_, path)| !is_paired(path));
    let others = others.map(|(named, path)| Found { stem: named.stem_of_many(true), files: Files::One(path.clone()) });
    pairs.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Skip = |_| false;

    fn found(files: &[&str]) -> Vec<String> {
        let files = files.iter().map(|f| PathBuf::from("r").join(f)).collect();
        let show = |found: Found| {
            let paths: Vec<String> = found
                .files
                .paths()
                .iter()
                .map(|p| p.strip_prefix("r").unwrap().to_string_lossy().into_owned())
                .collect();
            format!("{}: {}", found.stem, paths.join(" + "))
        };
        pair(Path::new("r"), files).into_iter().map(show).collect()
    }

    #[test]
    fn sides_are_paired_by_name() {
        assert_eq!(found(&["x.en.md", "x.zh.md"]), ["x: x.zh.md + x.en.md"]);
        assert_eq!(found(&["en/a.txt", "zh/a.txt"]), ["a: zh/a.txt + en/a.txt"]);
        assert_eq!(found(&["x_CN.pdf", "x_EN.pdf"]), ["x: x_CN.pdf + x_EN.pdf"]);
        assert_eq!(found(&["README.md", "README.zh-CN.md"]), ["README: README.zh-CN.md + README.md"]);
        assert_eq!(found(&["d.en", "d.zh"]), ["d: d.zh + d.en"]);
        assert_eq!(found(&["a.txt", "b.txt"]), ["a: a.txt", "b: b.txt"]);
        assert_eq!(found(&["a.zh.txt"]), ["a: a.zh.txt"]);
        let apart = ["china-hk-closer.txt", "china-us-trade.txt", "memo_SC_case.txt", "memo_TC_other.txt"];
        assert_eq!(found(&apart).len(), 4);
        assert_eq!(found(&["app/en.yml", "app/zh-TW.yml"]), ["app: app/zh-TW.yml + app/en.yml"]);
        assert_eq!(
            found(&["values-zh-rTW/strings.xml", "values/strings.xml"]),
            ["strings: values-zh-rTW/strings.xml + values/strings.xml"]
        );
        assert_eq!(found(&["C/a.page", "zh_CN/a.page"]), ["a: zh_CN/a.page + C/a.page"]);
        assert_eq!(found(&["man1/a.1", "zh_CN/man1/a.1"]), ["a: zh_CN/man1/a.1 + man1/a.1"]);
        assert_eq!(
            found(&["en.lproj/a.strings", "zh-Hant.lproj/a.strings"]),
            ["a: zh-Hant.lproj/a.strings + en.lproj/a.strings"]
        );
        assert_eq!(found(&["a.zh.md", "a.en.html"]), ["a: a.en.html", "a: a.zh.md"]);
        assert_eq!(
            found(&["rules 4.0-en.flat.json", "rules 4.0-zh-cn.flat.json"]),
            ["rules 4.0.flat: rules 4.0-zh-cn.flat.json + rules 4.0-en.flat.json"]
        );
        assert_eq!(found(&["trade.us.v2.txt", "trade.cn.v2.txt"]).len(), 2);
    }

    #[test]
    fn folders_are_named_after_languages_in_many_ways() {
        for (zh, en) in [
            ("docs-zh", "docs"),
            ("guide_zh", "guide"),
            ("docs_zh", "docs_en"),
            ("zh-docs", "en-docs"),
            ("zh-CN_docs", "en-US_docs"),
            ("简体中文", "English"),
            ("繁體中文", "英文版"),
            ("简体", "英语"),
            ("Chinese Version", "English Version"),
        ] {
            let (zh, en) = (format!("{zh}/a.txt"), format!("{en}/a.txt"));
            assert_eq!(found(&[&zh, &en]), [format!("a: {zh} + {en}")]);
        }
        let numbered = found(&["r/1 中文/a.txt", "r/2 English/a.txt"]);
        assert_eq!(numbered, ["a: r/1 中文/a.txt + r/2 English/a.txt"]);
        let parts = found(&["1-en/a.txt", "1-zh/a.txt", "2-en/a.txt", "2-zh/a.txt"]);
        assert_eq!(parts, ["a: 1-zh/a.txt + 1-en/a.txt", "a: 2-zh/a.txt + 2-en/a.txt"]);
        for two in [["north-zh/a.txt", "south/a.txt"], ["trade-cn/a.txt", "trade/a.txt"], ["zh/a.txt", "uk/a.txt"]] {
            assert_eq!(found(&two).len(), 2, "{two:?}");
        }
    }

    #[test]
    fn no_file_of_a_name_is_left_out() {
        assert_eq!(
            found(&["r.en-GB.md", "r.en.md", "r.md", "r.zh.md"]),
            ["r.en-GB: r.en-GB.md", "r: r.md", "r: r.zh.md + r.en.md"]
        );
        assert_eq!(found(&["r.resx", "r.uk.resx", "r.zh-CN.resx"]), ["r.uk: r.uk.resx", "r: r.zh-CN.resx + r.resx"]);
        assert_eq!(found(&["x_CN.pdf", "x_UK.pdf"]), ["x: x_CN.pdf + x_UK.pdf"]);
    }

    #[test]
    fn variants_of_one_language_are_documents_of_their_own() {
        assert_eq!(
            found(&["l.en.md", "l.zh-hans.md", "l.zh-hant.md"]),
            ["l.zh-hans: l.zh-hans.md + l.en.md", "l.zh-hant: l.zh-hant.md + l.en.md"]
        );
    }

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
