//! What a program that uses the library sees: an index with everything that can be asked of it, and alignment without an
//! index. Holds no algorithm.

mod align;
mod index;

pub use align::align_texts;
pub use index::Index;
