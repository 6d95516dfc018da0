//! The query language and the keys.

use super::super::answer::Answer;
use super::super::problem::Problem;
use super::super::requests::NoRequest;
use super::layout::{Page, layout};
use super::said;
use crate::locale::say;
use crate::query;
use crate::search::Searcher;
use maud::{Markup, html};

/// The examples with what they find, side by side or, on a phone, one below the other.
pub(super) fn operators() -> Markup {
    let (examples, below) = query::explained();
    html! {
        dl .operators {
            @for (example, finds) in examples { dt { code { (example) } } dd { (say(finds)) } }
        }
        p .below { (say(below)) }
    }
}

pub(in crate::serve) fn page(_: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    let body = html! {
        h1 { (said::heading("The query language", "查詢語法")) }
        (operators())
        h2 { (say("Keys")) }
        dl .keys {
            dt { kbd { "/" } } dd { (say("to the search box")) }
            dt { kbd { "j" } " " kbd { "k" } } dd { (say("next and previous hit; in the reader, next and previous sentence")) }
            dt { kbd { "Enter" } } dd { (say("open the hit in its document; in the reader, the passage")) }
            dt { kbd { "c" } } dd { (say("copy the citation: both sides with document, section and id")) }
            dt { kbd { "s" } } dd { (say("swap the sides")) }
            dt { kbd { "Esc" } } dd { (say("leave the search box")) }
        }
        h2 { (say("What the marks say")) }
        p { (said::sentence("{1} is what the query matched; {2} is what renders it on the other side.", &[html! { mark .match { "商業秘密" } }, html! { mark .counterpart { "trade secret" } }])) }
    };
    Ok(Answer::page(layout(&Page { title: say("The query language"), here: "/help", ..Page::default() }, &body)))
}
