//! Why a request is not answered, with the status that says so.

use super::encoding::encoded;
use crate::Error;
use crate::render::status;
use axum::http::StatusCode;
use std::time::Duration;

#[derive(Debug)]
pub(super) enum Problem {
    /// What the library said.
    Library(Error),
    /// A parameter that cannot be read.
    Parameter {
        name: String,
        value: String,
        want: String,
    },
    /// A required parameter that was left out.
    Missing {
        name: String,
        want: String,
    },
    /// A parameter that the path does not have.
    Unknown {
        name: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// Parameters that the request cannot be made of.
    Request(String),
    NoPage(String),
    /// The file of a document cannot be had.
    NoFile {
        doc: String,
        why: String,
    },
    Method,
    Host(String),
    Body,
    /// A message that is too long, or broke off.
    Message {
        most: usize,
    },
    /// A message that did not come in in time.
    Late(Duration),
    /// Documents that are not taken, and why.
    NotTaken {
        status: StatusCode,
        why: String,
    },
    /// One client has asked for as much at once as it may.
    Often,
    /// Too many are waiting already.
    Busy,
    /// It took longer than anyone waits.
    Slow,
    /// A mistake in the program.
    Bug,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Problem::Library(error)
    }
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::Library(error) => StatusCode::from_u16(status(error)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            Problem::Parameter { .. } | Problem::Missing { .. } | Problem::Unknown { .. } | Problem::Request(_) => {
                StatusCode::BAD_REQUEST
            }
            Problem::NoPage(_) | Problem::NoFile { .. } => StatusCode::NOT_FOUND,
            Problem::NotTaken { status, .. } => *status,
            Problem::Often => StatusCode::TOO_MANY_REQUESTS,
            Problem::Busy | Problem::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Bug => StatusCode::INTERNAL_SERVER_ERROR,
            Problem::Method => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Host(_) => StatusCode::MISDIRECTED_REQUEST,
            Problem::Body | Problem::Message { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Late(_) => StatusCode::REQUEST_TIMEOUT,
        }
    }

    /// What is wrong and what to do, in a line or two.
    pub fn message(&self) -> String {
        match self {
            Problem::Library(Error::Query(error)) => error.message.clone(),
            Problem::Library(error) => error.to_string(),
            Problem::Parameter { name, value, want } => {
                let shown: String = value.chars().take(40).collect();
                format!("'{name}' is '{shown}'; it takes {want}")
            }
            Problem::Missing { name, want } => format!("'{name}' is missing: {want}"),
            Problem::Unknown { name, nearest: Some(nearest), .. } => {
                format!("there is no parameter '{name}' here; there is '{nearest}'")
            }
            Problem::Unknown { name, nearest: None, known } if known.is_empty() => {
                format!("there is no parameter '{name}' here, nor any other")
            }
            Problem::Unknown { name, nearest: None, known } => {
                format!("there is no parameter '{name}' here; there are {}", known.join(", "))
            }
            Problem::Request(why) | Problem::NotTaken { why, .. } => why.clone(),
            Problem::NoPage(path) => format!("there is no page '{path}'"),
            Problem::NoFile { doc, why } => {
                format!(
                    "the file of {doc} cannot be opened ({why}); it was there when it was indexed, its text is under /d/{}",
                    encoded(doc)
                )
            }
            Problem::Method => "only GET and HEAD are answered here".into(),
            Problem::Host(host) => {
                format!("this server is not '{host}'; open it under the address that it told when it started")
            }
            Problem::Body => "requests have no body here".into(),
            Problem::Message { most } => format!("a message has up to {} KiB here", most / 1024),
            Problem::Late(time) => format!("the message was not all there within {} seconds", time.as_secs()),
            Problem::Often => "you ask for too much at once; wait for the answers, then ask again".into(),
            Problem::Busy => "too many are asking at once; try again in a moment".into(),
            Problem::Slow => "this took too long and was given up; ask for less".into(),
            Problem::Bug => "a mistake in the program; what it said is where the server was started".into(),
        }
    }
}
