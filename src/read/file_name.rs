//! What a file's name, and those of the folders around it, tell of the language of its text.

use crate::model::Side;
use crate::read::language::{side_of_name, side_of_tag};
use std::path::Path;

/// A name taken apart: what is left without the language, and the language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub stem: String,
    pub side: Option<Side>,
    /// The tag as written, which tells variants of a language apart.
    pub tag: String,
}

impl Named {
    /// What the document is called: with the tag where there are others of that name.
    pub fn stem_of_many(&self, many: bool) -> String {
        if many && !self.tag.is_empty() { format!("{}.{}", self.stem, self.tag) } else { self.stem.clone() }
    }
}

/// `report.zh-Hant.md` → report, zh; `x_CN.pdf` → x, zh; `data.en` (Moses) → data, en.
pub(super) fn stem_of(path: &Path) -> Named {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (mut stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem.to_string(), ending.to_string()),
        _ => (name.clone(), String::new()),
    };
    // `zh-TW.yml` and `en.yml` are named after nothing but their language.
    const KEYED: [&str; 9] = ["yml", "yaml", "json", "arb", "properties", "strings", "resx", "ini", "xml"];
    let keyed = KEYED.contains(&ending.to_lowercase().as_str());
    if let Some(side) = side_of_name(&stem).or_else(|| spelled_at_length(&stem)).filter(|_| keyed && stem.is_ascii()) {
        return Named { stem: parent_of(path), side: Some(side), tag: stem };
    }
    // What programs fall back to, beside `zh.json`.
    if keyed && stem.eq_ignore_ascii_case("default") {
        return Named { stem: parent_of(path), side: None, tag: String::new() };
    }
    if let Some(side) = language(&ending).filter(|_| matches!(ending.as_str(), "zh" | "en")) {
        return Named { stem, side: Some(side), tag: ending };
    }
    let mut found = None;
    for (at, separator) in stem.char_indices().filter(|(_, c)| matches!(c, '.' | '_' | '-')) {
        let tag = &stem[at + separator.len_utf8()..];
        if let Some(side) = language(tag) {
            found = Some((at, side, tag.to_string()));
            break;
        }
    }
    match found {
        Some((at, side, tag)) if at > 0 => {
            stem.truncate(at);
            Named { stem, side: Some(side), tag }
        }
        _ => within(&stem).unwrap_or(Named { stem, side: None, tag: String::new() }),
    }
}

/// A name whose language stands before another ending: `guide.zh-CN.draft`, `texts-en.flat`.
fn within(stem: &str) -> Option<Named> {
    let parts = |c: &(usize, char)| matches!(c.1, '.' | '_' | '-');
    let mut places = stem.char_indices().filter(parts).filter(|(at, _)| *at > 0);
    places.find_map(|(at, _)| {
        let (before, behind) = (stem.get(..at)?, stem.get(at + 1..)?);
        let (tag, ending) = behind.split_once('.')?;
        // Only what names a language by itself: a country may be what the text is about.
        let named = side_of_tag(tag).filter(|_| tag.split(['-', '_']).next().is_some_and(is_code))?;
        let side = language(tag).filter(|side| *side == named)?;
        Some(Named { stem: format!("{before}.{ending}"), side: Some(side), tag: tag.to_string() })
    })
}

fn is_code(part: &str) -> bool {
    matches!(part.to_ascii_lowercase().as_str(), "zh" | "zho" | "cmn" | "en" | "eng")
}

/// The name of the folder that a file is in, which names it where its own name does not.
pub(super) fn parent_of(path: &Path) -> String {
    let mut parts = path
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.rfind(|part| folder_language(part).is_none()).unwrap_or_default()
}

