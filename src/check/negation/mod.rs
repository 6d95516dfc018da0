//! Negations: what one side denies and the other does not. Each negation asks for one that answers it, by the links of the
//! words; how likely one was lost is judged from that and from how many stand on either side. A bound that lost its
//! negation is found by its words.

mod answers;
mod loss;
pub(super) mod polarity;
mod scope;
mod sentences;
pub(super) mod words;

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::flag;
use crate::check::evidence::unaligned;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::fold;
use loss::{NegationRates, Opposite};
use rustc_hash::FxHashMap;
use words::{Chinese, English};

pub(super) use sentences::{SentenceNegations, of_pair};

/// What all passages together say of negations.
#[derive(Debug, Default)]
pub(super) struct NegationUsage<'p> {
    /// By document: passages that deny in Chinese, and those of them that deny more often than the English. Prose often
    /// denies by other means.
    documents: FxHashMap<&'p str, (usize, usize)>,
    rates: NegationRates,
}

/// The share of passages that may deny more often in Chinese before one more says little, and how many may in any
/// document.
const FREE: f32 = 0.35;
const ANYWHERE: f32 = 2.0;

impl<'p> NegationUsage<'p> {
    pub fn add(&mut self, pair: &Pair<'p>, sentences: &[SentenceNegations]) {
        let sum = |of: fn(&SentenceNegations) -> usize| sentences.iter().map(of).sum::<usize>();
        let asked = sum(|here| here.zh.plain.len());
        if asked > 0 {
            let count = self.documents.entry(pair.passage.id.doc.as_str()).or_default();
            count.0 += 1;
            count.1 += usize::from(asked > sum(|here| here.zh.joined + here.en.left));
        }
        sentences.iter().for_each(|here| self.rates.add(&here.negations));
    }

    pub fn merge(mut self, other: Self) -> Self {
        for (doc, (all, some)) in other.documents {
            let count = self.documents.entry(doc).or_default();
            *count = (count.0 + all, count.1 + some);
        }
        self.rates = self.rates.merge(other.rates);
        self
    }

    /// Whether the document of the pair renders a negation by a negation as a rule.
    fn answers_negations(&self, pair: &Pair) -> bool {
        let (asked, unanswered) = self.documents.get(pair.passage.id.doc.as_str()).copied().unwrap_or_default();
        unanswered as f32 <= FREE * asked as f32 + ANYWHERE
    }
}

/// What forbids, folded.
const BANS: [&str; 6] = ["不得", "不可", "不应", "不准", "不许", "禁止"];

/// Negations and negated bounds that the other side lacks.
pub(super) fn check(
    pair: &Pair,
    sentences: &[SentenceNegations],
    usage: &NegationUsage,
    is_norm: bool,
    out: &mut Vec<Candidate>,
) {
    let answers = usage.answers_negations(pair);
    for SentenceNegations { place, zh, en, negations } in sentences {
        let message = |side: Side, span: Span| match side {
            Side::Zh => format!("{} has no negation opposite", span.of(pair.text(side))),
            Side::En => format!("\"{}\" has no negation opposite", span.of(pair.text(side))),
        };
        if let Some((side, span)) = bound(zh, en) {
            let span = span.shifted(place.get(side).start);
            let message = message(side, span);
            out.push(pair.sided(Rule::MissingNegation, Severity::Error, side, span, None, message));
            continue;
        }
        let lost = Opposite { pair, zh, en, negations, rates: &usage.rates }.lost().filter(|_| zh.is_text);
        let Some((side, span, classifier, features)) = lost else { continue };
        let more = [
            ("in_chinese", flag(side == Side::Zh)),
            ("around_explained", unaligned::around(pair, side, span)),
            // What shall be is said word by word in any text.
            ("binds", flag(is_norm || en.binds)),
            ("document_answers", flag(answers)),
            ("as_many", flag(answered_by_number(sentences, side))),
            ("sentences", (sentences.len() as f32).min(5.0)),
        ];
        let found = pair.sided(Rule::MissingNegation, Severity::Note, side, span, None, message(side, span));
        let is_lost_ban = side == Side::Zh && BANS.contains(&&*fold(span.of(pair.text(side)))) && {
            let told = |name: &str| features.iter().any(|(feature, value)| *feature == name && *value >= 0.5);
            en.binds && told("none_there") && told("unanswered") && told("denied_explained")
        };
        match is_lost_ban && sentences.len() == 1 {
            // Seldom right in real translations, which ban by other means, and too grave to be passed over.
            true => out.push(found),
            false => out.push(found.judged_by(classifier, features.into_iter().chain(more))),
        }
    }
}

/// Whether the other side denies as often in all: its sentences may have been cut apart differently.
fn answered_by_number(sentences: &[SentenceNegations], side: Side) -> bool {
    let asks = |side: Side| -> usize {
        let of = |s: &SentenceNegations| if side == Side::Zh { s.zh.asking.len() } else { s.en.asking.len() };
        sentences.iter().map(of).sum()
    };
    asks(side.other()) >= asks(side)
}

/// 得超過 against "shall not exceed", 不得超過 against "shall be more than".
fn bound(zh: &Chinese, en: &English) -> Option<(Side, Span)> {
    if let Some(at) = zh.permits_more.first().filter(|_| en.bounds > zh.bounds) {
        return Some((Side::Zh, *at));
    }
    let turned = |spans: &[Span], bounds: usize| spans.first().copied().filter(|_| bounds > 0 && zh.bounds > en.bounds);
    // "No award shall exceed".
    let turned = |spans: &[Span], bounds| turned(spans, bounds).filter(|_| !en.denies_subject);
    turned(&en.more, zh.most).or_else(|| turned(&en.less, zh.least)).map(|at| (Side::En, at))
}
