//! The first page: the search box, and the hits with both sides.

use super::super::answer::Answer;
use super::super::asked::{Asked, DEEPEST, LIMIT, MOST, Search};
use super::super::problem::Problem;
use super::layout::{Page, Paging, layout};
use super::text;
use crate::model::{DocumentInfo, Hit, Kind, Mode, Passage, PassageId, QueryError, Results, Side};
use crate::render::excerpt;
use crate::search::{LocalIndex, Page as Wanted, Searcher};
use crate::{Error, Result, query};
use maud::{Markup, html};

/// Documents that the empty page names, and facets of a kind.
const FEW: usize = 12;

pub(in crate::serve) fn page(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let search = Search::read(asked, LIMIT, MOST)?;
    let body = if search.q.is_empty() {
        home(&index.documents()?)
    } else {
        let wanted = Wanted {
            limit: search.limit,
            offset: search.offset,
            facets: true,
            translate: search.translate,
            ..Wanted::default()
        };
        match search.query().and_then(|query| index.search(&query, &wanted)) {
            Ok(results) => found(&search, &results, &section_facets(index, &results)?),
            Err(Error::Query(error)) => return Ok(Answer::bad(malformed(&search, &error))),
            Err(error) => return Err(error.into()),
        }
    };
    Ok(Answer::page(frame(&search, &body)))
}

fn frame(search: &Search, results: &Markup) -> Markup {
    let title = if search.q.is_empty() { "Search" } else { &search.q };
    let json = (!search.q.is_empty()).then(|| search.link("/api/search"));
    let body = html! {
        h1 .hidden { "Search" }
        (form(search))
        div #results { (results) }
    };
    layout(&Page { title, here: "/", q: &search.q, json, own_search: true }, &body)
}

fn form(search: &Search) -> Markup {
    html! {
        form .search action="/" role="search" {
            div .box {
                label .hidden for="q" { "What to look for, in Chinese or English" }
                input #q type="search" name="q" value=(search.q) placeholder="商業秘密, trade secret, zh:地理標志 -en:GI"
                    autocomplete="off" autocapitalize="none" spellcheck="false" autofocus[search.q.is_empty()];
                button { "Search" }
            }
            div .options {
                label for="in" { "Side" }
                select #in name="in" {
                    option value="" selected[search.side.is_none()] { "both" }
                    option value="zh" selected[search.side == Some(Side::Zh)] { "Chinese" }
                    option value="en" selected[search.side == Some(Side::En)] { "English" }
                }
                label for="kind" { "Kind" }
                select #kind name="kind" {
                    option value="" selected[search.kind.is_none()] { "any" }
                    @for kind in Kind::ALL {
                        option value=(kind.as_str()) selected[search.kind == Some(kind)] { (kind.as_str()) }
                    }
                }
                span .check {
                    input #translate type="checkbox" name="translate" value="true" checked[search.translate];
                    label for="translate" { "also by translation" }
                }
                @if let Some(doc) = &search.doc { input type="hidden" name="doc" value=(doc); }
                @if let Some(section) = &search.section { input type="hidden" name="section" value=(section); }
                (chosen(search))
                a .help href="/help" { "query language" }
            }
        }
    }
}

/// What narrows the search and is not a field of the form, each with the way to drop it.
fn chosen(search: &Search) -> Markup {
    let first = Search { offset: 0, ..search.clone() };
    html! {
        @if let Some(doc) = &search.doc {
            a .chip href=(Search { doc: None, section: None, ..first.clone() }.link("/")) {
                "document " (doc) span .hidden { ", remove" } span aria-hidden="true" { " ×" }
            }
        }
        @if let Some(section) = &search.section {
            a .chip href=(Search { section: None, ..first.clone() }.link("/")) {
                "section " (section) span .hidden { ", remove" } span aria-hidden="true" { " ×" }
            }
        }
    }
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
            h2 { (count(documents.len(), "document")) ", " (count(passages as usize, "passage")) }
            ul .documents {
                @for document in documents.iter().take(FEW) {
                    li { a href=(text::document_link(&document.id)) { (text::title(document)) } }
                }
            }
            @if documents.len() > FEW { p { a href="/docs" { "All documents" } } }
        }
    }
}

/// A query that cannot be read: what is wrong, where, and the nearest one that can.
fn malformed(search: &Search, error: &QueryError) -> Markup {
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
                    p { "Try " a href=(Search { q: nearest.clone(), ..search.clone() }.link("/")) { (nearest) } }
                }
            }
            details .language { summary { "The query language" } pre { (query::HELP) } }
        },
    )
}

