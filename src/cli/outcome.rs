//! What the work came to, as an exit code.

use std::process::ExitCode;

/// What the work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Found, or clean.
    Success,
    /// Nothing found, or findings.
    Nothing,
    /// Some of it failed, and was said.
    Partial,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Success => 0,
            Outcome::Nothing => 1,
            Outcome::Partial => 2,
        })
    }
}
