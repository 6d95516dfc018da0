//! The search box with what is chosen beside it.

use super::super::super::asked::Search;
use super::super::narrow;
use maud::{Markup, html};

pub(super) fn form(search: &Search) -> Markup {
    html! {
        form .search action="/" role="search" {
            div .box {
                label .hidden for="q" { "What to look for, in Chinese or English" }
                input #q type="search" name="q" value=(search.q) placeholder="商業秘密, trade secret, zh:地理標志 -en:GI"
                    autocomplete="off" autocapitalize="none" spellcheck="false" autofocus[search.q.is_empty()];
                button type="submit" { "Search" }
            }
            div .options {
                (narrow::fields(search))
                span .check {
                    input #translate type="checkbox" name="translate" value="true" checked[search.translate];
                    label for="translate" { "also by translation" }
                }
                (narrow::chosen(search, "/"))
                a .help href="/help" { "query language" }
            }
        }
    }
}
