//! What stands around every page.

use super::said;
use super::text::number;
use crate::locale::{Locale, current, say};
use maud::{DOCTYPE, Markup, html};

/// What the frame of a page has to know.
#[derive(Default)]
pub(super) struct Page<'a> {
    pub title: &'a str,
    /// The path of the navigation that this page belongs to.
    pub here: &'a str,
    /// The query that the search box holds.
    pub q: &'a str,
    /// The same content as JSON.
    pub json: Option<String>,
    /// Whether the search box stands in the page itself.
    pub own_search: bool,
}

/// Path, English name, Chinese name.
const NAVIGATION: &[(&str, &str, &str)] = &[
    ("/", "Search", "檢索"),
    ("/counterpart", "Counterpart", "對應"),
    ("/kwic", "Concordance", "逐行"),
    ("/terms", "Terms", "譯法"),
    ("/freq", "Numbers", "統計"),
    ("/check", "Check", "校核"),
    ("/compare", "Compare", "比較"),
    ("/docs", "Documents", "文件"),
    ("/saved", "Saved", "收藏"),
    ("/help", "Help", "說明"),
];

/// Keys, and what they do.
const KEYS: &[(&[&str], &str)] = &[
    (&["/"], "search"),
    (&["j", "k"], "next, previous"),
    (&["Enter"], "open"),
    (&["c"], "copy citation"),
    (&["s"], "swap sides"),
    (&["Esc"], "leave"),
];

/// What the script says.
const SPOKEN: [(&str, &str); 10] = [
    ("keep", "save"),
    ("drop", "saved"),
    ("kept", "Kept in this browser"),
    ("dropped", "No longer kept"),
    ("full", "This browser keeps no more; remove something"),
    ("copy", "copy citation"),
    ("copied", "copied"),
    ("told", "Citation copied"),
    ("english", "English first"),
    ("chinese", "Chinese first"),
];

/// The name of a page: in English with the Chinese word, which tells the one who reads no English.
fn name(english: &'static str, chinese: &str) -> Markup {
    html! {
        (say(english))
        @if current() == Locale::En { " " span .zh lang="zh-Hant" { (chinese) } }
    }
}

/// The ways to the other languages.
fn languages() -> Markup {
    html! {
        div .languages {
            @for locale in Locale::ALL {
                @if locale != current() {
                    a href={ "/lang/" (locale.tag()) } lang=(locale.tag()) hreflang=(locale.tag()) { (locale.name()) } " "
                }
            }
        }
    }
}

pub(super) fn layout(page: &Page<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(current().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " · duizhao" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/style.css";
                @if let Some(json) = &page.json {
                    link rel="alternate" type="application/json" href=(json);
                }
                script src="/script.js" defer {}
                script src="/saved.js" defer {}
            }
            body {
                a .skip href="#main" { (say("Skip to the content")) }
                header .top {
                    a .brand href="/" { span lang="zh-Hant" { "對照" } " duizhao" }
                    nav aria-label=(say("Pages")) {
                        ul {
                            @for (path, en, zh) in NAVIGATION {
                                li {
                                    a href=(path) aria-current=[(page.here == *path).then_some("page")] {
                                        (name(en, zh))
                                    }
                                }
                            }
                        }
                    }
                    @if !page.own_search {
                        form .quick action="/" role="search" {
                            label .hidden for="q" { (say("Search all documents")) }
                            input #q type="search" name="q" value=(page.q) placeholder=(say("Search")) autocomplete="off" spellcheck="false";
                            button type="submit" aria-label=(say("Search")) { "→" }
                        }
                    }
                    div .tools {
                        input #swap type="checkbox";
                        label for="swap" { (say("English first")) }
                        (languages())
                    }
                }
                main #main tabindex="-1" { (body) }
                footer {
                    @if let Some(json) = &page.json {
                        p { (said::sentence("This page as {1} · {2}", &[html! { a href=(json) { "JSON" } }, html! { a href="/api/openapi.json" { (say("the API")) } }])) }
                    }
                    p .keys {
                        @for (keys, does) in KEYS { @for key in *keys { kbd { (key) } " " } (say(does)) " " }
                    }
                }
                div #said .hidden role="status" {}
                @for (name, text) in SPOKEN { template data-said=(name) { (say(text)) } }
            }
        }
    }
}

/// What stands in the place of results that are worked on, until they come.
pub(super) fn waiting(what: &Markup) -> Markup {
    html! {
        p .waiting role="status" { progress aria-hidden="true" {} " " (what) }
    }
}

/// A place in something that is too long for one page.
pub(super) struct Paging {
    /// What the pages are of.
    pub label: &'static str,
    /// The first that this page shows, 0-based.
    pub from: usize,
    pub step: usize,
    pub total: usize,
    /// The last place that a page may begin at.
    pub deepest: usize,
}

impl Paging {
    /// The pages before and after, where there are any; `to` is the path of the page that begins at a place.
    pub fn links(&self, to: impl Fn(usize) -> String) -> Markup {
        let end = self.from.saturating_add(self.step).min(self.total);
        let next = (end > self.from && end < self.total && end <= self.deepest).then_some(end);
        // From behind the end the way back leads to the last page.
        let last = self.total.saturating_sub(1) / self.step.max(1) * self.step;
        let previous = self.from.saturating_sub(self.step).min(last);
        html! {
            @if self.from > 0 || next.is_some() {
                nav .pages aria-label=(self.label) {
                    @if self.from > 0 { a rel="prev" href=(to(previous)) { (say("← Previous")) } }
                    span {
                        @if self.from < end { @let shown = format!("{}–{}", number(self.from + 1), number(end));
                            (said::plain("{1} of {2}", &[&shown, &number(self.total)])) }
                        @else { (said::plain("{1} in all", &[&number(self.total)])) }
                    }
                    @if let Some(next) = next { a rel="next" href=(to(next)) { (say("Next →")) } }
                }
            }
        }
    }
}
