//! Negations: what one side denies and the other does not. Each negation asks for one that answers it, by the links of the
//! words; how likely one was lost is judged from that and from how many stand on either side. A bound that lost its
//! negation is found by its words.

use super::negatives::{self, Chinese, English};
use super::pair::Pair;
use super::undenied::{self, Denials, Negation, Opposite};
use crate::model::{Finding, Rule, Severity, Side, Sides, Span};
use rustc_hash::FxHashMap;

/// How often Chinese negations are answered by English ones, by document: prose often denies by other means.
#[derive(Debug, Default)]
pub(super) struct Answers<'p> {
    /// Passages that deny in Chinese, and those of them that deny more often than the English.
    counts: FxHashMap<&'p str, (usize, usize)>,
    /// All passages, and those that say what shall be.
    norms: FxHashMap<&'p str, (usize, usize)>,
}

/// What share of the passages of a law or a contract says what shall be. Such texts render a negation as one.
const NORMS: f32 = 0.25;

/// What share of passages may go unanswered before one more says little, and how many do in any document.
const FREE: f32 = 0.35;
const ANYWHERE: f32 = 2.0;

impl<'p> Answers<'p> {
    pub fn add(&mut self, pair: &Pair<'p>) {
        let norms = self.norms.entry(pair.passage.id.doc.as_str()).or_default();
        norms.0 += 1;
        norms.1 += usize::from(negatives::is_norm(pair.en));
        let sum = |of: fn(&Opposed) -> usize| pair.opposed.iter().map(of).sum::<usize>();
        let asked = sum(|here| here.zh.plain.len());
        if asked > 0 {
            let count = self.counts.entry(pair.passage.id.doc.as_str()).or_default();
            count.0 += 1;
            count.1 += usize::from(asked > sum(|here| here.zh.joined + here.en.left));
        }
    }

    pub fn merge(mut self, other: Self) -> Self {
        for (own, other) in [(&mut self.counts, other.counts), (&mut self.norms, other.norms)] {
            for (doc, (all, some)) in other {
                let count = own.entry(doc).or_default();
                *count = (count.0 + all, count.1 + some);
            }
        }
        self
    }

    fn usual(&self, pair: &Pair) -> bool {
        let (asked, unanswered) = self.counts.get(pair.passage.id.doc.as_str()).copied().unwrap_or_default();
        unanswered as f32 <= FREE * asked as f32 + ANYWHERE
    }

    /// Whether the pair is of a law, a contract or the like.
    pub fn is_norm(&self, pair: &Pair) -> bool {
        let (all, norms) = self.norms.get(pair.passage.id.doc.as_str()).copied().unwrap_or_default();
        norms as f32 >= NORMS * all as f32
    }
}

pub(super) fn check(pair: &Pair, answers: &Answers, denials: &Denials, out: &mut Vec<Finding>) {
    let (usual, norms) = (answers.usual(pair), answers.is_norm(pair));
    for Opposed { start, zh, en, negations } in &pair.opposed {
        let lost = || {
            // What shall be is said word by word in any text.
            let is_norm = norms || en.binds;
            let (side, span, sure) = Opposite { pair, zh, en, negations, denials, is_norm }.lost()?;
            let severity = if sure && usual && is_norm { Severity::Error } else { Severity::Note };
            zh.is_text.then_some((side, span, severity))
        };
        let bound = bound(zh, en).map(|(side, span)| (side, span.shifted(*start.get(side)), Severity::Error));
        let found = bound.or_else(lost);
        let Some((side, span, severity)) = found else { continue };
        let quoted = span.of(pair.text(side));
        let message = match side {
            Side::Zh => format!("{quoted} has no negation opposite"),
            Side::En => format!("\"{quoted}\" has no negation opposite"),
        };
        out.push(pair.sided(Rule::MissingNegation, severity, side, span, None, message));
    }
}

/// Two sentences that stand opposite each other, with what they deny.
pub(super) struct Opposed {
    /// Where they begin in their texts.
    start: Sides<usize>,
    zh: Chinese,
    en: English,
    pub negations: Sides<Vec<Negation>>,
}

/// The sentences of a pair, linked but without them yet.
pub(super) fn opposed(pair: &Pair) -> Vec<Opposed> {
    let of = |(z, e): (Span, Span)| {
        let (zh, en) = (pair.zh.get(z.start..z.end)?, pair.en.get(e.start..e.end)?);
        let zh = Chinese::of(zh);
        let en = English::of(en, &zh);
        let start = Sides::new(z.start, e.start);
        let negations = undenied::negations(pair, start, &zh, &en);
        Some(Opposed { start, zh, en, negations })
    };
    sentences(pair).into_iter().filter_map(of).collect()
}

/// The sentences of both sides, where as many stand on each; else all of both.
fn sentences(pair: &Pair) -> Vec<(Span, Span)> {
    let (zh, en) = (split(pair.zh, &["。", "！", "？", "；", "\n"]), split(pair.en, &[". ", "! ", "? ", "; ", "\n"]));
    let ratio = |z: &Span, e: &Span| e.len() as f32 / z.len().max(1) as f32;
    let all = ratio(&Span::new(0, pair.zh.len()), &Span::new(0, pair.en.len()));
    let alike = |(z, e): (&Span, &Span)| (0.4..2.5).contains(&(ratio(z, e) / all));
    if zh.len() == en.len() && zh.iter().zip(&en).all(alike) {
        return zh.into_iter().zip(en).collect();
    }
    vec![(Span::new(0, pair.zh.len()), Span::new(0, pair.en.len()))]
}

/// What stands between ends of sentences; a number or an abbreviation before a full stop ends none.
fn split(text: &str, ends: &[&str]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices() {
        let Some(end) = ends.iter().find(|e| text.get(at..).is_some_and(|t| t.starts_with(**e))) else { continue };
        let piece = text.get(start..at).unwrap_or("");
        let last = piece.rsplit(' ').next().unwrap_or("");
        let short = end.starts_with('.') && (last.len() <= 3 || last.contains('.'));
        if !short && piece.chars().any(char::is_alphabetic) {
            out.push(Span::new(start, at + end.len()));
            start = at + end.len();
        }
    }
    if text.get(start..).is_some_and(|rest| rest.chars().any(char::is_alphabetic)) {
        out.push(Span::new(start, text.len()));
    }
    out
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
