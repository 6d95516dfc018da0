//! Two versions of one text: what became of each passage, the old version left and the new one right, both languages.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::ChangesRequest;
use super::layout::{Page, Paging, layout};
use super::said;
use super::text;
use crate::compare::compare;
use crate::locale::{say, translated};
use crate::model::{Change, ChangeKind, Comparison, DocumentInfo, Passage, Side};
use crate::render::{counted_changes, marked_changes, remarks};
use crate::request::SideFilter;
use crate::search::Searcher;
use maud::{Markup, html};

/// Changes of one page.
const SHOWN: usize = 50;
/// Documents that a box offers.
const OFFERED: usize = 500;

pub(in crate::serve) fn page(index: &dyn Searcher, request: ChangesRequest) -> Result<Answer, Problem> {
    let asked = &request.compare;
    let found = match asked.old.is_empty() || asked.new.is_empty() {
        true => None,
        false => Some(compare(index, index, asked)?),
    };
    let body = html! {
        h1 { (said::heading("Compare", "版本比較")) }
        (form(&index.documents()?, &request))
        div #results {
            @match &found {
                Some(found) => (changes(&request, found)),
                None => p .lead { (say("What changed between two versions of one text, and what does the other language say there?")) },
            }
        }
    };
    let json = found.as_ref().map(|_| paths::API_COMPARE.link(asked));
    Ok(Answer::page(layout(&Page { title: say("Compare"), here: "/compare", json, ..Page::default() }, &body)))
}

fn form(documents: &[DocumentInfo], request: &ChangesRequest) -> Markup {
    let side = request.compare.side;
    let sides =
        [(SideFilter::Both, "both", "both"), (SideFilter::Zh, "zh", "Chinese"), (SideFilter::En, "en", "English")];
    html! {
        form .counted .versions action="/compare" {
            datalist #documents {
                @for document in documents.iter().take(OFFERED) { option value=(document.id) { (text::plain_title(document)) } }
            }
            div .options {
                @for (name, label, value) in [("old", "Old version", &request.compare.old), ("new", "New version", &request.compare.new)] {
                    label for=(name) { (say(label)) }
                    input id=(name) type="search" name=(name) value=(value) list="documents" placeholder=(say("document id")) autocomplete="off" spellcheck="false";
                }
                label for="in" { (say("Side")) }
                select #in name="in" {
                    @for (filter, value, name) in sides { option value=(value) selected[filter == side] { (say(name)) } }
                }
                button type="submit" { (say("Compare")) }
            }
        }
    }
}

fn changes(request: &ChangesRequest, found: &Comparison) -> Markup {
    let differing: Vec<&Change> = found.differing().collect();
    let offset = (request.offset / SHOWN * SHOWN).min(differing.len().saturating_sub(1) / SHOWN * SHOWN);
    let to = |offset| paths::COMPARE.link(&ChangesRequest { offset, ..request.clone() });
    let paging = Paging {
        label: say("Pages of changes"),
        from: offset,
        step: SHOWN,
        total: differing.len(),
        deepest: usize::MAX,
    };
    html! {
        div .summary {
            p .count role="status" { (translated(&counted_changes(found))) @if found.across_scripts { " " (say("(across scripts)")) } }
            @if !differing.is_empty() {
                p .files { (said::sentence("Download these as {1}", &[html! { a .chip href=(paths::SEEN_CHANGES.link(&request.compare)) download { (say("a page")) } }])) }
            }
        }
        @if !found.is_related() {
            p .notice role="alert" { (say("The two have no passage in common: they are hardly versions of one text.")) }
        }
        @if differing.is_empty() {
            section .empty { h2 { (say("Nothing changed")) } p { (say("Both versions say the same.")) } }
        } @else {
            ol .hits start=(offset + 1) { @for change in differing.iter().skip(offset).take(SHOWN) { (item(change)) } }
        }
        (paging.links(to))
    }
}

fn item(change: &Change) -> Markup {
    let open = |passage: &Passage| html! { a .open .id href=(text::reader_link(passage, "")) { (passage.id) } };
    html! {
        li {
            article .hit .change tabindex="-1" {
                header {
                    h2 {
                        span .severity { (say(change.kind.as_str())) }
                        @for remark in remarks(change) { " " span .severity .error { (say(remark)) } }
                    }
                    p .where {
                        @match (&change.old, &change.new) {
                            (Some(old), Some(new)) => { (open(old)) @if change.kind == ChangeKind::Moved { " " (say("moved to")) " " } @else { " → " } (open(new)) }
                            (Some(one), None) | (None, Some(one)) => (open(one)),
                            (None, None) => {}
                        }
                    }
                }
                @for side in Side::BOTH {
                    div .versions { (version(change, change.old.as_ref(), side, false)) (version(change, change.new.as_ref(), side, true)) }
                }
            }
        }
    }
}

fn version(change: &Change, passage: Option<&Passage>, side: Side, is_new: bool) -> Markup {
    html! {
        @match passage.and_then(|passage| passage.side(side)) {
            Some(text) => p .(side.as_str()) lang=(text::lang(side, &text.text)) { (marked_changes(&text.text, change, side, is_new)) },
            None => p .none { @if passage.is_none() { "—" } @else { (say("not in this language")) } },
        }
    }
}
