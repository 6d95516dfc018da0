//! Files that are sent to be documents, how many and how large, and what became of them.

/// Bytes of one sending.
pub(super) const LONGEST: usize = 64 * 1024 * 1024;
/// Files of one sending.
pub(super) const MOST: usize = 50;

/// A file as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name, without any folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What became of files that were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The ids of the documents that are in the index now.
    pub documents: Vec<String>,
    /// Why files are in none of them, a line each.
    pub failed: Vec<String>,
}
