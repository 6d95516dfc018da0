//! The one error of the library: what happened, to which file or place, and what to do about it.

use std::path::{Path, PathBuf};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done. The message names the file or place and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },

    /// There is neither an index nor a list of sources to build one from.
    #[error("no index in '{}'\n  make one with: {} index FILE…", dir.display(), command(dir))]
    NoIndex { dir: PathBuf },

    /// The index is there but cannot be used.
    #[error("the index in '{}' {reason}\n  {way_out}", dir.display())]
    Index { dir: PathBuf, reason: String, way_out: String },

    /// Another process is writing the index.
    #[error("the index in '{}' is being written by another process\n  wait for it to finish, then try again", dir.display())]
    Locked { dir: PathBuf },

    #[error(transparent)]
    Query(#[from] crate::model::QueryError),

    #[error(transparent)]
    Id(#[from] crate::model::ParseIdError),

    /// No document, section, passage or sentence of that name.
    #[error("no '{id}' in the index{hint}")]
    NotFound { id: String, hint: String },

    /// The arguments do not go together.
    #[error("{0}")]
    Usage(String),

    #[error("writing the results: {0}")]
    Output(#[source] std::io::Error),
}

impl Error {
    /// An error about a file, from whatever the system said.
    pub fn file(path: impl Into<PathBuf>, reason: impl std::fmt::Display) -> Self {
        Error::File { path: path.into(), reason: reason.to_string() }
    }

    /// A file that the system would not open, read or write.
    pub fn system(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "no such file".into(),
            std::io::ErrorKind::PermissionDenied => "permission denied".into(),
            std::io::ErrorKind::ReadOnlyFilesystem => "may not be written: the file system is read-only".into(),
            std::io::ErrorKind::IsADirectory => "is a folder, not a file".into(),
            kind => no_room(kind).map_or_else(|| error.to_string(), str::to_string),
        };
        Error::File { path: path.into(), reason }
    }

    /// An index that cannot be used, with the usual way out.
    pub fn damaged(dir: impl Into<PathBuf>, reason: impl std::fmt::Display) -> Self {
        let dir = dir.into();
        let way_out = format!("build it anew with: {} index --rebuild", command(&dir));
        Error::Index { dir, reason: format!("cannot be used: {reason}"), way_out }
    }
}

/// That nothing more can be written, in plain words; `None` when it is something else.
pub(crate) fn no_room(kind: std::io::ErrorKind) -> Option<&'static str> {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match kind {
        StorageFull => Some("the disk is full"),
        QuotaExceeded => Some("the quota of disk space is used up"),
        FileTooLarge => Some("a file would be larger than is allowed here"),
        _ => None,
    }
}

/// The program as it is called for the index in a folder.
pub(crate) fn command(dir: &Path) -> String {
    match dir.to_string_lossy() {
        dir if dir == "index" => "duizhao".into(),
        dir if dir.contains(|c: char| c.is_whitespace() || "'\"$&;()*?<>|\\`".contains(c)) => {
            format!("duizhao --index '{}'", dir.replace('\'', "'\\''"))
        }
        dir => format!("duizhao --index {dir}"),
    }
}
