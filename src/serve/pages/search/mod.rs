//! The first page: the search box, and the hits with both sides.

mod facets;
mod form;

use super::super::answer::Answer;
use super::super::paths::{self, DEEPEST};
use super::super::problem::Problem;
use super::super::requests::{FileFormat, FileOptions, SeenRequest};
use super::help::operators;
use super::layout::{Page, Paging, layout};
use super::said;
use super::search_for;
use super::text;
use crate::locale::{say, translated};
use crate::model::{CitationPattern, DocumentInfo, Hit, Kind, Mode, QueryError, Results};
use crate::render::excerpt;
use crate::request::{Filter, KwicRequest, SearchRequest};
use crate::search::Searcher;
use crate::{Error, Result};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Documents that the empty page names.
const FEW: usize = 12;

pub(in crate::serve) fn page(index: &dyn Searcher, request: SearchRequest) -> Result<Answer, Problem> {
    let search = request.facets(true);
    let collections = index.collections()?;
    let mut fields = Vec::new();
    let body = if search.query.is_empty() {
        home(&index.documents()?)
    } else {
        match search.query().and_then(|query| index.search(&query, &search.options)) {
            Ok(results) => {
                fields.extend(results.facets.iter().flat_map(|facets| facets.fields.keys().cloned()));
                let none = results.mode == Mode::Closest || results.total == 0;
                let meant = if none { index.respelled(&search.query()?)? } else { None };
                found(&search, &results, meant, &facets::sections(index, &results)?, &text::citing(index)?)
            }
            Err(Error::Query(error)) => return Ok(Answer::bad(malformed(&search, &collections, &error))),
            Err(error) => return Err(error.into()),
        }
    };
    Ok(Answer::page(frame(&search, &collections, &fields, &body)))
}

fn frame(
    search: &SearchRequest,
    collections: &BTreeMap<String, String>,
    fields: &[String],
    results: &Markup,
) -> Markup {
    let title = if search.query.is_empty() { say("Search") } else { &search.query };
    let json = (!search.query.is_empty()).then(|| paths::API_SEARCH.link(search));
    let body = html! {
        h1 .hidden { (say("Search")) }
        (form::form(search, collections, fields))
        div #results { (results) }
    };
    layout(&Page { title, here: "/", q: &search.query, json, own_search: true }, &body)
}

/// Nothing asked yet.
fn home(documents: &[DocumentInfo]) -> Markup {
    if documents.is_empty() {
        return html! {
            section .empty {
                h2 { (say("Nothing is indexed yet")) }
                p { (say("Add documents that exist in Chinese and English, in one file or two:")) }
                pre { code { "duizhao index report.txt contracts/" } }
                p { (say("This page finds them as soon as they are there.")) }
            }
        };
    }
    let passages: u64 = documents.iter().map(|d| u64::from(d.passages)).sum();
    html! {
        section .home {
            p .lead {
                (said::heading("Ask in either language and either script; every passage comes with its other side.", "中英皆可，繁簡不拘，段段對照。"))
            }
            h2 { (said::plain("{1}, {2}", &[&said::count(documents.len(), "document"), &said::count(passages as usize, "passage")])) }
            ul .documents {
                @for document in documents.iter().take(FEW) {
                    li { (text::listed(document, &text::document_link(&document.id))) }
                }
            }
            @if documents.len() > FEW { p { a href="/docs" { (say("All documents")) } } }
        }
    }
}

/// A query that cannot be read: what is wrong, where, and the nearest one that can.
fn malformed(search: &SearchRequest, collections: &BTreeMap<String, String>, error: &QueryError) -> Markup {
    let chars: Vec<char> = error.query.chars().collect();
    let (before, after) = chars.split_at(error.at.min(chars.len()));
    let text = |part: &[char]| part.iter().take(200).collect::<String>();
    frame(
        search,
        collections,
        &[],
        &html! {
            section .notice role="alert" {
                h2 { (say("The query cannot be read")) }
                p { (translated(&error.message)) }
                p .place { code { (text(before)) span .wrong { (text(after)) "\u{200b}" } } }
                @if let Some(nearest) = &error.nearest {
                    p { (say("Try:")) " " a href=(paths::SEARCH.link(&SearchRequest { query: nearest.clone(), ..search.clone() })) { (nearest) } }
                }
            }
            details { summary { (say("The query language")) } (operators()) }
        },
    )
}

fn found(
    search: &SearchRequest,
    results: &Results,
    meant: Option<String>,
    sections: &[facets::Section],
    cite: &CitationPattern,
) -> Markup {
    html! {
        @if let Some(meant) = meant {
            @let again = SearchRequest { query: meant.clone(), ..search.clone().offset(0) };
            p .notice .meant { (said::sentence("Did you mean {1}?", &[html! { a href=(paths::SEARCH.link(&again)) { (meant) } }])) }
        }
        (summary(search, results))
        div .found {
            ol .hits start=(search.options.offset + 1) {
                @for hit in &results.hits { (item(search, hit, cite)) }
            }
            (facets::aside(search, results, sections))
        }
        (pages(search, results))
    }
}

