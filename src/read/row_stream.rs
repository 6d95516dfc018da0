//! Rows of translation memories, pulled one at a time so that a file of any size is read in bounded memory.

use crate::model::{Body, Raw, Row, RowError, Warning};
use crate::read::input::Outcome;
use std::iter;

/// A reader of rows.
pub trait Pull {
    /// The next row; `None` at the end.
    fn pull(&mut self) -> Outcome<Option<Row>>;
    /// The line or unit that was reached, 1-based.
    fn place(&self) -> usize;
    /// What the file says of itself before its first row.
    fn fields(&mut self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// Rows without text that are looked at before a document is said to have none.
const WITHOUT_TEXT: usize = 10_000;

/// The rows as a document. Those up to the first with text are read at once: a file that is broken from the start is an
/// error of the file, not of a row.
pub fn raw(format: &'static str, encoding: &'static str, mut rows: impl Pull + Send + 'static) -> Outcome<Raw> {
    let mut first: Vec<Row> = Vec::new();
    loop {
        let Some(row) = rows.pull()? else {
            let left_out = first.into_iter().flat_map(|row| row.left_out).collect();
            return Ok(Raw { left_out, ..empty(format, encoding) });
        };
        let text = row.zh.is_some() || row.en.is_some();
        first.push(row);
        if text || first.len() > WITHOUT_TEXT {
            break;
        }
    }
    let fields = rows.fields();
    let mut ended = false;
    let rest = iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = rows.pull().map_err(|reason| RowError { line: rows.place(), reason }).transpose();
        ended = !matches!(next, Some(Ok(_)));
        next
    });
    let body = Body::Rows(Box::new(first.into_iter().map(Ok).chain(rest)));
    Ok(Raw { format, encoding, fields, body, ..Raw::default() })
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
