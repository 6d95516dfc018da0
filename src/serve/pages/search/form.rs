//! The search box with what is chosen beside it.

use super::super::super::paths;
use super::super::{narrow, said};
use crate::locale::say;
use crate::request::{Direction, SearchOrder, SearchRequest};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// `fields` are those that the matches can be sorted by.
pub(super) fn form(search: &SearchRequest, collections: &BTreeMap<String, String>, fields: &[String]) -> Markup {
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
                label for="sort" { (say("In order of")) }
                select #sort name="sort" {
                    @for (order, name) in orders(&search.options.sort, fields) {
                        @let is_usual = order == SearchOrder::default();
                        option value=(if is_usual { String::new() } else { order.to_string() })
                            selected[order == search.options.sort] { (name) }
                    }
                }
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

/// The orders that are offered, with their names; the one that is chosen always.
fn orders(chosen: &SearchOrder, fields: &[String]) -> Vec<(SearchOrder, String)> {
    let mut orders = vec![
        SearchOrder::Score,
        SearchOrder::Document,
        SearchOrder::Date(Direction::Descending),
        SearchOrder::Date(Direction::Ascending),
    ];
    for field in fields {
        orders.extend([Direction::Ascending, Direction::Descending].map(|way| SearchOrder::Field(field.clone(), way)));
    }
    if !orders.contains(chosen) {
        orders.push(chosen.clone());
    }
    orders.into_iter().map(|order| (order.clone(), named(&order))).collect()
}

fn named(order: &SearchOrder) -> String {
    match order {
        SearchOrder::Score => say("relevance").into(),
        SearchOrder::Document => say("document").into(),
        SearchOrder::Date(Direction::Descending) => say("date, latest first").into(),
        SearchOrder::Date(Direction::Ascending) => say("date, earliest first").into(),
        SearchOrder::Field(name, Direction::Ascending) => name.clone(),
        SearchOrder::Field(name, Direction::Descending) => said::plain("{1}, last first", &[name]),
    }
}
