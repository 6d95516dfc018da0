//! Links texts so that their links can be stored.

use super::link::align_tokens;
use super::stored::{LearntView, LinkTableBuilder, Recorder, encode, key_of};
use super::token::tokens;
use crate::text::lexicon::Lexicon;
use rayon::prelude::*;

/// Links the words of pairs of texts (Chinese, English), on all cores, and adds them to the table.
pub fn link_texts<S: AsRef<str> + Sync>(view: &LearntView, texts: &[(S, S)], table: &mut LinkTableBuilder) {
    let link = |(zh, en): &(S, S)| {
        let (zh, en) = (zh.as_ref(), en.as_ref());
        let cut = Recorder::new(view);
        let (zh_tokens, en_tokens) = (tokens(zh, &cut), tokens(en, &cut));
        let words = align_tokens(view, Lexicon::shared(), zh_tokens, en_tokens);
        (key_of(zh, en), encode(cut, &words, Lexicon::shared()).into_boxed_slice())
    };
    let linked: Vec<_> = texts.par_iter().map(link).collect();
    linked.into_iter().for_each(|entry| table.push(entry));
}
