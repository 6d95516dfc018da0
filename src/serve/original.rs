//! The files that documents were read from, as they are. A PDF and plain text are shown by the browser, everything else
//! is saved: nothing of a file runs here.

use super::answer::Answer;
use super::encoding::encoded;
use super::problem::Problem;
use super::requests::OriginalRequest;
use crate::Error;
use crate::model::{DocumentInfo, Side};
use crate::search::{Searcher, named_document};
use axum::http::{HeaderValue, header};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// Formats whose files are text without anything active in it.
const TEXTS: &[&str] = &[
    "text",
    "markdown",
    "tsv",
    "csv",
    "columns",
    "json",
    "jsonl",
    "po",
    "moses",
    "srt",
    "vtt",
    "ass",
    "rst",
    "asciidoc",
    "mediawiki",
    "latex",
    "wordfast",
    "yaml",
    "properties",
    "strings",
];

/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";
/// A viewer of PDF is an object of the page that the browser makes for it.
const PDF_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The file of a document, or one of the two.
pub(super) fn original(index: &dyn Searcher, request: OriginalRequest) -> Result<Answer, Problem> {
    let document = named_document(index, &request.id)?;
    let path = path(&document, request.side).map(Path::new).ok_or_else(|| missing(&document, "it has no file"))?;
    let mut file = open(path).map_err(|error| missing(&document, &format!("{}: {error}", path.display())))?;
    let mut head = Vec::new();
    let known = (&mut file).take(PDF.len() as u64).read_to_end(&mut head).and_then(|_| file.rewind());
    known.map_err(|error| missing(&document, &format!("{}: {error}", path.display())))?;
    let text = TEXTS.contains(&document.format.as_str()) && !document.encoding.is_empty();
    let (kind, shown, policy) = if head == PDF {
        (HeaderValue::from_static("application/pdf"), true, PDF_POLICY)
    } else {
        let plain = format!("text/plain; charset={}", document.encoding);
        match HeaderValue::from_str(&plain).ok().filter(|_| text) {
            Some(plain) => (plain, true, POLICY),
            None => (HeaderValue::from_static("application/octet-stream"), false, POLICY),
        }
    };
    let mut headers = vec![(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy))];
    headers.extend(disposition(path, shown).map(|value| (header::CONTENT_DISPOSITION, value)));
    Ok(Answer::given_file(kind, headers, move |out| io::copy(&mut file, out).map(drop).map_err(Error::Output)))
}

/// The file of a side; of a document that is one file, that.
fn path(document: &DocumentInfo, side: Option<Side>) -> Option<&str> {
    let second = document.paths.get(1).filter(|_| side == Some(Side::En));
    second.or(document.paths.first()).map(String::as_str)
}

/// A file, and nothing else that has a path: a folder, a device.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("is no file")) }
}

fn missing(document: &DocumentInfo, why: &str) -> Problem {
    Problem::NoFile { doc: document.id.clone(), why: why.into() }
}

/// Whether a file is shown or saved, with its name (RFC 6266).
fn disposition(path: &Path, shown: bool) -> Option<HeaderValue> {
    let name = encoded(&path.file_name()?.to_string_lossy());
    let kind = if shown { "inline" } else { "attachment" };
    HeaderValue::from_str(&format!("{kind}; filename*=UTF-8''{name}")).ok()
}
