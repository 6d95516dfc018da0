//! Findings for people at a terminal.

use super::super::marked::{ID, MATCH, QUIET, lines, styled, write_lines};
use super::super::style::Style;
use super::placed::Checked;
use crate::locale::{say, translated};
use crate::model::{Severity, Side};
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, checked: &Checked, style: &Style) -> io::Result<()> {
    let columns = style.width.map(|w| w.saturating_sub(2));
    for (i, placed) in checked.placed().iter().enumerate() {
        let finding = placed.finding;
        if i > 0 {
            writeln!(out)?;
        }
        let head = format!("{} {}", say(finding.severity.as_str()), finding.rule);
        let head = if finding.severity == Severity::Error { styled(&head, MATCH, style) } else { head };
        writeln!(out, "{}  {head}: {}", styled(&finding.id.to_string(), ID, style), translated(&finding.message))?;
        for side in Side::BOTH {
            let text = placed.passage.and_then(|p| p.side(side));
            match (text, placed.part(side)) {
                (Some(text), Some(part)) => {
                    write_lines(out, &lines(&text.text, part, &placed.marks(side), columns, style), "  ", "  ")?;
                }
                _ => writeln!(out, "  {}", styled("—", QUIET, style))?,
            }
        }
    }
    Ok(())
}
