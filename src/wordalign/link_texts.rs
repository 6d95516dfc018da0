//! Links texts so that their links can be stored.

use super::link::encoded;
use super::stored::{LearntView, LinkTableBuilder, key_of};
use crate::text::lexicon::Lexicon;
use rayon::prelude::*;

/// Links the words of pairs of texts (Chinese, English), on all cores, and adds them to the table.
pub fn link_texts<S: AsRef<str> + Sync>(view: &LearntView, texts: &[(S, S)], table: &mut LinkTableBuilder) {
    let link = |(zh, en): &(S, S)| {
        let (zh, en) = (zh.as_ref(), en.as_ref());
        (key_of(zh, en), encoded(view, Lexicon::shared(), zh, en).into_boxed_slice())
    };
    let linked: Vec<_> = texts.par_iter().map(link).collect();
    linked.into_iter().for_each(|entry| table.push(entry));
}
