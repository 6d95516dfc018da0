//! Problems in the form that was asked for: JSON under `/api`, a page elsewhere.

use super::answer::Answer;
use super::pages;
use super::problem::Problem;
use crate::Error;
use crate::locale::{Locale, within};
use crate::render;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

/// A problem as the path asks for it; a page in the language of its reader, JSON as it is.
pub(super) fn refusal(problem: &Problem, path: &str, locale: Locale) -> Response<Body> {
    let status = problem.status();
    let answer = if path.starts_with("/api/") {
        let query = match problem {
            Problem::Library(Error::Query(error)) => Some(error),
            _ => None,
        };
        Answer::json(|out| render::problem(out, status.as_u16(), &problem.message(), query)).ok()
    } else {
        None
    };
    // Writing JSON to memory does not fail; a page would say the same.
    let answer = answer.unwrap_or_else(|| within(locale, || Answer::page(pages::problem::page(problem))));
    let (mut response, _) = answer.with_status(status).response();
    let headers = response.headers_mut();
    match problem {
        Problem::Method => drop(headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"))),
        Problem::Busy | Problem::Often => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"))),
        _ => {}
    }
    response
}
