//! The stored form of what was learnt: `encode` makes the bytes, `view` reads them where they lie.

mod encode;
mod lookups;
mod segmentation;
mod view;
mod word_table;

pub use encode::Learnt;
pub use lookups::LookupCache;
pub use view::{LearntView, OpenError};
