//! Two texts with their words and the links between them: what a term covers, and how far words explain each other.

use super::super::link::{WordLink, WordLinks, align_about, align_pair, join_stretches};
use super::super::stored::LearntView;
use super::super::token::{Class, Token};
use super::candidate::Candidate;
use crate::model::{Passage, Side, Span};
use crate::text::fold::fold;
use crate::text::lexicon::Lexicon;
use crate::text::word_class::{LONGEST_STOP, is_negation, is_stop};

/// How far a link is to be trusted whose words were seen once or twice, where both directions are sure and no other word
/// may be linked with either.
const UNRIVALLED: f32 = 0.86;
const BOTH_SURE: f32 = 0.9;
const RIVAL: f32 = 0.3;

/// Words that say no more than their one character does.
const MODAL_WORDS: [&str; 6] = ["可以", "应当", "应该", "必须", "能够", "将会"];

/// A term that is so much of a word has what renders the word.
const MOST: f32 = 0.5;

/// A pair of passages with the links between their words.
#[derive(Clone, Debug)]
pub struct LinkedPair<'t> {
    zh: &'t str,
    en: &'t str,
    links: WordLinks,
}

impl<'t> LinkedPair<'t> {
    pub fn new(view: &LearntView, lexicon: Lexicon, zh: &'t str, en: &'t str) -> Self {
        LinkedPair { zh, en, links: align_pair(view, lexicon, zh, en) }
    }

    /// The same for what is looked for at `spans` of the text of `side`. A term of our own that has one of them inside is
    /// taken apart there, so that 仲裁 finds its words in 仲裁庭 too.
    pub fn about(view: &LearntView, lexicon: Lexicon, zh: &'t str, en: &'t str, side: Side, spans: &[Span]) -> Self {
        let links = align_about(view, lexicon, zh, en, side, spans);
        LinkedPair { zh, en, links }
    }

    /// The two texts of a passage (empty where a side is missing), linked stretch by stretch where that was stored, else
    /// as a whole.
    pub fn of_passage(view: &LearntView, lexicon: Lexicon, passage: &'t Passage) -> Self {
        let (zh, en) = (passage.text(Side::Zh), passage.text(Side::En));
        let links = join_stretches(view, lexicon, zh, en, &passage.stretches());
        LinkedPair { zh, en, links: links.unwrap_or_else(|| align_pair(view, lexicon, zh, en)) }
    }

    /// The same for words that are linked already; the spans of the tokens are of these texts.
    pub fn from_links(zh: &'t str, en: &'t str, links: WordLinks) -> Self {
        LinkedPair { zh, en, links }
    }

    pub fn links(&self) -> &WordLinks {
        &self.links
    }

    pub(crate) fn text(&self, side: Side) -> &'t str {
        match side {
            Side::Zh => self.zh,
            Side::En => self.en,
        }
    }

    pub(crate) fn tokens(&self, side: Side) -> &[Token] {
        match side {
            Side::Zh => &self.links.zh,
            Side::En => &self.links.en,
        }
    }

    /// The bytes of the candidate's tokens.
    pub(crate) fn span(&self, side: Side, c: &Candidate) -> Span {
        let tokens = self.tokens(side);
        match (tokens.get(c.first), tokens.get(c.last)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// How far the links between the term and the candidate are to be trusted, 0..=1.
    pub(crate) fn evidence(&self, side: Side, term: Span, c: &Candidate) -> f32 {
        let tokens = self.tokens(side);
        let (mut trusted, mut all) = (0.0, 0.0);
        for link in &self.links.links {
            let (from, to) = link.ends(side);
            if (c.first..=c.last).contains(&to) && tokens.get(from).is_some_and(|t| t.span.overlaps(term)) {
                let mass = link.mass();
                let trust = self.links.evidence(link, Lexicon::shared());
                all += mass;
                trusted += mass * if trust < UNRIVALLED && self.is_unrivalled(link) { UNRIVALLED } else { trust };
            }
        }
        if all > 0.0 { trusted / all } else { 1.0 }
    }

    /// Whether both directions are sure of the link and neither word may have another.
    fn is_unrivalled(&self, link: &WordLink) -> bool {
        let shares_an_end = |other: &&WordLink| (other.zh == link.zh) != (other.en == link.en);
        link.forward.min(link.backward) >= BOTH_SURE
            && self.links.links.iter().filter(shares_an_end).all(|other| other.mass() <= RIVAL)
    }

    /// The tokens that `span` covers, each with the share of it that is covered.
    pub(super) fn weights(&self, side: Side, span: Span) -> Vec<(usize, f32)> {
        let tokens = self.tokens(side);
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        let covered = tokens.iter().enumerate().skip(from).take_while(|(_, t)| t.span.start < span.end);
        let share = |t: &Token| {
            let bytes = t.span.end.min(span.end) - t.span.start.max(span.start);
            bytes as f32 / t.span.len().max(1) as f32
        };
        let content = |t: &Token| Class::of(&t.key) != Class::Mark && !self.is_stop(side, t);
        let all: Vec<(usize, f32)> = covered.map(|(i, t)| (i, share(t))).collect();
        let content: Vec<(usize, f32)> = all.iter().copied().filter(|(i, _)| content(&tokens[*i])).collect();
        let mut weights = if content.is_empty() { all } else { content };
        if let [(only, share)] = weights.as_mut_slice() {
            let is_modal = |at: &usize| tokens.get(*at).is_some_and(|token| MODAL_WORDS.contains(&token.key.as_str()));
            // Most of one word (過濾 in 過濾器), of which one character is too little unless it denies (不 in 不管) or the word
            // allows (可 in 可以).
            let term = span.of(self.text(side));
            if *share >= MOST && (term.chars().nth(1).is_some() || is_negation(&fold(term)) || is_modal(only)) {
                *share = 1.0;
            }
        }
        weights
    }

    /// How far words outside of `term` explain a token of the other side, 0..=1 or a little more.
    pub(crate) fn explained(&self, side: Side, term: Span, token: usize) -> f32 {
        self.mass(side, token, |from| !from.span.overlaps(term))
    }

    /// How far the words of `term` do.
    pub(super) fn brought_by(&self, side: Side, term: Span, token: usize) -> f32 {
        self.mass(side, token, |from| from.span.overlaps(term))
    }

    fn mass(&self, side: Side, token: usize, from: impl Fn(&Token) -> bool) -> f32 {
        let counts =
            |l: &&WordLink| l.ends(side).1 == token && self.tokens(side).get(l.ends(side).0).is_some_and(&from);
        self.links.links.iter().filter(counts).map(|l| l.mass()).sum()
    }

    pub(crate) fn is_stop(&self, side: Side, token: &Token) -> bool {
        match side {
            Side::En => token.span.len() <= LONGEST_STOP && is_stop(&token.span.of(self.en).to_lowercase()),
            Side::Zh => token.key.chars().count() == 1 && "的和与在对等及其了为以于着过之所".contains(&token.key),
        }
    }
}
