//! Errors for programs.

use crate::model::QueryError;
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::Write;

const SCHEMA: &str = "duizhao/error/1";

/// Why something could not be answered.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Error")]
pub(super) struct WireProblem<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// As HTTP has it.
    status: u16,
    /// What is wrong and what to do.
    message: &'a str,
    /// Code points of the query before the place where it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<usize>,
    /// The nearest query that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<&'a str>,
}

/// Writes why something could not be answered; of a malformed query also the place and the nearest valid form.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn problem(out: &mut dyn Write, status: u16, message: &str, query: Option<&QueryError>) -> Result<()> {
    let (at, nearest) = (query.map(|q| q.at), query.and_then(|q| q.nearest.as_deref()));
    super::json::line(out, &WireProblem { schema: SCHEMA, status, message, at, nearest }).map_err(Error::Output)
}

/// The status that HTTP has for an error of the library.
pub(crate) fn status(error: &Error) -> u16 {
    match error {
        Error::Query(_) | Error::Id(_) | Error::Usage(_) => 400,
        Error::NotFound { .. } => 404,
        Error::NoIndex { .. } | Error::Locked { .. } => 503,
        _ => 500,
    }
}
