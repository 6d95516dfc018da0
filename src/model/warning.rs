//! What was odd but did not stop the work.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Something a person should know of a document, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// 1-based line of the file, where there is one place to point at.
    pub line: Option<usize>,
    /// What was odd.
    pub message: String,
}

impl Warning {
    /// About a file as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Warning { line: None, message: message.into() }
    }

    /// About a line, from 1.
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Warning { line: Some(line), message: message.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
