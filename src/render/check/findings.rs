//! Findings in every format.

use super::super::style::Style;
use super::placed::Checked;
use super::{html, json, sarif, text};
use crate::{Error, Result};
use std::io::Write;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    /// For reading.
    Text,
    /// One object.
    Json,
    /// SARIF 2.1.0, which editors and code hosts show beside the text.
    Sarif,
    /// A page to go through.
    Html,
}

/// Writes findings.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn findings(out: &mut dyn Write, checked: &Checked, format: CheckFormat, style: &Style) -> Result<()> {
    let written = match format {
        CheckFormat::Text => text::write(out, checked, style),
        CheckFormat::Json => json::write(out, checked),
        CheckFormat::Sarif => sarif::write(out, checked),
        CheckFormat::Html => html::write(out, checked),
    };
    written.map_err(Error::Output)
}
