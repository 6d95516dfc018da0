//! The rows that the cells of a table make, once it is known what its columns are.

use crate::model::{LeftOut, LeftOutReason, Row, Side, Sides, Warning};
use crate::read::halves::halves;
use crate::read::language::side_of_text;
use std::collections::HashSet;

/// What the columns of a table are, 0-based and from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The columns of each language.
    pub side: Sides<Vec<usize>>,
    /// Columns whose cells hold both languages.
    pub both: Vec<usize>,
    pub key: Option<usize>,
    /// The first row names the columns and is none itself.
    pub header: bool,
    /// The header has the codes of both languages, as a program writes them: a cell is of its column's language, whatever
    /// it says, and is never taken apart.
    pub coded: bool,
    /// Columns of the two languages that render each other, where there are several of each.
    pub pairs: Vec<Sides<usize>>,
    /// Columns with text that is not read, with what the header calls them.
    pub unread: Vec<(usize, String)>,
}

/// Whether a column is among some, which go from left to right. A table can have thousands.
pub fn among(columns: &[usize], column: usize) -> bool {
    columns.binary_search(&column).is_ok()
}

impl Columns {
    /// The row that a table's cells make. Cells of one language are joined by tabs, and what is not read goes
    /// along as left out. `None` when there is no text at all.
    pub fn row(&self, cells: &[String], line: usize) -> Option<Row> {
        let cell = |column: usize| cells.get(column).map(|c| c.trim()).filter(|c| !c.is_empty());
        if let Some(row) = self.spanning(cells, line) {
            return Some(row);
        }
        let mut left_out: Vec<LeftOut> = Vec::new();
        let mut leave =
            |reason: LeftOutReason, text: &str| left_out.push(LeftOut { reason, text: text.to_string(), line });
        let mut text = Sides::<Vec<&str>>::default();
        let mut before = Sides::<HashSet<&str>>::default();
        let parts: Vec<Option<Sides<String>>> = self.both.iter().map(|c| cell(*c).and_then(halves)).collect();
        for (column, said) in cells.iter().enumerate().map(|(n, c)| (n, c.trim())).filter(|(_, c)| !c.is_empty()) {
            match self.both.binary_search(&column).ok().and_then(|at| parts.get(at)) {
                Some(Some(halves)) => {
                    for (side, half) in [(Side::Zh, &halves.zh), (Side::En, &halves.en)] {
                        text.get_mut(side).push(half);
                        before.get_mut(side).insert(half);
                    }
                }
                Some(None) => {
                    let side = side_of_text(said).unwrap_or(Side::Zh);
                    text.get_mut(side).push(said);
                    before.get_mut(side).insert(said);
                }
                None => match Side::BOTH.into_iter().find(|s| among(self.side.get(*s), column)) {
                    // Two scripts often write a word in the same way.
                    Some(side) if !before.get_mut(side).insert(said) => leave(LeftOutReason::Alternative, said),
                    Some(side) => text.get_mut(side).push(said),
                    // Columns that the first rows lack, too.
                    None if self.key != Some(column) => leave(LeftOutReason::Column, said),
                    None => {}
                },
            }
        }
        // A tab is never taken for the wrap of a line.
        let Sides { zh, en } = text.map(|texts| Some(texts.join("\t")).filter(|t| !t.is_empty()));
        let reference = self.key.and_then(cell).map(str::to_string);
        if let (None, None, Some(key)) = (&zh, &en, &reference) {
            leave(LeftOutReason::Column, key);
        }
        (zh.is_some() || en.is_some() || !left_out.is_empty()).then_some(Row {
            zh,
            en,
            reference,
            line,
            left_out,
            ..Row::default()
        })
    }