/// How many were found, and whether they are what was asked for.
fn summary(search: &SearchRequest, results: &Results) -> Markup {
    let is_narrowed = search.filter != Filter::default();
    let everywhere = search_for(&search.query);
    let meant = search.clone().translate(true).offset(0);
    let lines = KwicRequest { query: search.query.clone(), filter: search.filter.clone(), ..paths::KWIC.usual() };
    let elsewhere = search.called_elsewhere().unwrap_or_default();
    let regional = search.clone().regional(true).offset(0);
    html! {
        @if !elsewhere.is_empty() {
            p .notice { a href=(paths::SEARCH.link(&regional)) { (said::plain("Search also for {1}", &[&elsewhere.join(", ")])) } " " (say("(other regions’ words)")) }
        }
        @if let Some(note) = &results.note { p .notice { (translated(note)) } }
        @if results.total == 0 {
            section .empty {
                h2 { (say("Nothing found")) }
                p { (said::sentence(if is_narrowed { "No passage has {1} there." } else { "No passage has {1}." }, &[html! { q { (search.query) } }])) }
                @if is_narrowed { p { a href=(paths::SEARCH.link(&everywhere)) { (say("Search everywhere")) } } }
                @if !search.options.translate {
                    p { a href=(paths::SEARCH.link(&meant)) { (say("Search also for what the words mean in the other language")) } }
                }
            }
        } @else if results.mode == Mode::Closest {
            p .notice role="status" { (said::sentence("No passage has all of {1}; these come closest.", &[html! { q { (search.query) } }])) }
            @if !results.hits.is_empty() { (files(search)) }
        } @else {
            @if results.hits.is_empty() { p .notice { (say("There is nothing behind the last passage.")) } }
            div .summary {
                p .count role="status" {
                    (said::count(results.total, "passage"))
                    @if results.told > results.hits.len() {
                        @let copies = results.told - results.hits.len();
                        " · " (match copies { 1 => say("1 copy named").to_string(), n => said::plain("{1} copies named", &[&text::number(n)]) }) " · "
                        a href=(paths::SEARCH.link(&search.clone().fold(false))) { (say("show each")) }
                    }
                    " · " a href=(paths::KWIC.link(&lines)) { (say("as concordance")) }
                }
                @if !results.hits.is_empty() { (files(search)) }
            }
        }
    }
}

/// What this page shows, as files for other programs.
fn files(search: &SearchRequest) -> Markup {
    let file = |format| SeenRequest { search: search.clone(), file: FileOptions { format, ..FileOptions::default() } };
    html! {
        p .files {
            (said::sentence("Download these as {1}", &[html! {
                @for (format, name) in FileFormat::OFFERED {
                    a .chip href=(paths::SEEN.link(&file(format))) download { (name) } " "
                }
            }]))
        }
    }
}

fn item(search: &SearchRequest, hit: &Hit, cite: &CitationPattern) -> Markup {
    let passage = &hit.passage;
    let shown = excerpt(hit);
    let rest = shown.as_ref().map_or(0, |shown| passage.sentences.len() - shown.len());
    html! {
        li {
            article .hit tabindex="-1" data-cite=(text::citation(cite, &hit.document, passage)) {
                header {
                    h2 { a .open href=(text::reader_link(passage, &search.query)) { (text::title(&hit.document)) } }
                    p .where {
                        @if let Some(section) = &passage.section {
                            @if !matches!(passage.kind, Kind::Heading | Kind::Title) { (text::section(section)) " " }
                        } @else if let Some(reference) = &passage.reference { (reference) " " }
                        a .id href=(text::permalink(&passage.id)) { (passage.id) }
                        " " (text::place(&hit.document, passage)) " " (text::confidence(passage))
                        @if hit.translated { " " span .size { (say("found by translation")) } }
                    }
                }
                @match &shown {
                    None => (text::pair(passage, &hit.marks)),
                    Some(shown) => @for n in shown { (text::sentence_pair(passage, *n, &hit.marks)) },
                }
                @if !hit.copies.is_empty() {
                    p .more {
                        (say("The same in")) " "
                        @for id in hit.copies.iter().take(FEW) { a .id href=(text::permalink(id)) { (id) } " " }
                        @if hit.copies.len() > FEW { (said::plain("and {1} more", &[&text::number(hit.copies.len() - FEW)])) }
                    }
                }
                @if rest > 0 {
                    p .more { a href=(text::reader_link(passage, &search.query)) { (said::count(rest, "more sentence")) } " " (say("in this passage")) }
                }
            }
        }
    }
}

fn pages(search: &SearchRequest, results: &Results) -> Markup {
    let (from, step) = (search.options.offset, results.told.max(search.options.limit).max(1));
    let label = say("Pages of results");
    let paging = Paging { label, from, step, total: results.total, deepest: DEEPEST as usize };
    paging.links(|offset| paths::SEARCH.link(&search.clone().offset(offset)))
}
