//! What the rules on a page close: cells of tables, and boxes.

use super::glyph::Glyph;
use super::lines::{TextLine, rows};
use super::region::{Rule, Segment, TableRow, segments};
use std::collections::BTreeSet;

/// What rules make of a page.
pub enum RuledPart {
    /// Rows of segments that stand in no cell.
    Free(Vec<Vec<Segment>>),
    Box(Vec<Vec<Segment>>),
    Table(Vec<TableRow>),
}

/// The cell that a segment stands in: left, top, right, bottom, in whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    top: i64,
    left: i64,
    bottom: i64,
    right: i64,
}

/// Points by which rules that meet may miss each other.
const SLACK: f64 = 2.5;
/// Rules of a page that are looked at; a drawing has more.
const RULES: usize = 4_000;

/// Parts a page by the rules on it.
pub fn blocks(rows: Vec<Vec<Glyph>>, rules: &[Rule]) -> Vec<RuledPart> {
    let rows: Vec<Vec<Segment>> = rows.into_iter().map(segments).filter(|row| !row.is_empty()).collect();
    let upright: Vec<&Rule> = rules.iter().take(RULES).filter(|rule| rule.x.1 - rule.x.0 < 1.0).collect();
    let level: Vec<&Rule> = rules.iter().take(RULES).filter(|rule| rule.y.1 - rule.y.0 < 1.0).collect();
    if upright.len() < 2 || level.len() < 2 {
        return vec![RuledPart::Free(rows)];
    }
    let mut free: Vec<Vec<Segment>> = Vec::new();
    let mut inside: Vec<(Cell, Segment)> = Vec::new();
    for row in rows {
        let mut outside = Vec::new();
        for segment in row {
            match cell_of(&segment, &upright, &level) {
                Some(cell) => inside.push((cell, segment)),
                None => outside.push(segment),
            }
        }
        if !outside.is_empty() {
            free.push(outside);
        }
    }
    in_order(free, inside)
}

/// The cell around a segment: the nearest rules on all sides that reach along it.
fn cell_of(segment: &Segment, upright: &[&Rule], level: &[&Rule]) -> Option<Cell> {
    let middle = segment.y - 0.3 * segment.size;
    let beside = |rule: &&&Rule| rule.y.0 <= middle && rule.y.1 >= middle;
    let left = upright
        .iter()
        .filter(beside)
        .map(|rule| rule.x.0)
        .filter(|x| *x <= segment.left + 1.0)
        .fold(f64::MIN, f64::max);
    let right = upright
        .iter()
        .filter(beside)
        .map(|rule| rule.x.1)
        .filter(|x| *x >= segment.right - 1.0)
        .fold(f64::MAX, f64::min);
    if left == f64::MIN || right == f64::MAX {
        return None;
    }
    // A row of cells has rules that are cell by cell.
    let along = |rule: &&&Rule| rule.x.0 <= left + SLACK && rule.x.1 >= right - SLACK;
    let top = level.iter().filter(along).map(|rule| rule.y.0).filter(|y| *y <= middle).fold(f64::MIN, f64::max);
    let bottom = level.iter().filter(along).map(|rule| rule.y.1).filter(|y| *y >= middle).fold(f64::MAX, f64::min);
    if top == f64::MIN || bottom == f64::MAX {
        return None;
    }
    let whole = |value: f64| value.round() as i64;
    Some(Cell { top: whole(top), left: whole(left), bottom: whole(bottom), right: whole(right) })
}

fn touch(a: &Cell, b: &Cell) -> bool {
    const NEAR: i64 = 3;
    let overlap = |a: (i64, i64), b: (i64, i64)| a.0 <= b.1 + NEAR && b.0 <= a.1 + NEAR;
    overlap((a.left, a.right), (b.left, b.right)) && overlap((a.top, a.bottom), (b.top, b.bottom))
}

