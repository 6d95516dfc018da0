//! A comparison as a page of its own: the old version left, the new one right, both languages under each other.

use super::super::html::page;
use super::told::{counted, names, remarks, stretches};
use crate::locale::{say, translated};
use crate::model::{Change, Comparison, Passage, Side};
use maud::{Markup, html};
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, found: &Comparison, changes: &[&Change]) -> io::Result<()> {
    let (old, new) = names(found);
    let title = format!("{old} → {new}");
    let body = html! {
        header {
            h1 { (title) }
            p { (translated(&counted(found))) @if found.across_scripts { " " (say("(across scripts)")) } }
        }
        main { @for change in changes { "\n" (article(change)) } "\n" }
    };
    writeln!(out, "{}", page(&title, include_str!("../html/compare.css"), &body, None))
}

fn article(change: &Change) -> Markup {
    html! {
        article .(change.kind.as_str()) {
            h2 {
                (change.kind.as_str())
                @for remark in remarks(change) { ", " b { (remark) } }
            }
            div .sides {
                (version(change, change.old.as_ref(), false))
                (version(change, change.new.as_ref(), true))
            }
        }
    }
}

fn version(change: &Change, passage: Option<&Passage>, is_new: bool) -> Markup {
    html! {
        @match passage {
            None => div .none { "—" },
            Some(passage) => div {
                p .id { (passage.id) }
                @for side in Side::BOTH {
                    @if let Some(text) = passage.side(side) {
                        p lang=(side) { (marked(&text.text, change, side, is_new)) }
                    }
                }
            }
        }
    }
}

/// A text in which `<del>` is what the new version lacks and `<ins>` what the old one lacks.
pub(crate) fn marked(text: &str, change: &Change, side: Side, is_new: bool) -> Markup {
    let differences = change.differences.get(side);
    html! {
        @for (part, difference) in stretches(text, if is_new { &differences.new } else { &differences.old }) {
            @match (difference, is_new) {
                (None, _) => (part),
                (Some(d), false) => del class=[d.figure.then_some("figure")] { (part) },
                (Some(d), true) => ins class=[d.figure.then_some("figure")] { (part) },
            }
        }
    }
}
