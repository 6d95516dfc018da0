//! What is indexed.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::{DocsOrder, DocsRequest, NoRequest};
use super::layout::{Page, layout};
use super::said;
use super::search_for;
use super::text;
use crate::locale::say;
use crate::model::DocumentInfo;
use crate::search::Searcher;
use maud::{Markup, html};
use std::cmp::Reverse;

/// Orders as an address has them, and as a person would say them.
const ORDERS: [(DocsOrder, &str, &str); 4] = [
    (DocsOrder::Id, "id", "id"),
    (DocsOrder::Title, "title", "title"),
    (DocsOrder::Date, "date", "date, latest first"),
    (DocsOrder::Passages, "passages", "passages"),
];

pub(in crate::serve) fn page(index: &dyn Searcher, request: DocsRequest) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    let (mut found, empty) = chosen(&documents, &request);
    match request.sort {
        DocsOrder::Id => {}
        DocsOrder::Title => found.sort_by_cached_key(|document| text::plain_title(document).to_lowercase()),
        DocsOrder::Date => found.sort_by_key(|document| Reverse(document.date)),
        DocsOrder::Passages => found.sort_by_key(|document| u32::MAX - document.passages),
    }
    let body = html! {
        h1 { (said::heading("Documents", "文件")) }
        @if documents.is_empty() {
            p { (say("Nothing is indexed yet. Add documents with:")) }
            pre { code { "duizhao index FILE…" } }
        } @else {
            (form(&request))
            div #results {
                p .count role="status" {
                    @let shown = said::count(found.len(), "document");
                    @if found.len() + empty.len() < documents.len() { (said::plain("{1} of {2}", &[&shown, &text::number(documents.len())])) }
                    @else { (shown) }
                }
                @if !found.is_empty() { (table(&found)) }
                @if !empty.is_empty() {
                    h2 { (say("Without a passage")) }
                    ul .documents { @for document in empty { li { (text::title(document)) " " code { (document.id) } } } }
                }
            }
        }
    };
    let json = Some(paths::API_DOCS.link(&NoRequest {}));
    let page = Page { title: say("Documents"), here: "/docs", q: &request.q, json, own_search: true };
    Ok(Answer::page(layout(&page, &body)))
}

/// The documents whose id, title or field has what is looked for: those with passages, and those without.
fn chosen<'d>(documents: &'d [DocumentInfo], request: &DocsRequest) -> (Vec<&'d DocumentInfo>, Vec<&'d DocumentInfo>) {
    let wanted = request.q.to_lowercase();
    let has = |document: &&DocumentInfo| {
        let field = |(_, value): &(String, String)| value.to_lowercase().contains(&wanted);
        document.id.to_lowercase().contains(&wanted)
            || text::plain_title(document).to_lowercase().contains(&wanted)
            || document.fields.iter().any(field)
    };
    documents.iter().filter(has).partition(|document| document.passages > 0)
}

fn form(request: &DocsRequest) -> Markup {
    html! {
        form .search action="/docs" role="search" {
            div .box {
                label .hidden for="q" { (say("A part of a title, id or field")) }
                input #q type="search" name="q" value=(request.q) placeholder=(say("Title, id or field")) autocomplete="off" spellcheck="false";
                button type="submit" { (say("Show")) }
            }
            div .options {
                label for="sort" { (say("In order of")) }
                select #sort name="sort" {
                    @for (sort, value, name) in ORDERS {
                        option value=(value) selected[sort == request.sort] { (say(name)) }
                    }
                }
            }
        }
    }
}

/// The passages of the documents that have a field.
fn with_field(name: &str, value: &str) -> String {
    paths::SEARCH.link(&search_for(format!("field.{name}:\"{}\"", value.replace('"', " "))))
}

fn table(documents: &[&DocumentInfo]) -> Markup {
    html! {
        section .wide tabindex="0" aria-label=(say("Documents")) {
            table .docs {
                thead {
                    tr {
                        th scope="col" { (say("Title")) } th scope="col" { (say("Id")) } th scope="col" { (say("Date")) } th scope="col" { (say("Format")) }
                        th .n scope="col" { (say("Passages")) } th .n scope="col" { (say("Chinese")) } th .n scope="col" { (say("English")) }
                    }
                }
                tbody {
                    @for document in documents {
                        tr {
                            td {
                                a href=(text::document_link(&document.id)) { (text::title(document)) }
                                @for (name, value) in &document.fields {
                                    " · " span .size { (name) ": " a href=(with_field(name, value)) { (value) } }
                                }
                            }
                            td data-label=(say("Id")) { code { (document.id) } }
                            td data-label=(say("Date")) { @if let Some(date) = document.date { (date) } }
                            td data-label=(say("Format")) { (document.format) }
                            td .n data-label=(say("Passages")) { (document.passages) }
                            td .n data-label=(say("Chinese")) { (document.texts.zh) }
                            td .n data-label=(say("English")) { (document.texts.en) }
                        }
                    }
                }
            }
        }
    }
}
