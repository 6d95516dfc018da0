//! Word alignment: which word of one side renders which of the other, learnt from the texts themselves with the
//! dictionary as a start. One table serves the counterpart marks, `terms`, and whatever else asks for the words that
//! render a word.
//!
//! ```
//! use duizhao::model::{Side, Span};
//! use duizhao::text::lexicon::Lexicon;
//! use duizhao::text::wordalign::{LearntView, LinkedPair, learn};
//!
//! let rows = [("保護商業秘密。", "Protect trade secrets."), ("商業秘密案件", "Trade secret cases")];
//! let bytes = learn(rows.into_iter(), usize::MAX).to_bytes();
//! let view = LearntView::open(&bytes)?;
//! let (zh, en) = rows[0];
//! let marks = LinkedPair::new(&view, Lexicon::shared(), zh, en).spot(Side::Zh, Span::new(6, 18));
//! assert_eq!(marks[0].0.of(en), "trade secrets");
//! # Ok::<(), duizhao::text::wordalign::OpenError>(())
//! ```
//!
//! The way of the data: `token` cuts, `corpus` numbers, `pairs` says what may be linked, `prior` what the dictionary
//! thinks of it, `learn` and `expect` go round (over the models in `lattice`), `learnt` and `view` are the stored form,
//! `pair` links two passages by it and by the terms that are `stated` in both (`grid` says where they may be linked), `spot`
//! and `renderings` read the links (`borders` says which spans are phrases), `marks` takes of them what is sure, `extract` the terms of a whole bitext, `term` finds
//! what they are asked about.
//!
//! On the DeNero sentences (AER, lower is better) with 235,946 rows of laws: 18.6; eflomal with 100,000 mixed rows 24.2.

mod borders;
mod corpus;
mod expect;
mod extract;
mod grid;
mod lattice;
mod learn;
mod learnt;
mod marks;
mod pair;
mod pairs;
mod places;
mod prior;
mod renderings;
mod renderings_choose;
mod renderings_pool;
mod spot;
mod stated;
mod term;
mod token;
mod view;

pub use extract::{TermPair, extract};
pub use learnt::Learnt;
pub use marks::marks;
pub use pair::{WordLink, WordLinks, align_pair, align_tokens};
pub use places::Places;
pub use prior::{dictionary_links, dictionary_renderings};
pub use renderings::{Rendering, Renderings, TermPassage, renderings};
pub use spot::{LinkedPair, MARK};
pub use term::term_spans;
pub use token::{Class, Cut, Token, given, tokens};
pub use view::{LearntView, OpenError};

use crate::text::lexicon::Lexicon;
use crate::text::segment::Segmenter;

/// Collects pairs of texts and learns from them.
#[derive(Debug, Default)]
pub struct Learner {
    corpus: corpus::Corpus,
}

impl Learner {
    /// Takes up to `limit` pairs of texts (Chinese, English); a pair that was there before teaches nothing new.
    pub fn read<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Self {
        Learner { corpus: corpus::Corpus::read(pairs, limit, Segmenter::shared()) }
    }

    /// Adds a pair that is cut into words already.
    pub fn push(&mut self, zh: &[Token], en: &[Token]) {
        let keys = |tokens: &[Token]| tokens.iter().map(|t| t.key.clone()).collect::<Vec<_>>();
        self.corpus.push(&keys(zh), &keys(en));
    }

    /// Learns from what was collected. 235,946 rows (5 M Chinese, 8 M English words) take about 70 s of one core,
    /// half of it on two, and 1.4 GB.
    pub fn learn(self) -> Learnt {
        let prior = prior::Prior::new(Lexicon::shared(), self.corpus.en.keys.iter().map(AsRef::as_ref));
        let pairs = pairs::Pairs::new(&self.corpus, &prior);
        drop(prior);
        let model = learn::learn(&self.corpus, &pairs);
        Learnt::new(self.corpus, &pairs, model)
    }
}

/// Learns from up to `limit` pairs of texts (Chinese, English).
pub fn learn<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Learnt {
    Learner::read(pairs, limit).learn()
}

#[cfg(test)]
mod tests;
