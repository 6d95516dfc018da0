//! A document, both sides next to each other, section by section.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::{FindingsRequest, ReaderRequest};
use super::layout::{Page, Paging, layout};
use super::said;
use super::search_for;
use super::text::{self, WINDOW};
use crate::locale::say;
use crate::model::{CitationPattern, DocumentInfo, Kind, Mark, Passage, Sides};
use crate::request::{Filter, SearchOptions, SearchOrder, SearchRequest, ShowRequest};
use crate::search::{Searcher, named_document};
use crate::{Error, Result};
use maud::{Markup, html};
use std::collections::HashMap;

/// Headings that the table of contents has.
const HEADINGS: usize = 1_000;
/// Passages in which the query is marked.
const MARKED: usize = 200;

pub(in crate::serve) fn page(index: &dyn Searcher, request: ReaderRequest) -> Result<Answer, Problem> {
    let (from, q) = (request.from / WINDOW * WINDOW, request.q.as_str());
    // An id is no document's when it names a place in one; documents may have a # in their name, though.
    let document = match named_document(index, &request.id) {
        Err(Error::NotFound { .. }) => return Ok(text::in_memory(index, &request.id)?),
        document => document?,
    };
    if let Some(passage) = numbered(index, request.at, &document)? {
        return Ok(Answer::elsewhere(&text::reader_link(&passage, q)));
    }
    let passages = index.passages(&document.id, from..from.saturating_add(WINDOW))?;
    let marks = marks(index, &document.id, q)?;
    let contents = contents(index, &document.id)?;
    let cite = text::citing(index)?;
    let body = html! {
        (head(&document, q))
        div .reader {
            @if contents.len() > 1 { (table_of_contents(&document, &contents)) }
            div .text {
                (windows(say("Parts of the document"), &document, from, q))
                @if document.passages > WINDOW { (jump(&document, q)) }
                @for passage in &passages { (row(passage, &document, &marks, &cite)) }
                (windows(say("Parts of the document, at its end"), &document, from, q))
            }
        }
    };
    let json = paths::API_SHOW.link(&ShowRequest::new(&document.id).from(from).limit(WINDOW as usize));
    let title = text::plain_title(&document);
    Ok(Answer::page(layout(&Page { title: &title, here: "", q, json: Some(json), own_search: false }, &body)))
}

/// The passage that is asked for by its number in the document, from 1.
fn numbered(index: &dyn Searcher, at: u32, document: &DocumentInfo) -> Result<Option<Passage>, Problem> {
    if at > document.passages {
        let want = format!("a number from 0 to {}", document.passages);
        return Err(Problem::Parameter { name: "at".into(), value: at.to_string(), want });
    }
    let found = at.checked_sub(1).map(|order| index.passages(&document.id, order..at)).transpose()?;
    Ok(found.and_then(|mut found| found.pop()))
}

/// The way to any passage of a document that is too long to be paged through.
fn jump(document: &DocumentInfo, q: &str) -> Markup {
    html! {
        form .jump action=(text::document_link(&document.id)) {
            @if !q.is_empty() { input type="hidden" name="q" value=(q); }
            label for="at" { (say("Passage")) }
            input #at type="number" name="at" min="1" max=(document.passages) required;
            button type="submit" { (say("Go")) }
        }
    }
}

/// The words of a query in the passages of a document that match it. A query that cannot be read marks nothing.
fn marks(index: &dyn Searcher, doc: &str, q: &str) -> Result<HashMap<u32, Sides<Vec<Mark>>>> {
    let request = SearchRequest::new(q).doc(doc).limit(MARKED);
    let Ok(query) = request.query() else { return Ok(HashMap::new()) };
    let results = index.search(&query, &request.options)?;
    Ok(results.hits.into_iter().map(|hit| (hit.passage.order, hit.marks)).collect())
}