/// The side that a part of a name tells: a language tag with nothing but scripts and regions behind it, or one of the
/// abbreviations that people use for countries.
fn language(part: &str) -> Option<Side> {
    const SUBTAGS: &[&str] =
        &["hans", "hant", "cn", "tw", "hk", "mo", "sg", "us", "gb", "uk", "au", "ca", "nz", "ie", "in"];
    let lower = part.to_lowercase();
    let mut subtags = lower.split(['-', '_']);
    match subtags.next()? {
        "zh" | "zho" | "chi" | "cmn" | "yue" | "en" | "eng" => {
            subtags.all(|s| SUBTAGS.contains(&s)).then(|| side_of_tag(part))?
        }
        // Countries and scripts tell a language only where nothing follows: `china-hk-closer` is about Hong Kong.
        _ if subtags.next().is_some() => None,
        "cn" | "tw" | "hk" | "chs" | "cht" | "sc" | "tc" | "chn" => Some(Side::Zh),
        // In small letters it is Ukrainian.
        "uk" => (part == "UK").then_some(Side::En),
        "us" => Some(Side::En),
        name => named(name),
    }
}

/// The names of the two languages that stand at the end of files' names and in those of folders, in small letters.
fn named(name: &str) -> Option<Side> {
    match name {
        "chinese" | "中文" | "中文版" => Some(Side::Zh),
        "english" | "英文" | "英文版" => Some(Side::En),
        _ => None,
    }
}

/// What a folder's name tells.
pub(super) struct FolderName {
    /// `None` where it tells that its texts are in the other language than those beside it.
    pub side: Option<Side>,
    /// The name without the language, where there is more.
    pub rest: Option<String>,
}

/// What a folder's name tells of the language of what is in it; `None` where it tells nothing. Android keeps texts in
/// `values` and `values-zh-rTW`, Apple in `Base.lproj` and `zh-Hant.lproj`, GNOME in `C` and `zh_CN`: those without a
/// language have the other. People have `docs` and `docs-zh`, `zh-docs` and `en-docs`, 简体中文 and `English`.
pub(super) fn folder_language(name: &str) -> Option<FolderName> {
    let lower = name.to_lowercase();
    // What POSIX calls texts before they are translated.
    if name == "C" || matches!(lower.as_str(), "values" | "base.lproj") {
        return Some(FolderName { side: None, rest: None });
    }
    let android = lower.strip_prefix("values-").map(|tag| tag.replace("-r", "-"));
    let part = android.as_deref().or_else(|| lower.strip_suffix(".lproj")).unwrap_or(name);
    if let Some(side) = language(part).or_else(|| spelled(part)) {
        return Some(FolderName { side: Some(side), rest: None });
    }
    // Of several words, one has to be a language for sure: `trade-cn` may be about China.
    let is_sure = |part: &str| part.split(['-', '_']).next().is_some_and(is_code);
    let sure = |part: &str| spelled(part).or_else(|| language(part).filter(|_| is_sure(part)));
    // The longest tag that it may be: `zh-CN_docs`.
    let marks = name.char_indices().rev().filter(|(_, c)| matches!(c, '-' | '_' | ' '));
    marks.map(|(at, _)| (&name[..at], &name[at + 1..])).find_map(|(before, behind)| {
        let (side, rest) = match (sure(behind), sure(before)) {
            (Some(side), _) => (side, before),
            (None, Some(side)) => (side, behind),
            _ => return None,
        };
        Some(FolderName { side: Some(side), rest: Some(rest.to_string()) })
    })
}

/// A language by its name with the script, in one word as programs have it: `chineseSimplified`, `schinese`.
pub(super) fn spelled_at_length(name: &str) -> Option<Side> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = name.to_lowercase();
    let bare = ["simplified", "traditional"]
        .iter()
        .find_map(|script| bare.strip_prefix(script).or_else(|| bare.strip_suffix(script)).map(str::to_string));
    match bare.as_deref().unwrap_or(&name.to_lowercase()) {
        "chinese" | "schinese" | "tchinese" => Some(Side::Zh),
        _ => None,
    }
}

/// A language by its name, as folders are called after it.
fn spelled(name: &str) -> Option<Side> {
    let name = name.to_lowercase();
    named(&name).or(match name.as_str() {
        "简体中文"
        | "簡體中文"
        | "繁體中文"
        | "繁体中文"
        | "汉语"
        | "漢語"
        | "华语"
        | "華語"
        | "简体"
        | "簡體"
        | "繁體"
        | "繁体"
        | "chinese version"
        | "simplified chinese"
        | "traditional chinese" => Some(Side::Zh),
        "英语" | "英語" | "english version" => Some(Side::En),
        _ => None,
    })
}

