//! The links between the words of two texts: `grid` says where they may be and how likely, `align` decides by what was
//! stored or learnt and by `whole_terms`, `parts` takes terms apart, `word_links` is what comes of it.

mod align;
mod grid;
mod join;
mod negation;
mod parts;
mod same_words;
mod whole_terms;
mod word_links;

/// The longest rendering that is looked for, in tokens.
pub(super) const LONGEST_RENDERING: usize = 12;

pub(super) use align::{align_about, align_where, encoded};
pub use align::{align_pair, align_tokens};
pub(super) use join::join_stretches;
pub use word_links::{WordLink, WordLinks};
