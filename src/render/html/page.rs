//! The frame of a report, and texts with their marks in it.

use super::super::marked::pieces;
use crate::locale::current;
use crate::model::{Mark, Span};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page on its own. `style` and `script` are ours and stand in it as they are.
pub(in crate::render) fn page(title: &str, style: &str, body: &Markup, script: Option<&str>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(current().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                (body)
                @if let Some(script) = script { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}

/// A whole text with its marks.
pub(in crate::render) fn marked(text: &str, marks: &[Mark]) -> Markup {
    html! {
        @for piece in pieces(text, Span::new(0, text.len()), marks) {
            @if piece.mark.is_some() { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}
