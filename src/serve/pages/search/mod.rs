//! The first page: the search box, and the hits with both sides.

mod facets;
mod form;

use super::super::answer::Answer;
use super::super::paths::{self, DEEPEST};
use super::super::problem::Problem;
use super::super::requests::{FileFormat, FileOptions, SeenRequest};
use super::layout::{Page, Paging, layout};
use super::search_for;
use super::text;
use crate::model::{DocumentInfo, Hit, Kind, Mode, QueryError, Results};
use crate::render::excerpt;
use crate::request::{Filter, KwicRequest, SearchRequest};
use crate::search::Searcher;
use crate::{Error, Result, query};
use maud::{Markup, html};

/// Documents that the empty page names.
const FEW: usize = 12;

pub(in crate::serve) fn page(index: &dyn Searcher, request: SearchRequest) -> Result<Answer, Problem> {
    let search = request.facets(true);
    let body = if search.query.is_empty() {
        home(&index.documents()?)
    } else {
        match search.query().and_then(|query| index.search(&query, &search.options)) {
            Ok(results) => found(&search, &results, &facets::sections(index, &results)?),
            Err(Error::Query(error)) => return Ok(Answer::bad(malformed(&search, &error))),
            Err(error) => return Err(error.into()),
        }
    };
    Ok(Answer::page(frame(&search, &body)))
}

fn frame(search: &SearchRequest, results: &Markup) -> Markup {
    let title = if search.query.is_empty() { "Search" } else { &search.query };
    let json = (!search.query.is_empty()).then(|| paths::API_SEARCH.link(search));
    let body = html! {
        h1 .hidden { "Search" }
        (form::form(search))
        div #results { (results) }
    };
    layout(&Page { title, here: "/", q: &search.query, json, own_search: true }, &body)
}

/// Nothing asked yet.
fn home(documents: &[DocumentInfo]) -> Markup {
    if documents.is_empty() {
        return html! {
            section .empty {
                h2 { "Nothing is indexed yet" }
                p { "Add documents that exist in Chinese and English, in one file or two:" }
                pre { code { "duizhao index report.txt contracts/" } }
                p { "This page finds them as soon as they are there." }
            }
        };
    }
    let passages: u64 = documents.iter().map(|d| u64::from(d.passages)).sum();
    html! {
        section .home {
            p .lead {
                "Ask in either language and either script; every passage comes with its other side. "
                span lang="zh-Hant" { "中英皆可，繁簡不拘，段段對照。" }
            }
            h2 { (text::count(documents.len(), "document")) ", " (text::count(passages as usize, "passage")) }
            ul .documents {
                @for document in documents.iter().take(FEW) {
                    li { (text::listed(document, &text::document_link(&document.id))) }
                }
            }
            @if documents.len() > FEW { p { a href="/docs" { "All documents" } } }
        }
    }
}

/// A query that cannot be read: what is wrong, where, and the nearest one that can.
fn malformed(search: &SearchRequest, error: &QueryError) -> Markup {
    let chars: Vec<char> = error.query.chars().collect();
    let (before, after) = chars.split_at(error.at.min(chars.len()));
    let text = |part: &[char]| part.iter().take(200).collect::<String>();
    frame(
        search,
        &html! {
            section .notice role="alert" {
                h2 { "The query cannot be read" }
                p { (error.message) }
                p .place { code { (text(before)) span .wrong { (text(after)) "\u{200b}" } } }
                @if let Some(nearest) = &error.nearest {
                    p { "Try " a href=(paths::SEARCH.link(&SearchRequest { query: nearest.clone(), ..search.clone() })) { (nearest) } }
                }
            }
            details .language { summary { "The query language" } pre { (*query::HELP) } }
        },
    )
}

fn found(search: &SearchRequest, results: &Results, sections: &[facets::Section]) -> Markup {
    html! {
        (summary(search, results))
        div .found {
            ol .hits start=(search.options.offset + 1) {
                @for hit in &results.hits { (item(search, hit)) }
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
            p .notice { a href=(paths::SEARCH.link(&regional)) { "Search also for " (elsewhere.join(", ")) } " (other regions’ words)" }
        }
        @if let Some(note) = &results.note { p .notice { (note) } }
        @if results.total == 0 {
            section .empty {
                h2 { "Nothing found" }
                p { "No passage has " q { (search.query) } @if is_narrowed { " there" } "." }
                @if is_narrowed { p { a href=(paths::SEARCH.link(&everywhere)) { "Search everywhere" } } }
                @if !search.options.translate {
                    p { a href=(paths::SEARCH.link(&meant)) { "Search also for what the words mean in the other language" } }
                }
            }
        } @else if results.mode == Mode::Closest {
            p .notice role="status" { "No passage has all of " q { (search.query) } "; these come closest." }
            @if !results.hits.is_empty() { (files(search)) }
        } @else {
            @if results.hits.is_empty() { p .notice { "There is nothing behind the last passage." } }
            div .summary {
                p .count role="status" {
                    (text::count(results.total, "passage"))
                    @if results.told > results.hits.len() {
                        @let copies = results.told - results.hits.len();
                        " · " (text::number(copies)) @if copies == 1 { " copy" } @else { " copies" } " named · "
                        a href=(paths::SEARCH.link(&search.clone().fold(false))) { "show each" }
                    }
                    " · " a href=(paths::KWIC.link(&lines)) { "as concordance" }
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
            "Download these as "
            @for (format, name) in FileFormat::OFFERED {
                a .chip href=(paths::SEEN.link(&file(format))) download { (name) } " "
            }
        }
    }
}

fn item(search: &SearchRequest, hit: &Hit) -> Markup {
    let passage = &hit.passage;
    let shown = excerpt(hit);
    let rest = shown.as_ref().map_or(0, |shown| passage.sentences.len() - shown.len());
    html! {
        li {
            article .hit tabindex="-1" data-cite=(text::citation(&hit.document, passage)) {
                header {
                    h2 { a .open href=(text::reader_link(passage, &search.query)) { (text::title(&hit.document)) } }
                    p .where {
                        @if let Some(section) = &passage.section {
                            @if !matches!(passage.kind, Kind::Heading | Kind::Title) { (text::section(section)) " " }
                        } @else if let Some(reference) = &passage.reference { (reference) " " }
                        a .id href=(text::permalink(&passage.id)) { (passage.id) }
                        " " (text::place(&hit.document, passage)) " " (text::confidence(passage))
                        @if hit.translated { " " span .size { "found by translation" } }
                    }
                }
                @match &shown {
                    None => (text::pair(passage, &hit.marks)),
                    Some(shown) => @for n in shown { (text::sentence_pair(passage, *n, &hit.marks)) },
                }
                @if !hit.copies.is_empty() {
                    p .more {
                        "The same in "
                        @for id in hit.copies.iter().take(FEW) { a .id href=(text::permalink(id)) { (id) } " " }
                        @if hit.copies.len() > FEW { "and " (text::number(hit.copies.len() - FEW)) " more" }
                    }
                }
                @if rest > 0 {
                    p .more { a href=(text::reader_link(passage, &search.query)) { (text::count(rest, "more sentence")) } " in this passage" }
                }
            }
        }
    }
}

fn pages(search: &SearchRequest, results: &Results) -> Markup {
    let (from, step) = (search.options.offset, results.told.max(search.options.limit).max(1));
    let label = "Pages of results";
    let paging = Paging { label, from, step, total: results.total, deepest: DEEPEST as usize };
    paging.links(|offset| paths::SEARCH.link(&search.clone().offset(offset)))
}
