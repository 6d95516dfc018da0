//! Whether the files of an index are what was written. tantivy puts a checksum at the end of each file and does not
//! look at it when it opens one; a file that has changed since gives wrong answers, or a panic deep inside.
//!
//! To check every file at every search would cost more than the search, so a check on opening passes over files that
//! nobody can have touched: those of a large index that are no younger than the commit which named them. What goes
//! wrong behind the back of the file system shows as a panic, and then everything is checked ([`guarded`]).

use super::parts;
use std::fs::{self, Metadata};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use tantivy::directory::error::OpenReadError;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::{Index, TantivyError};

/// Bytes of an index up to which every file is checked on opening: a millisecond's work.
pub(super) const ALWAYS: u64 = 4 << 20;

/// Which files are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckScope {
    All,
    /// Those that may have been touched.
    Doubtful,
}

/// Why the index in `folder` is not what was written; `None` when it is, as far as was checked.
pub(super) fn fault(index: &Index, folder: &Path, check: CheckScope) -> Option<String> {
    let metas = match index.searchable_segment_metas() {
        Ok(metas) => metas,
        Err(e) => return Some(e.to_string()),
    };
    // Files of segments are written once, before the commit; a commit ends with this one.
    let committed = folder.join("meta.json").metadata().and_then(|meta| meta.modified()).ok();
    // Half a list of deletions, left by a killed writer, is read by nobody.
    let deletions = |meta: &SegmentMeta| meta.has_deletes().then(|| meta.relative_path(SegmentComponent::Delete));
    let in_use = |name: &str| {
        metas.iter().any(|meta| {
            name.starts_with(&meta.id().uuid_string())
                && (!name.ends_with(".del") || deletions(meta).is_some_and(|list| list == Path::new(name)))
        })
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten(),
        Err(e) => return Some(e.to_string()),
    };
    let files: Vec<(String, Metadata)> = entries
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.metadata().ok()?)))
        .filter(|(name, _)| in_use(name))
        .collect();
    let size: u64 = files.iter().map(|(_, meta)| meta.len()).sum();
    for (name, meta) in &files {
        let untouched = meta.modified().is_ok_and(|at| committed.is_some_and(|committed| at <= committed));
        if check == CheckScope::Doubtful && size > ALWAYS && untouched {
            continue;
        }
        match index.directory().validate_checksum(Path::new(name)) {
            Ok(true) => {}
            Ok(false) => return Some(format!("'{name}' has changed since it was written")),
            // A writer may have merged it away in the meantime.
            Err(_) if !folder.join(name).exists() => {}
            Err(_) => return Some(cut_off(name)),
        }
    }
    if check == CheckScope::All { parts::fault(folder) } else { None }
}

/// A file below `folder` that this user may not read.
pub(super) fn forbidden(folder: &Path) -> Option<PathBuf> {
    let denied = |e: std::io::Error| e.kind() == std::io::ErrorKind::PermissionDenied;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten(),
        Err(e) => return denied(e).then(|| folder.to_path_buf()),
    };
    entries.map(|entry| entry.path()).find_map(|path| match path.is_dir() {
        true => forbidden(&path),
        false => fs::File::open(&path).is_err_and(denied).then_some(path),
    })
}

fn cut_off(name: &str) -> String {
    format!("'{name}' is cut off or overwritten")
}

/// What tantivy says on opening, in the words of someone who has never heard of it, and without the content of files.
pub(super) fn reason(error: &TantivyError) -> String {
    match error {
        TantivyError::DataCorruption(_) => "'meta.json' or '.managed.json' is damaged".into(),
        TantivyError::OpenDirectoryError(_) => "its folder in 'store' is missing".into(),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            format!("'{}' is missing", path.display())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { filepath, .. }) => cut_off(&filepath.to_string_lossy()),
        other => other.to_string().lines().next().unwrap_or_default().to_string(),
    }
}

/// Runs what reads an index, and gives the reason in place of its panic when a check of the files then finds one.
///
/// tantivy takes its files at their word: a damaged one can send it past the end of a slice. This is the only place
/// where a panic is caught; with files that are whole it is a mistake in the program, and goes on as the panic it is.
pub(super) fn guarded<T>(work: impl FnOnce() -> T, fault: impl FnOnce() -> Option<String>) -> Result<T, String> {
    // What a panic leaves half done is not used again: the caller gets an error in its place.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let fault = catch_unwind(AssertUnwindSafe(fault)).unwrap_or_else(|_| Some("its files cannot be read".into()));
        fault.unwrap_or_else(|| resume_unwind(panic))
    })
}
