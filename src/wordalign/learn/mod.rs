//! Learning which word renders which from pairs of texts.
//!
//! `corpus` numbers the words, `cooccurrence` says which stand opposite each other, `expectation` and `maximisation` go
//! round over the `model`, and `worth` remembers where a link may be.

mod cooccurrence;
mod corpus;
mod expectation;
mod maximisation;
mod model;
mod worth;

use super::dictionary::Prior;
use super::stored::Learnt;
use super::token::Token;
use crate::model::Sides;
use crate::text::lexicon::Lexicon;
use crate::text::segment::Segmenter;
use cooccurrence::Cooccurrence;
use corpus::{Corpus, WordList};
use maximisation::maximise_likelihood;
use model::WordModel;

/// Collects pairs of texts and learns from them.
#[derive(Debug, Default)]
pub struct Learner {
    corpus: Corpus,
}

impl Learner {
    /// Takes up to `limit` pairs of texts (Chinese, English); a pair that was there before teaches nothing new.
    pub fn read<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Self {
        Learner { corpus: Corpus::read(pairs, limit, Segmenter::shared()) }
    }

    /// Adds a pair that is cut into words already.
    pub fn push(&mut self, zh: &[Token], en: &[Token]) {
        let keys = |tokens: &[Token]| tokens.iter().map(|t| t.key.clone()).collect::<Vec<_>>();
        self.corpus.push(&keys(zh), &keys(en));
    }

    /// Learns from what was collected. 235,946 rows (5 M Chinese, 8 M English words) take 1 GB.
    pub fn learn(self) -> Learnt {
        let prior = Prior::new(Lexicon::shared(), self.corpus.en.keys.iter().map(AsRef::as_ref));
        let mut met = Cooccurrence::new(&self.corpus, &prior);
        drop(prior);
        let WordModel { t, null: [null_en, null_zh], jumps } = maximise_likelihood(&self.corpus, &mut met);
        let words = |list: WordList, null: Vec<f32>| {
            list.keys.into_iter().zip(list.freq).zip(null).map(|((key, freq), null)| (key, freq, null)).collect()
        };
        let Corpus { zh, en, .. } = self.corpus;
        let row = |zh| met.of(zh).map(|pair| (met.en[pair], t[pair][0], t[pair][1]));
        Learnt::new(Sides::new(words(zh, null_zh), words(en, null_en)), jumps, row)
    }
}

/// Learns from up to `limit` pairs of texts (Chinese, English).
pub fn learn<S: AsRef<str> + Send + Sync>(pairs: impl Iterator<Item = (S, S)>, limit: usize) -> Learnt {
    Learner::read(pairs, limit).learn()
}
