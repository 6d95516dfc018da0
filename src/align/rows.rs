//! A sparse matrix by rows: for each token of one side, tokens of the other with a weight.

/// Weights of tokens of one side (columns) for each token of the other (rows).
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// One longer than the rows.
    ends: Vec<u32>,
    cells: Vec<(u32, f32)>,
}

impl Rows {
    pub fn row(&self, i: u32) -> &[(u32, f32)] {
        let i = i as usize;
        match (self.ends.get(i), self.ends.get(i + 1)) {
            (Some(from), Some(to)) => &self.cells[*from as usize..*to as usize],
            _ => &[],
        }
    }

    pub fn len(&self) -> usize {
        self.ends.len().saturating_sub(1)
    }

    pub fn from_rows(rows: impl Iterator<Item = Vec<(u32, f32)>>) -> Self {
        let mut all = Rows { ends: vec![0], cells: Vec::new() };
        for row in rows {
            all.cells.extend(row);
            all.ends.push(all.cells.len() as u32);
        }
        all
    }

    /// The rows of the transposed matrix, which has so many.
    pub fn transposed(&self, columns: usize) -> Vec<Vec<(u32, f32)>> {
        let mut rows = vec![Vec::new(); columns];
        for i in 0..self.len() as u32 {
            for (j, weight) in self.row(i) {
                rows[*j as usize].push((i, *weight));
            }
        }
        rows
    }
}
