//! Terms that are not rendered as they should be: by a glossary, or by what the text does elsewhere.

pub(super) mod glossary;
pub(super) mod homophones;
pub(super) mod opposites;
pub(super) mod variants;
