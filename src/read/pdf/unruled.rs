//! Text that no rules close. What keeps clear of a strip over several rows stands in columns: of running text when its
//! lines are as full as the column allows, of a table otherwise.

use super::glyph::Glyph;
use super::labels::labelled;
use super::lines::TextLine;
use super::region::{Region, Segment, TableRow};

/// Text that no rules close: columns of running text, tables, and lines.
pub fn free(rows: Vec<Vec<Segment>>, regions: &mut Vec<Region>) {
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
        // Text that stands in the middle of the row before it, whose other cells wrap.
        let beside = segment.y - last_y < 0.9 * segment.size;
        if alone
            && (merged.len() > columns.len() && !beside
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
        // Numbers of sections are as long as the sections are deep: 5.1.4.1.
        let longest = if text.chars().all(|c| c.is_ascii_digit() || c == '.') { 12 } else { 6 };
        let length = text.chars().count();
        length <= longest && (labelled(text) || labelled(&format!("{text} x")) || length == 1)
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
/// than inside of a cell, and where all columns begin anew; or, where they never do, where the first column has text.
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
        starts.extend(begun(&stacks, fullest));
        starts.sort_by(f64::total_cmp);
    } else {
        let first = stacks.first().map(Vec::as_slice).unwrap_or_default();
        let leads = if first.len() * 2 <= fullest.len() { first } else { fullest };
        starts.extend(leads.iter().skip(1).map(|line| line.y - 0.5 * line.size));
    }
    // Two that no line of text lies between are one.
    starts.dedup_by(|b, a| !stacks.iter().flatten().any(|line| (*a..*b).contains(&line.y)));
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

/// Where rows begin in which every column has text, although the column had room for it on the line before: the cell above is
/// at its end. A cell that wraps goes on because its line is full.
fn begun(stacks: &[Vec<TextLine>], fullest: &[TextLine]) -> Vec<f64> {
    let left = |lines: &[TextLine]| lines.iter().map(|line| line.left).fold(f64::MAX, f64::min);
    let right = |lines: &[TextLine]| lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
    let edges: Vec<f64> = stacks
        .iter()
        .enumerate()
        .map(|(n, lines)| {
            stacks.get(n + 1).map_or_else(|| right(lines), |next| left(next) - next.first().map_or(0.0, |l| l.size))
        })
        .collect();
    let beside = |lines: &[TextLine], y: f64, size: f64| lines.iter().position(|line| (line.y - y).abs() < 0.3 * size);
    let begins = |line: &&TextLine| {
        let places: Option<Vec<usize>> = stacks.iter().map(|lines| beside(lines, line.y, line.size)).collect();
        let full = |(at, (lines, edge)): (usize, (&Vec<TextLine>, &f64))| {
            let above = at.checked_sub(1).and_then(|above| lines.get(above)).zip(lines.get(at));
            above.is_some_and(|(above, line)| above.right + above.blank + line.first.min(2.2 * line.size) > *edge)
        };
        places.is_some_and(|places| {
            places.into_iter().zip(stacks.iter().zip(&edges)).filter(|cell| full(*cell)).count() * 2 < stacks.len()
        })
    };
    fullest.iter().skip(1).filter(begins).map(|line| line.y - 0.5 * line.size).collect()
}
