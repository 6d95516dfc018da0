//! The parts of a page, and what they are made of: rules, and text on a baseline without a wide gap.

use super::glyph::Glyph;
use super::lines::TextLine;
use crate::read::language::is_cjk;
use crate::text::numeral::is_low_roman;

/// A straight rule along one of the axes, in points; `y` grows downwards.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

/// The shortest line that can be the side of a cell, points.
const SHORTEST_RULE: f64 = 6.0;

impl Rule {
    /// Whether it runs along one of the axes, and far enough to be the side of a cell.
    pub fn is_straight(&self) -> bool {
        let (across, down) = (self.x.1 - self.x.0, self.y.1 - self.y.0);
        across.min(down) < 1.0 && across.max(down) >= SHORTEST_RULE
    }
}

/// A part of a page that is read by itself.
pub enum Region {
    Lines(Vec<TextLine>),
    /// Text with rules around it, which goes on nowhere else.
    Box(Vec<TextLine>),
    Table(Vec<TableRow>),
}

/// A row of a table; each cell with the number of columns that it takes.
pub type TableRow = Vec<(usize, Vec<TextLine>)>;

/// Glyphs on a baseline that no wide gap parts.
pub struct Segment {
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub glyphs: Vec<Glyph>,
}

/// The gap that parts two segments, in sizes of their type: between languages a narrower one, since a text that has words of
/// another sets no gap around them.
const GAP: f64 = 1.5;
const GAP_OF_LANGUAGES: f64 = 0.9;

/// Parts a row of glyphs at its wide gaps.
pub fn segments(row: Vec<Glyph>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for glyph in row {
        let blank = glyph.text.trim().is_empty();
        let (left, right) = (glyph.x, glyph.x + glyph.advance);
        match segments.last_mut() {
            // A blank widens no gap and closes none.
            Some(last) if blank || left - last.right < gap(last, &glyph) * glyph.size.max(last.size) => {
                last.right = if blank { last.right } else { last.right.max(right) };
                last.glyphs.push(glyph);
            }
            None if blank => {}
            _ => segments.push(Segment { left, right, y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    join_leaders(&mut segments);
    segments
}

/// Joins what dots lead to with what they lead from: the number of a page at the margin, which is no column.
fn join_leaders(segments: &mut Vec<Segment>) {
    const DOTS: usize = 4;
    const LONGEST_NUMBER: usize = 5;
    let text = |segment: &Segment| segment.glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>();
    let [.., before, last] = segments.as_slice() else { return };
    let (said, number) = (text(before), text(last));
    let is_dot = |c: &char| matches!(c, '.' | '…' | '·' | '‥');
    let dots = said.chars().rev().filter(|c| !c.is_whitespace()).take_while(is_dot).count();
    let is_number = number.trim().chars().all(|c| c.is_ascii_digit() || is_low_roman(c));
    if dots >= DOTS
        && is_number
        && number.trim().len() <= LONGEST_NUMBER
        && let Some(last) = segments.pop()
        && let Some(before) = segments.last_mut()
    {
        before.right = before.right.max(last.right);
        before.glyphs.extend(last.glyphs);
    }
}

fn gap(last: &Segment, glyph: &Glyph) -> f64 {
    let cjk = |text: &str| text.chars().next_back().map(is_cjk);
    let before = last.glyphs.iter().rev().find(|g| !g.text.trim().is_empty()).and_then(|g| cjk(&g.text));
    let latin = glyph.text.starts_with(|c: char| c.is_ascii_alphanumeric());
    match before {
        Some(true) if latin => GAP_OF_LANGUAGES,
        Some(false) if cjk(&glyph.text) == Some(true) => GAP_OF_LANGUAGES,
        _ => GAP,
    }
}
