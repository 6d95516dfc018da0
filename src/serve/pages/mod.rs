//! The pages, one file each. A template escapes what it is given; nothing is put together by hand.

pub(super) mod adding;
pub(super) mod check;
pub(super) mod compare;
pub(super) mod counterpart;
pub(super) mod docs;
pub(super) mod help;
pub(super) mod kwic;
mod layout;
mod narrow;
pub(super) mod numbers;
pub(super) mod passage;
pub(super) mod problem;
pub(super) mod reader;
mod said;
pub(super) mod saved;
pub(super) mod search;
pub(super) mod terms;
mod text;

use crate::request::SearchRequest;

/// A search as a page asks it: what says the same stands once.
fn search_for(query: impl Into<String>) -> SearchRequest {
    SearchRequest::new(query).fold(true)
}
