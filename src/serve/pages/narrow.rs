//! What narrows a search, as fields of a form: side and kind are chosen there, document and section where the matches
//! are.

use super::super::asked::Search;
use crate::model::{Kind, Side};
use maud::{Markup, html};

/// Side and kind.
pub(super) fn fields(search: &Search) -> Markup {
    html! {
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
    }
}

/// Document and section, each with the way to drop it; `base` is the page that they narrow.
pub(super) fn chosen(search: &Search, base: &str) -> Markup {
    let first = Search { offset: 0, ..search.clone() };
    html! {
        @if let Some(doc) = &search.doc {
            input type="hidden" name="doc" value=(doc);
            (chip("document", doc, &Search { doc: None, section: None, ..first.clone() }.link(base)))
        }
        @if let Some(section) = &search.section {
            input type="hidden" name="section" value=(section);
            (chip("section", section, &Search { section: None, ..first.clone() }.link(base)))
        }
    }
}

fn chip(what: &str, value: &str, without: &str) -> Markup {
    html! {
        a .chip href=(without) { (what) " " (value) span .hidden { ", remove" } span aria-hidden="true" { " ×" } }
    }
}
