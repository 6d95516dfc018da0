//! Search results for people at a terminal.

use super::columns::{clip, display_width};
use super::excerpt::excerpt;
use super::marked::{ID, QUIET, lines, styled};
use super::passages::place;
use super::side::write_side;
use super::style::Style;
use crate::locale::{say, translated};
use crate::model::{Hit, Kind, Passage, Results, Side, Span};
use std::io::{self, Write};

/// Copies of a passage that are named.
const COPIES: usize = 5;

pub(super) fn hits(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
    if let Some(explanation) = &results.explanation {
        writeln!(out, "{}\n", styled(explanation, QUIET, style))?;
    }
    for (i, hit) in results.hits.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        write_hit(out, hit, style)?;
    }
    Ok(())
}

fn write_hit(out: &mut dyn Write, hit: &Hit, style: &Style) -> io::Result<()> {
    let (passage, document) = (&hit.passage, &*hit.document);
    for near in &hit.before {
        write_quietly(out, near, style)?;
    }
    write_head(out, hit, style)?;
    if hit.translated {
        writeln!(out, "  {}", styled(say("(found by translation)"), QUIET, style))?;
    }
    let shown = if style.full { None } else { excerpt(hit) };
    if let Some(shown) = shown {
        for (i, n) in shown.iter().enumerate() {
            if i > 0 {
                writeln!(out, "  {}", styled("·", QUIET, style))?;
            }
            let pair = &passage.sentences[*n];
            for side in Side::BOTH {
                match pair.get(side) {
                    Some(span) => write_side(out, document, passage, side, Some(span), hit.marks.get(side), style)?,
                    None if passage.side(side).is_none() => {
                        write_side(out, document, passage, side, None, &[], style)?;
                    }
                    None => {}
                }
            }
        }
        let more = passage.sentences.len() - shown.len();
        if more > 0 {
            let note = format!("(+{more} {})", if more == 1 { "sentence pair" } else { "sentence pairs" });
            writeln!(out, "{}", styled(&format!("  {}", translated(&note)), QUIET, style))?;
        }
    } else {
        for side in Side::BOTH {
            write_side(out, document, passage, side, None, hit.marks.get(side), style)?;
        }
    }
    if !hit.copies.is_empty() {
        let named: Vec<String> = hit.copies.iter().take(COPIES).map(ToString::to_string).collect();
        let more = hit.copies.len().saturating_sub(COPIES);
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        writeln!(out, "  {}", styled(&translated(&format!("(the same in {}{more})", named.join(", "))), QUIET, style))?;
    }
    for near in &hit.behind {
        write_quietly(out, near, style)?;
    }
    if let Some(explanation) = &hit.explanation {
        writeln!(out, "{}", styled(explanation, QUIET, style))?;
    }
    Ok(())
}

/// The citation, or the id, and the section where the passage is not its heading.
fn write_head(out: &mut dyn Write, hit: &Hit, style: &Style) -> io::Result<()> {
    let passage = &hit.passage;
    if let Some(citation) = style.citation(&hit.document, passage) {
        return writeln!(out, "{}", styled(&citation, ID, style));
    }
    let mut head = styled(&passage.id.to_string(), ID, style);
    if let Some(section) = &passage.section
        && !matches!(passage.kind, Kind::Heading | Kind::Title)
    {
        let names: Vec<&str> = [&section.zh, &section.en].into_iter().flatten().map(String::as_str).collect();
        if !names.is_empty() {
            let room = style.width.map(|w| w.saturating_sub(display_width(&passage.id.to_string()) + 2));
            head.push_str("  ");
            head.push_str(&styled(&clip(&names.join(" · "), room), QUIET, style));
        }
    }
    writeln!(out, "{head}{}", place(passage, style))
}

/// A neighbour of a hit, further in.
fn write_quietly(out: &mut dyn Write, passage: &Passage, style: &Style) -> io::Result<()> {
    let columns = style.width.map(|w| w.saturating_sub(4));
    writeln!(out, "  {}", styled(&passage.id.to_string(), QUIET, style))?;
    for side in Side::BOTH {
        if let Some(text) = passage.side(side) {
            let all = Span::new(0, text.text.len());
            for line in lines(&text.text, all, &[], columns, style) {
                writeln!(out, "    {}", styled(&line, QUIET, style))?;
            }
        }
    }
    Ok(())
}
