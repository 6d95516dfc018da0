//! Which negation of one side answers which of the other.

use crate::check::evidence::unaligned::is_content;
use crate::check::negation::scope::is_bare;
use crate::check::negation::words::{Chinese, English};
use crate::check::pair::Pair;
use crate::model::{Side, Sides, Span};
use crate::text::fold::fold;
use crate::wordalign::WordLink;

/// How plainly a word denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Strength {
    /// 不, 未, "not", "without".
    Plain,
    /// 除, 拒, "fail", "exempt", "unable".
    Lexical,
    /// "Before", "only", "other".
    Soft,
}

/// A word that denies, and how surely one of the other side answers it.
#[derive(Clone, Debug)]
pub(in crate::check) struct Negation {
    /// Place in the text.
    pub span: Span,
    pub strength: Strength,
    /// Folded, in small letters.
    pub key: String,
    /// 0..=1; 0 where none answers.
    pub answered: f32,
    /// Whether its counterpart stands there and nothing denies it.
    pub bare: bool,
}

/// Below this a negation counts as not answered.
pub(in crate::check) const UNANSWERED: f32 = 0.15;

/// The negations of two sentences that stand opposite each other (they begin at `start`), each with what answers it: no
/// word answers two.
pub(in crate::check) fn negations(
    pair: &Pair,
    start: Sides<usize>,
    zh: &Chinese,
    en: &English,
) -> Sides<Vec<Negation>> {
    let new = |side: Side, at: &Span, strength: Strength| {
        let span = at.shifted(*start.get(side));
        let key = fold(span.of(pair.text(side))).into_owned();
        let others = if side == Side::Zh { &en.all } else { &zh.all };
        let bare = is_bare(pair, side, *at, start, others) == Some(true);
        Negation { span, strength, key, answered: 0.0, bare }
    };
    let mut out = Sides::<Vec<Negation>>::default();
    let lists = [
        (Side::Zh, Strength::Plain, &zh.asking),
        (Side::Zh, Strength::Lexical, &zh.all),
        (Side::En, Strength::Plain, &en.asking),
        (Side::En, Strength::Lexical, &en.words),
        (Side::En, Strength::Soft, &en.all),
    ];
    for (side, class, list) in lists {
        for at in list {
            let span = at.shifted(*start.get(side));
            if !out.get(side).iter().any(|known| known.span.overlaps(span)) {
                out.get_mut(side).push(new(side, at, class));
            }
        }
    }
    let places = |side: Side| -> Vec<Vec<usize>> {
        let tokens = || pair.tokens(side).iter().enumerate();
        let covered = |n: &Negation| tokens().filter(|(_, t)| t.span.overlaps(n.span)).map(|(i, _)| i).collect();
        out.get(side).iter().map(covered).collect()
    };
    let places = Sides::new(places(Side::Zh), places(Side::En));
    let mut answers: Vec<(f32, usize, usize)> = Vec::new();
    for (i, (zh, zh_at)) in out.zh.iter().zip(&places.zh).enumerate() {
        for (j, (en, en_at)) in out.en.iter().zip(&places.en).enumerate() {
            let links = pair.links().links.iter().filter(|l| zh_at.contains(&l.zh) && en_at.contains(&l.en));
            let linked = links.map(WordLink::mass).fold(0.0, f32::max);
            let near = leads_near(pair, Side::Zh, zh_at, en_at).max(leads_near(pair, Side::En, en_at, zh_at));
            let weight = linked.max(near * trust(en.strength) * if zh.strength == Strength::Plain { 1.0 } else { 0.5 });
            if weight > 0.05 {
                answers.push((weight, i, j));
            }
        }
    }
    answers.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (weight, i, j) in answers {
        let (Some(zh), Some(en)) = (out.zh.get_mut(i), out.en.get_mut(j)) else { continue };
        if zh.answered == 0.0 && en.answered == 0.0 {
            (zh.answered, en.answered) = (weight, weight);
        }
    }
    out
}

/// How far a word that stands near the counterpart of what is denied is taken for the answer.
fn trust(strength: Strength) -> f32 {
    match strength {
        Strength::Plain => 0.6,
        Strength::Lexical => 0.4,
        Strength::Soft => 0.2,
    }
}

/// Tokens behind a negation among which the word that it denies is; how far before and behind that word's counterpart
/// the other negation may stand.
const BEHIND: usize = 4;
const NEAR: Sides<(usize, usize)> = Sides { zh: (9, 4), en: (5, 3) };

/// How surely the word that one negation denies leads by its link to a place near the other, 0..=1.
fn leads_near(pair: &Pair, side: Side, own: &[usize], other: &[usize]) -> f32 {
    let (Some(first), Some(last)) = (other.first(), other.last()) else { return 0.0 };
    let Some(denied) = own.last().and_then(|at| denied(pair, side, *at)) else { return 0.0 };
    let (before, after) = *NEAR.get(side);
    let links = pair.links().links.iter().filter(|l| l.ends(side).0 == denied);
    let is_near = |l: &&WordLink| last + before >= l.ends(side).1 && l.ends(side).1 + after >= *first;
    links.filter(is_near).map(WordLink::mass).fold(0.0, f32::max)
}

/// The word that the negation at a token denies.
pub(in crate::check) fn denied(pair: &Pair, side: Side, negation: usize) -> Option<usize> {
    let tokens = pair.tokens(side).iter().enumerate().skip(negation + 1).take(BEHIND);
    tokens.into_iter().find(|(_, t)| is_content(side, t)).map(|(i, _)| i)
}
