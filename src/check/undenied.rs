//! How likely a negation of one side has none opposite because it was lost, and is not denied by other means: 未 that
//! "before" says, 不同意 that is "disagree", 免 that is "exempt".

use super::coverage::is_content;
use super::denied::is_bare;
use super::judge::{Judge, Judges, flag};
use super::negatives::{Chinese, English, token_at};
use super::pair::Pair;
use crate::model::{Side, Sides, Span};
use crate::text::fold::fold;
use crate::wordalign::WordLink;
use rustc_hash::FxHashMap;

/// How likely a negation must be lost for a note.
const LIKELY: f32 = 0.25;

/// What the evidence weighs, in the order of [`Opposite::evidence`], for what stands in the Chinese, and in the English.
const LOST: Sides<Judges<14>> = Sides {
    zh: Judges {
        norms: Judge {
            sure: 0.56,
            bias: -4.12,
            weights: [0.52, 0.80, -0.34, 0.41, 0.60, 0.64, 0.18, 0.34, 1.01, 1.15, 0.87, 0.55, 3.53, -0.56],
        },
        prose: Judge {
            sure: 0.52,
            bias: -5.20,
            weights: [-1.65, -0.54, -0.28, 1.02, 0.98, 0.42, -0.43, 0.33, -0.32, 2.23, 1.13, 1.28, 2.39, -2.28],
        },
    },
    en: Judges {
        norms: Judge {
            sure: 0.56,
            bias: -3.35,
            weights: [-0.76, 0.42, -0.37, 0.82, 0.56, 2.05, 0.11, -0.38, 0.10, 2.03, 1.26, 0.39, -0.02, 0.00],
        },
        prose: Judge {
            sure: 0.52,
            bias: -4.05,
            weights: [-1.26, 0.10, -0.52, 1.29, -0.23, 0.59, -0.28, -0.47, 0.20, 2.77, 1.42, 0.35, -0.05, 0.00],
        },
    },
};

/// How plainly a word denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// 不, 未, "not", "without".
    Plain,
    /// 除, 拒, "fail", "exempt", "unable".
    Lexical,
    /// "Before", "only", "other".
    Soft,
}

/// A word that denies, and how surely one of the other side answers it.
#[derive(Clone, Debug)]
pub(super) struct Negation {
    /// Place in the text.
    pub span: Span,
    pub class: Class,
    /// Folded, in small letters.
    key: String,
    /// 0..=1; 0 where none answers.
    answered: f32,
    /// Whether its counterpart stands there and nothing denies it.
    bare: bool,
}

/// Below this a negation counts as not answered.
const UNANSWERED: f32 = 0.15;

/// How often a word that denies is answered where nothing is known of it, and how many occurrences that is worth.
const USUAL: f32 = 0.6;
const PRIOR: f32 = 4.0;

/// How often a negation that was lost seems answered all the same.
const LOST_ANSWERED: f32 = 0.15;

/// For each word that denies how often it was seen and how often it was answered, over all pairs.
#[derive(Debug, Default)]
pub(super) struct Denials(Sides<FxHashMap<String, (f32, f32)>>);

impl Denials {
    pub fn add(&mut self, pair: &Pair) {
        for side in Side::BOTH {
            for negation in pair.opposed.iter().flat_map(|here| here.negations.get(side)) {
                let seen = self.0.get_mut(side).entry(negation.key.clone()).or_default();
                *seen = (seen.0 + 1.0, seen.1 + negation.answered);
            }
        }
    }

    pub fn merge(mut self, other: Denials) -> Denials {
        for side in Side::BOTH {
            for (key, (n, answered)) in other.0.get(side) {
                let seen = self.0.get_mut(side).entry(key.clone()).or_default();
                *seen = (seen.0 + n, seen.1 + answered);
            }
        }
        self
    }

    /// How much likelier a negation is as lost than as translated, in nats; it does not speak for itself.
    fn weight(&self, side: Side, negation: &Negation) -> f32 {
        let (n, answered) = self.0.get(side).get(&negation.key).copied().unwrap_or_default();
        let (n, answered) = ((n - 1.0).max(0.0), (answered - negation.answered).max(0.0));
        let expected = ((answered + PRIOR * USUAL) / (n + PRIOR)).clamp(0.05, 0.97);
        let here = negation.answered.min(1.0);
        (1.0 - here) * ((1.0 - LOST_ANSWERED) / (1.0 - expected)).ln() + here * (LOST_ANSWERED / expected).ln()
    }
}

