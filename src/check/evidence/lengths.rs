//! How long one side is for the other, as this text has it (Gale and Church 1993): the ratio of characters and how far
//! pairs stray from it.

use crate::check::pair::Pair;
use crate::model::{Side, Span};
use crate::text::fold::is_han;

/// English letters for a Chinese character, and the square of how far that strays for one character, from all pairs
/// that were looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Lengths {
    ratio: f32,
    variance: f32,
}

/// What holds for most texts: the start, worth as many characters as [`Lengths::PRIOR`].
pub(in crate::check) const RATIO: f32 = 3.2;
const VARIANCE: f32 = 20.0;

impl Lengths {
    const PRIOR: f32 = 500.0;

    pub fn of<'p>(pairs: impl Iterator<Item = &'p Pair<'p>> + Clone) -> Self {
        // What stands there in English says nothing of how long a translation is.
        let pairs = pairs.filter(|pair| pair.zh.contains(is_han));
        let (mut zh, mut en) = (Self::PRIOR, Self::PRIOR * RATIO);
        for pair in pairs.clone() {
            zh += letters(pair, Side::Zh);
            en += letters(pair, Side::En);
        }
        let ratio = en / zh;
        // The median of the squares: what is missing here and there must not widen what is usual.
        let mut squares: Vec<f32> = pairs
            .filter(|p| letters(p, Side::Zh) >= 5.0)
            .map(|p| {
                let (zh, en) = (letters(p, Side::Zh), letters(p, Side::En));
                (en - zh * ratio).powi(2) / zh
            })
            .collect();
        squares.sort_by(f32::total_cmp);
        let median = squares.get(squares.len() / 2).copied().unwrap_or(VARIANCE * 0.455);
        let n = squares.len() as f32;
        // The median of a squared normal deviate is .455 of its mean.
        let variance = (median / 0.455 * n + VARIANCE * 20.0) / (n + 20.0);
        Lengths { ratio, variance: variance.max(1.0) }
    }

    /// By how many standard deviations the English is longer than usual.
    pub fn excess(&self, pair: &Pair) -> f32 {
        self.strays(letters(pair, Side::Zh), letters(pair, Side::En))
    }

    /// The same where a part of a side is left away.
    pub fn excess_without(&self, pair: &Pair, side: Side, part: Span) -> f32 {
        let less = count(part.of(pair.text(side)));
        let of = |s: Side| letters(pair, s) - if s == side { less } else { 0.0 };
        self.strays(of(Side::Zh), of(Side::En))
    }

    fn strays(&self, zh: f32, en: f32) -> f32 {
        (en - zh * self.ratio) / (self.variance * zh.max(en / self.ratio).max(1.0)).sqrt()
    }

    /// The side that is less than a third of what the other promises, in a pair that is long enough to tell.
    pub fn too_short(&self, pair: &Pair) -> Option<Side> {
        let (zh, en) = (letters(pair, Side::Zh), letters(pair, Side::En));
        let excess = self.excess(pair);
        if en >= 150.0 && zh * self.ratio * 3.0 < en && excess > 3.0 {
            return Some(Side::Zh);
        }
        (zh >= 25.0 && en * 3.0 < zh * self.ratio && excess < -3.0).then_some(Side::En)
    }
}

fn letters(pair: &Pair, side: Side) -> f32 {
    count(pair.text(side))
}

fn count(text: &str) -> f32 {
    text.chars().filter(|c| c.is_alphanumeric()).count() as f32
}
