//! Negations: what one side denies and the other does not. The negations of both sides are counted, wide on the side
//! that answers (lack, refuse, 免, 除外) and narrow on the side that asks; one too many is a finding. A sentence that
//! permits on one side what it forbids on the other, and a bound that lost its negation, are found by their words.

use super::denied;
use super::negatives::{self, Chinese, English};
use super::pair::Pair;
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
        let zh = Chinese::of(pair.zh);
        if !zh.plain.is_empty() {
            let count = self.counts.entry(pair.passage.id.doc.as_str()).or_default();
            count.0 += 1;
            count.1 += usize::from(zh.plain.len() > zh.joined + English::of(pair.en, &zh).left);
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
        unanswered as f32 <= FREE * asked as f32 + ANYWHERE && self.is_norm(pair)
    }

    /// Whether the pair is of a law, a contract or the like.
    pub fn is_norm(&self, pair: &Pair) -> bool {
        let (all, norms) = self.norms.get(pair.passage.id.doc.as_str()).copied().unwrap_or_default();
        norms as f32 >= NORMS * all as f32
    }
}

/// Two sentences that stand opposite each other.
struct Here<'h, 'p> {
    pair: &'h Pair<'p>,
    zh: &'h Chinese,
    en: &'h English,
    /// Where they begin in their texts.
    start: Sides<usize>,
}

pub(super) fn check(pair: &Pair, answers: &Answers, out: &mut Vec<Finding>) {
    let usual = answers.usual(pair);
    for (z, e) in sentences(pair) {
        let (Some(zh), Some(en)) = (pair.zh.get(z.start..z.end), pair.en.get(e.start..e.end)) else { continue };
        let zh = Chinese::of(zh);
        let en = English::of(en, &zh);
        let here = Here { pair, zh: &zh, en: &en, start: Sides::new(z.start, e.start) };
        let found = bound(&zh, &en).or_else(|| forbidden(&here, usual)).or_else(|| lacks_english(&here, usual));
        let Some((side, span, severity)) = found else { continue };
        let start = *here.start.get(side);
        let span = Span::new(span.start + start, span.end + start);
        let quoted = span.of(pair.text(side));
        let message = match side {
            Side::Zh => format!("{quoted} has no negation opposite"),
            Side::En => format!("\"{quoted}\" has no negation opposite"),
        };
        out.push(pair.sided(Rule::MissingNegation, severity, side, span, None, message));
    }
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

type Found = Option<(Side, Span, Severity)>;

/// 得超過 against "shall not exceed", 不得超過 against "shall be more than".
fn bound(zh: &Chinese, en: &English) -> Found {
    if let Some(at) = zh.permits_more.first().filter(|_| en.bounds > zh.bounds) {
        return Some((Side::Zh, *at, Severity::Error));
    }
    let turned = |spans: &[Span], bounds: usize| spans.first().copied().filter(|_| bounds > 0 && zh.bounds > en.bounds);
    // "No award shall exceed".
    let turned = |spans: &[Span], bounds| turned(spans, bounds).filter(|_| !en.denies_subject);
    turned(&en.more, zh.most).or_else(|| turned(&en.less, zh.least)).map(|at| (Side::En, at, Severity::Error))
}

/// What English denies or forbids, and Chinese does not.
fn forbidden(here: &Here, usual: bool) -> Found {
    let (zh, en) = (here.zh, here.en);
    let at = en.forbids.get(zh.forbids);
    // The Chinese permits where the English does not.
    if let Some(at) = at.filter(|_| zh.permits.len() > en.permits && en.left > zh.plain.len()) {
        return Some((Side::En, *at, Severity::Error));
    }
    if let Some(at) = en.plain.get(zh.wide).filter(|_| zh.is_text) {
        return Some((Side::En, *at, if usual { Severity::Error } else { Severity::Note }));
    }
    // What is denied has a counterpart that nothing denies.
    if en.plain.len() <= zh.plain.len() || en.forbids.len() <= zh.forbids || !zh.is_text {
        return None;
    }
    let bare =
        en.forbids.iter().find(|at| denied::is_bare(here.pair, Side::En, **at, here.start, &zh.all) == Some(true));
    bare.map(|at| (Side::En, *at, Severity::Error))
}

/// What Chinese denies, and English does not.
fn lacks_english(here: &Here, usual: bool) -> Found {
    let (zh, en) = (here.zh, here.en);
    // "Does apply" stands where "does not apply" stood.
    if let Some(at) = zh
        .plain
        .first()
        .or(zh.all.first())
        .filter(|_| usual && en.emphatic > 0 && en.left <= zh.plain.len() && zh.is_text)
    {
        return Some((Side::Zh, *at, Severity::Error));
    }
    let Some(first) = zh.plain.first().copied() else { return none_at_all(here, usual) };
    let more = zh.plain.len().checked_sub(en.left + zh.joined).filter(|n| *n > 0)?;
    let judged = |at: &Span| Some((*at, denied::is_bare(here.pair, Side::Zh, *at, here.start, &en.all)?));
    let linked: Vec<(Span, bool)> = zh.plain.iter().filter_map(judged).collect();
    let bare = linked.iter().find(|(_, bare)| *bare).map(|(at, _)| *at);
    let modal = zh.modal >= more && en.modal && en.left == 0;
    // 未 negates what was not done; 不 and 没有 are too often part of what is put without a negation.
    let undone = linked.iter().any(|(at, _)| zh.undone.contains(at)) && en.soft == 0 && en.left == 0;
    let sure = modal || undone && usual || bare.is_some() && usual;
    let at = bare.or(linked.first().map(|(at, _)| *at)).unwrap_or(first);
    Some((Side::Zh, at, if sure { Severity::Error } else { Severity::Note }))
}

/// 非, 无 and 免 where the English denies nothing at all.
fn none_at_all(here: &Here, usual: bool) -> Found {
    let (zh, en) = (here.zh, here.en);
    let bare = |at: &&Span| denied::is_bare(here.pair, Side::Zh, **at, here.start, &en.all) == Some(true);
    let at = zh.other.iter().filter(|_| en.any == 0 && zh.is_text && usual).find(bare)?;
    Some((Side::Zh, *at, Severity::Error))
}
