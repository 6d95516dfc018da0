//! A page that a reviser can go through: each finding with both sides, a box to tick, filters by severity and kind.
//! Without scripts all of it still shows.

use super::super::html::{marked, page};
use super::placed::{Checked, Placed};
use crate::locale::{say, translated};
use crate::model::{FindingKind, Severity, Side};
use maud::{Markup, html};
use std::io::{self, Write};

const TITLE: &str = "Findings · 校核";

pub(super) fn write(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    let (errors, notes) = (checked.count(Severity::Error), checked.count(Severity::Note));
    let severities = [Severity::Error, Severity::Note].map(Severity::as_str);
    let body = html! {
        header {
            h1 { (say(TITLE)) }
            p {
                (say("Passages:")) " " (checked.passages.len()) ", " (say("errors:")) " " (errors) ", " (say("notes:")) " " (notes) ". "
                (say("Left to go through:")) " " span #left { (errors + notes) }
            }
            nav {
                @for value in severities.into_iter().chain(FindingKind::ALL.map(FindingKind::as_str)) {
                    "\n" label { input type="checkbox" value=(value) checked; " " (say(value)) }
                }
            }
        }
        main { @for placed in checked.placed() { "\n" (article(&placed)) } "\n" }
    };
    let (style, script) = (include_str!("../html/findings.css"), include_str!("../html/findings.js"));
    writeln!(out, "{}", page(say(TITLE), style, &body, Some(script)))
}

fn article(placed: &Placed) -> Markup {
    let finding = placed.finding;
    let severity = finding.severity.as_str();
    html! {
        article .(severity) data-severity=(severity) data-kind=(finding.kind().as_str()) data-confidence=(finding.confidence) {
            h2 {
                input type="checkbox" aria-label=(say("done"));
                " " (finding.id) " " b { (finding.rule) } " " (translated(&finding.message))
            }
            div .sides {
                @for side in Side::BOTH {
                    @match placed.passage.and_then(|passage| passage.side(side)) {
                        Some(text) => p lang=(side) { (marked(&text.text, &placed.marks(side))) },
                        None => p .none { "—" },
                    }
                }
            }
        }
    }
}
