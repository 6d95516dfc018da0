//! The search box with what is chosen beside it.

use super::super::super::asked::Search;
use crate::model::{Kind, Side};
use maud::{Markup, html};

pub(super) fn form(search: &Search) -> Markup {
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
