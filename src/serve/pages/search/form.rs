//! The search box with what is chosen beside it.

use super::super::super::paths;
use super::super::narrow;
use crate::request::SearchRequest;
use maud::{Markup, html};

pub(super) fn form(search: &SearchRequest) -> Markup {
    html! {
        form .search action="/" role="search" {
            div .box {
                label .hidden for="q" { "What to look for, in Chinese or English" }
                input #q type="search" name="q" value=(search.query) placeholder="商業秘密, trade secret, zh:地理標志 -en:GI"
                    autocomplete="off" autocapitalize="none" spellcheck="false" autofocus[search.query.is_empty()];
                button type="submit" { "Search" }
            }
            div .options {
                (narrow::fields(&search.filter))
                span .check {
                    input #translate type="checkbox" name="translate" value="true" checked[search.options.translate];
                    label for="translate" { "also by translation" }
                }
                (narrow::chosen(&search.filter, |filter| {
                    paths::SEARCH.link(&SearchRequest { filter, ..search.clone().offset(0) })
                }))
                a .help href="/help" { "query language" }
            }
        }
    }
}
