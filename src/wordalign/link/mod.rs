//! The links between the words of two texts: `grid` says where they may be and how likely, `align` decides by what was
//! learnt and by `whole_terms`, `word_links` is what comes of it.

mod align;
mod grid;
mod whole_terms;
mod word_links;

pub use align::{align_pair, align_tokens};
pub(super) use grid::LinkGrid;
pub use word_links::{WordLink, WordLinks};
