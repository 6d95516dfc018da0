//! The stored form of what was learnt (`encode` makes the bytes, `view` reads them where they lie) and of the links
//! between the words of texts (`link_code` of two, `link_table` of many).

mod bits;
mod encode;
mod link_code;
mod link_table;
mod open_error;
mod segmentation;
mod view;
mod word_table;

pub use encode::Learnt;
pub(super) use link_code::{Recorder, decode, encode};
pub(super) use link_table::key_of;
pub use link_table::{LinkTable, LinkTableBuilder};
pub use open_error::OpenError;
pub use view::LearntView;
