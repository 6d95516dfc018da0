//! What stands in one column of a table, counted.

use crate::model::{Side, Sides};
use crate::read::halves::halves;
use crate::read::language::{letters, side_of_text};
use std::collections::HashSet;

/// What stands in one column.
pub struct ColumnTally {
    /// Cells that read as Chinese and as English.
    pub cells: Sides<usize>,
    /// Cells that hold both languages.
    pub both: usize,
    /// Chinese characters and Latin letters.
    pub letters: Sides<usize>,
    pub filled: usize,
    /// Cells with a digit and without a space, and addresses.
    pub codes: usize,
    /// Different cells.
    pub distinct: usize,
    /// No two filled cells are the same.
    pub unique: bool,
}

impl ColumnTally {
    pub fn of<R: AsRef<[String]>>(rows: &[R], column: usize) -> Self {
        let mut tally = ColumnTally {
            cells: Sides::default(),
            both: 0,
            letters: Sides::default(),
            filled: 0,
            codes: 0,
            distinct: 0,
            unique: true,
        };
        let mut seen = HashSet::new();
        for cell in rows.iter().filter_map(|r| r.as_ref().get(column)).map(|c| c.trim()).filter(|c| !c.is_empty()) {
            let (han, latin) = letters(cell);
            tally.letters.zh += han;
            tally.letters.en += latin;
            if let Some(side) = side_of_text(cell) {
                *tally.cells.get_mut(side) += 1;
            }
            tally.filled += 1;
            tally.both += usize::from(halves(cell).is_some());
            let address = cell.contains("://") || cell.contains('@') && !cell.contains(' ');
            tally.codes += usize::from(!cell.contains(' ') && (address || cell.contains(|c: char| c.is_ascii_digit())));
            tally.distinct += usize::from(seen.insert(cell));
        }
        tally.unique = tally.distinct == tally.filled;
        tally
    }

    /// Whether most cells read like "V1.1.1" or an address, whose letters are no English.
    pub fn identifiers(&self) -> bool {
        self.letters.zh == 0 && self.filled > 0 && self.codes * 10 >= self.filled * 8
    }

    /// Whether most cells hold both languages.
    pub fn holds_both(&self) -> bool {
        self.both > 0 && self.both * 2 > self.filled
    }

    /// Whether the cells are categories: the same few, again and again.
    pub fn repeats(&self) -> bool {
        self.filled >= 10 && self.distinct * 3 < self.filled
    }

    /// The language of most cells; `None` when most have no letters.
    pub fn side(&self) -> Option<Side> {
        match self.cells {
            Sides { zh, en } if zh + en == 0 || (zh + en) * 2 < self.filled => None,
            Sides { zh, en } if zh >= en => Some(Side::Zh),
            _ => Some(Side::En),
        }
    }
}
