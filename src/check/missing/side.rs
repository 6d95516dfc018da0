//! A side that is missing altogether, or nearly so.

use crate::check::evidence::lengths::Lengths;
use crate::check::pair::{Pair, language};
use crate::model::{Finding, Kind, Passage, Rule, Severity, Side, Span};
use crate::text::fold::is_han;

/// A passage of one side only.
pub(in crate::check) fn one_sided(passage: &Passage, sides_known: bool) -> Option<Finding> {
    let side = match (&passage.zh, &passage.en) {
        (Some(_), None) => Side::Zh,
        (None, Some(_)) => Side::En,
        _ => return None,
    };
    if !sides_known {
        return None;
    }
    let text = passage.text(side);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let least = if side == Side::Zh { 8 } else { 25 };
    // A note at the foot of a page may have been read elsewhere on the other side.
    let note = text.split_once(' ').is_some_and(|(n, _)| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    let sure = !note
        && match passage.kind {
            Kind::Title | Kind::Heading | Kind::Paragraph => letters >= least,
            Kind::Note | Kind::Segment => false,
        };
    let rule = if passage.kind == Kind::Heading { Rule::MissingSection } else { Rule::MissingSide };
    let severity = if sure && !is_metadata(text) { Severity::Error } else { Severity::Note };
    let other = language(side.other());
    let what = if passage.kind == Kind::Heading { "section" } else { "paragraph" };
    let span = Some(Span::new(0, text.len()));
    let message = format!("the {what} has no {other}");
    let (zh, en) = if side == Side::Zh { (span, None) } else { (None, span) };
    Some(Finding { rule, severity, confidence: 0.0, id: passage.id.clone(), zh, en, message })
}

/// Lines about the document rather than of it: 發布時間：…, "for reference only".
fn is_metadata(text: &str) -> bool {
    let short = text.chars().count() < 120;
    let field = text.split([':', '：']).next().is_some_and(|name| {
        name.len() < text.len()
            && (name.chars().count() <= 6 && !name.is_ascii() || name.is_ascii() && name.split(' ').count() <= 2)
    });
    let lower = text.to_ascii_lowercase();
    let note = [
        "reference only",
        "僅供參考",
        "仅供参考",
        "copyright",
        "版權所有",
        "版权所有",
        "all rights reserved",
        "translat",
        "翻譯",
        "翻译",
    ];
    short && (field || note.iter().any(|n| lower.contains(n)))
}

/// A side that is a small part of what it should be.
pub(in crate::check) fn short(pair: &Pair, lengths: &Lengths, out: &mut Vec<Finding>) {
    // Code, links and names are as long on both sides, and no text.
    let han = pair.zh.chars().filter(|c| is_han(*c)).count();
    let latin = pair.zh.chars().filter(char::is_ascii_alphabetic).count();
    if let Some(side) =
        lengths.too_short(pair).filter(|side| han > 0 && latin < 2 * han && (*side == Side::Zh || latin * 3 < han))
    {
        let letters = pair.text(side).chars().filter(|c| c.is_alphabetic()).count();
        // A heading or a number opposite a paragraph was put there by an aligner, not by a translator.
        let severity = if letters >= if side == Side::Zh { 15 } else { 50 } { Severity::Error } else { Severity::Note };
        let span = Span::new(0, pair.text(side).len());
        let message = format!("the {} is much shorter than its counterpart", language(side));
        out.push(pair.sided(Rule::MissingShort, severity, side, span, None, message));
    }
}
