//! Links between the two sides, paragraph and sentence. Never changes text.

mod passages;

pub use passages::passages;
