//! Word alignment: which word of one side renders which of the other.

mod corpus;
mod expect;
mod lattice;
mod learn;
mod learnt;
mod pair;
mod pairs;
mod prior;
mod renderings;
mod renderings_pool;
mod spot;
mod term;
mod token;
mod view;

pub use learnt::Learnt;
pub use pair::{WordLink, WordLinks, align_pair, align_tokens};
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
    /// Takes pairs of texts (Chinese, English), up to `limit`; a pair that was there before teaches nothing new.
    pub fn read<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Self {
        Learner { corpus: corpus::Corpus::read(pairs, limit, Segmenter::shared()) }
    }

    /// Adds a pair that is cut into words already.
    pub fn push(&mut self, zh: &[Token], en: &[Token]) {
        let keys = |tokens: &[Token]| tokens.iter().map(|t| t.key.clone()).collect::<Vec<_>>();
        self.corpus.push(&keys(zh), &keys(en));
    }

    pub fn learn(self) -> Learnt {
        let prior = prior::Prior::new(Lexicon::shared(), self.corpus.en.keys.iter().map(AsRef::as_ref));
        let pairs = pairs::Pairs::new(&self.corpus, &prior);
        drop(prior);
        let model = learn::learn(&self.corpus, &pairs);
        Learnt::new(self.corpus, &pairs, model)
    }
}

/// Learns from pairs of texts (Chinese, English), up to `limit` distinct ones.
pub fn learn<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Learnt {
    Learner::read(pairs, limit).learn()
}
