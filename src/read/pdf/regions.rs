//! From the lines of a page to its regions in reading order: running text, columns of it, boxes, tables.
//!
//! Rules drawn on the page close cells and boxes. Where there are none, text that keeps clear of a strip over several
//! rows stands in columns: of running text when its lines are as full as the column allows, of a table otherwise.

use super::lines::{Glyph, TextLine, rows, set_margins};
use super::paragraphs::labelled;
use std::collections::BTreeSet;

/// A straight rule along one of the axes, in points; `y` grows downwards.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub x: (f64, f64),
    pub y: (f64, f64),
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

/// A page: its regions in reading order.
pub struct PdfPage {
    pub regions: Vec<Region>,
    /// 1-based.
    pub number: usize,
}

impl PdfPage {
    pub fn new(glyphs: Vec<Glyph>, rules: &[Rule], number: usize) -> Self {
        let mut regions = Vec::new();
        for block in blocks(rows(glyphs), rules) {
            match block {
                Inner::Free(rows) => free(rows, &mut regions),
                Inner::Box(rows) => {
                    let mut inside = Vec::new();
                    free(rows, &mut inside);
                    regions.extend(inside.into_iter().map(|region| match region {
                        Region::Lines(lines) => Region::Box(lines),
                        other => other,
                    }));
                }
                Inner::Table(table) => regions.push(Region::Table(table)),
            }
        }
        for region in &mut regions {
            match region {
                Region::Lines(lines) | Region::Box(lines) => set_margins(lines),
                Region::Table(rows) => rows.iter_mut().flatten().for_each(|(_, lines)| set_margins(lines)),
            }
        }
        PdfPage { regions, number }
    }

    pub fn lines(&self) -> impl Iterator<Item = &TextLine> {
        self.regions.iter().flat_map(|region| match region {
            Region::Lines(lines) | Region::Box(lines) => lines.iter().collect::<Vec<_>>(),
            Region::Table(rows) => rows.iter().flatten().flat_map(|(_, lines)| lines).collect(),
        })
    }
}

