//! Words of the pages in the language of whoever reads them.

use crate::locale::{Locale, current, lookup, places, say};
use crate::model::Kind;
use crate::render::grouped;
use maud::{Markup, html};

/// A sentence with what stands in it, `{1}` first.
pub(super) fn sentence(english: &'static str, arguments: &[Markup]) -> Markup {
    html! {
        @for part in places(say(english)) {
            @match part {
                Ok(text) => (text),
                Err(n) => @if let Some(argument) = arguments.get(n) { (argument) },
            }
        }
    }
}

/// A sentence of plain text with what stands in it.
pub(super) fn plain(english: &'static str, arguments: &[&str]) -> String {
    let part = |part| match part {
        Ok(text) => text,
        Err(n) => arguments.get(n).copied().unwrap_or_default(),
    };
    places(say(english)).into_iter().map(part).collect()
}

/// A kind of passage; a note of the text is not one of a check.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Note => lookup("note of the text").unwrap_or(kind.as_str()),
        other => say(other.as_str()),
    }
}

/// A heading: in English with the Chinese word behind it.
pub(super) fn heading(english: &'static str, chinese: &str) -> Markup {
    html! { (say(english)) @if current() == Locale::En { " " span lang="zh-Hant" { (chinese) } } }
}

/// A count with its unit; what is counted is in the catalogue with its classifier.
pub(super) fn count(n: usize, what: &'static str) -> String {
    let n = grouped(n as u64);
    match lookup(&format!("{{1}} {what}[s]")) {
        Some(counted) => counted.replace("{1}", &n),
        None => format!("{n} {what}{}", if n == "1" { "" } else { "s" }),
    }
}
