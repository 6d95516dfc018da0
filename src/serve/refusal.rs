//! Problems in the form that was asked for: JSON under `/api`, a page elsewhere.

use super::answer::{Answer, JSON};
use super::pages;
use super::problem::Problem;
use crate::Error;
use crate::render;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

/// A problem as the path asks for it.
pub(super) fn refusal(problem: &Problem, path: &str) -> Response<Body> {
    let status = problem.status();
    let answer = if path.starts_with("/api/") {
        let query = match problem {
            Problem::Library(Error::Query(error)) => Some(error),
            _ => None,
        };
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = render::problem(&mut bytes, status.as_u16(), &problem.message(), query);
        Answer { status, kind: JSON, bytes, elsewhere: None }
    } else {
        Answer { status, ..Answer::page(pages::problem::page(problem)) }
    };
    let mut response = answer.response();
    let headers = response.headers_mut();
    match problem {
        Problem::Method => drop(headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"))),
        Problem::Busy => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"))),
        _ => {}
    }
    response
}
