//! What renders what, read from the links between words: `spotting` finds the words that render a span, `marks` those
//! that surely do, `of_term` all renderings of a term over its `occurrences`, `glossary` the terms of a whole bitext.

mod borders;
mod candidate;
mod choose;
mod glossary;
mod left_over;
mod linked_pair;
mod marks;
mod occurrences;
mod of_term;
mod phrase_fit;
mod piece_index;
mod pool;
mod roles;
mod spotting;

pub use glossary::{TermPair, extract};
pub use linked_pair::LinkedPair;
pub use marks::marks;
pub use occurrences::term_spans;
pub use of_term::{Rendering, Renderings, TermPassage, renderings};
pub use spotting::MARK;