fn found(search: &Search, results: &Results, sections: &[SectionFacet]) -> Markup {
    let facets = results.facets.as_ref();
    html! {
        (told(search, results))
        div .found {
            ol .hits start=(search.offset + 1) {
                @for hit in &results.hits { (one(search, hit)) }
            }
            @if let Some(facets) = facets.filter(|f| results.total > 1 && f.docs.len() + f.sections.len() > 2) {
                aside .facets aria-label="Narrow the search" {
                    @if facets.docs.len() > 1 {
                        h2 { "Documents" }
                        ul { @for (doc, n) in facets.docs.iter().take(FEW) { (doc_facet(search, doc, *n)) } }
                    }
                    @if sections.len() > 1 {
                        h2 { "Sections" }
                        ul { @for facet in sections { (section_facet(search, facet)) } }
                    }
                }
            }
        }
        (pages(search, results))
    }
}

/// How many were found, and whether they are what was asked for.
fn told(search: &Search, results: &Results) -> Markup {
    html! {
        @if results.total == 0 {
            section .empty {
                h2 { "Nothing found" }
                p { "No passage has " q { (search.q) } @if search.is_narrowed() { " there" } "." }
                @if search.is_narrowed() {
                    @let all = Search { q: search.q.clone(), limit: LIMIT, usual: LIMIT, ..Search::default() };
                    p { a href=(all.link("/")) { "Search everywhere" } }
                }
            }
        } @else if results.mode == Mode::Closest {
            p .notice role="status" { "No passage has all of " q { (search.q) } "; these come closest." }
        } @else {
            p .count role="status" {
                (count(results.total, "passage"))
                " · " a href=(Search { offset: 0, limit: 200, usual: 200, ..search.clone() }.link("/kwic")) { "as concordance" }
            }
        }
    }
}

pub(super) fn count(n: usize, what: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    format!("{out} {what}{}", if n == 1 { "" } else { "s" })
}

fn one(search: &Search, hit: &Hit) -> Markup {
    let passage = &hit.passage;
    let shown = excerpt(hit);
    let rest = shown.as_ref().map_or(0, |shown| passage.sentences.len() - shown.len());
    html! {
        li {
            article .hit tabindex="-1" data-cite=(text::citation(&hit.document, passage)) {
                header {
                    h2 { a .open href=(text::reader_link(passage, &search.q)) { (text::title(&hit.document)) } }
                    p .where {
                        @if let Some(section) = &passage.section {
                            @if !matches!(passage.kind, Kind::Heading | Kind::Title) { (text::section(section)) " " }
                        } @else if let Some(reference) = &passage.reference { (reference) " " }
                        a .id href=(text::permalink(&passage.id)) { (passage.id) }
                        " " (text::confidence(passage))
                        @if hit.translated { " " span .size { "found by translation" } }
                    }
                }
                @match &shown {
                    None => (text::pair(passage, &hit.marks)),
                    Some(shown) => @for n in shown { (text::sentence_pair(passage, *n, &hit.marks)) },
                }
                @if rest > 0 {
                    p .more { a href=(text::reader_link(passage, &search.q)) { (count(rest, "more sentence")) } " in this passage" }
                }
            }
        }
    }
}

fn doc_facet(search: &Search, doc: &str, n: usize) -> Markup {
    let only = Search { doc: Some(doc.into()), section: None, offset: 0, ..search.clone() };
    html! { li { a href=(only.link("/")) { (doc) } " " span .n { (n) } } }
}

fn section_facet(search: &Search, facet: &SectionFacet) -> Markup {
    let only =
        Search { doc: Some(facet.doc.clone()), section: Some(facet.number.to_string()), offset: 0, ..search.clone() };
    html! {
        li {
            a href=(only.link("/")) {
                @match &facet.heading {
                    Some(heading) => (text::headings(side_text(heading, Side::Zh), side_text(heading, Side::En))),
                    None if facet.number == 0 => { "before the first heading, " (facet.doc) }
                    None => { (facet.doc) "#" (facet.number) }
                }
            }
            " " span .n { (facet.n) }
        }
    }
}

fn side_text(passage: &Passage, side: Side) -> Option<&str> {
    passage.side(side).map(|s| s.text.as_str())
}

/// A section with matches in it, and its heading.
struct SectionFacet {
    doc: String,
    number: u32,
    n: usize,
    heading: Option<Passage>,
}

fn section_facets(index: &LocalIndex, results: &Results) -> Result<Vec<SectionFacet>> {
    let Some(facets) = &results.facets else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (id, n) in facets.sections.iter().take(FEW) {
        let Ok(PassageId { doc, path, .. }) = id.parse::<PassageId>() else { continue };
        let Some(number) = path.first().copied() else { continue };
        let heading = index.passage(&PassageId::passage(doc.clone(), &[number], 0))?;
        out.push(SectionFacet { doc, number, n: *n, heading: heading.filter(|p| p.kind == Kind::Heading) });
    }
    Ok(out)
}

fn pages(search: &Search, results: &Results) -> Markup {
    let step = search.limit.max(1);
    let label = "Pages of results";
    let paging = Paging { label, from: search.offset, step, total: results.total, deepest: DEEPEST };
    paging.links(|offset| Search { offset, ..search.clone() }.link("/"))
}
