//! Why stored bytes cannot be read.

use std::fmt;

/// Why bytes are not a lexicon, or no table of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// Written by another version, or something else altogether.
    Version,
    /// Cut off, or damaged.
    Damaged,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OpenError::Version => "what was learnt of words has another format",
            OpenError::Damaged => "what was learnt of words is damaged",
        })
    }
}

impl std::error::Error for OpenError {}
