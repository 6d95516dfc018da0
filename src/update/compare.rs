//! Which documents are new, changed or gone: each is known by what its files hold.

use super::content::hash;
use super::expand::{Expanded, is_under};
use super::report::UpdateReport;
use crate::index::Manifest;
use crate::model::DocumentInfo;
use crate::pipeline::{Inputs, Source};
use crate::read::Input;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::SystemTime;

/// A document that has to be read, and what its files hold as a number.
pub(super) struct Work {
    pub source: Source,
    pub hash: String,
    /// Taken before the files were looked into.
    pub seen: Seen,
    /// Whether the index has all of an earlier state of it, which is better than a part of this one.
    pub is_known: bool,
}

/// How files look from outside: bytes and last change of each, `None` of one that cannot be looked at. Files that look
/// otherwise after they were read have changed meanwhile.
#[derive(PartialEq, Eq)]
pub(super) struct Seen(Vec<Option<(u64, SystemTime)>>);

impl Seen {
    pub fn of(source: &Source) -> Seen {
        Seen(source.inputs.all().into_iter().map(|input| Input::stamp(input.path())).collect())
    }
}

/// What has to be read, what has to go.
pub(super) fn compare(
    expanded: Expanded,
    known: &HashMap<String, DocumentInfo>,
    manifest: &Manifest,
    dir: &Path,
    report: &mut UpdateReport,
) -> Vec<Work> {
    // A document whose files cannot be seen now is left as it was.
    let unseen = |info: &&DocumentInfo| {
        let left_out = info.paths.iter().all(|path| manifest.leaves_out(dir, Path::new(path)));
        !left_out && !manifest.ignore.contains(&info.id) && is_under(info, &expanded.unseen)
    };
    let mut gone: BTreeSet<&str> = known.values().filter(|info| !unseen(info)).map(|info| info.id.as_str()).collect();
    let mut work = Vec::new();
    for source in expanded.sources {
        let seen = Seen::of(&source);
        gone.remove(source.id.as_str());
        let before = known.get(&source.id).map(|info| info.hash.as_str());
        let is_known = before.is_some_and(|hash| !hash.is_empty());
        let hash = match hash(&source) {
            Ok(hash) => hash,
            // Of a pair, the other file may be readable.
            Err(_) if matches!(source.inputs, Inputs::Pair(_)) && !is_known => String::new(),
            Err(error) => {
                report.failed.push(error);
                continue;
            }
        };
        let is_unchanged = is_known && before == Some(hash.as_str()) && !expanded.relocated.contains(&source.id);
        if is_unchanged {
            report.unchanged += 1;
        } else {
            work.push(Work { source, hash, seen, is_known });
        }
    }
    report.removed = gone.into_iter().map(str::to_string).collect();
    work
}
