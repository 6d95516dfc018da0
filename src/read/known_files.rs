//! Which files of a folder are documents: by how their names end, and where that says too little, by how they begin.

use crate::model::Side;
use crate::read::file_name::{is_in_language_folder, stem_of};
use crate::read::input::Input;
use crate::read::language::side_of_name;
use crate::read::limits;
use crate::read::markup::man::is_manual;
use crate::read::renpy::is_translation;
use crate::text::fold::is_han;
use std::path::Path;

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

/// Whether a walk through a folder takes up a file.
pub(super) fn is_known(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    // Programs keep settings of all kinds in YAML and INI; texts stand in files that name their language.
    let in_language = || stem_of(path).side.is_some() || is_in_language_folder(path) || names_both_languages(path);
    let texts = matches!(ending.as_str(), "yml" | "yaml" | "ini") && in_language();
    let qt = ending == "ts" && is_qt(path);
    let marked = ending == "asc" && !is_signature(path);
    let manual = ending.starts_with(|c: char| c.is_ascii_digit()) && ending.len() <= 6 && begins_as(path, is_manual);
    let drawing = ending == "svg" && holds_text(path);
    let game = ending == "rpy" && begins_as(path, is_translation);
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

/// Whether a `.ts` is Qt's and no program in TypeScript.
fn is_qt(path: &Path) -> bool {
    let head = Input::file(path).head(1024).unwrap_or_default();
    head.windows(3).any(|window| window == b"<TS")
}

/// Whether the beginning of a file is that of a page of a manual, or of what else is asked.
fn begins_as(path: &Path, is: fn(&str) -> bool) -> bool {
    is(&String::from_utf8_lossy(&Input::file(path).head(limits::HEAD).unwrap_or_default()))
}

/// Whether a drawing has text in it, which may be far behind its start.
fn holds_text(path: &Path) -> bool {
    const FAR: usize = 8 << 20;
    const TAGS: [&[u8]; 4] = [b"text", b"svg:text", b"flowPara", b"foreignObject"];
    let head = Input::file(path).head(FAR).unwrap_or_default();
    let mut tags = head.split(|byte| *byte == b'<').skip(1);
    tags.any(|inside| TAGS.iter().any(|tag| inside.starts_with(tag)))
}

/// Whether an `.asc` is a key or a signature and no AsciiDoc.
fn is_signature(path: &Path) -> bool {
    Input::file(path).head(1024).unwrap_or_default().starts_with(b"-----BEGIN")
}
