//! Word alignment: which word of one side renders which of the other, learnt from the texts themselves with the
//! dictionary as a start. One table serves the counterpart marks, `terms`, and whatever else asks for the words that
//! render a word.
//!
//! ```
//! use duizhao::model::{Side, Span};
//! use duizhao::text::lexicon::Lexicon;
//! use duizhao::wordalign::{LearntView, LinkedPair, learn};
//!
//! let rows = [("保護商業秘密。", "Protect trade secrets."), ("商業秘密案件", "Trade secret cases")];
//! let bytes = learn(rows.into_iter(), usize::MAX).to_bytes();
//! let view = LearntView::open(&bytes)?;
//! let (zh, en) = rows[0];
//! let marks = LinkedPair::new(&view, Lexicon::shared(), zh, en).spot(Side::Zh, Span::new(6, 18));
//! assert_eq!(marks[0].0.of(en), "trade secrets");
//! # Ok::<(), duizhao::wordalign::OpenError>(())
//! ```
//!
//! The way of the data: `token` cuts, `dictionary` says what CC-CEDICT thinks, `learn` learns over the models in
//! `lattice`, `stored` is the form on disk, `link` links two texts by it, `link_texts` many for the
//! store, `renderings` reads the links.
//!
//! On the DeNero sentences (AER, lower is better) alone 16.4, with 10,000 rows of laws 17.5, with 4,000 of news and health
//! 16.2; eflomal with 100,000 mixed rows 24.2.

mod cell;
mod dictionary;
mod jumps;
mod lattice;
mod learn;
mod link;
mod link_texts;
mod renderings;
mod stored;
mod token;

pub use dictionary::{dictionary_links, dictionary_renderings};
pub use learn::{Learner, learn};
pub use link::{WordLink, WordLinks, align_pair, align_tokens};
pub use link_texts::link_texts;
pub use renderings::{
    LinkedPair, MARK, Rendering, Renderings, TermPair, TermPassage, extract, marks, renderings, term_spans,
};
pub use stored::{Learnt, LearntView, LinkTable, LinkTableBuilder, OpenError};
pub use token::{Class, Cut, Token, given, tokens};

/// The parts of an index that hold what is learnt here and linked by it: the lexicon, the links of all its texts when
/// that was learnt, and those of what came since.
pub const LEXICON_PART: &str = "lexicon";
pub const LINKS_PART: &str = "links";
pub const NEW_LINKS_PART: &str = "links-added";

#[cfg(test)]
mod tests;
