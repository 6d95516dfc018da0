//! Links between the two sides, paragraph and sentence. Never changes text.

mod passages;
mod stub;

pub use passages::passages;
pub use stub::{Pair, align};
