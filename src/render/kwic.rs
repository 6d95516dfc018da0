//! Concordance lines: the match in a fixed column by display width, the counterpart under it.

use super::columns::{clip, display_width, pad};
use super::marked::{ID, MATCH, QUIET, inline, styled};
use super::style::Style;
use super::tsv::row_tsv;
use crate::locale::say;
use crate::model::{KwicLine, Side, Span};
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How concordance lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KwicFormat {
    /// The matches in one column.
    Text,
    /// left, match, right, counterpart, id
    Tsv,
    /// One object.
    Json,
}

/// How the columns are set.
#[derive(Clone, Copy, Debug)]
pub struct KwicStyle {
    /// Colours and width.
    pub style: Style<'static>,
    /// Columns of a whole line.
    pub width: usize,
    /// Whether characters of ambiguous width (quotation marks, Greek, ①) take two columns, as in East Asian terminals.
    pub ambiguous_wide: bool,
}

/// Writes a concordance.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn kwic(out: &mut dyn Write, query: &str, lines: &[KwicLine], format: KwicFormat, style: &KwicStyle) -> Result<()> {
    let written = match format {
        KwicFormat::Text => text(out, lines, style),
        KwicFormat::Tsv => lines.iter().try_for_each(|l| {
            let (left, right) = (row_tsv(l.left(), l.matched(), l.right()), l.counterpart.as_deref().unwrap_or(""));
            writeln!(out, "{left}\t{right}\t{}", l.id)
        }),
        KwicFormat::Json => json(out, query, lines),
    };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, lines: &[KwicLine], set: &KwicStyle) -> io::Result<()> {
    let style = &set.style;
    let names = |l: &KwicLine| display_width(&l.id.to_string()).max(l.reference.as_deref().map_or(0, display_width));
    let id_columns = lines.iter().map(names).max().unwrap_or(0).min(32);
    let room = set.width.saturating_sub(id_columns + 2).max(20);
    let node = lines.iter().map(|l| width(l.matched(), set)).max().unwrap_or(0).min(room / 2);
    let left_columns = (room - node) / 2;
    for line in lines {
        let left = tail(line.left(), left_columns, set);
        let used = left_columns.max(width(left, set)) + width(line.matched(), set);
        let right = head(line.right(), room.saturating_sub(used), set);
        let gap = " ".repeat(left_columns.saturating_sub(width(left, set)));
        let matched = if style.color { styled(line.matched(), MATCH, style) } else { line.matched().to_string() };
        let id = pad(&line.id.to_string(), id_columns);
        writeln!(out, "{}  {gap}{left}{matched}{right}", styled(&id, ID, style))?;
        // The file's own name for a row stands under its id.
        let name = line.reference.as_deref().map(|name| clip(name, Some(id_columns))).unwrap_or_default();
        let indent = styled(&pad(&name, id_columns), QUIET, style) + "  ";
        match &line.counterpart {
            Some(text) => {
                let shown = around(text, line.marks.first().map(|m| m.span), room, set);
                let marks: Vec<_> = line.marks.iter().filter(|m| shown.contains(m.span)).copied().collect();
                writeln!(out, "{indent}{}", inline(text, shown, &marks, style))?;
            }
            None => writeln!(out, "{indent}{}", styled(say("(no counterpart)"), QUIET, style))?,
        }
    }
    Ok(())
}

fn width(text: &str, set: &KwicStyle) -> usize {
    if set.ambiguous_wide { text.width_cjk() } else { text.width() }
}

fn char_width(c: char, set: &KwicStyle) -> usize {
    let width = if set.ambiguous_wide { c.width_cjk() } else { c.width() };
    width.unwrap_or(0)
}

/// The end of a text that fits.
fn tail<'t>(text: &'t str, columns: usize, set: &KwicStyle) -> &'t str {
    let mut used = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += char_width(c, set);
        if used > columns {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or("")
}

/// The beginning of a text that fits.
fn head<'t>(text: &'t str, columns: usize, set: &KwicStyle) -> &'t str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += char_width(c, set);
        if used > columns {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// The part of a counterpart that fits, with the words that render the match in it.
fn around(text: &str, mark: Option<Span>, columns: usize, set: &KwicStyle) -> Span {
    if width(text, set) <= columns {
        return Span::new(0, text.len());
    }
    let Some(mark) = mark else { return Span::new(0, head(text, columns, set).len()) };
    let before = Span::new(0, mark.start).of(text);
    let start = mark.start - tail(before, columns.saturating_sub(width(mark.of(text), set)) / 2, set).len();
    let rest = text.get(start..).unwrap_or("");
    Span::new(start, start + head(rest, columns, set).len())
}

const SCHEMA: &str = "duizhao/kwic/1";

/// A concordance.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Kwic")]
pub(super) struct WireKwic<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    query: &'a str,
    lines: Vec<WireLine<'a>>,
}

/// A match in its sentence, with the sentence that renders it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "KwicLine")]
struct WireLine<'a> {
    /// Of the passage.
    id: String,
    /// The file's own name for a row.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    /// The side that the match is on.
    side: Side,
    left: &'a str,
    r#match: &'a str,
    right: &'a str,
    /// Null where nothing corresponds.
    counterpart: Option<&'a str>,
}

fn json(out: &mut dyn Write, query: &str, lines: &[KwicLine]) -> io::Result<()> {
    let lines = lines
        .iter()
        .map(|l| WireLine {
            id: l.id.to_string(),
            reference: l.reference.as_deref(),
            side: l.side,
            left: l.left(),
            r#match: l.matched(),
            right: l.right(),
            counterpart: l.counterpart.as_deref(),
        })
        .collect();
    serde_json::to_writer(&mut *out, &WireKwic { schema: SCHEMA, query, lines })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageId;

    #[test]
    fn the_match_stands_in_one_column() {
        let line = |sentence: &str, node: &str| {
            let start = sentence.find(node).unwrap();
            KwicLine {
                id: PassageId::row("d", 1),
                reference: None,
                side: Side::Zh,
                sentence: sentence.into(),
                node: Span::new(start, start + node.len()),
                counterpart: None,
                marks: Vec::new(),
            }
        };
        let lines = [line("甲乙丙丁戊己庚辛專利壬癸", "專利"), line("a專利b", "專利"), line("專利", "專利")];
        let style = Style { full: false, ..Style::PLAIN };
        let set = KwicStyle { style, width: 40, ambiguous_wide: false };
        let mut out = Vec::new();
        kwic(&mut out, "專利", &lines, KwicFormat::Text, &set).unwrap();
        let text = String::from_utf8(out).unwrap();
        let columns: Vec<usize> =
            text.lines().filter_map(|l| l.find("專利").map(|at| display_width(&l[..at]))).collect();
        assert_eq!(columns.len(), 3);
        assert!(columns.windows(2).all(|w| w[0] == w[1]), "{text}");
    }
}
