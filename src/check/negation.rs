//! Negations: what one side denies and the other does not. The negations of both sides are counted, wide on the side
//! that answers (lack, refuse, 免, 除外) and narrow on the side that asks; one too many is a finding. A sentence that
//! permits on one side what it forbids on the other, and a bound that lost its negation, are found by their words.

use super::coverage::is_content;
use super::negatives::{Chinese, English, token_at};
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    for (z, e) in sentences(pair) {
        let (Some(zh), Some(en)) = (pair.zh.get(z.start..z.end), pair.en.get(e.start..e.end)) else { continue };
        let zh = Chinese::of(zh);
        let en = English::of(en, &zh);
        let found = bound(&zh, &en).or_else(|| forbidden(&zh, &en)).or_else(|| lacks_english(pair, z.start, &zh, &en));
        let Some((side, span, severity)) = found else { continue };
        let start = if side == Side::Zh { z.start } else { e.start };
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
    turned(&en.more, zh.most).or_else(|| turned(&en.less, zh.least)).map(|at| (Side::En, at, Severity::Error))
}

/// What English denies or forbids, and Chinese does not.
fn forbidden(zh: &Chinese, en: &English) -> Found {
    let at = en.forbids.get(zh.forbids);
    // The Chinese permits where the English does not.
    if let Some(at) = at.filter(|_| zh.permits.len() > en.permits && en.left > zh.plain.len()) {
        return Some((Side::En, *at, Severity::Error));
    }
    en.plain.get(zh.wide).filter(|_| zh.is_text).map(|at| (Side::En, *at, Severity::Error))
}

/// What Chinese denies, and English does not.
fn lacks_english(pair: &Pair, start: usize, zh: &Chinese, en: &English) -> Found {
    let more = zh.plain.len().checked_sub(en.left).filter(|n| *n > 0)?;
    let linked: Vec<Span> = zh
        .plain
        .iter()
        .copied()
        .filter(|at| negates_linked(pair, Span::new(at.start + start, at.end + start)))
        .collect();
    let at = *linked.first().or(zh.plain.first())?;
    let modal = zh.modal >= more && en.modal;
    // 未 negates what was not done; 不 and 没有 are too often part of what is put without a negation.
    let undone = linked.iter().any(|at| zh.undone.contains(at)) && en.soft == 0;
    let sure = en.left == 0 && (modal || undone);
    Some((Side::Zh, at, if sure { Severity::Error } else { Severity::Note }))
}

/// Whether the word that a Chinese negation negates has a counterpart of its own: 不治 is "died" altogether.
fn negates_linked(pair: &Pair, at: Span) -> bool {
    let links = pair.links();
    let Some(i) = token_at(&links.zh, at) else { return false };
    let next = links.zh.iter().enumerate().skip(i + 1).take(2).filter(|(_, t)| is_content(Side::Zh, t));
    let mut linked = next.map(|(n, _)| links.links.iter().any(|l| l.zh == n && l.probability() > 0.6));
    linked.next().unwrap_or(false)
}
