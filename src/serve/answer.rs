//! Bodies with their types.

use super::problem::Problem;
use super::stream::{self, ChunkBody, ChunkWriter};
use crate::{Error, Result};
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use hyper::body::Bytes;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use std::io::Write;

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json";

/// Writes a body while it is sent.
type Writer = Box<dyn FnOnce(&mut dyn Write) -> Result<()> + Send>;

/// What a request is answered with.
pub(super) struct Answer {
    status: StatusCode,
    kind: HeaderValue,
    content: Content,
    /// Headers that only some answers have.
    more: Vec<(HeaderName, HeaderValue)>,
}

enum Content {
    Whole(Vec<u8>),
    Written(Writer),
    Staged(Stages, Work),
}

/// A page whose results take long: what stands around them can be shown while they are worked on.
pub(super) struct Stages {
    page: Markup,
    waiting: Markup,
}

/// Makes the results of a page.
pub(super) type Work = Box<dyn FnOnce() -> Result<Markup, Problem> + Send>;

/// Where the results of a page go; nothing that is shown can look like it, since all of that is escaped.
const RESULTS: PreEscaped<&str> = PreEscaped("<!--results-->");

/// What is left to be done when the head of an answer has been sent.
pub(super) type Rest = Box<dyn FnOnce() + Send>;

impl Answer {
    fn new(kind: &'static str, content: Content) -> Answer {
        Answer { status: StatusCode::OK, kind: HeaderValue::from_static(kind), content, more: Vec::new() }
    }

    pub fn page(page: Markup) -> Answer {
        Answer::new(HTML, Content::Whole(page.into_string().into_bytes()))
    }

    /// A page whose results take long: `frame` puts them into it, `waiting` stands there until they come.
    pub fn staged(
        frame: impl FnOnce(&Markup) -> Markup,
        waiting: Markup,
        work: impl FnOnce() -> Result<Markup, Problem> + Send + 'static,
    ) -> Answer {
        Answer::new(HTML, Content::Staged(Stages::new(frame, waiting), Box::new(work)))
    }

    /// The stages of a page that has some, else the answer as it is.
    pub fn stages(self) -> (Option<(Stages, Work)>, Answer) {
        match self.content {
            Content::Staged(stages, work) => {
                (Some((stages, work)), Answer { content: Content::Whole(Vec::new()), ..self })
            }
            content => (None, Answer { content, ..self }),
        }
    }

    /// A page that says what is wrong with the request.
    pub fn bad(page: Markup) -> Answer {
        Answer { status: StatusCode::BAD_REQUEST, ..Answer::page(page) }
    }

    /// The way to another page of ours.
    pub fn elsewhere(path: &str) -> Answer {
        let more = HeaderValue::from_str(path).ok().map(|path| (header::LOCATION, path)).into_iter().collect();
        Answer { status: StatusCode::SEE_OTHER, more, ..Answer::new(HTML, Content::Whole(Vec::new())) }
    }

    pub fn with_status(self, status: StatusCode) -> Answer {
        Answer { status, ..self }
    }

    /// What a writer of `render` writes.
    pub fn json(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<Answer, Problem> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        Ok(Answer::new(JSON, Content::Whole(bytes)))
    }

    /// A value as JSON.
    pub fn value(value: &impl Serialize) -> Result<Answer, Problem> {
        Answer::json(|out| serde_json::to_writer(out, value).map_err(|e| Error::Output(e.into())))
    }

    /// A file with its name and type, to be kept rather than shown.
    pub fn file((name, kind): (&'static str, &'static str), bytes: Vec<u8>) -> Answer {
        Answer { more: attached(name), ..Answer::new(kind, Content::Whole(bytes)) }
    }

    /// The same, written while it is sent.
    pub fn written_file(
        (name, kind): (&'static str, &'static str),
        write: impl FnOnce(&mut dyn Write) -> Result<()> + Send + 'static,
    ) -> Answer {
        Answer { more: attached(name), ..Answer::new(kind, Content::Written(Box::new(write))) }
    }

    /// A file that is not ours, of a type that it says itself.
    pub fn given_file(
        kind: HeaderValue,
        more: Vec<(HeaderName, HeaderValue)>,
        write: impl FnOnce(&mut dyn Write) -> Result<()> + Send + 'static,
    ) -> Answer {
        Answer { kind, more, ..Answer::new(HTML, Content::Written(Box::new(write))) }
    }

    /// The response, and the work that writes its body where it has not been written yet.
    pub fn response(self) -> (Response<Body>, Option<Rest>) {
        let (body, rest): (Body, Option<Rest>) = match self.content {
            Content::Whole(bytes) => (Body::from(bytes), None),
            Content::Staged(stages, _) => (Body::from(stages.frame().concat()), None),
            Content::Written(write) => {
                let (writer, body) = stream::channel();
                (Body::new(body), Some(Box::new(move || write_all(writer, write))))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, self.kind);
        response.headers_mut().extend(self.more);
        (response, rest)
    }
}

impl Stages {
    /// A page that `frame` puts results into, and what stands in their place until they come.
    pub fn new(frame: impl FnOnce(&Markup) -> Markup, waiting: Markup) -> Stages {
        Stages { page: frame(&html! { (RESULTS) }), waiting }
    }

    /// What stands before the results and behind them.
    fn frame(&self) -> [&str; 2] {
        self.page.0.split_once(RESULTS.0).map_or([self.page.0.as_str(), ""], |(before, behind)| [before, behind])
    }

    /// The page with its results.
    pub fn whole(&self, results: &Markup) -> Answer {
        let [before, behind] = self.frame();
        Answer::new(HTML, Content::Whole([before, &results.0, behind].concat().into_bytes()))
    }

    /// The page up to the results, and in their place what is shown until they come.
    pub fn first(&self) -> Bytes {
        [self.frame()[0], &self.waiting.0].concat().into()
    }

    /// The results and the rest of the page.
    pub fn last(&self, results: &Markup) -> Bytes {
        [&results.0, self.frame()[1]].concat().into()
    }
}

/// A page that is sent in pieces.
pub(super) fn in_pieces(body: ChunkBody) -> Response<Body> {
    let mut response = Response::new(Body::new(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    response
}

fn attached(name: &str) -> Vec<(HeaderName, HeaderValue)> {
    let value = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok();
    value.map(|value| (header::CONTENT_DISPOSITION, value)).into_iter().collect()
}

fn write_all(mut writer: ChunkWriter, write: Writer) {
    let written = write(&mut writer);
    writer.end(written);
}
