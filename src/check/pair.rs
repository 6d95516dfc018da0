//! One passage as the rules see it: both texts, their figures, the links between their words.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::explained::explained;
use crate::model::{Finding, Passage, Rule, SentencePair, Severity, Side, Sides, Span};
use crate::text::lexicon::Lexicon;
use crate::text::number::{Figure, figures};
use crate::wordalign::{LearntView, LinkedPair, Token, WordLinks};

/// A passage with both sides, looked at once for all rules.
pub(super) struct Pair<'p> {
    pub passage: &'p Passage,
    pub zh: &'p str,
    pub en: &'p str,
    pub figures: Sides<Vec<Figure>>,
    pub linked: LinkedPair<'p>,
    /// How much of each token the other side explains, 0..=1.
    pub explained: Sides<Vec<f32>>,
}

impl<'p> Pair<'p> {
    /// `None` where a side is missing.
    pub fn new(passage: &'p Passage, view: &LearntView) -> Option<Self> {
        let (zh, en) = (passage.zh.as_ref()?.text.as_str(), passage.en.as_ref()?.text.as_str());
        let figures = Sides::new(figures(zh, Side::Zh), figures(en, Side::En));
        let linked = LinkedPair::new(view, Lexicon::shared(), zh, en);
        let explained = explained(linked.links(), view);
        Some(Pair { passage, zh, en, figures, linked, explained })
    }

    pub fn text(&self, side: Side) -> &'p str {
        match side {
            Side::Zh => self.zh,
            Side::En => self.en,
        }
    }

    pub fn links(&self) -> &WordLinks {
        self.linked.links()
    }

    /// The words of a side.
    pub fn tokens(&self, side: Side) -> &[Token] {
        match side {
            Side::Zh => &self.links().zh,
            Side::En => &self.links().en,
        }
    }

    /// How much of a token the other side explains, 0..=1.
    pub fn explains(&self, side: Side, token: usize) -> f32 {
        self.explained.get(side).get(token).copied().unwrap_or(0.0)
    }

    pub fn sentences(&self) -> &'p [SentencePair] {
        &self.passage.sentences
    }

    /// Which sentence pair a place of a side is in.
    pub fn sentence(&self, side: Side, span: Span) -> Option<usize> {
        self.sentences().iter().position(|pair| pair.get(side).is_some_and(|s| s.overlaps(span)))
    }

    /// A finding with its places.
    pub fn finding(
        &self,
        rule: Rule,
        severity: Severity,
        zh: Option<Span>,
        en: Option<Span>,
        message: String,
    ) -> Candidate {
        let id = self.passage.id.clone();
        Candidate::new(Finding { rule, severity, confidence: 0.0, id, zh, en, message })
    }

    /// The same for a place of one side and, maybe, one of the other.
    pub fn sided(
        &self,
        rule: Rule,
        severity: Severity,
        side: Side,
        span: Span,
        other: Option<Span>,
        message: String,
    ) -> Candidate {
        match side {
            Side::Zh => self.finding(rule, severity, Some(span), other, message),
            Side::En => self.finding(rule, severity, other, Some(span), message),
        }
    }
}

/// The name of a side's language, for messages.
pub(in crate::check) fn language(side: Side) -> &'static str {
    match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    }
}
