//! Tables: which column is Chinese, which English, which names the row. Used by every format that has columns or
//! named fields, so that a header means the same in all of them.

mod choice;
mod names;
mod options;
mod pairs;
mod rows;
mod tally;

#[cfg(test)]
mod tests;

pub use choice::{Extent, columns};
pub use names::{names_both, without_language};
pub use options::is_of_options;
pub use rows::Columns;
