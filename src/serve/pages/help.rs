//! The query language and the keys.

use super::super::answer::Answer;
use super::super::problem::Problem;
use super::super::requests::NoRequest;
use super::layout::{Page, layout};
use crate::query;
use crate::search::Searcher;
use maud::html;

pub(in crate::serve) fn page(_: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    let body = html! {
        h1 { "The query language " span lang="zh-Hant" { "查詢語法" } }
        pre .language tabindex="0" { (*query::HELP) }
        h2 { "Keys" }
        dl .keys {
            dt { kbd { "/" } } dd { "to the search box" }
            dt { kbd { "j" } " " kbd { "k" } } dd { "next and previous hit; in the reader, next and previous sentence" }
            dt { kbd { "Enter" } } dd { "open the hit in its document; in the reader, the passage" }
            dt { kbd { "c" } } dd { "copy the citation: both sides with document, section and id" }
            dt { kbd { "s" } } dd { "swap the sides" }
            dt { kbd { "Esc" } } dd { "leave the search box" }
        }
        h2 { "What the marks say" }
        p { mark .match { "商業秘密" } " is what the query matched; " mark .counterpart { "trade secret" } " is what renders it on the other side." }
    };
    Ok(Answer::page(layout(&Page { title: "The query language", here: "/help", ..Page::default() }, &body)))
}
