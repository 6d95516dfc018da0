//! Findings of a check, for people and for programs.

mod findings;
mod html;
mod json;
mod placed;
mod sarif;
mod text;

pub use findings::{CheckFormat, findings};
pub(super) use json::Check;
pub use placed::{Checked, Placed};
