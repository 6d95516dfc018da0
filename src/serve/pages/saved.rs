//! What a reader has kept, which only the browser knows: the page is a frame that a script fills.

use super::super::answer::Answer;
use super::super::problem::Problem;
use super::super::requests::NoRequest;
use super::layout::{Page, layout};
use super::said;
use crate::locale::say;
use crate::search::Searcher;
use maud::{Markup, html};

/// Forms of a file with all of it.
const FORMS: [(&str, &str); 3] = [("md", "Markdown"), ("tsv", "TSV"), ("json", "JSON")];

pub(in crate::serve) fn page(_: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    let body = html! {
        h1 { (said::heading("Saved", "收藏")) }
        p .lead { (say("Passages and searches that you keep, with your notes. They stay in this browser; nobody else sees them.")) }
        noscript { p .notice { (say("Keeping them takes a script, which this browser does not run.")) } }
        p #kept-files .files hidden { (said::sentence("Download these as {1}", &[files()])) }
        p #kept-none hidden { (say("Nothing is kept yet: passages and searches have a button for it.")) }
        ul #kept .kept {}
        template #kept-item {
            li {
                p .where { a .open {} " " span .size .day {} " " button type="button" { (say("remove")) } }
                p .texts {}
                textarea rows="2" aria-label=(say("Note")) placeholder=(say("Note")) {}
            }
        }
    };
    Ok(Answer::page(layout(&Page { title: say("Saved"), here: "/saved", ..Page::default() }, &body)))
}

fn files() -> Markup {
    html! { @for (form, name) in FORMS { a .chip href="/saved" data-form=(form) download { (name) } " " } }
}
