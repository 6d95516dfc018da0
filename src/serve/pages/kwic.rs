//! Concordance: each match on a line, its counterpart under it.

use super::super::answer::Answer;
use super::super::api::{self, SORTS};
use super::super::asked::{Asked, link};
use super::super::problem::Problem;
use super::layout::{Page, layout};
use super::narrow;
use super::text;
use crate::model::{KwicLine, Span};
use crate::search::Searcher;
use maud::{Markup, html};

/// Orders as a person would say them, in the order of `SORTS`.
const NAMES: [&str; 5] = ["document", "left context", "right context", "match", "rendering"];

pub(in crate::serve) fn page(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let sort = asked.get("sort")?.unwrap_or("doc");
    let asking = api::lines_asked(asked)?;
    let q = asking.q.as_str();
    let found = if q.is_empty() { None } else { Some(api::lines(index, asked)?) };
    let body = html! {
        h1 { "Concordance " span lang="zh-Hant" { "逐行索引" } }
        form .search action="/kwic" role="search" {
            div .box {
                label .hidden for="q" { "What to look for, in Chinese or English" }
                input #q type="search" name="q" value=(q) autocomplete="off" spellcheck="false";
                button type="submit" { "Show" }
            }
            div .options {
                label for="sort" { "In order of" }
                select #sort name="sort" {
                    @for ((value, _), name) in SORTS.iter().zip(NAMES) {
                        option value=(value) selected[*value == sort] { (name) }
                    }
                }
                (narrow::fields(&asking))
                (narrow::chosen(&asking, "/kwic"))
            }
        }
        div #results {
            @if let Some((search, found)) = &found {
                @if found.lines.is_empty() {
                    section .empty { h2 { "Nothing found" } p { a href=(search.link("/")) { "Search for what comes closest" } } }
                } @else {
                    p .count role="status" {
                        (text::count(found.lines.len(), "line"))
                        @if found.passages > found.examined {
                            " from the best " (text::number(found.examined)) " of " (text::count(found.passages, "passage"))
                        }
                    }
                    ol .kwic { @for one in &found.lines { (line(one)) } }
                }
            }
        }
    };
    let json = found.as_ref().map(|(search, ..)| {
        let path = search.link("/api/kwic");
        if sort == "doc" { path } else { path + &link("", [("sort", sort)]).replace('?', "&") }
    });
    Ok(Answer::page(layout(&Page { title: "Concordance", here: "/kwic", q, json, own_search: true }, &body)))
}

fn line(line: &KwicLine) -> Markup {
    let lang = text::lang(line.side, &line.sentence);
    html! {
        li .hit tabindex="-1" {
            a .id .open href=(text::permalink(&line.id)) { (line.id) }
            p .line lang=(lang) {
                span .left { bdi { (line.left()) } } mark .match { (line.matched()) } span .right { (line.right()) }
            }
            @match &line.counterpart {
                Some(other) => {
                    p .under lang=(text::lang(line.side.other(), other)) {
                        (text::marked(other, Span::new(0, other.len()), &line.marks))
                    }
                }
                None => p .under .none { "no counterpart" },
            }
        }
    }
}
