//! Why a request is not answered, with the status that says so.

use crate::Error;
use axum::http::StatusCode;

#[derive(Debug)]
pub(super) enum Problem {
    /// What the library said.
    Library(Error),
    /// A parameter that cannot be read.
    Parameter {
        name: &'static str,
        value: String,
        want: String,
    },
    NoPage(String),
    Method,
    Host(String),
    Body,
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
            Problem::Library(Error::Query(_) | Error::Id(_) | Error::Usage(_)) | Problem::Parameter { .. } => {
                StatusCode::BAD_REQUEST
            }
            Problem::Library(Error::NotFound { .. }) | Problem::NoPage(_) => StatusCode::NOT_FOUND,
            Problem::Library(Error::NoIndex { .. } | Error::Locked { .. }) | Problem::Busy | Problem::Slow => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Problem::Library(_) | Problem::Bug => StatusCode::INTERNAL_SERVER_ERROR,
            Problem::Method => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Host(_) => StatusCode::MISDIRECTED_REQUEST,
            Problem::Body => StatusCode::PAYLOAD_TOO_LARGE,
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
            Problem::NoPage(path) => format!("there is no page '{path}'"),
            Problem::Method => "only GET and HEAD are answered here".into(),
            Problem::Host(host) => {
                format!("this server is not '{host}'; open it under the address that it told when it started")
            }
            Problem::Body => "requests have no body here".into(),
            Problem::Busy => "too many are asking at once; try again in a moment".into(),
            Problem::Slow => "this took too long and was given up; ask for less".into(),
            Problem::Bug => "a mistake in the program; what it said is where the server was started".into(),
        }
    }
}
