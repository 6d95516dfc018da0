//! How much of each word the other side explains, by the links of the pair and by what the dictionary and the other
//! pairs say of them.

use crate::model::{Side, Sides};
use crate::text::lexicon::Lexicon;
use crate::wordalign::{LearntView, Token, WordLinks, dictionary_links};

/// What is said twice here and once there is explained once: how much that counts, against each being explained by
/// itself.
const SHARED: f32 = 0.7;

/// How many other occurrences make a link that no dictionary has half sure.
const HALF_SURE: f32 = 0.7;

/// How much of each token the other side explains, 0..=1. A pair does not speak for itself: words that stand together
/// here only were linked because something has to be.
pub(in crate::check) fn explained(links: &WordLinks, view: &LearntView) -> Sides<Vec<f32>> {
    let known = dictionary_links(Lexicon::shared(), &links.zh, &links.en);
    let ids = |side, tokens: &[Token]| tokens.iter().map(|t| view.word(side, &t.key)).collect::<Vec<_>>();
    let (zh_ids, en_ids) = (ids(Side::Zh, &links.zh), ids(Side::En, &links.en));
    let seen = |side, id: Option<u32>| id.map_or(0, |id| view.frequency(side, id)) as f32;
    let mut zh = vec![(0.0f32, 0.0f32); links.zh.len()];
    let mut en = vec![(0.0f32, 0.0f32); links.en.len()];
    for link in &links.links {
        let trust = if known.binary_search(&(link.zh, link.en)).is_ok() {
            1.0
        } else {
            let (z, e) = (zh_ids[link.zh], en_ids[link.en]);
            let (f, b) = z.zip(e).and_then(|(z, e)| view.t(z, e)).unwrap_or((0.0, 0.0));
            let together = (f * seen(Side::Zh, z)).max(b * seen(Side::En, e)) - link.forward.max(link.backward);
            together.max(0.0) / (together.max(0.0) + HALF_SURE)
        };
        let (z, e) = (&mut zh[link.zh], &mut en[link.en]);
        z.0 += link.backward * trust;
        z.1 += link.forward * trust;
        e.0 += link.forward * trust;
        e.1 += link.backward * trust;
    }
    let both = |(own, shared): (f32, f32)| own.min(1.0) * (1.0 - SHARED) + shared.min(1.0) * SHARED;
    Sides::new(zh.into_iter().map(both).collect(), en.into_iter().map(both).collect())
}
