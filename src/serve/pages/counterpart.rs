//! The other side of a text that someone has at hand: pasted, cut, damaged, in the other script.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::layout::{Page, layout};
use super::said;
use super::text;
use crate::locale::say;
use crate::model::{CitationPattern, Counterpart, CounterpartMatch, Side};
use crate::request::CounterpartRequest;
use crate::search::Searcher;
use maud::{Markup, html};

/// Answers that are shown.
const SHOWN: usize = 3;
/// Characters of a text that fit into an address.
const LONGEST: usize = 2_000;

pub(in crate::serve) fn page(index: &dyn Searcher, request: CounterpartRequest) -> Result<Answer, Problem> {
    let request = request.limit(SHOWN);
    let text = request.text.as_str();
    let found = if text.is_empty() { None } else { Some(index.counterpart(&request)?) };
    let cite = text::citing(index)?;
    let body = html! {
        h1 { (said::heading("Counterpart", "對應段落")) }
        form .paste action="/counterpart" {
            label for="text" { (say("A sentence or paragraph, also a damaged or partial copy of one")) }
            textarea #text name="text" rows="4" maxlength=(LONGEST) spellcheck="false" { (text) }
            button type="submit" { (say("Find the other side")) }
        }
        div #results { @if let Some(found) = &found { (matches(found, &cite)) } }
    };
    let json = found.as_ref().map(|_| paths::API_COUNTERPART.link(&request));
    Ok(Answer::page(layout(&Page { title: say("Counterpart"), here: "/counterpart", json, ..Page::default() }, &body)))
}

fn matches(found: &Counterpart, cite: &CitationPattern) -> Markup {
    html! {
        @if found.matches.is_empty() {
            section .empty { h2 { (say("Nothing found")) } p { (say("No passage comes close to this text.")) } }
        } @else {
            @for one in &found.matches { (answer(one, cite)) }
        }
    }
}

fn answer(found: &CounterpartMatch, cite: &CitationPattern) -> Markup {
    let passage = &found.passage;
    html! {
        article .hit tabindex="-1" data-cite=(text::citation(cite, &found.document, passage)) {
            header {
                h2 { a .open href=(text::reader_link(passage, "")) { (text::title(&found.document)) } }
                p .where {
                    @if let Some(section) = &passage.section { (text::section(section)) " " }
                    a .id href=(text::permalink(&found.id)) { (found.id) } " "
                    span .size { (said::plain("{1} % alike", &[&format!("{:.0}", found.similarity * 100.0)])) } " "
                    (text::place(&found.document, passage)) " " (text::confidence(passage))
                }
            }
            div .pair {
                @for side in Side::BOTH {
                    @match found.parts.get(side) {
                        Some(part) => {
                            p .(side.as_str()) lang=(text::lang(side, passage.text(side))) {
                                (text::marked(passage.text(side), *part, &[]))
                            }
                        }
                        None => (text::nothing(side)),
                    }
                }
            }
        }
    }
}
