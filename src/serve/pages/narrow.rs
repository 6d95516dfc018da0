//! What narrows a search, as fields of a form: side, kind and collection are chosen there, document and section where the
//! matches are.

use super::said;
use crate::locale::say;
use crate::model::{Kind, Side};
use crate::request::Filter;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Side, kind, and collection where there are some.
pub(super) fn fields(filter: &Filter, collections: &BTreeMap<String, String>) -> Markup {
    let side = filter.side.side();
    html! {
        label for="in" { (say("Side")) }
        select #in name="in" {
            option value="" selected[side.is_none()] { (say("both")) }
            option value="zh" selected[side == Some(Side::Zh)] { (say("Chinese")) }
            option value="en" selected[side == Some(Side::En)] { (say("English")) }
        }
        label for="kind" { (say("Kind")) }
        select #kind name="kind" {
            option value="" selected[filter.kind.is_none()] { (say("any")) }
            @for kind in Kind::ALL {
                option value=(kind.as_str()) selected[filter.kind == Some(kind)] { (said::kind(kind)) }
            }
        }
        (collection(filter.collection.as_ref(), collections))
    }
}

/// The collection, where there are some.
pub(super) fn collection(chosen: Option<&String>, collections: &BTreeMap<String, String>) -> Markup {
    html! {
        @if !collections.is_empty() {
            label for="in_collection" { (say("Collection")) }
            select #in_collection name="in_collection" {
                option value="" selected[chosen.is_none()] { (say("any")) }
                @for name in collections.keys() {
                    option value=(name) selected[chosen == Some(name)] { (name) }
                }
            }
        }
    }
}

/// What else was chosen, each with the way to drop it; `to` is the path of the same page with another filter.
pub(super) fn chosen(filter: &Filter, to: impl Fn(Filter) -> String) -> Markup {
    // A section without its document would be that of every document.
    let without_doc = Filter { doc: None, section: None, ..filter.clone() };
    let chips = [
        ("doc", "document", &filter.doc, without_doc),
        ("section", "section", &filter.section, Filter { section: None, ..filter.clone() }),
        ("not_zh", "without", &filter.not_zh, Filter { not_zh: None, ..filter.clone() }),
        ("not_en", "without", &filter.not_en, Filter { not_en: None, ..filter.clone() }),
    ];
    html! {
        @for (name, what, value, without) in chips {
            @if let Some(value) = value {
                input type="hidden" name=(name) value=(value);
                a .chip href=(to(without)) {
                    (say(what)) " " (value) span .hidden { (say(", remove")) } span aria-hidden="true" { " ×" }
                }
            }
        }
    }
}
