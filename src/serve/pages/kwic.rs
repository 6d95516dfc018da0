//! Concordance: each match on a line, its counterpart under it.

use super::super::answer::Answer;
use super::super::paths::{self, DEEPEST};
use super::super::problem::Problem;
use super::layout::{Page, Paging, layout};
use super::narrow;
use super::said;
use super::search_for;
use super::text;
use crate::locale::{say, translated};
use crate::model::{Concordance, KwicLine, KwicSort, Span};
use crate::request::{KwicRequest, SearchRequest};
use crate::search::{self, Searcher};
use maud::{Markup, html};

/// Orders as an address has them, and as a person would say them.
const ORDERS: [(KwicSort, &str, &str); 5] = [
    (KwicSort::Document, "doc", "document"),
    (KwicSort::Left, "L1", "left context"),
    (KwicSort::Right, "R1", "right context"),
    (KwicSort::Node, "node", "match"),
    (KwicSort::Target, "target", "rendering"),
];

pub(in crate::serve) fn page(index: &dyn Searcher, request: KwicRequest) -> Result<Answer, Problem> {
    let q = request.query.as_str();
    let found = if q.is_empty() { None } else { Some(search::kwic(index, &request.query()?, &request.options)?) };
    let body = html! {
        h1 { (said::heading("Concordance", "逐行索引")) }
        form .search action="/kwic" role="search" {
            div .box {
                label .hidden for="q" { (say("What to look for, in Chinese or English")) }
                input #q type="search" name="q" value=(q) autocomplete="off" spellcheck="false";
                button type="submit" { (say("Show")) }
            }
            div .options {
                label for="sort" { (say("In order of")) }
                select #sort name="sort" {
                    @for (sort, value, name) in ORDERS {
                        option value=(value) selected[sort == request.options.sort] { (say(name)) }
                    }
                }
                (narrow::fields(&request.filter, &index.collections()?))
                (narrow::chosen(&request.filter, |filter| {
                    paths::KWIC.link(&KwicRequest { filter, ..request.clone() })
                }))
            }
        }
        div #results { @if let Some(found) = &found { (lines(&request, found)) } }
    };
    let json = found.as_ref().map(|_| paths::API_KWIC.link(&request));
    Ok(Answer::page(layout(&Page { title: say("Concordance"), here: "/kwic", q, json, own_search: true }, &body)))
}

fn lines(request: &KwicRequest, found: &Concordance) -> Markup {
    let closest = SearchRequest { filter: request.filter.clone(), ..search_for(&request.query) };
    html! {
        @if let Some(note) = &found.note { p .notice { (translated(note)) } }
        @if found.lines.is_empty() {
            section .empty {
                h2 { (say("Nothing found")) }
                p { a href=(paths::SEARCH.link(&closest)) { (say("Search for what comes closest")) } }
            }
        } @else {
            div .summary {
                p .count role="status" {
                    @let (shown, all) = (text::number(found.lines.len()), said::count(found.total, "line"));
                    @if found.lines.len() < found.total { (said::plain("{1} of {2}", &[&shown, &all])) } @else { (all) }
                    @if found.passages > found.examined {
                        @let (best, passages) = (text::number(found.examined), said::count(found.passages, "passage"));
                        " " (said::plain("from the best {1} of {2}", &[&best, &passages]))
                    }
                }
                p .files { (said::sentence("Download these as {1}", &[html! { a .chip href=(paths::SEEN_LINES.link(request)) download { "TSV" } }])) }
            }
            ol .kwic { @for one in &found.lines { (line(one)) } }
            (pages(request, found))
        }
    }
}

fn pages(request: &KwicRequest, found: &Concordance) -> Markup {
    let options = &request.options;
    let (from, step) = (options.offset, options.limit.max(1));
    let paging = Paging { label: say("Pages of lines"), from, step, total: found.chosen, deepest: DEEPEST as usize };
    paging.links(|offset| paths::KWIC.link(&request.clone().offset(offset)))
}

fn line(line: &KwicLine) -> Markup {
    let lang = text::lang(line.side, &line.sentence);
    html! {
        li .hit tabindex="-1" {
            a .id .open href=(text::permalink(&line.id)) { (line.id) }
            @if let Some(name) = &line.reference { " " span .size { (name) } }
            p .line lang=(lang) {
                span .left { bdi { (line.left()) } } mark .match { (line.matched()) } span .right { (line.right()) }
            }
            @match &line.counterpart {
                Some(other) => {
                    p .under lang=(text::lang(line.side.other(), other)) {
                        (text::marked(other, Span::new(0, other.len()), &line.marks))
                    }
                }
                None => p .under .none { (say("no counterpart")) },
            }
        }
    }
}
