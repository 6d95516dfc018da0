//! A place in a pair of texts where a word of one side may be linked with a word of the other.

/// A place where two words stand opposite each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub zh: u16,
    pub en: u16,
    pub pair: u32,
}

/// The order of the cells by Chinese word, then by English word.
pub(super) fn transpose(cells: &[Cell], zh: usize, order: &mut Vec<u32>, next: &mut Vec<u32>) {
    next.clear();
    next.resize(zh + 1, 0);
    cells.iter().for_each(|c| next[usize::from(c.zh) + 1] += 1);
    for i in 0..zh {
        next[i + 1] += next[i];
    }
    order.clear();
    order.resize(cells.len(), 0);
    for (at, cell) in cells.iter().enumerate() {
        let slot = &mut next[usize::from(cell.zh)];
        order[*slot as usize] = at as u32;
        *slot += 1;
    }
}
