//! The pages, one file each. A template escapes what it is given; nothing is put together by hand.

pub(super) mod check;
pub(super) mod counterpart;
pub(super) mod docs;
pub(super) mod help;
pub(super) mod kwic;
mod layout;
mod narrow;
pub(super) mod passage;
pub(super) mod reader;
pub(super) mod search;
pub(super) mod terms;
mod text;

use super::problem::Problem;
use crate::Error;
use layout::{Page, layout};
use maud::{Markup, html};

/// A page that says why there is no other.
pub(super) fn problem(problem: &Problem) -> Markup {
    let status = problem.status();
    let nearest = match problem {
        Problem::Library(Error::Query(error)) => error.nearest.as_deref(),
        _ => None,
    };
    let body = html! {
        h1 { (status.as_u16()) " " (status.canonical_reason().unwrap_or("")) }
        p .lead { (problem.message()) }
        @if let Some(nearest) = nearest {
            p { "Try: " a href=(super::asked::link("/", [("q", nearest)])) { (nearest) } }
        }
        p { a href="/" { "Search" } " · " a href="/docs" { "Documents" } " · " a href="/help" { "The query language" } }
    };
    layout(&Page { title: status.canonical_reason().unwrap_or("Error"), ..Page::default() }, &body)
}
