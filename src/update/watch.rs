//! Keeping an index up to date while its files change: how they look from outside is taken every second, which opens none
//! of them, and once they have looked the same for a second they are read.

use super::cluster_address;
use crate::Result;
use crate::cluster::ClusterEngine;
use crate::index::{Manifest, is_stored};
use crate::read::Input;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Between two looks.
const LOOK: Duration = Duration::from_secs(1);
/// Between two times that it is asked whether to go on.
const ASK: Duration = Duration::from_millis(100);

/// How the sources of an index look: their paths, sizes and times as a number.
pub(super) fn look(index: &Path) -> Result<u64> {
    let mut seen = rustc_hash::FxHasher::default();
    let (dir, manifest) = match cluster_address(index)? {
        Some(address) => (PathBuf::new(), ClusterEngine::open(address)?.sources().clone()),
        None => (index.to_path_buf(), Manifest::read(index)?.unwrap_or_default()),
    };
    // What is said of sources, and of collections, counts as well.
    manifest.collections.hash(&mut seen);
    for source in &manifest.sources {
        (&source.path, &source.pair, &source.fields).hash(&mut seen);
        for path in source.resolved(&dir) {
            // A table of fields stands beside the folder that it is of.
            for beside in ["fields.csv", "fields.tsv"] {
                let table = path.with_extension(beside);
                Input::stamp(&table).hash(&mut seen);
            }
            for file in files(path) {
                (&file, Input::stamp(&file)).hash(&mut seen);
            }
        }
    }
    Ok(seen.finish())
}

/// The files of a source, by path, archives unopened.
fn files(source: PathBuf) -> impl Iterator<Item = PathBuf> {
    let mut walk = ignore::WalkBuilder::new(&source);
    walk.require_git(false).sort_by_file_path(Path::cmp).filter_entry(|entry| !is_stored(entry.path()));
    walk.build()
        .flatten()
        .filter(|entry| !entry.file_type().is_some_and(|t| t.is_dir()))
        .map(ignore::DirEntry::into_path)
}

/// Calls `changed` each time that the sources of an index look otherwise than before, until it or `goes_on`, which is asked
/// ten times a second, says no.
pub fn watch(index: &Path, goes_on: &dyn Fn() -> bool, changed: &mut dyn FnMut() -> bool) {
    // A list that is being written by hand may be unreadable for a moment, which is a look too.
    let look = || look(index).ok();
    let mut known = look();
    let mut before = known;
    while wait(goes_on) {
        let now = look();
        let rests = now == before;
        before = now;
        if rests && now != known {
            known = now;
            if !changed() {
                return;
            }
        }
    }
}

/// Waits until the next look; whether there is one.
fn wait(goes_on: &dyn Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < LOOK {
        if !goes_on() {
            return false;
        }
        sleep(ASK);
    }
    goes_on()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::ManifestSource;
    use std::fs;

    #[test]
    fn sources_look_otherwise_when_something_in_them_changes() {
        let dir = tempfile::tempdir().unwrap();
        let (index, papers) = (dir.path().join("index"), dir.path().join("papers"));
        fs::create_dir_all(&index).unwrap();
        fs::create_dir_all(papers.join("old")).unwrap();
        fs::write(papers.join("a.txt"), "一\none\n").unwrap();
        let mut manifest = Manifest::default();
        manifest.add(&index, ManifestSource { path: Some(papers.clone()), ..ManifestSource::default() });
        manifest.write(&index).unwrap();
        let mut looks = vec![look(&index).unwrap()];
        assert_eq!(looks[0], look(&index).unwrap());
        let mut changed = |what: &dyn Fn()| {
            what();
            let now = look(&index).unwrap();
            assert!(!looks.contains(&now));
            looks.push(now);
        };
        changed(&|| fs::write(papers.join("b.txt"), "二\ntwo\n").unwrap());
        changed(&|| fs::write(papers.join("b.txt"), "二二\ntwo\n").unwrap());
        changed(&|| fs::rename(papers.join("b.txt"), papers.join("old/b.txt")).unwrap());
        changed(&|| fs::write(dir.path().join("papers.fields.csv"), "path,court\n").unwrap());
        changed(&|| fs::remove_file(papers.join("a.txt")).unwrap());
    }

    #[test]
    fn the_index_is_told_of_each_change_once() {
        let dir = tempfile::tempdir().unwrap();
        let papers = dir.path().join("papers");
        fs::create_dir_all(&papers).unwrap();
        fs::write(papers.join("a.txt"), "一\none\n").unwrap();
        let index = dir.path().join("index");
        let request = crate::request::UpdateRequest::adding([papers.clone()]).without_lexicon(true);
        super::super::update(&index, &request, &super::super::Silent).unwrap();
        let looks = std::cell::Cell::new(0);
        let mut added = Vec::new();
        // The file comes with the first look; the watch ends some looks after it was read.
        let goes_on = || {
            looks.set(looks.get() + 1);
            if looks.get() == 1 {
                fs::write(papers.join("b.txt"), "二\ntwo\n").unwrap();
            }
            looks.get() < 60
        };
        watch(&index, &goes_on, &mut || {
            let report = super::super::update(&index, &Default::default(), &super::super::Silent).unwrap();
            added.extend(report.added.into_iter().map(|document| document.id));
            true
        });
        assert_eq!(added, ["b"]);
    }
}
