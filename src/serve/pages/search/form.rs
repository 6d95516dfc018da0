//! The search box with what is chosen beside it.

use super::super::super::paths;
use super::super::narrow;
use crate::locale::say;
use crate::request::SearchRequest;
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(super) fn form(search: &SearchRequest, collections: &BTreeMap<String, String>) -> Markup {
    html! {
        form .search action="/" role="search" {
            div .box {
                label .hidden for="q" { (say("What to look for, in Chinese or English")) }
                input #q type="search" name="q" value=(search.query) placeholder="商業秘密, trade secret, zh:地理標志 -en:GI"
                    autocomplete="off" autocapitalize="none" spellcheck="false" autofocus[search.query.is_empty()];
                button type="submit" { (say("Search")) }
            }
            div .options {
                (narrow::fields(&search.filter, collections))
                span .check {
                    input #translate type="checkbox" name="translate" value="true" checked[search.options.translate];
                    label for="translate" { (say("also by translation")) }
                }
                (narrow::chosen(&search.filter, |filter| {
                    paths::SEARCH.link(&SearchRequest { filter, ..search.clone().offset(0) })
                }))
                a .help href="/help" { (say("query language")) }
            }
        }
    }
}
