//! How a term is rendered on the other side: each rendering with its passages, and where there is none.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::{TermsFileRequest, TermsFormat};
use super::layout::{Page, layout, waiting};
use super::narrow;
use super::numbers::groupings;
use super::said;
use super::search_for;
use super::text;
use crate::locale::say;
use crate::model::{Grouping, PassageId, Terms};
use crate::render::NO_GROUP;
use crate::request::{SearchRequest, TermsRequest};
use crate::search::Searcher;
use maud::{Markup, html};
use std::sync::Arc;

/// Passages that are named for each rendering.
const FEW: usize = 8;

pub(in crate::serve) fn page(index: Arc<dyn Searcher>, request: TermsRequest) -> Result<Answer, Problem> {
    let (documents, collections) = (index.documents()?, index.collections()?);
    let (asked, term) = (request.clone(), request.term.clone());
    let page = |results: &Markup| {
        let body = html! {
            h1 { (said::heading("Terms", "譯法")) }
            form .search action="/terms" role="search" {
                div .box {
                    label .hidden for="q" { (say("A term, in Chinese or English")) }
                    input #q type="search" name="term" value=(term) placeholder="商業秘密, trade secret" autocomplete="off" spellcheck="false";
                    button type="submit" { (say("Show")) }
                }
                div .options {
                    (groupings(&documents, request.by.as_ref(), Some(say("nothing"))))
                    (narrow::collection(request.collection.as_ref(), &collections))
                }
            }
            div #results { (results) }
        };
        let json = (!term.is_empty()).then(|| paths::API_TERMS.link(&request));
        layout(&Page { title: say("Terms"), here: "/terms", q: &term, json, own_search: true }, &body)
    };
    if term.is_empty() {
        let lead = say("How is a term rendered on the other side, how often, where, and where not?");
        return Ok(Answer::page(page(&html! { p .lead { (lead) } })));
    }
    let looking = said::sentence("Looking at the passages that have {1} …", &[html! { q { (term) } }]);
    Ok(Answer::staged(page, waiting(&looking), move || Ok(table(&asked, &index.terms(&asked)?))))
}

/// The same passages by document, year or field.
fn groups(terms: &Terms, by: &Grouping) -> Markup {
    html! {
        section .wide tabindex="0" aria-label=(say("Renderings by group")) {
            table .groups {
                thead {
                    tr {
                        th scope="col" { (by) } th .n scope="col" { (say("Passages")) }
                        @for rendering in terms.renderings.iter().take(FEW) { th .n scope="col" lang=(text::lang(terms.from.other(), &rendering.text)) { (rendering.text) } }
                        th .n scope="col" { (say("none")) }
                    }
                }
                tbody {
                    @for group in &terms.groups {
                        tr {
                            th scope="row" { (group.name.as_deref().unwrap_or(NO_GROUP)) }
                            td .n { (group.passages) }
                            @for n in group.rendered.iter().take(FEW) { td .n { (n) } }
                            td .n { (group.unrendered) }
                        }
                    }
                }
            }
        }
    }
}

fn table(request: &TermsRequest, terms: &Terms) -> Markup {
    let most = terms.renderings.iter().map(|r| r.count).max().unwrap_or(1).max(1);
    let (from, to) = (terms.from, terms.from.other());
    html! {
        @if terms.passages == 0 {
            section .empty { h2 { (say("Nothing found")) } p { (said::sentence("No passage has {1}.", &[html! { q lang=(text::lang(from, &terms.term)) { (terms.term) } }])) } }
        } @else {
            p .count role="status" {
                (said::count(terms.passages, "passage"))
                @if terms.examined < terms.passages { ", " (said::plain("{1} of them looked at", &[&text::number(terms.examined)])) }
                " · " a href=(paths::SEARCH.link(&within(request, &terms.term))) { (say("read them")) }
            }
            @if !terms.pairs().is_empty() { (files(request)) }
            section .wide tabindex="0" aria-label=(say("Renderings")) {
                table .terms {
                    thead { tr { th scope="col" { (say("Rendering")) } th .n scope="col" { (say("Times")) } th .n scope="col" { (say("Sure")) } th scope="col" { (say("Where")) } } }
                    tbody {
                        @for rendering in &terms.renderings {
                            tr {
                                th scope="row" lang=(text::lang(to, &rendering.text)) {
                                    (rendering.text)
                                    @if let Some(long) = rendering.short_for.and_then(|n| terms.renderings.get(n)) {
                                        span .short { " " (said::plain("for {1}", &[&long.text])) }
                                    }
                                }
                                td .n { (rendering.count) " " meter min="0" max=(most) value=(rendering.count) aria-hidden="true" {} }
                                td .n { (format!("{:.2}", rendering.confidence)) }
                                td { (places(terms, &rendering.ids, Some(&within(request, &rendered(terms, &rendering.text))))) }
                            }
                        }
                        @if !terms.unrendered.is_empty() {
                            tr .none {
                                th scope="row" { (say("no rendering found")) }
                                td .n { (terms.unrendered.len()) } td {} td { (places(terms, &terms.unrendered, None)) }
                            }
                        }
                    }
                }
            }
            @if let Some(by) = &terms.by { (groups(terms, by)) }
        }
    }
}

/// The renderings as files for other programs.
fn files(request: &TermsRequest) -> Markup {
    let file = |format| TermsFileRequest { terms: TermsRequest { by: None, ..request.clone() }, format };
    html! {
        p .files {
            (said::sentence("Download these as {1}", &[html! {
                @for (format, name) in TermsFormat::ALL {
                    a .chip href=(paths::SEEN_TERMS.link(&file(format))) download { (name) } " "
                }
            }]))
        }
    }
}

/// The first places, and the search that finds them all where there is one.
fn places(terms: &Terms, ids: &[PassageId], all: Option<&SearchRequest>) -> Markup {
    let more = |n| said::plain("and {1} more", &[&text::number(n)]);
    html! {
        @for id in ids.iter().take(FEW) { a .id href=(text::permalink(id)) {
            @match terms.references.get(id) { Some(name) => (name), None => (id) }
        } " " }
        @match (ids.len().saturating_sub(FEW), all) {
            (0, _) => {}
            (n, Some(all)) => a href=(paths::SEARCH.link(all)) { (more(n)) },
            (n, None) => (more(n)),
        }
    }
}

/// A search where the term was looked for.
fn within(request: &TermsRequest, query: &str) -> SearchRequest {
    let mut search = search_for(query);
    search.filter.collection.clone_from(&request.collection);
    search
}

/// The query for the passages in which a term is rendered so.
fn rendered(terms: &Terms, rendering: &str) -> String {
    let quoted = |text: &str| text.replace('"', " ");
    format!("{}:\"{}\" {}:\"{}\"", terms.from, quoted(&terms.term), terms.from.other(), quoted(rendering))
}
