//! Which files of a folder are one document in two languages, by their names and those of their folders.

use crate::model::{Side, Sides};
use crate::read::file_name::{
    FolderName, Named, folder_language, language_in_front, parent_of, side_of_whole_name, stem_of,
};
use crate::read::site_folders::translated;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Where files stand, their name without the language, and how it ends.
type Key = (PathBuf, String, String);

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

impl Found {
    /// The file of a document that has one.
    pub(super) fn alone(&self) -> Option<&Path> {
        match &self.files {
            Files::One(path) => Some(path),
            Files::Pair(_) => None,
        }
    }
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
pub(super) fn pair(root: &Path, files: Vec<PathBuf>) -> Vec<Found> {
    let mut groups: BTreeMap<Key, Vec<(Named, PathBuf)>> = BTreeMap::new();
    let ordered = ordered_languages(root, &files);
    let called = called_by_language(&files);
    let led = led_by_language(&files);
    for file in files {
        let mut named = stem_of(&file);
        if let Some((_, side)) = side_of_whole_name(&file).filter(|_| called.contains(&file)) {
            named = Named { tag: named.stem, stem: parent_of(&file), side: Some(side) };
        }
        if let Some(front) = language_in_front(&file).filter(|_| named.side.is_none() && led.contains(&file)) {
            named = front;
        }
        let mut inside = file.strip_prefix(root).unwrap_or(&file).to_path_buf();
        if let Some((side, tag, original)) = translated(&inside).filter(|_| named.side.is_none()) {
            (named.side, named.tag, inside) = (Some(side), tag, original);
        }
        let mut folder = PathBuf::new();
        for part in inside.parent().into_iter().flat_map(Path::components) {
            let part = part.as_os_str().to_string_lossy();
            match folder_language(&part) {
                // Both may say it: `zh/guide-zh.md`.
                Some(FolderName { side: Some(side), rest }) if named.side.is_none_or(|named| named == side) => {
                    if named.side.is_none() {
                        (named.side, named.tag) = (Some(side), part.clone().into_owned());
                    }
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
    // Names that are written otherwise, `code_of_conduct.md` and `Code-of-Conduct.zh.md`, where none is written alike.
    let (alike, rest): (BTreeMap<_, _>, BTreeMap<_, _>) = groups.into_iter().partition(|(_, files)| makes_pair(files));
    let mut loose: BTreeMap<Key, Vec<Vec<(Named, PathBuf)>>> = BTreeMap::new();
    for ((folder, stem, ending), files) in rest {
        let stem = stem.to_lowercase().replace(['_', ' '], "-");
        loose.entry((folder, stem, ending)).or_default().push(files);
    }
    let mut found: Vec<Found> = alike.into_values().flat_map(group).collect();
    for groups in loose.into_values() {
        let all = || groups.iter().flatten();
        if groups.len() > 1 && makes_pair(all()) {
            found.extend(group(groups.into_iter().flatten().collect()));
        } else {
            found.extend(groups.into_iter().flat_map(group));
        }
    }
    found.sort_by(|a, b| a.files.paths().cmp(&b.files.paths()));
    found
}

/// Whether files of one name are in both languages, as far as their names tell: one without a tag is in the other.
fn makes_pair<'f>(files: impl IntoIterator<Item = &'f (Named, PathBuf)>) -> bool {
    let (mut zh, mut en, mut untagged) = (0, 0, 0);
    for (named, _) in files {
        *match named.side {
            Some(Side::Zh) => &mut zh,
            Some(Side::En) => &mut en,
            None => &mut untagged,
        } += 1;
    }
    zh > 0 && en > 0 || untagged == 1 && (zh > 0) != (en > 0)
}

/// The files that are named after their language alone, where their folder has one in the other: `English.txt` beside
/// `Simplified Chinese.txt`, and with numbers in front that count the two, `0-english.md` beside `1-chinese.md`.
fn called_by_language(files: &[PathBuf]) -> HashSet<PathBuf> {
    let mut folders: HashMap<&Path, Vec<(&PathBuf, String, Side)>> = HashMap::new();
    for file in files {
        if let (Some(folder), Some((count, side))) = (file.parent(), side_of_whole_name(file)) {
            folders.entry(folder).or_default().push((file, count, side));
        }
    }
    let mut called = HashSet::new();
    for named in folders.into_values() {
        let (plain, counted): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, count, _)| count.is_empty());
        // Of more files the number is that of a part.
        let two = matches!(&counted[..], [(_, first, one), (_, second, other)] if first != second && one != other);
        if Side::BOTH.iter().all(|side| plain.iter().any(|(_, _, named)| named == side)) {
            called.extend(plain.into_iter().map(|(file, ..)| file.clone()));
        } else if two {
            called.extend(counted.into_iter().map(|(file, ..)| file.clone()));
        }
    }
    called
}

/// The files whose names begin with their language, where the same name is there in the other: `en_lease.txt` beside
/// `zh_lease.txt`.
fn led_by_language(files: &[PathBuf]) -> HashSet<PathBuf> {
    let mut names: HashMap<PathBuf, Vec<(&PathBuf, Option<Side>)>> = HashMap::new();
    for file in files {
        if let Some(named) = language_in_front(file) {
            let ending = file.extension().unwrap_or_default();
            let name = file.with_file_name(&named.stem).join(ending);
            names.entry(name).or_default().push((file, named.side));
        }
    }
    let both = |files: &Vec<(&PathBuf, Option<Side>)>| {
        Side::BOTH.iter().all(|side| files.iter().any(|(_, named)| *named == Some(*side)))
    };
    names.into_values().filter(both).flatten().map(|(file, _)| file.clone()).collect()
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
        let translation = "i18n/zh/docusaurus-plugin-content-docs/current/g/a.md";
        assert_eq!(found(&["docs/g/a.md", translation]), [format!("a: {translation} + docs/g/a.md")]);
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
    fn names_that_are_written_otherwise_are_paired_too() {
        let two = found(&["code-of-conduct.zh-tw.md", "code_of_conduct.md"]);
        assert_eq!(two, ["code-of-conduct: code-of-conduct.zh-tw.md + code_of_conduct.md"]);
        assert_eq!(found(&["README.md", "Readme.zh.md"]), ["Readme: Readme.zh.md + README.md"]);
        // One that is written alike goes before.
        let three = found(&["sea-rules.md", "sea-rules.zh.md", "sea_rules.md"]);
        assert_eq!(three, ["sea-rules: sea-rules.zh.md + sea-rules.md", "sea_rules: sea_rules.md"]);
        assert_eq!(found(&["a_b.md", "a-b.md", "A b.zh.md"]).len(), 3);
        let called = found(&["lang/English.txt", "lang/Simplified Chinese.txt", "lang/Notes.txt"]);
        assert_eq!(called, ["Notes: lang/Notes.txt", "lang: lang/Simplified Chinese.txt + lang/English.txt"]);
        assert_eq!(found(&["English.txt", "French.txt"]), ["English: English.txt", "French: French.txt"]);
    }

    #[test]
    fn names_and_folders_may_both_tell_the_language() {
        assert_eq!(found(&["01-sea.adoc", "zh/01-sea-zh.adoc"]), ["01-sea: zh/01-sea-zh.adoc + 01-sea.adoc"]);
        assert_eq!(found(&["en/a.en.md", "zh/a.zh.md"]), ["a: zh/a.zh.md + en/a.en.md"]);
        assert_eq!(found(&["en/a.zh.md", "zh/a.en.md"]).len(), 2);
    }

    #[test]
    fn names_may_begin_with_the_language() {
        assert_eq!(found(&["t/0-english.md", "t/1-chinese.md"]), ["t: t/1-chinese.md + t/0-english.md"]);
        let parts = found(&["1-chinese.md", "1-english.md", "2-chinese.md", "2-english.md"]);
        assert_eq!(parts, ["1: 1-chinese.md + 1-english.md", "2: 2-chinese.md + 2-english.md"]);
        assert_eq!(found(&["0-english.md", "1-french.md"]).len(), 2);
        assert_eq!(found(&["en_lease.txt", "zh-CN_lease.txt"]), ["lease: zh-CN_lease.txt + en_lease.txt"]);
        assert_eq!(found(&["中文 租约.txt", "英文 租约.txt"]), ["租约: 中文 租约.txt + 英文 租约.txt"]);
        for apart in [["en-route.txt", "zh-tour.txt"], ["cn-trade.txt", "us-trade.txt"], ["en_a.txt", "a.txt"]] {
            assert_eq!(found(&apart).len(), 2, "{apart:?}");
        }
    }
}