/// Free rows, boxes and tables from top to bottom.
fn in_order(free: Vec<Vec<Segment>>, inside: Vec<(Cell, Segment)>) -> Vec<RuledPart> {
    let mut groups: Vec<Vec<Cell>> = Vec::new();
    for cell in inside.iter().map(|(cell, _)| *cell).collect::<BTreeSet<Cell>>() {
        let (near, far): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| touch(&cell, other)));
        groups = far;
        groups.push(near.into_iter().flatten().chain([cell]).collect());
    }
    let top = |group: &[Cell]| group.iter().map(|cell| cell.top).min().unwrap_or_default();
    let left = |group: &[Cell]| group.iter().map(|cell| cell.left).min().unwrap_or_default();
    groups.sort_by_key(|group| (top(group), left(group)));
    let mut of_group: Vec<Vec<(Cell, Segment)>> = groups.iter().map(|_| Vec::new()).collect();
    for (cell, segment) in inside {
        if let Some(at) = groups.iter().position(|group| group.contains(&cell))
            && let Some(place) = of_group.get_mut(at)
        {
            place.push((cell, segment));
        }
    }
    let mut out = Vec::new();
    let mut free = free.into_iter().peekable();
    for (group, members) in groups.iter().zip(of_group) {
        let start = top(group) as f64;
        let mut above = Vec::new();
        while let Some(row) = free.next_if(|row| row.first().is_some_and(|s| s.y < start + 1.0)) {
            above.push(row);
        }
        if !above.is_empty() {
            out.push(RuledPart::Free(above));
        }
        out.push(if group.len() > 1 {
            RuledPart::Table(table(group, members))
        } else {
            RuledPart::Box(rows_of(members))
        });
    }
    let rest: Vec<Vec<Segment>> = free.collect();
    if !rest.is_empty() {
        out.push(RuledPart::Free(rest));
    }
    out
}

fn rows_of(members: Vec<(Cell, Segment)>) -> Vec<Vec<Segment>> {
    let glyphs = members.into_iter().flat_map(|(_, segment)| segment.glyphs).collect();
    rows(glyphs).into_iter().map(segments).filter(|row| !row.is_empty()).collect()
}

/// The rows of a ruled table. Cells stand in the column at whose left edge they start.
fn table(cells: &[Cell], members: Vec<(Cell, Segment)>) -> Vec<TableRow> {
    const NEAR: i64 = 3;
    let distinct = |values: Vec<i64>| {
        let mut values = values;
        values.sort_unstable();
        values.dedup_by(|b, a| *b - *a <= NEAR);
        values
    };
    let lefts = distinct(cells.iter().map(|cell| cell.left).collect());
    let tops = distinct(cells.iter().map(|cell| cell.top).collect());
    let column = |x: i64| lefts.iter().rposition(|left| *left <= x + NEAR).unwrap_or_default();
    let mut sorted: Vec<Cell> = cells.to_vec();
    sorted.sort_by_key(|cell| (tops.iter().rposition(|top| *top <= cell.top + NEAR), cell.left));
    let mut texts: Vec<Vec<Glyph>> = sorted.iter().map(|_| Vec::new()).collect();
    for (cell, segment) in members {
        if let Some(glyphs) = sorted.iter().position(|other| *other == cell).and_then(|at| texts.get_mut(at)) {
            glyphs.extend(segment.glyphs);
        }
    }
    let mut out: Vec<TableRow> = Vec::new();
    let mut last = None;
    for (cell, glyphs) in sorted.iter().zip(texts) {
        let row = tops.iter().rposition(|top| *top <= cell.top + NEAR);
        if row != last || out.is_empty() {
            out.push(Vec::new());
            last = row;
        }
        let Some(cells) = out.last_mut() else { continue };
        let reached: usize = cells.iter().map(|(columns, _)| *columns).sum();
        cells.extend((reached..column(cell.left)).map(|_| (1, Vec::new())));
        let columns =
            lefts.iter().filter(|left| **left >= cell.left - NEAR && **left < cell.right - NEAR).count().max(1);
        cells.push((columns, rows(glyphs).iter().filter_map(|row| TextLine::of(row)).collect()));
    }
    out
}
