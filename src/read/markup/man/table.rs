//! Tables in pages of manuals (tbl): how their columns are set, then a row a line.

use crate::read::line_join::join_line;

/// A table that is being read.
pub struct Table {
    rows: Vec<Vec<String>>,
    /// The line of the file that it begins on.
    start: usize,
    /// What parts its cells.
    tab: char,
    /// Its columns are described until a line that ends with a point.
    described: bool,
    /// A cell goes on over lines (`T{`).
    open: bool,
}

impl Table {
    pub fn new(start: usize) -> Self {
        Table { rows: Vec::new(), start, tab: '\t', described: false, open: false }
    }

    pub fn is_described(&self) -> bool {
        self.described
    }

    /// Takes a line that says how the table is set.
    pub fn describe(&mut self, line: &str) {
        if let Some((_, tab)) = line.split_once("tab(") {
            self.tab = tab.chars().next().unwrap_or('\t');
        }
        self.described = line.trim_end().ends_with('.');
    }

    /// Takes a line of text.
    pub fn row(&mut self, line: &str) {
        let is_rule = !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '_' | '='));
        if is_rule || line.trim().is_empty() && !self.open {
            return;
        }
        let mut cells = line.split(self.tab).map(str::trim);
        if self.open {
            let first = cells.next().unwrap_or_default();
            let ended = first.strip_prefix("T}");
            if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                join_line(cell, ended.unwrap_or(first));
            }
            if ended.is_none() {
                return;
            }
            self.open = false;
        } else {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        row.extend(cells.map(str::to_string));
        if let Some(cell) = row.last_mut().filter(|cell| *cell == "T{") {
            cell.clear();
            self.open = true;
        }
    }

    /// Its rows, and the line that it begins on.
    pub fn rows(self) -> (Vec<Vec<String>>, usize) {
        (self.rows, self.start)
    }
}
