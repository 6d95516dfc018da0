//! Search results: a table with both sides of each hit.

use super::super::style::Style;
use super::page::{marked, page};
use crate::model::{Results, Side};
use maud::html;
use std::io::{self, Write};

pub(in crate::render) fn results(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
    let body = html! {
        h1 { (results.query) } "\n"
        table {
            @for hit in &results.hits {
                "\n" tr {
                    th colspan="2" {
                        @match style.citation(&hit.document, &hit.passage) {
                            Some(citation) => (citation),
                            None => { (hit.passage.id) @if let Some(place) = hit.passage.cited_place() { ", " (place) } }
                        }
                    }
                }
                "\n" tr {
                    @for side in Side::BOTH { td lang=(side) { (marked(hit.passage.text(side), hit.marks.get(side))) } }
                }
            }
        }
        "\n"
    };
    writeln!(out, "{}", page(&results.query, include_str!("results.css"), &body, None))
}
