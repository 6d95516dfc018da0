//! The one error of the library: what happened, to which file or place, and what to do about it.

use std::path::{Path, PathBuf};

/// What the library's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done. The message names the file or place and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What happened to it, and what to do.
        reason: String,
    },

    /// There is neither an index nor a list of sources to build one from.
    #[error("no index in '{}'\n  make one with: {} index FILE…", dir.display(), command(dir))]
    NoIndex {
        /// The folder that was looked at.
        dir: PathBuf,
    },

    /// The index is there but cannot be used.
    #[error("the index in '{}' {reason}\n  {way_out}", dir.display())]
    Index {
        /// Its folder.
        dir: PathBuf,
        /// What is wrong with it.
        reason: String,
        /// What to do.
        way_out: String,
    },

    /// Another process is writing the index.
    #[error("the index in '{}' is being written by another process\n  wait for it to finish, then try again", dir.display())]
    Locked {
        /// The folder of the index.
        dir: PathBuf,
    },

    /// A cluster does not do what it is asked for.
    #[error("the cluster at {at} {reason}\n  {way_out}")]
    Cluster {
        /// The nodes that were asked.
        at: String,
        /// What is wrong with it.
        reason: String,
        /// What to do.
        way_out: String,
    },

    /// A query cannot be read.
    #[error(transparent)]
    Query(#[from] crate::model::QueryError),

    /// A text is no id.
    #[error(transparent)]
    Id(#[from] crate::model::ParseIdError),

    /// No document, section, passage or sentence of that name.
    #[error("no '{id}' in the index{hint}")]
    NotFound {
        /// As it was asked for.
        id: String,
        /// Names that are there, or empty.
        hint: String,
    },

    /// The arguments do not go together.
    #[error("{0}")]
    Usage(String),

    /// The output cannot be written.
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

    /// A file that the system would not make. What is not there is its folder.
    pub fn creating(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        let path = path.into();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        match folder {
            Some(folder) if error.kind() == std::io::ErrorKind::NotFound => {
                let reason = format!("cannot be written: there is no folder '{}'", folder.display());
                Error::File { path, reason }
            }
            _ => Error::system(path, error),
        }
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
