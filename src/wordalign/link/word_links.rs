//! The words of one pair of passages linked by what was learnt. Law: probabilities are in 0..=1, links are in order
//! and point at tokens that are there.

use super::super::dictionary::speaks_for;
use super::super::token::Token;
use super::whole_terms::WholeTerm;
use crate::model::{Side, Sides};
use crate::text::lexicon::Lexicon;

/// What one direction alone must be for a link beside another.
const SURE: f32 = 0.8;

/// A word that was seen so often is known; one that was seen [`HALF`] times is worth half as much without the
/// dictionary's word for it.
const ENOUGH: u32 = 20;
const HALF: f32 = 1.0;

/// A rare word that one direction links and the other does not was left over: it is worth less.
const LEFT_OVER: f32 = 0.1;
const ONE_WAY: f32 = 0.6;

/// More words of a side than this are not looked at: no passage is that long.
const LONGEST: usize = 2000;

/// A pair of words that may render each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordLink {
    /// Which token of each side.
    pub zh: usize,
    pub en: usize,
    /// How likely the Chinese word brought the English one, and the other way round, 0..=1.
    pub forward: f32,
    pub backward: f32,
}

impl WordLink {
    /// The mean of both directions; above .5 it is a link.
    pub fn probability(&self) -> f32 {
        (self.forward + self.backward) / 2.0
    }

    /// Half the geometric, half the arithmetic mean: what one direction alone says counts less.
    pub fn mass(&self) -> f32 {
        (self.forward * self.backward).sqrt() / 2.0 + self.probability() / 2.0
    }

    /// Which token of `side` it leads from, and to which of the other.
    pub fn ends(&self, side: Side) -> (usize, usize) {
        match side {
            Side::Zh => (self.zh, self.en),
            Side::En => (self.en, self.zh),
        }
    }
}

/// The words of a pair of passages and their links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordLinks {
    pub zh: Vec<Token>,
    pub en: Vec<Token>,
    /// By English token, then by Chinese token.
    pub links: Vec<WordLink>,
    /// How often each token's word stands in the pairs that were learnt from; 0 for words that were not.
    pub frequency: Sides<Vec<u32>>,
    /// How far each link is to be trusted, 0..=1, where that was stored with it; else empty.
    pub(in crate::wordalign) trust: Vec<f32>,
    /// Terms of our own table that stand whole on both sides.
    pub(in crate::wordalign) whole_terms: Vec<WholeTerm>,
}

impl WordLinks {
    /// Words without their links.
    pub(in crate::wordalign) fn unlinked(mut zh: Vec<Token>, mut en: Vec<Token>) -> Self {
        zh.truncate(LONGEST);
        en.truncate(LONGEST);
        WordLinks { zh, en, ..WordLinks::default() }
    }

    /// Whether an English token is part of a rendering that our own table has for a term that stands in the Chinese.
    pub fn is_stated(&self, en: usize) -> bool {
        self.whole_terms.iter().any(|term| term.en.contains(&en))
    }

    /// How far a link is to be trusted, 0..=1: a word that was seen once goes with whatever was left over in its
    /// sentence, unless the dictionary says so too.
    pub fn evidence(&self, link: &WordLink, lexicon: Lexicon) -> f32 {
        if !self.trust.is_empty() {
            let place = self.links.binary_search_by_key(&(link.en, link.zh), |link| (link.en, link.zh));
            return place.ok().and_then(|place| self.trust.get(place)).copied().unwrap_or(1.0);
        }
        let (Some(zh), Some(en)) = (self.zh.get(link.zh), self.en.get(link.en)) else { return 0.0 };
        let seen = |counts: &[u32], token: usize| counts.get(token).copied().unwrap_or(0);
        let seen = seen(&self.frequency.zh, link.zh).min(seen(&self.frequency.en, link.en));
        if seen < ENOUGH && !speaks_for(lexicon, &zh.key, &en.key) {
            let both_ways = if link.forward.min(link.backward) < LEFT_OVER { ONE_WAY } else { 1.0 };
            return both_ways * seen as f32 / (seen as f32 + HALF);
        }
        1.0
    }

    /// The pairs (Chinese token, English token) that are links: those that both directions together hold for more
    /// likely than not, then, for words that are left, what one direction is sure of beside a link.
    pub fn decided(&self) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> =
            self.links.iter().filter(|l| l.probability() > 0.5).map(|l| (l.zh, l.en)).collect();
        let mut linked = Sides::new(vec![false; self.zh.len()], vec![false; self.en.len()]);
        for (zh, en) in &out {
            linked.zh[*zh] = true;
            linked.en[*en] = true;
        }
        loop {
            let near = |a: usize, b: usize| a.abs_diff(b) == 1;
            let more: Vec<(usize, usize)> = self
                .links
                .iter()
                .filter(|l| {
                    let by_forward =
                        l.forward > SURE && !linked.en[l.en] && out.iter().any(|(z, e)| *z == l.zh && near(*e, l.en));
                    let by_backward =
                        l.backward > SURE && !linked.zh[l.zh] && out.iter().any(|(z, e)| *e == l.en && near(*z, l.zh));
                    by_forward || by_backward
                })
                .map(|l| (l.zh, l.en))
                .collect();
            if more.is_empty() {
                return out;
            }
            for link in more {
                linked.zh[link.0] = true;
                linked.en[link.1] = true;
                out.push(link);
            }
        }
    }
}