/// The negations of two sentences that stand opposite each other (they begin at `start`), each with what answers it: no
/// word answers two.
pub(super) fn negations(pair: &Pair, start: Sides<usize>, zh: &Chinese, en: &English) -> Sides<Vec<Negation>> {
    let new = |side: Side, at: &Span, class: Class| {
        let span = at.shifted(*start.get(side));
        let key = fold(span.of(pair.text(side))).into_owned();
        let others = if side == Side::Zh { &en.all } else { &zh.all };
        let bare = is_bare(pair, side, *at, start, others) == Some(true);
        Negation { span, class, key, answered: 0.0, bare }
    };
    let mut out = Sides::<Vec<Negation>>::default();
    let lists = [
        (Side::Zh, Class::Plain, &zh.asking),
        (Side::Zh, Class::Lexical, &zh.all),
        (Side::En, Class::Plain, &en.asking),
        (Side::En, Class::Lexical, &en.words),
        (Side::En, Class::Soft, &en.all),
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
        let tokens = || pair.linked.tokens(side).iter().enumerate();
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
            let weight = linked.max(near * trust(en.class) * if zh.class == Class::Plain { 1.0 } else { 0.5 });
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
fn trust(class: Class) -> f32 {
    match class {
        Class::Plain => 0.6,
        Class::Lexical => 0.4,
        Class::Soft => 0.2,
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
fn denied(pair: &Pair, side: Side, negation: usize) -> Option<usize> {
    let tokens = pair.linked.tokens(side).iter().enumerate().skip(negation + 1).take(BEHIND);
    tokens.into_iter().find(|(_, t)| is_content(side, t)).map(|(i, _)| i)
}

/// Two sentences that stand opposite each other.
pub(super) struct Opposite<'h, 'p> {
    pub pair: &'h Pair<'p>,
    pub zh: &'h Chinese,
    pub en: &'h English,
    pub negations: &'h Sides<Vec<Negation>>,
    pub denials: &'h Denials,
    pub is_norm: bool,
}

impl Opposite<'_, '_> {
    /// The negation that was most likely lost on the other side, if one was, and whether that is sure.
    pub fn lost(&self) -> Option<(Side, Span, bool)> {
        let of = |side: Side| {
            let judged = move |n: &Negation| {
                let evidence = self.evidence(side, n);
                (side, n.span, LOST.get(side).probability(evidence, self.is_norm))
            };
            // Words like 除 and "invalid" are put in too many ways to ask for an answer.
            let asks = |n: &&Negation| n.class == Class::Plain;
            self.negations.get(side).iter().filter(asks).map(judged)
        };
        let (side, span, probability) = Side::BOTH.into_iter().flat_map(of).max_by(|a, b| a.2.total_cmp(&b.2))?;
        (probability >= LIKELY).then(|| (side, span, LOST.get(side).is_sure(probability, self.is_norm)))
    }

    /// What speaks for a negation of a side being lost on the other.
    fn evidence(&self, side: Side, negation: &Negation) -> [f32; 14] {
        let (own, other) = (self.negations.get(side), self.negations.get(side.other()));
        let count = |list: &[Negation], classes: &[Class]| list.iter().filter(|n| classes.contains(&n.class)).count();
        let (plain, lexical) = (&[Class::Plain][..], &[Class::Plain, Class::Lexical][..]);
        let (own_plain, other_plain) = (count(own, plain), count(other, plain));
        let free = other.iter().any(|n| n.answered < UNANSWERED);
        let tokens = self.pair.linked.tokens(side);
        let token = token_at(tokens, negation.span);
        let explained = |at: Option<usize>| at.map_or(0.0, |at| self.pair.explains(side, at));
        // 不孕症 is a word of its own.
        let is_part = |at: &usize| tokens.get(*at).is_some_and(|t| t.span.len() > negation.span.len());
        let rendered = explained(token.filter(is_part));
        let denied = token.and_then(|at| denied(self.pair, side, at));
        let (permits, more) = match side {
            Side::Zh => (
                self.en.permits > self.zh.permits.len(),
                self.zh.plain.len() as f32 - (self.en.left + self.zh.joined) as f32,
            ),
            Side::En => (
                self.zh.permits.len() > self.en.permits,
                self.en.plain.len() as f32 - (self.zh.plain.len() + self.zh.other.len()) as f32,
            ),
        };
        [
            negation.answered,
            self.denials.weight(side, negation),
            (own_plain as f32 - other_plain as f32).clamp(-3.0, 3.0),
            flag(negation.bare),
            explained(denied),
            flag(permits),
            flag(other_plain == 0),
            flag(negation.answered < UNANSWERED && !free),
            flag(own_plain > count(other, lexical)),
            flag(own_plain > other_plain),
            flag(count(own, lexical) > count(other, lexical)),
            more.clamp(-3.0, 3.0),
            flag(self.en.emphatic > 0),
            rendered,
        ]
    }
}
