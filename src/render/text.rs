//! Results for people at a terminal.

use super::marked::{ID, QUIET, lines, styled, write_lines};
use super::{Style, display_width, excerpt, pad};
use crate::model::{Counterpart, DocumentInfo, Hit, Kind, Level, Mark, Passage, Results, SentencePair, Side, Span};
use std::io::{self, Write};

/// Bytes of a single sentence that are shown.
const WINDOW: usize = 4_000;
/// Columns from which on the sides stand next to each other.
const SIDE_BY_SIDE: usize = 100;

pub(super) fn results(out: &mut dyn Write, results: &Results, style: &Style) -> io::Result<()> {
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
    write_head(out, passage, style)?;
    if hit.translated {
        writeln!(out, "  {}", styled("(found by translation)", QUIET, style))?;
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
            let note = format!("  (+{more} {})", if more == 1 { "sentence pair" } else { "sentence pairs" });
            writeln!(out, "{}", styled(&note, QUIET, style))?;
        }
    } else {
        for side in Side::BOTH {
            write_side(out, document, passage, side, None, hit.marks.get(side), style)?;
        }
    }
    for near in &hit.behind {
        write_quietly(out, near, style)?;
    }
    if let Some(explanation) = &hit.explanation {
        writeln!(out, "{}", styled(explanation, QUIET, style))?;
    }
    Ok(())
}

/// The id, and the section where the passage is not its heading.
fn write_head(out: &mut dyn Write, passage: &Passage, style: &Style) -> io::Result<()> {
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
    } else if let Some(reference) = &passage.reference {
        head.push_str("  ");
        head.push_str(&styled(reference, QUIET, style));
    }
    writeln!(out, "{head}")
}

/// A text cut to so many columns, with … where something is left out.
pub(super) fn clip(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns.filter(|c| display_width(text) > *c) else { return text.to_string() };
    let mut out = String::new();
    let mut width = 1;
    for c in text.chars() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > columns {
            break;
        }
        out.push(c);
    }
    out + "…"
}

/// One side of a passage or of a part of it.
fn write_side(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passage: &Passage,
    side: Side,
    part: Option<Span>,
    marks: &[Mark],
    style: &Style,
) -> io::Result<()> {
    let Some(text) = passage.side(side) else {
        return writeln!(out, "  {}", styled(&missing(document, passage, side), QUIET, style));
    };
    let whole = part.unwrap_or(Span::new(0, text.text.len()));
    let part = if style.full { whole } else { window(&text.text, whole, marks) };
    let columns = style.width.map(|w| w.saturating_sub(2));
    let mut lines = lines(&text.text, part, marks, columns, style);
    if part.start > whole.start {
        lines.insert(0, styled("…", QUIET, style));
    }
    if part.end < whole.end {
        lines.push(styled("…", QUIET, style));
    }
    write_lines(out, &lines, "  ", "  ")
}

/// The part of a stretch of text that is shown: all of it, or what stands around its first mark where it is no
/// sentence that anyone wrote (a line of megabytes, a table that lost its rows).
fn window(text: &str, whole: Span, marks: &[Mark]) -> Span {
    if whole.len() <= WINDOW {
        return whole;
    }
    let first = marks.iter().map(|m| m.span.start).find(|at| whole.start <= *at && *at < whole.end);
    let start = first.map_or(whole.start, |at| at.saturating_sub(WINDOW / 4).max(whole.start));
    let start = text.floor_char_boundary(start);
    Span::new(start, text.floor_char_boundary((start + WINDOW).min(whole.end)))
}

/// What stands where a side is missing: that it is, and why.
fn missing(document: &DocumentInfo, passage: &Passage, side: Side) -> String {
    let name = match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    };
    let why = if *document.texts.get(side) == 0 {
        format!("the document has no {name}")
    } else if passage.kind == Kind::Segment {
        "the row has none".into()
    } else {
        "nothing in the document corresponds".into()
    };
    format!("(no {name} counterpart: {why})")
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

pub(super) fn counterpart(out: &mut dyn Write, counterpart: &Counterpart, style: &Style) -> io::Result<()> {
    for (i, found) in counterpart.matches.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let level = match found.level {
            Level::Paragraph => "",
            Level::Sentence => ", sentence",
        };
        let note = format!("{:.0} % alike{level}", found.similarity * 100.0);
        writeln!(out, "{}  {}", styled(&found.id.to_string(), ID, style), styled(&note, QUIET, style))?;
        // The side that was asked for comes first; the other confirms the place.
        for side in [counterpart.from.other(), counterpart.from] {
            match found.parts.get(side) {
                Some(span) => write_side(out, &found.document, &found.passage, side, Some(*span), &[], style)?,
                None => {
                    let missing = missing(&found.document, &found.passage, side);
                    writeln!(out, "  {}", styled(&missing, QUIET, style))?;
                }
            }
        }
    }
    Ok(())
}

pub(super) fn passages(
    out: &mut dyn Write,
    document: &DocumentInfo,
    passages: &[Passage],
    style: &Style,
) -> io::Result<()> {
    let whole = passages.len() > 1;
    if whole && passages.first().is_some_and(|p| p.order == 0) {
        for (name, value) in &document.fields {
            writeln!(out, "{}", styled(&format!("{name}: {value}"), QUIET, style))?;
        }
    }
    for (i, passage) in passages.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", styled(&passage.id.to_string(), ID, style))?;
        match style.width {
            Some(width) if width >= SIDE_BY_SIDE => side_by_side(out, passage, width, style)?,
            _ => {
                for side in Side::BOTH {
                    write_side(out, document, passage, side, None, &[], style)?;
                }
            }
        }
    }
    Ok(())
}

/// Sentence by sentence, so that what corresponds stands on the same line.
fn side_by_side(out: &mut dyn Write, passage: &Passage, width: usize, style: &Style) -> io::Result<()> {
    // English takes more room than the Chinese that says the same.
    let left = (width - 5) * 2 / 5;
    let right = width - 5 - left;
    let whole = SentencePair {
        zh: passage.side(Side::Zh).map(|s| Span::new(0, s.text.len())),
        en: passage.side(Side::En).map(|s| Span::new(0, s.text.len())),
        confidence: passage.confidence,
    };
    let pairs = if passage.sentences.is_empty() { std::slice::from_ref(&whole) } else { &passage.sentences[..] };
    for pair in pairs {
        let column = |side: Side, columns: usize| match pair.get(side) {
            Some(span) => lines(passage.text(side), span, &[], Some(columns), &Style { color: false, ..*style }),
            None => vec!["—".to_string()],
        };
        let (zh, en) = (column(Side::Zh, left), column(Side::En, right));
        for i in 0..zh.len().max(en.len()) {
            let cell = |lines: &[String]| lines.get(i).cloned().unwrap_or_default();
            writeln!(out, "  {} │ {}", pad(&cell(&zh), left), cell(&en))?;
        }
    }
    Ok(())
}
