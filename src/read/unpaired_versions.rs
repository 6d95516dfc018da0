//! Files that look like versions of each other and are none of them paired: what is said of them.

use crate::model::{Side, Warning};
use crate::read::file_name::{is_in_language_folder, stem_of, without_language};
use std::path::{Path, PathBuf};

/// What is said of a folder without a single pair, whose files are each in one language and by their names or folders are
/// versions in the two. `None` where the names tell nothing of the kind.
pub(super) fn unpaired_versions(root: &Path, sides: &[(PathBuf, Side)]) -> Option<Warning> {
    let of = |side: Side| sides.iter().filter(move |(_, of)| *of == side).map(|(path, _)| path.as_path());
    let named = |side: Side| of(side).filter(move |path| is_named(path, side));
    let (zh, en) = (of(Side::Zh).count(), of(Side::En).count());
    let (zh_named, en_named) = (named(Side::Zh).count(), named(Side::En).count());
    // One name may be chance, as in `vitamin_c`; a language that is not named is what the files beside it are in.
    if zh == 0 || en == 0 || zh_named + en_named < 2 {
        return None;
    }
    let example = |side: Side| named(side).next().or_else(|| of(side).next());
    let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    let (first, second) = (name(example(Side::Zh)?), name(example(Side::En)?));
    Some(Warning::new(format!(
        "{}: files in Chinese ({zh}) and in English ({en}) are named after their languages and none was paired, for example {first} and {second}; say which belong together with: index --pair ZH EN, or in duizhao.toml",
        root.display(),
    )))
}

/// Whether a file or its folder is named after the language that it is in.
fn is_named(path: &Path, side: Side) -> bool {
    let by_name = stem_of(path).side.map(|named| named == side);
    by_name
        .unwrap_or_else(|| is_in_language_folder(path) || without_language(path).1.is_some_and(|sign| sign.len() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_tell_of_two_versions_are_said_where_nothing_is_paired() {
        let said = |files: &[(&str, Side)]| {
            let files: Vec<(PathBuf, Side)> =
                files.iter().map(|(path, side)| (Path::new("r").join(path), *side)).collect();
            unpaired_versions(Path::new("r"), &files).map(|warning| warning.message)
        };
        let two = said(&[("zh/lease.txt", Side::Zh), ("zh/quay.txt", Side::Zh), ("en/rent.txt", Side::En)]).unwrap();
        assert!(
            two.contains("Chinese (2) and in English (1)") && two.contains("zh/lease.txt and en/rent.txt"),
            "{two}"
        );
        assert!(said(&[("a.zh.txt", Side::Zh), ("b.en.txt", Side::En)]).is_some());
        assert!(said(&[("lease.txt", Side::Zh), ("rent.txt", Side::En)]).is_none());
        assert!(said(&[("zh/lease.txt", Side::Zh), ("zh/quay.txt", Side::Zh)]).is_none());
        assert!(said(&[("vitamin_c.txt", Side::En), ("plan.txt", Side::Zh)]).is_none());
    }
}
