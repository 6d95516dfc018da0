//! Text that one side lacks: whole paragraphs, sentences, clauses, or most of a side.

use super::coverage::{self, Habits, Run};
use super::lengths::Lengths;
use super::pair::Pair;
use crate::model::{Finding, Kind, Passage, Rule, Severity, Side, Span};
use crate::text::fold::is_han;

/// How much likelier than not a run of words must be left out, in nats: for an error, for a note.
const SURE: f32 = 10.0;
const LIKELY: f32 = 7.5;

/// How much more is asked of texts that are no laws.
const FREER: f32 = 4.0;

/// Content words that a clause has at least.
const WORDS: usize = 3;

/// A passage of one side only.
pub(super) fn side(passage: &Passage, sides_known: bool) -> Option<Finding> {
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
    let other = name(side.other());
    let what = if passage.kind == Kind::Heading { "section" } else { "paragraph" };
    let span = Some(Span::new(0, text.len()));
    let message = format!("the {what} has no {other}");
    let (zh, en) = if side == Side::Zh { (span, None) } else { (None, span) };
    Some(Finding { rule, severity, id: passage.id.clone(), zh, en, message })
}

/// Lines about the document rather than of it: 發布時間：…, "for reference only".
pub(super) fn is_metadata(text: &str) -> bool {
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

fn name(side: Side) -> &'static str {
    match side {
        Side::Zh => "Chinese",
        Side::En => "English",
    }
}

/// How much a run of words gains where it is a clause or a sentence as a whole, and loses where it is a piece of one;
/// and what the other side may leave unexplained before the pair is taken for a free translation.
const WHOLE: f32 = 3.0;
const PIECE: f32 = 2.5;
const FREE: f32 = 2.5;

/// How much of the side that lacks something must be explained, on the mean: it is a rendering of the rest.
const RENDERED: f32 = 0.4;

/// Sentences and clauses that nothing on the other side says.
pub(super) fn clauses(pair: &Pair, habits: &Habits, lengths: &Lengths, is_norm: bool, out: &mut Vec<Finding>) {
    let longer = 1.5 * lengths.excess(pair);
    let runs = Side::BOTH.map(|side| coverage::worst(pair, habits, side, Span::new(0, pair.text(side).len())));
    let weight_of = |run: &Option<Run>| run.map_or(0.0, |run| run.weight);
    let other_weights = [weight_of(&runs[1]), weight_of(&runs[0])];
    for ((side, run), other) in Side::BOTH.into_iter().zip(runs).zip(other_weights) {
        let Some(run) = run.filter(|run| run.content >= WORDS) else { continue };
        // Where something was left out, the side that has it is longer than usual.
        let longer = if side == Side::Zh { -longer } else { longer };
        let text = pair.text(side);
        // A few words may be loosely put; a sentence is a third of the side, or many words.
        let share = run.span.of(text).len() as f32 / text.len().max(1) as f32;
        let whole = is_whole(text, side, run.span);
        let weight = run.weight + longer.clamp(-4.0, 4.0) + 3.0 * (share - 0.4).clamp(-0.4, 0.3)
            + if whole { WHOLE } else { -PIECE }
            // What both sides say for themselves is a free translation, or none at all.
            - (other - FREE).max(0.0);
        let least = if habits.are_telling() { LIKELY } else { SURE };
        if weight < least || longer < 0.0 && weight < SURE + WHOLE {
            continue;
        }
        // The English of a term, in brackets behind it, is no text that English lacks.
        let latin = run.span.of(text).bytes().filter(u8::is_ascii_alphabetic).count();
        if side == Side::Zh && latin * 3 > run.span.len() {
            continue;
        }
        let other = name(side.other());
        let whole_sentence = pair.sentences().len() > 1
            && pair
                .sentences()
                .iter()
                .any(|s| s.get(side).is_some_and(|s| run.span.contains(s)) && s.get(side.other()).is_none());
        let rule = if whole_sentence { Rule::MissingSentence } else { Rule::MissingClause };
        // A side with something left out is shorter, and an abbreviation says much in little.
        let letters = pair.text(side.other()).chars().filter(|c| c.is_alphabetic()).count();
        let sure = weight >= if is_norm { SURE } else { SURE + FREER }
            && longer >= 0.4
            && coverage::mean(pair, side.other()) >= RENDERED
            && letters >= if side == Side::Zh { 20 } else { 8 };
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = format!("nothing in the {other} says this");
        out.push(pair.sided(rule, severity, side, run.span, None, message));
    }
}

/// Whether a run of words is a clause or a sentence as a whole: marks stand before and behind it.
fn is_whole(text: &str, side: Side, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let behind = text.get(span.end..).unwrap_or("").trim_start();
    match side {
        Side::Zh => {
            (before.is_empty() || before.ends_with(['。', '；', '，', '：', '！', '？', '、', '）']))
                && (behind.is_empty() || behind.starts_with(['。', '；', '：', '！', '？']))
        }
        Side::En => {
            // Small words are no part of a run: "A", "If the".
            let small = |c: char| c.is_ascii_alphabetic() || c == ' ' || c == '’';
            let bare = before.trim_end_matches(small).trim_end();
            let begins =
                before.len() - bare.len() <= 12 && (bare.is_empty() || bare.ends_with(['.', ';', ':', ',', ')']));
            begins && (behind.is_empty() || behind.starts_with(['.', ';', ':', '!', '?']))
        }
    }
}

/// A side that is a small part of what it should be.
pub(super) fn short(pair: &Pair, lengths: &Lengths, out: &mut Vec<Finding>) {
    // Code, links and names are as long on both sides, and no text.
    let han = pair.zh.chars().filter(|c| is_han(*c)).count();
    let latin = pair.zh.chars().filter(char::is_ascii_alphabetic).count();
    if let Some(side) =
        lengths.too_short(pair).filter(|side| han > 0 && latin < 2 * han && (*side == Side::Zh || latin * 3 < han))
    {
        let span = Span::new(0, pair.text(side).len());
        let message = format!("the {} is much shorter than its counterpart", name(side));
        out.push(pair.sided(Rule::MissingShort, Severity::Error, side, span, None, message));
    }
}
