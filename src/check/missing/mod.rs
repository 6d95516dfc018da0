//! Text that one side lacks: whole paragraphs, sentences, clauses, or most of a side.

pub(super) mod clause;
pub(super) mod side;
