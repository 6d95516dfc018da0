//! Words to a query. The strict parser points at what is wrong; it never silently makes another query of it. Never
//! opens an index.

mod lex;
mod operators;
mod parse;
mod token;
mod value;
mod variants;
mod word;

/// The name that a field is asked by, in a query and in an order.
pub(crate) use crate::text::field_name::asked_by;
pub use crate::text::regional::elsewhere;
pub use operators::{explained, help};
pub use parse::{parse, parse_words};