    /// The rows that the cells of a row of a table make: one, or one for each pair of columns, each with the cells that it
    /// is made of. What stands in other columns goes with the first; what several pairs share, with each.
    pub fn rows(&self, cells: &[String], line: usize) -> Vec<(Row, Vec<String>)> {
        let whole = || self.row(cells, line).map(|row| (row, cells.to_vec())).into_iter().collect();
        if self.pairs.is_empty() || cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
            return whole();
        }
        let holds = |pair: &Sides<usize>, column: usize| pair.zh == column || pair.en == column;
        // A column that several pairs share makes no row of itself.
        let is_shared = |column: usize| self.pairs.iter().filter(|pair| holds(pair, column)).count() > 1;
        let says = |column: usize| cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
        let is_filled = |pair: &&Sides<usize>| [pair.zh, pair.en].into_iter().any(|c| says(c) && !is_shared(c));
        let filled: Vec<&Sides<usize>> = self.pairs.iter().filter(is_filled).collect();
        let row = |(at, pair): (usize, &&Sides<usize>)| {
            let of_pair = |column: usize| match self.pairs.iter().any(|pair| holds(pair, column)) {
                true => holds(pair, column),
                false => at == 0 || self.key == Some(column),
            };
            let own = |(column, cell): (usize, &String)| if of_pair(column) { cell.clone() } else { String::new() };
            let own: Vec<String> = cells.iter().enumerate().map(own).collect();
            self.row(&own, line).map(|row| (row, own))
        };
        let are_variants = self.pairs.iter().any(|pair| is_shared(pair.en));
        let mut rows: Vec<(Row, Vec<String>)> = Vec::new();
        for (mut row, own) in filled.iter().enumerate().filter_map(row) {
            // Two scripts often write a word in the same way.
            let mut same = rows.iter_mut().filter(|(known, _)| are_variants && row.zh.is_some() && known.zh == row.zh);
            match same.next() {
                Some((known, _)) => {
                    known.left_out.append(&mut row.left_out);
                    let said = row.zh.into_iter();
                    known.left_out.extend(said.map(|text| LeftOut { reason: LeftOutReason::Alternative, text, line }));
                }
                None => rows.push((row, own)),
            }
        }
        if rows.is_empty() { whole() } else { rows }
    }

    /// The column that the text of a side begins in, of those that have it in this row.
    pub fn first_of(&self, side: Side, cells: &[String]) -> Option<usize> {
        let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(column, _)| column);
        let read = |column: &usize| among(self.side.get(side), *column) || among(&self.both, *column);
        // A text that stands alone is read wherever it stands.
        filled().find(read).or_else(|| filled().next())
    }

    /// The row of a single text that stands where no language has its column: the title of a part of the table.
    fn spanning(&self, cells: &[String], line: usize) -> Option<Row> {
        if self.coded {
            return None;
        }
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (Some((column, said)), None) = (filled.next(), filled.next()) else { return None };
        let read = among(&self.side.zh, column) || among(&self.side.en, column) || among(&self.both, column);
        let row = Row { line, ..Row::default() };
        match halves(said) {
            Some(halves) => Some(Row { zh: Some(halves.zh), en: Some(halves.en), ..row }),
            None if read => None,
            None => match side_of_text(said)? {
                Side::Zh => Some(Row { zh: Some(said.trim().to_string()), ..row }),
                Side::En if said.trim().contains(' ') => Some(Row { en: Some(said.trim().to_string()), ..row }),
                Side::En => None,
            },
        }
    }

    /// The header as what is left out of a document.
    pub fn header_left_out(&self, cells: &[String], line: usize) -> Option<LeftOut> {
        self.header.then(|| LeftOut { reason: LeftOutReason::ColumnNames, text: cells.join(" "), line })
    }

    /// What should be said of columns with text that are not read.
    pub fn warning(&self) -> Option<Warning> {
        let names: Vec<String> = self
            .unread
            .iter()
            .map(
                |(column, name)| {
                    if name.is_empty() { format!("the {} one", ordinal(column + 1)) } else { name.clone() }
                },
            )
            .collect();
        let columns = if names.len() == 1 { "column" } else { "columns" };
        (!names.is_empty()).then(|| Warning::new(format!("{} {columns} not read: {}", names.len(), names.join(", "))))
    }

    /// Whether both languages have a column.
    pub fn both(&self) -> bool {
        !self.both.is_empty() || !self.side.zh.is_empty() && !self.side.en.is_empty()
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
