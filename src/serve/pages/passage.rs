//! A passage, a section or a sentence by its id: the address that is cited.

use super::super::answer::Answer;
use super::super::encoding::encoded;
use super::super::paths;
use super::super::problem::Problem;
use super::layout::{Page, layout};
use super::text;
use crate::Error;
use crate::locale::say;
use crate::model::{PassageId, Sides};
use crate::request::ShowRequest;
use crate::search::{Searcher, named_document, show};
use maud::html;

/// Passages of a section that are shown; the reader has the rest.
const MOST: usize = 200;

pub(in crate::serve) fn page(index: &dyn Searcher, request: ShowRequest) -> Result<Answer, Problem> {
    let Ok(id) = request.id.parse::<PassageId>() else { return Ok(text::in_memory(index, &request.id)?) };
    if id.path.is_empty() {
        let hint = format!("; a passage has a number behind #, a document is under /d/{}", encoded(&id.doc));
        return Err(Error::NotFound { id: id.to_string(), hint }.into());
    }
    let document = match named_document(index, &id.doc) {
        Err(Error::NotFound { .. }) => return Ok(text::in_memory(index, &request.id)?),
        document => document?,
    };
    let unknown = || {
        let hint = format!("; its document has {} passages, under /d/{}", document.passages, encoded(&id.doc));
        Error::NotFound { id: id.to_string(), hint }
    };
    let passages = match show(index, &request) {
        Err(Error::NotFound { .. }) => return Err(unknown().into()),
        shown => shown?.passages,
    };
    let first = passages.first().ok_or_else(unknown)?;
    let (marks, cite) = (Sides::default(), text::citing(index)?);
    let body = html! {
        header .title {
            h1 { (id) }
            p .about {
                a href=(text::reader_link(first, "")) { (text::title(&document)) }
                @if let Some(section) = &first.section { " · " (text::section(section)) }
                @if let Some(reference) = &first.reference { " · " (reference) }
            }
        }
        div .text {
            @for passage in passages.iter().take(MOST) {
                article .hit tabindex="-1" data-cite=(text::citation(&cite, &document, passage)) {
                    p .where { a .id href=(text::permalink(&passage.id)) { (passage.id) } " " (text::place(&document, passage)) " " (text::confidence(passage)) }
                    (text::pair(passage, &marks))
                }
            }
        }
        @if passages.len() > MOST {
            p .more { a href=(text::reader_link(first, "")) { (say("The rest is in the document")) } }
        }
        p .cite { (say("Cite as:")) " " span { (text::citation(&cite, &document, first)) } }
        p { a .open href=(text::reader_link(first, "")) { (say("Read it in the document")) } }
    };
    let (title, json) = (id.to_string(), Some(paths::API_SHOW.link(&request.limit(MOST))));
    Ok(Answer::page(layout(&Page { title: &title, json, ..Page::default() }, &body)))
}
