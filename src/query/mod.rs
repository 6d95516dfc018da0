//! Words to a query. The strict parser points at what is wrong; it never silently makes another query of it. Never
//! opens an index.

mod lex;
mod operators;
mod parse;
mod token;
mod value;
mod variants;
mod word;

pub use crate::text::regional::elsewhere;
pub use operators::{explained, help};
pub use parse::{parse, parse_words};
