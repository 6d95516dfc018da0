//! The words of one pair of passages linked by what was learnt. Law: probabilities are in 0..=1, links are in order
//! and point at tokens that are there.

use super::expect::transpose;
use super::lattice::{Lattice, Scratch};
use super::pairs::Cell;
use super::prior::{Prior, speaks_for};
use super::stated::{self, Stated};
use super::token::{Class, Token, tokens};
use super::view::LearntView;
use crate::model::{Side, Sides};
use crate::text::lexicon::Lexicon;

/// Links that are less likely in both directions are left out.
const LEAST: f32 = 0.02;

/// What one direction alone must be for a link beside another.
const SURE: f32 = 0.8;

/// A word that was seen so often is known; one that was seen [`HALF`] times is worth half as much without the
/// dictionary's word for it.
const ENOUGH: u32 = 20;
const HALF: f32 = 1.0;

/// How far from the diagonal words of long texts may be linked: so many English words, and a share of the text.
const BAND: usize = 60;
const BAND_SHARE: usize = 8;

/// What is so much less likely than another word, in both directions, is no link wherever it stands.
const HOPELESS: f32 = 1e-3;

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
    /// Terms of our own table that stand whole on both sides.
    pub(super) stated: Vec<Stated>,
}

impl WordLinks {
    /// How far a link is to be trusted, 0..=1: a word that was seen once goes with whatever was left over in its
    /// sentence, unless the dictionary says so too.
    pub fn evidence(&self, link: &WordLink, lexicon: Lexicon) -> f32 {
        let (Some(zh), Some(en)) = (self.zh.get(link.zh), self.en.get(link.en)) else { return 0.0 };
        let seen = |counts: &[u32], token: usize| counts.get(token).copied().unwrap_or(0);
        let seen = seen(&self.frequency.zh, link.zh).min(seen(&self.frequency.en, link.en));
        if seen < ENOUGH && !speaks_for(lexicon, &zh.key, &en.key) {
            return seen as f32 / (seen as f32 + HALF);
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

/// Links the words of two passages.
pub fn align_pair(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str) -> WordLinks {
    align_tokens(view, lexicon, tokens(zh, view), tokens(en, view))
}

/// Links words that are cut already.
pub fn align_tokens(view: &LearntView, lexicon: Lexicon, mut zh: Vec<Token>, mut en: Vec<Token>) -> WordLinks {
    zh.truncate(LONGEST);
    en.truncate(LONGEST);
    let ids = |side, tokens: &[Token]| tokens.iter().map(|t| view.word(side, &t.key)).collect::<Vec<_>>();
    let (zh_ids, en_ids) = (ids(Side::Zh, &zh), ids(Side::En, &en));
    let stated = stated::stated(lexicon, &zh, &en);
    let mut candidates = candidates(view, lexicon, &zh, &en, &zh_ids, &en_ids);
    stated::raise(&stated, &mut candidates);
    let candidates = hopeful(candidates, &zh, &en);
    let cells: Vec<Cell> = candidates.iter().map(|(cell, _)| *cell).collect();
    let null = |side: Side, ids: &[Option<u32>]| {
        let unknown = (1.0 / (view.len(side) + 1) as f32).min(1e-4);
        ids.iter().map(|w| w.map_or(unknown, |w| view.null(side, w).max(1e-9))).collect::<Vec<_>>()
    };
    let [jumps_forward, jumps_backward] = view.jumps();
    let (mut scratch, mut lattice) = (Scratch::default(), Lattice::default());
    let (mut forward, mut backward, mut order) = (Vec::new(), Vec::new(), Vec::new());
    let t = |c: usize| candidates[c].1;
    lattice.fill(
        zh.len(),
        null(Side::En, &en_ids).into_iter(),
        cells.iter().enumerate().map(|(c, cell)| (cell.en, cell.zh, t(c).0)),
    );
    lattice.hmm(&jumps_forward, &mut scratch, &mut forward, None);
    transpose(&cells, zh.len(), &mut order, &mut Vec::new());
    let turned = order.iter().map(|&c| (cells[c as usize].zh, cells[c as usize].en, t(c as usize).1));
    lattice.fill(en.len(), null(Side::Zh, &zh_ids).into_iter(), turned);
    lattice.hmm(&jumps_backward, &mut scratch, &mut backward, None);
    let mut links: Vec<WordLink> = cells
        .iter()
        .zip(&forward)
        .map(|(c, p)| WordLink { zh: c.zh.into(), en: c.en.into(), forward: *p, backward: 0.0 })
        .collect();
    for (&c, p) in order.iter().zip(&backward) {
        links[c as usize].backward = *p;
    }
    links.retain(|link| link.forward.max(link.backward) >= LEAST);
    let count = |side, ids: &[Option<u32>]| ids.iter().map(|w| w.map_or(0, |w| view.frequency(side, w))).collect();
    let frequency = Sides::new(count(Side::Zh, &zh_ids), count(Side::En, &en_ids));
    WordLinks { zh, en, links, frequency, stated }
}

/// Which words may be linked, with t(e|z) and t(z|e).
fn candidates(
    view: &LearntView,
    lexicon: Lexicon,
    zh: &[Token],
    en: &[Token],
    zh_ids: &[Option<u32>],
    en_ids: &[Option<u32>],
) -> Vec<(Cell, (f32, f32))> {
    let mut found = Vec::new();
    let band = BAND + en.len() / BAND_SHARE;
    let mut add = |i: usize, j: usize, t| {
        if (i * en.len() / zh.len().max(1)).abs_diff(j) <= band {
            found.push((Cell { zh: i as u16, en: j as u16, pair: 0 }, t));
        }
    };
    let mut known: Vec<(u32, usize)> = en_ids.iter().enumerate().filter_map(|(j, e)| Some(((*e)?, j))).collect();
    known.sort_unstable();
    let distinct: Vec<u32> = known.chunk_by(|a, b| a.0 == b.0).filter_map(|same| Some(same.first()?.0)).collect();
    let places: Vec<&[(u32, usize)]> = known.chunk_by(|a, b| a.0 == b.0).collect();
    for (i, z) in zh_ids.iter().enumerate() {
        let Some(z) = *z else { continue };
        view.among(z, &distinct, |at, t| {
            places.get(at).into_iter().flat_map(|same| same.iter()).for_each(|(_, j)| add(i, *j, t));
        });
    }
    if zh_ids.iter().chain(en_ids).any(Option::is_none) {
        // The dictionary speaks for words that were not learnt about.
        let prior = Prior::new(lexicon, en.iter().map(|t| t.key.as_str()));
        for (i, token) in zh.iter().enumerate() {
            for (known, weight) in prior.row(&token.key) {
                let Some(key) = en.get(known as usize).map(|t| &t.key) else { continue };
                for (j, other) in en.iter().enumerate().filter(|(_, t)| t.key == *key) {
                    let unknown = zh_ids[i].is_none() || en_ids[j].is_none();
                    if unknown && Class::of(&token.key).joins(Class::of(&other.key)) {
                        add(i, j, (weight / 2.0, weight / 2.0));
                    }
                }
            }
        }
    }
    found
}

/// Those that are not hopeless beside others, by English word, then by Chinese word.
fn hopeful(mut found: Vec<(Cell, (f32, f32))>, zh: &[Token], en: &[Token]) -> Vec<(Cell, (f32, f32))> {
    let mut best = Sides::new(vec![0.0f32; zh.len()], vec![0.0f32; en.len()]);
    for (cell, (forward, backward)) in &found {
        let (z, e) = (&mut best.zh[usize::from(cell.zh)], &mut best.en[usize::from(cell.en)]);
        (*z, *e) = (z.max(*backward), e.max(*forward));
    }
    found.retain(|(cell, (forward, backward))| {
        *forward >= HOPELESS * best.en[usize::from(cell.en)] || *backward >= HOPELESS * best.zh[usize::from(cell.zh)]
    });
    found.sort_unstable_by_key(|(c, _)| (c.en, c.zh));
    found
}
