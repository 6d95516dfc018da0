//! Why there is no other page.

use super::super::paths;
use super::super::problem::Problem;
use super::layout::{Page, layout};
use super::search_for;
use crate::Error;
use crate::locale::{say, translated};
use maud::{Markup, html};

/// What is wrong, in the place of results.
pub(in crate::serve) fn notice(problem: &Problem) -> Markup {
    html! {
        section .notice role="alert" {
            h2 { (say(problem.status().canonical_reason().unwrap_or("Error"))) }
            p { (translated(&problem.message())) }
        }
    }
}

/// A page that says what is wrong and what to do.
pub(in crate::serve) fn page(problem: &Problem) -> Markup {
    let status = problem.status();
    let nearest = match problem {
        Problem::Library(Error::Query(error)) => error.nearest.as_deref(),
        _ => None,
    };
    let body = html! {
        h1 { (status.as_u16()) " " (say(status.canonical_reason().unwrap_or(""))) }
        p .lead { (translated(&problem.message())) }
        @if let Some(nearest) = nearest {
            p { (say("Try:")) " " a href=(paths::SEARCH.link(&search_for(nearest))) { (nearest) } }
        }
        p { a href="/" { (say("Search")) } " · " a href="/docs" { (say("Documents")) } " · " a href="/help" { (say("The query language")) } }
    };
    layout(&Page { title: say(status.canonical_reason().unwrap_or("Error")), ..Page::default() }, &body)
}
