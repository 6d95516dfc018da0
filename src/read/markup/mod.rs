//! Text with marks (reStructuredText, AsciiDoc, MediaWiki, LaTeX, pages of manuals): a reader each writes a page of HTML, which the
//! reader of HTML takes apart. What is a table, a note or a raised figure is so decided in one place.

pub mod asciidoc;
pub mod latex;
pub mod man;
pub mod mediawiki;
pub mod rst;
#[cfg(test)]
mod testing;

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Sides};
use crate::read::encoding::Encoded;
use crate::read::html;
use crate::read::list_labels::numbered;
use std::collections::HashMap;

/// A page that is being written. A line feed in it is one in the file, so that blocks keep their lines.
#[derive(Default)]
struct Page {
    html: String,
    /// Line feeds in `html`.
    feeds: usize,
    left_out: Vec<LeftOut>,
}

impl Page {
    /// Writes HTML that stands at a 1-based line of the file.
    fn put(&mut self, html: &str, line: usize) {
        while self.feeds + 1 < line {
            self.feeds += 1;
            self.html.push('\n');
        }
        self.feeds += html.matches('\n').count();
        self.html.push_str(html);
    }

    fn heading(&mut self, level: usize, html: &str, line: usize) {
        let level = level.clamp(1, 6);
        self.put(&format!("<h{level}>{html}</h{level}>"), line);
    }

    fn paragraph(&mut self, html: &str, line: usize) {
        if !html.trim().is_empty() {
            self.put(&format!("<p>{html}</p>"), line);
        }
    }

    fn note(&mut self, html: &str, line: usize) {
        if !html.trim().is_empty() {
            self.put(&format!("<aside epub:type='footnote'><p>{html}</p></aside>"), line);
        }
    }

    /// Text whose line ends count, without marks.
    fn preformatted(&mut self, text: &str, line: usize) {
        if !text.trim().is_empty() {
            self.put(&format!("<pre>{}</pre>", escaped(text.trim_end())), line);
        }
    }

    /// Rows of cells, which are HTML.
    fn table(&mut self, rows: &[Vec<String>], line: usize) {
        self.put("<table>", line);
        for (n, row) in rows.iter().enumerate() {
            let cells: String = row.iter().map(|cell| format!("<td><p>{cell}</p></td>")).collect();
            self.put(&format!("<tr>{cells}</tr>"), line + n);
        }
        self.put("</table>", line);
    }

    fn leave(&mut self, reason: LeftOutReason, text: &str, line: usize) {
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text: text.trim().to_string(), line });
        }
    }

    fn finish(self, format: &'static str, encoded: Encoded) -> Raw {
        let mut flow = html::fragment(&self.html, 1);
        self.left_out.into_iter().for_each(|piece| flow.leave_out(piece.reason, piece.text, piece.line));
        let (body, left_out) = flow.finish();
        let warnings = encoded.warning().into_iter().collect();
        let counted = Sides::same(Counted::Lines);
        Raw { format, encoding: encoded.name(), counted, body, left_out, warnings, ..Raw::default() }
    }
}

/// Text as HTML says it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// How far a mark in text reaches, bytes: what closes further on closes nothing.
const REACH: usize = 4_000;

/// What stands before a sign that closes a mark, and what stands behind it.
fn until<'t>(text: &'t str, end: &str) -> Option<(&'t str, &'t str)> {
    let near = text.get(..text.floor_char_boundary(REACH))?;
    let at = near.find(end)?;
    Some((near.get(..at)?, text.get(at + end.len()..)?))
}

/// The signs that close marks, looked for once: of many marks that open, each would look as far ahead.
#[derive(Default)]
struct Closers {
    /// Where each sign was found, by how much of the text was left there; 0 where there is none.
    found: HashMap<&'static str, usize>,
}

impl Closers {
    /// What stands before a sign and behind it, as [`until`] does. All texts asked for end where one text ends.
    fn until<'t>(&mut self, text: &'t str, end: &'static str) -> Option<(&'t str, &'t str)> {
        let left = match self.found.get(end) {
            Some(&left) if left <= text.len() => left,
            _ => {
                let left = text.find(end).map_or(0, |at| text.len() - at);
                self.found.insert(end, left);
                left
            }
        };
        let at = Some(text.len() - left).filter(|at| left > 0 && *at + end.len() <= REACH)?;
        Some((text.get(..at)?, text.get(at + end.len()..)?))
    }
}

/// Blanks that a line begins with, in columns; a tab is eight.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
}
