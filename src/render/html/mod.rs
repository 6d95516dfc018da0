//! Reports and exports as web pages: one file each, with nothing from elsewhere, so that it can be kept, mailed and printed.

mod page;
mod results;
pub(super) mod table;

pub(super) use page::{marked, page};
pub(super) use results::results;
