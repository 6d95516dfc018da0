//! Rows of translation memories, pulled one at a time so that a file of any size is read in bounded memory.

use super::Outcome;
use crate::model::{Body, Raw, Row, RowError, Warning};
use std::iter;

/// A reader of rows.
pub trait Pull {
    /// The next row; `None` at the end.
    fn pull(&mut self) -> Outcome<Option<Row>>;
    /// The line or unit that was reached, 1-based.
    fn place(&self) -> usize;
}

/// The rows as a document. The first is read at once: a file that is broken from the start is an error of the
/// file, not of a row.
pub fn raw(format: &'static str, encoding: &'static str, mut rows: impl Pull + Send + 'static) -> Outcome<Raw> {
    let Some(first) = rows.pull()? else {
        return Ok(empty(format, encoding));
    };
    let mut ended = false;
    let rest = iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = rows.pull().map_err(|reason| RowError { line: rows.place(), reason }).transpose();
        ended = !matches!(next, Some(Ok(_)));
        next
    });
    Ok(Raw { format, encoding, body: Body::Rows(Box::new(iter::once(Ok(first)).chain(rest))), ..Raw::default() })
}

/// Rows that are in memory already.
pub fn of(rows: Vec<Row>) -> Body {
    Body::Rows(Box::new(rows.into_iter().map(Ok)))
}

/// A document without anything to index.
pub fn empty(format: &'static str, encoding: &'static str) -> Raw {
    let warnings = vec![Warning::new("there is no Chinese or English text in it")];
    Raw { format, encoding, warnings, ..Raw::default() }
}