/// The language that a file is named after and nothing else, `English.txt`, `Simplified Chinese.txt`; before it the number in
/// front of it, `1-chinese.md`, empty where there is none.
pub(super) fn side_of_whole_name(path: &Path) -> Option<(String, Side)> {
    let stem = path.file_stem()?.to_string_lossy();
    let name = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = stem.get(..stem.len() - name.len()).unwrap_or_default();
    let bare = name.trim_start_matches([' ', '.', '-', '_']);
    let parted = count.is_empty() == (bare.len() == name.len());
    spelled(bare).filter(|_| parted).map(|side| (count.to_string(), side))
}

/// A name that begins with a language, taken apart: `en_lease`, `zh-CN_lease`, `中文 租约`. A country may be what the text is
/// about.
pub(super) fn language_in_front(path: &Path) -> Option<Named> {
    let stem = path.file_stem()?.to_string_lossy();
    let is_sure = |tag: &str| spelled(tag).is_some() || tag.split(['-', '_']).next().is_some_and(is_code);
    // The longest tag that it may be.
    stem.match_indices(['.', '_', '-', ' ']).collect::<Vec<_>>().into_iter().rev().find_map(|(at, mark)| {
        let (tag, rest) = (stem.get(..at)?, stem.get(at + mark.len()..)?);
        let side = spelled(tag).or_else(|| language(tag)).filter(|_| is_sure(tag) && !rest.is_empty())?;
        Some(Named { stem: rest.to_string(), side: Some(side), tag: tag.to_string() })
    })
}

/// Whether the folder that a file is in is named after a language.
pub(super) fn is_in_language_folder(path: &Path) -> bool {
    let parent = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    parent.is_some_and(|name| folder_language(&name).is_some())
}

/// A file's stem in small letters without what offices write at its end for a language, `leaflet_c` and `leaflet_e`,
/// `Report (EN)`, `年報中文版`, or for a translation, `talk_translated`; and that sign. None of it is sure by itself, so it
/// counts only beside what the texts are in.
pub(super) fn without_language(path: &Path) -> (String, Option<&'static str>) {
    const SIGNS: [&str; 54] = [
        "zh-hant",
        "zh-hans",
        "traditional chinese",
        "simplified chinese",
        "chinese version",
        "english version",
        "chinese",
        "english",
        "chinese_version",
        "english_version",
        "中文版本",
        "英文版本",
        "繁體中文版",
        "簡體中文版",
        "中文版",
        "英文版",
        "繁體中文",
        "簡體中文",
        "简体中文",
        "繁体中文",
        "中文",
        "英文",
        "繁體",
        "簡體",
        "中",
        "英",
        "translated",
        "translation",
        "trans",
        "original",
        "orig",
        "source",
        "target",
        "译文",
        "譯文",
        "翻译",
        "翻譯",
        "原文",
        "原版",
        "chin",
        "chi",
        "eng",
        "chn",
        "chs",
        "cht",
        "tc",
        "sc",
        "zh",
        "en",
        "cn",
        "hk",
        "c",
        "e",
        "us",
    ];
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bare = stem.trim_end_matches([')', '）', ']', '】', ' ']);
    let found = SIGNS.iter().find_map(|sign| {
        let rest = bare.strip_suffix(sign)?;
        let parted = rest.ends_with(['_', '-', '.', ' ', '(', '（', '[', '【']);
        let rest = rest.trim_end_matches(['_', '-', '.', ' ', '(', '（', '[', '【']);
        // Chinese needs nothing before it.
        let is_sign = !rest.is_empty() && (parted || !sign.is_ascii() && sign.chars().count() > 1);
        is_sign.then(|| (rest.to_string(), Some(*sign)))
    });
    found.unwrap_or((stem, None))
}