/// Glyphs on a baseline that no wide gap parts.
struct Segment {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

/// What rules make of a page.
enum Inner {
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

fn segments(row: Vec<Glyph>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for glyph in row {
        let blank = glyph.text.trim().is_empty();
        let (left, right) = (glyph.x, glyph.x + glyph.advance);
        match segments.last_mut() {
            // A blank widens no gap and closes none.
            Some(last) if blank || left - last.right < 1.5 * glyph.size.max(last.size) => {
                last.right = if blank { last.right } else { last.right.max(right) };
                last.glyphs.push(glyph);
            }
            None if blank => {}
            _ => segments.push(Segment { left, right, y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    segments
}

/// Parts a page by the rules on it.
fn blocks(rows: Vec<Vec<Glyph>>, rules: &[Rule]) -> Vec<Inner> {
    let rows: Vec<Vec<Segment>> = rows.into_iter().map(segments).filter(|row| !row.is_empty()).collect();
    let upright: Vec<&Rule> = rules.iter().take(RULES).filter(|rule| rule.x.1 - rule.x.0 < 1.0).collect();
    let level: Vec<&Rule> = rules.iter().take(RULES).filter(|rule| rule.y.1 - rule.y.0 < 1.0).collect();
    if upright.len() < 2 || level.len() < 2 {
        return vec![Inner::Free(rows)];
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
fn in_order(free: Vec<Vec<Segment>>, inside: Vec<(Cell, Segment)>) -> Vec<Inner> {
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
            out.push(Inner::Free(above));
        }
        out.push(if group.len() > 1 { Inner::Table(table(group, members)) } else { Inner::Box(rows_of(members)) });
    }
    let rest: Vec<Vec<Segment>> = free.collect();
    if !rest.is_empty() {
        out.push(Inner::Free(rest));
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

/// Text that no rules close: columns of running text, tables, and lines.
fn free(rows: Vec<Vec<Segment>>, regions: &mut Vec<Region>) {
    let mut plain: Vec<TextLine> = Vec::new();
    let mut rows: std::collections::VecDeque<Vec<Segment>> = rows.into();
    while !rows.is_empty() {
        let (length, columns) = zone(rows.make_contiguous());
        if columns.len() < 2 {
            if let Some(row) = rows.pop_front() {
                let glyphs: Vec<Glyph> = row.into_iter().flat_map(|segment| segment.glyphs).collect();
                plain.extend(TextLine::of(&glyphs));
            }
            continue;
        }
        let zone: Vec<Vec<Segment>> = rows.drain(..length).collect();
        if !plain.is_empty() {
            regions.push(Region::Lines(std::mem::take(&mut plain)));
        }
        in_columns(zone, &columns, regions);
    }
    if !plain.is_empty() {
        regions.push(Region::Lines(plain));
    }
}

/// How many of the first rows stand in columns, and the columns: left and right edge of each. Fewer than two columns
/// where the first row opens no such zone.
fn zone(rows: &[Vec<Segment>]) -> (usize, Vec<(f64, f64)>) {
    let none = (0, Vec::new());
    let Some(first) = rows.first().filter(|row| row.len() > 1) else { return none };
    let mut columns: Vec<(f64, f64)> = first.iter().map(|s| (s.left, s.right)).collect();
    let mut several = 1;
    let mut last_y = first.first().map_or(0.0, |s| s.y);
    // A short line after the last row with several segments may be text behind the columns.
    let mut sure = 1;
    for (n, row) in rows.iter().enumerate().skip(1) {
        let Some(segment) = row.first() else { break };
        if segment.y - last_y > 4.5 * segment.size {
            break;
        }
        let merged = merge(&columns, row);
        // A segment of its own beside the known columns is another column.
        if merged.len() < 2 || merged.len() < columns.len().min(3) {
            break;
        }
        let alone = row.len() == 1;
        let continues = segment.y - last_y < 1.6 * segment.size;
        if alone
            && (merged.len() > columns.len()
                || !continues && row.iter().all(|s| s.left <= merged.first().map_or(0.0, |c| c.1)))
        {
            break;
        }
        columns = merged;
        last_y = segment.y;
        several += usize::from(!alone);
        if !alone || continues {
            sure = n + 1;
        }
    }
    let labels = columns.len() == 2
        && rows.get(..sure).is_some_and(|rows| are_labels(rows, columns.first().map_or(0.0, |c| c.1)));
    if several < 2 || labels { none } else { (sure, columns) }
}

/// Whether all that stands left of `edge` are numbers and marks of a list.
fn are_labels(rows: &[Vec<Segment>], edge: f64) -> bool {
    rows.iter().flatten().filter(|segment| segment.right <= edge + 1.0).all(|segment| {
        let text: String = segment.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let text = text.trim();
        text.chars().count() <= 6 && (labelled(text) || labelled(&format!("{text} x")) || text.chars().count() == 1)
    })
}

/// Columns widened by the segments of a row; those that come to touch are one.
fn merge(columns: &[(f64, f64)], row: &[Segment]) -> Vec<(f64, f64)> {
    let size = row.iter().map(|s| s.size).fold(0.0, f64::max);
    let mut all: Vec<(f64, f64)> = columns.iter().copied().chain(row.iter().map(|s| (s.left, s.right))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (left, right) in all {
        match merged.last_mut() {
            Some(last) if left - last.1 < 0.9 * size => last.1 = last.1.max(right),
            _ => merged.push((left, right)),
        }
    }
    merged
}

/// The regions of a zone of columns.
fn in_columns(zone: Vec<Vec<Segment>>, columns: &[(f64, f64)], regions: &mut Vec<Region>) {
    let mut stacks: Vec<Vec<TextLine>> = columns.iter().map(|_| Vec::new()).collect();
    for row in zone {
        let mut cells: Vec<Vec<Glyph>> = columns.iter().map(|_| Vec::new()).collect();
        for segment in row {
            let at = columns.iter().rposition(|(left, _)| *left <= segment.left + 1.0).unwrap_or_default();
            if let Some(cell) = cells.get_mut(at) {
                cell.extend(segment.glyphs);
            }
        }
        for (stack, cell) in stacks.iter_mut().zip(cells) {
            stack.extend(TextLine::of(&cell));
        }
    }
    if stacks.iter().all(|lines| is_prose(lines)) && even(&stacks) {
        regions.extend(stacks.into_iter().map(Region::Lines));
    } else {
        regions.push(Region::Table(unruled(stacks)));
    }
}

/// Whether the lines of a column are as full as it allows, as those of running text are.
fn is_prose(lines: &[TextLine]) -> bool {
    let widest = lines.iter().map(|line| line.right - line.left).fold(0.0, f64::max);
    let full = lines.iter().filter(|line| line.right - line.left >= 0.8 * widest).count();
    let size = lines.first().map_or(1.0, |line| line.size);
    lines.len() >= 3 && widest >= 6.0 * size && full * 2 >= lines.len()
}

fn even(stacks: &[Vec<TextLine>]) -> bool {
    let counts = || stacks.iter().map(Vec::len);
    counts().max().unwrap_or_default() <= 2 * counts().min().unwrap_or_default()
}

/// The rows of a table without rules. The fullest column says where they part: where its lines stand further apart
/// than inside of a cell; or, where they never do, where the first column has text.
fn unruled(stacks: Vec<Vec<TextLine>>) -> Vec<TableRow> {
    let fullest = stacks.iter().max_by_key(|lines| lines.len()).map(Vec::as_slice).unwrap_or_default();
    let gaps: Vec<f64> = fullest.windows(2).filter_map(|w| Some(w.last()?.y - w.first()?.y)).collect();
    let mut sorted = gaps.clone();
    sorted.sort_by(f64::total_cmp);
    let leading = sorted.get(sorted.len() / 4).copied().unwrap_or_default();
    let mut starts: Vec<f64> = Vec::new();
    if sorted.last().is_some_and(|widest| *widest > 1.3 * leading) {
        let parted = fullest.windows(2).zip(&gaps).filter(|(_, gap)| **gap > 1.3 * leading);
        // Half way, since the text of other columns may stand in the middle of the row.
        starts.extend(parted.filter_map(|(w, gap)| Some(w.last()?.y - gap / 2.0)));
    } else {
        let first = stacks.first().map(Vec::as_slice).unwrap_or_default();
        let leads = if first.len() * 2 <= fullest.len() { first } else { fullest };
        starts.extend(leads.iter().skip(1).map(|line| line.y - 0.5 * line.size));
    }
    let row = |y: f64| starts.iter().filter(|start| y >= **start).count();
    let mut table: Vec<TableRow> =
        (0..=starts.len()).map(|_| stacks.iter().map(|_| (1, Vec::new())).collect()).collect();
    for (column, lines) in stacks.into_iter().enumerate() {
        for line in lines {
            if let Some((_, cell)) = table.get_mut(row(line.y)).and_then(|row| row.get_mut(column)) {
                cell.push(line);
            }
        }
    }
    table.retain(|row| row.iter().any(|(_, lines)| !lines.is_empty()));
    table
}

#[cfg(test)]
mod tests {
    use super::super::lines::testing::set;
    use super::*;

    /// The lines of each region; the cells of a table's row with bars between them.
    fn shown(glyphs: Vec<Glyph>, rules: &[Rule]) -> Vec<String> {
        let join = |lines: &[TextLine]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("/");
        let page = PdfPage::new(glyphs, rules, 1);
        let region = |region: &Region| match region {
            Region::Lines(lines) | Region::Box(lines) => vec![join(lines)],
            Region::Table(rows) => {
                rows.iter().map(|row| row.iter().map(|(_, lines)| join(lines)).collect::<Vec<_>>().join("|")).collect()
            }
        };
        page.regions.iter().flat_map(region).collect()
    }

    #[test]
    fn columns_of_text_are_read_one_after_the_other() {
        let mut glyphs = set("A headline that goes across both of the two columns", 0.0, 0.0);
        for n in 1..5 {
            glyphs.extend(set("左邊的一行字是中文", 0.0, f64::from(n) * 14.0));
            glyphs.extend(set("the right hand is English", 130.0, f64::from(n) * 14.0));
        }
        let got = shown(glyphs, &[]);
        assert_eq!(got.len(), 3, "{got:?}");
        assert!(got[1].starts_with('左') && got[2].starts_with("the right"), "{got:?}");
    }

    #[test]
    fn tables_are_read_by_rows() {
        let mut glyphs = Vec::new();
        for (n, (number, zh, en)) in
            [("1", "泊位", "berth"), ("2", "拖輪", "tugboat"), ("3", "船長", "master of a ship")]
                .into_iter()
                .enumerate()
        {
            let y = n as f64 * 20.0;
            glyphs.extend(set(number, 0.0, y));
            glyphs.extend(set(zh, 40.0, y));
            glyphs.extend(set(en, 140.0, y));
        }
        assert_eq!(shown(glyphs, &[]), ["1|泊位|berth", "2|拖輪|tugboat", "3|船長|master of a ship"]);
    }

    #[test]
    fn cells_that_wrap_stay_together() {
        for shift in [0.0, 7.0] {
            let mut glyphs = Vec::new();
            for n in 0..3 {
                let y = f64::from(n) * 40.0;
                glyphs.extend(set("1.1", 0.0, y));
                glyphs.extend(set("核實船舶在進入港口以前", 40.0, y));
                glyphs.extend(set("已經報告。", 40.0, y + 14.0));
                glyphs.extend(set("120", 240.0, y + shift));
            }
            let row = "1.1|核實船舶在進入港口以前/已經報告。|120";
            assert_eq!(shown(glyphs, &[]), [row, row, row]);
        }
    }

    #[test]
    fn rules_close_cells_and_boxes() {
        let rect = |x: f64, y: f64, width: f64, height: f64| {
            let level = |y| Rule { x: (x, x + width), y: (y, y) };
            let upright = |x| Rule { x: (x, x), y: (y, y + height) };
            [level(y), level(y + height), upright(x), upright(x + width)]
        };
        let mut glyphs = Vec::new();
        for n in 0..3 {
            glyphs.extend(set("左框的字", 10.0, 20.0 + f64::from(n) * 14.0));
            glyphs.extend(set("右框的字", 110.0, 20.0 + f64::from(n) * 14.0));
        }
        let apart: Vec<Rule> = [rect(0.0, 0.0, 60.0, 60.0), rect(100.0, 0.0, 60.0, 60.0)].concat();
        assert_eq!(shown(glyphs, &apart), ["左框的字/左框的字/左框的字", "右框的字/右框的字/右框的字"]);
        let mut glyphs = set("泊位", 10.0, 15.0);
        glyphs.extend(set("berth", 70.0, 15.0));
        glyphs.extend(set("拖輪", 10.0, 35.0));
        glyphs.extend(set("tug", 70.0, 35.0));
        let cells: Vec<Rule> = [(0.0, 0.0), (60.0, 0.0), (0.0, 20.0), (60.0, 20.0)]
            .into_iter()
            .flat_map(|(x, y)| rect(x, y, 60.0, 20.0))
            .collect();
        assert_eq!(shown(glyphs, &cells), ["泊位|berth", "拖輪|tug"]);
    }
}