/// The headings of a document in order.
fn contents(index: &dyn Searcher, doc: &str) -> Result<Vec<Passage>> {
    let query = Filter::new().doc(doc).kind(Kind::Heading).everything()?;
    let options = SearchOptions::new().limit(HEADINGS).sort(SearchOrder::Document).closest(false);
    let results = index.search(&query, &options)?;
    Ok(results.hits.into_iter().map(|hit| hit.passage).collect())
}

fn head(document: &DocumentInfo, q: &str) -> Markup {
    let within = search_for(q).doc(&document.id);
    let findings = FindingsRequest { doc: Some(document.id.clone()), ..FindingsRequest::default() };
    html! {
        header .title {
            h1 {
                @match (&document.title.zh, &document.title.en) {
                    (None, None) => (document.id),
                    (zh, en) => {
                        @if let Some(zh) = zh { span .zh lang=(text::lang(crate::model::Side::Zh, zh)) { (zh) } }
                        " "
                        @if let Some(en) = en { span .en lang="en" { (en) } }
                    }
                }
            }
            p .about {
                code { (document.id) } " · " (said::count(document.passages as usize, "passage"))
                @if let Some(date) = document.date { " · " time datetime=(date) { (date) } }
                @for (name, value) in &document.fields { " · " (name) ": " (value) }
                " · " a href=(paths::SEARCH.link(&within)) { (say("search in it")) }
                " · " a href=(paths::CHECK.link(&findings)) { (say("check it")) }
                (text::originals(document))
            }
        }
    }
}

fn table_of_contents(document: &DocumentInfo, contents: &[Passage]) -> Markup {
    html! {
        nav .contents aria-label=(say("Contents")) {
            h2 { (said::heading("Contents", "目錄")) }
            ul {
                @for heading in contents {
                    @let depth = heading.section.as_ref().map_or(1, |s| s.path.len()).min(4);
                    li .(format!("depth{depth}")) {
                        a href=(in_document(document, heading)) {
                            @for side in crate::model::Side::BOTH {
                                @if let Some(side_text) = heading.side(side) {
                                    span .(side.as_str()) lang=(text::lang(side, &side_text.text)) { (side_text.text) }
                                    " "
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A place in the document: on this page where all of it is on one.
fn in_document(document: &DocumentInfo, passage: &Passage) -> String {
    if document.passages <= WINDOW { format!("#{}", text::anchor(&passage.id)) } else { text::reader_link(passage, "") }
}

/// The parts of a document that is too long for one page.
fn windows(label: &'static str, document: &DocumentInfo, from: u32, q: &str) -> Markup {
    let to = |from: usize| {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        paths::READER.link(&ReaderRequest { id: document.id.clone(), from, q: q.into(), at: 0 })
    };
    let (from, step, total) = (from as usize, WINDOW as usize, document.passages as usize);
    Paging { label, from, step, total, deepest: usize::MAX }.links(to)
}

fn row(
    passage: &Passage,
    document: &DocumentInfo,
    marks: &HashMap<u32, Sides<Vec<Mark>>>,
    cite: &CitationPattern,
) -> Markup {
    let none = Sides::default();
    let marks = marks.get(&passage.order).unwrap_or(&none);
    let depth = passage.section.as_ref().map_or(1, |s| s.path.len()).min(4);
    let class = match passage.kind {
        Kind::Heading => format!("row heading depth{depth}"),
        kind => format!("row {}", kind.as_str()),
    };
    html! {
        article #(text::anchor(&passage.id)) class=(class) tabindex="-1" aria-label=(passage.id)
            data-cite=(text::citation(cite, document, passage)) {
            p .margin {
                a .id href=(text::permalink(&passage.id)) title=(passage.id) { (short(passage)) }
                @if let Some(name) = &passage.reference { " " span .size { (name) } }
                " " (text::place(document, passage)) " " (text::confidence(passage))
            }
            (text::pair(passage, marks))
        }
    }
}

/// The place of a passage in its document.
fn short(passage: &Passage) -> String {
    let path: Vec<String> = passage.id.path.iter().map(u32::to_string).collect();
    path.join(".")
}
