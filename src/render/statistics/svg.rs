//! A picture of bars (SVG 1.1). It reads without colours: each bar has its word and its number beside it. Its text has the
//! colour of what is around it, so that it reads on a dark page too.

use super::super::columns::clip;
use super::table::{Number, NumberTable};
use crate::locale::translated;
use maud::{Markup, html};

/// Pixels of a line, of the words, of the longest bar, and of the numbers behind it.
const LINE: usize = 22;
const LEFT: usize = 220;
const BAR: f64 = 420.0;
const RIGHT: usize = 120;
/// Columns that fit beside a bar; the table has the whole name.
const NAME: usize = 26;

/// A picture that stands by itself names its language; one in a page is of the page's.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Bars of the first number, longest where it is greatest.
pub(super) fn svg(table: &NumberTable, alone: bool) -> Markup {
    let most = table.rows.iter().filter_map(|(_, n)| n.first()).map(|n| n.value()).fold(0.0, f64::max).max(1e-9);
    let (width, height) = (LEFT + BAR as usize + RIGHT, LINE * (table.rows.len() + 2));
    html! {
        svg xmlns=[alone.then_some(NAMESPACE)] role="img" width=(width) height=(height) viewBox=(format!("0 0 {width} {height}"))
            font-family="sans-serif" font-size="14" fill="currentColor" aria-labelledby="picture-title" {
            title #picture-title { (translated(&table.title)) }
            text x="8" y=(LINE) font-weight="bold" { (translated(&table.title)) }
            @for (n, (word, numbers)) in table.rows.iter().enumerate() {
                @let y = LINE * (n + 2);
                @let value = numbers.first().copied().unwrap_or(Number::Count(0));
                @let length = value.value() / most * BAR;
                text x=(LEFT - 8) y=(y) text-anchor="end" { (clip(word, Some(NAME))) }
                rect x=(LEFT) y=(y - 13) width=(format!("{length:.1}")) height="16" fill="#3b6ea5" stroke="#1d3a57" {}
                text x=(format!("{:.1}", LEFT as f64 + length + 6.0)) y=(y) { (value.shown()) }
            }
        }
    }
}
