//! Folders in which a generator of sites keeps translations, apart from what they translate: Docusaurus has
//! `i18n/zh-CN/docusaurus-plugin-content-docs/current/guide.md` for `docs/guide.md`.

use crate::model::Side;
use crate::read::language::side_of_tag;
use std::path::{Path, PathBuf};

/// The folder of translations, and what the folders of its parts begin with.
const TRANSLATIONS: &str = "i18n";
const PART: &str = "docusaurus-plugin-content-";

/// The file that a file in a folder of translations translates, with the language that the folder is named after. Both are
/// below the same root.
pub(super) fn translated(inside: &Path) -> Option<(Side, String, PathBuf)> {
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let at = parts.iter().position(|part| part == TRANSLATIONS)?;
    let (before, rest) = parts.split_at(at);
    let [_, tag, part, rest @ ..] = rest else { return None };
    let side = side_of_tag(tag)?;
    let (folder, rest) = match (part.strip_prefix(PART)?, rest) {
        ("docs", [version, rest @ ..]) => (versioned("docs", version), rest),
        ("blog", rest) => ("blog".to_string(), rest),
        ("pages", rest) => ("src/pages".to_string(), rest),
        // Further sets of documents have their names behind it.
        (named, [version, rest @ ..]) => (versioned(named.strip_prefix("docs-")?, version), rest),
        _ => return None,
    };
    let path: PathBuf =
        before.iter().map(String::as_str).chain([folder.as_str()]).chain(rest.iter().map(String::as_str)).collect();
    (!rest.is_empty()).then(|| (side, tag.clone(), path))
}

/// Where a version of a set of documents stands.
fn versioned(named: &str, version: &str) -> String {
    match (named, version) {
        (named, "current") => named.to_string(),
        ("docs", version) => format!("versioned_docs/{version}"),
        (named, version) => format!("{named}_versioned_docs/{version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_lead_to_what_they_translate() {
        let of =
            |path: &str| translated(Path::new(path)).map(|(side, _, path)| (side, path.to_string_lossy().into_owned()));
        for (path, original) in [
            ("i18n/zh-CN/docusaurus-plugin-content-docs/current/a/b.md", "docs/a/b.md"),
            ("site/i18n/zh/docusaurus-plugin-content-docs/version-1.2/a.md", "site/versioned_docs/version-1.2/a.md"),
            ("i18n/zh/docusaurus-plugin-content-blog/2024-a.md", "blog/2024-a.md"),
            ("i18n/zh/docusaurus-plugin-content-pages/about.md", "src/pages/about.md"),
            ("i18n/zh/docusaurus-plugin-content-docs-community/current/a.md", "community/a.md"),
        ] {
            assert_eq!(of(path), Some((Side::Zh, original.to_string())), "{path}");
        }
        for path in [
            "i18n/zh/code.json",
            "i18n/fr/docusaurus-plugin-content-blog/a.md",
            "docs/a.md",
            "i18n",
            "i18n/zh/docusaurus-plugin-content-docs/current",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }
}
