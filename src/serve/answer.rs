//! Bodies with their types.

use super::problem::Problem;
use crate::Error;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use maud::Markup;
use serde::Serialize;

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json";

/// What a request is answered with.
pub(super) struct Answer {
    pub status: StatusCode,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// Where else to look.
    pub elsewhere: Option<HeaderValue>,
}

impl Answer {
    pub fn page(page: Markup) -> Answer {
        Answer { status: StatusCode::OK, kind: HTML, bytes: page.into_string().into_bytes(), elsewhere: None }
    }

    /// A page that says what is wrong with the request.
    pub fn bad(page: Markup) -> Answer {
        Answer { status: StatusCode::BAD_REQUEST, ..Answer::page(page) }
    }

    /// The way to another page of ours.
    pub fn elsewhere(path: &str) -> Answer {
        let elsewhere = HeaderValue::from_str(path).ok();
        Answer { status: StatusCode::SEE_OTHER, kind: HTML, bytes: Vec::new(), elsewhere }
    }

    /// What a writer of `render` writes.
    pub fn json(write: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>) -> Result<Answer, Problem> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        Ok(Answer { status: StatusCode::OK, kind: JSON, bytes, elsewhere: None })
    }

    /// A value as JSON.
    pub fn value(value: &impl Serialize) -> Result<Answer, Problem> {
        Answer::json(|out| serde_json::to_writer(out, value).map_err(|e| Error::Output(e.into())))
    }

    pub fn response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.bytes));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(path) = self.elsewhere {
            response.headers_mut().insert(header::LOCATION, path);
        }
        response
    }
}
