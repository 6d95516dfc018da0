//! How likely a negation of one side has none opposite because it was lost, and is not denied by other means: 未 that
//! "before" says, 不同意 that is "disagree", 免 that is "exempt".

use crate::check::evidence::classifier::{Classifier, Feature, flag};
use crate::check::negation::answers::{Negation, Strength, UNANSWERED, denied};
use crate::check::negation::words::{Chinese, English, token_at};
use crate::check::pair::Pair;
use crate::model::{Side, Sides, Span};
use rustc_hash::FxHashMap;

/// Tells a negation that was lost, for what stands in the Chinese and in the English.
const LOST: Sides<&str> = Sides { zh: "negation.lost.zh", en: "negation.lost.en" };

/// How often a word that denies is answered where nothing is known of it, and how many occurrences that is worth.
const USUAL: f32 = 0.6;
const PRIOR: f32 = 4.0;

/// From how much on a negation is answered beyond doubt.
const ANSWERED: f32 = 0.6;

/// How often a negation that was lost seems answered all the same.
const LOST_ANSWERED: f32 = 0.15;

/// For each word that denies how often it was seen and how often it was answered, over all pairs.
#[derive(Debug, Default)]
pub(in crate::check) struct NegationRates(Sides<FxHashMap<String, (f32, f32)>>);

impl NegationRates {
    pub fn add(&mut self, negations: &Sides<Vec<Negation>>) {
        for side in Side::BOTH {
            for negation in negations.get(side) {
                let seen = self.0.get_mut(side).entry(negation.key.clone()).or_default();
                *seen = (seen.0 + 1.0, seen.1 + negation.answered);
            }
        }
    }

    pub fn merge(mut self, other: NegationRates) -> NegationRates {
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

/// Two sentences that stand opposite each other.
pub(in crate::check) struct Opposite<'h, 'p> {
    pub pair: &'h Pair<'p>,
    pub zh: &'h Chinese,
    pub en: &'h English,
    pub negations: &'h Sides<Vec<Negation>>,
    pub rates: &'h NegationRates,
}

impl Opposite<'_, '_> {
    /// The negation that was most likely lost on the other side, with what speaks for that and the classifier to weigh it.
    pub fn lost(&self) -> Option<(Side, Span, &'static str, [Feature; 14])> {
        let of = |side: Side| {
            let classifier = *LOST.get(side);
            let weighed = move |n: &Negation| {
                let features = self.features(side, n);
                let weight = Classifier::named(classifier).map_or(0.0, |c| c.sum(&features));
                (weight, (side, n.span, classifier, features))
            };
            // Words like 除 and "invalid" are put in too many ways to ask for an answer.
            let asks = |n: &&Negation| n.strength == Strength::Plain && n.answered < ANSWERED;
            self.negations.get(side).iter().filter(asks).map(weighed)
        };
        Side::BOTH.into_iter().flat_map(of).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, lost)| lost)
    }

    /// What speaks for a negation of a side being lost on the other.
    fn features(&self, side: Side, negation: &Negation) -> [Feature; 14] {
        let (own, other) = (self.negations.get(side), self.negations.get(side.other()));
        let count =
            |list: &[Negation], classes: &[Strength]| list.iter().filter(|n| classes.contains(&n.strength)).count();
        let (plain, lexical) = (&[Strength::Plain][..], &[Strength::Plain, Strength::Lexical][..]);
        let (own_plain, other_plain) = (count(own, plain), count(other, plain));
        let free = other.iter().any(|n| n.answered < UNANSWERED);
        let tokens = self.pair.tokens(side);
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
            ("answered", negation.answered),
            ("rate_weight", self.rates.weight(side, negation)),
            ("more_plain", (own_plain as f32 - other_plain as f32).clamp(-3.0, 3.0)),
            ("bare", flag(negation.bare)),
            ("denied_explained", explained(denied)),
            ("permits_there", flag(permits)),
            ("none_there", flag(other_plain == 0)),
            ("unanswered", flag(negation.answered < UNANSWERED && !free)),
            ("more_than_lexical", flag(own_plain > count(other, lexical))),
            ("more_than_plain", flag(own_plain > other_plain)),
            ("more_lexical", flag(count(own, lexical) > count(other, lexical))),
            ("more", more.clamp(-3.0, 3.0)),
            ("emphatic", flag(self.en.emphatic > 0)),
            ("rendered", rendered),
        ]
    }
}
