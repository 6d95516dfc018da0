//! Text that one side lacks: whole paragraphs, sentences, clauses, or most of a side.

use super::coverage::{self, Habits, Run};
use super::hints::Hints;
use super::judge::{Judge, Judges, flag};
use super::lengths::Lengths;
use super::pair::Pair;
use crate::model::{Finding, Kind, Passage, Rule, Severity, Side, Span};
use crate::text::fold::is_han;
use crate::wordalign::Token;

/// How likely a run of words must be one that was left out for a note.
const LIKELY: f32 = 0.35;

/// What the evidence of a run weighs, in the order of [`evidence`].
const LEFT_OUT: Judges<12> = Judges {
    norms: Judge {
        sure: 0.6,
        bias: -5.62,
        weights: [0.53, 0.70, -0.39, -0.22, 0.92, 2.92, 0.51, 0.38, 1.06, -4.26, 1.10, -0.05],
    },
    prose: Judge {
        sure: 0.6,
        bias: -4.25,
        weights: [0.68, 0.36, -0.60, -0.59, -1.54, 1.75, -0.83, 0.62, 0.24, -2.31, 1.91, -0.20],
    },
};

/// Content words without counterpart that a run has at least.
const WORDS: usize = 2;

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

/// Sentences and clauses that nothing on the other side says.
pub(super) fn clauses(
    pair: &Pair,
    habits: &Habits,
    hints: &Hints,
    lengths: &Lengths,
    is_norm: bool,
    out: &mut Vec<Finding>,
) {
    let runs = Side::BOTH.map(|side| coverage::worst(pair, habits, side, Span::new(0, pair.text(side).len())));
    for (side, run, other) in [(Side::Zh, runs[0], runs[1]), (Side::En, runs[1], runs[0])] {
        let Some(run) = run.filter(|run| run.content >= WORDS) else { continue };
        // The English of a term, in brackets behind it, is no text that English lacks.
        let latin = run.span.of(pair.text(side)).bytes().filter(u8::is_ascii_alphabetic).count();
        if side == Side::Zh && latin * 3 > run.span.len() {
            continue;
        }
        let evidence = evidence(pair, side, run, other.map_or(0.0, |run| run.weight), hints, lengths);
        let probability = LEFT_OUT.probability(evidence, is_norm);
        if probability < LIKELY {
            continue;
        }
        let whole_sentence = pair.sentences().len() > 1
            && pair
                .sentences()
                .iter()
                .any(|s| s.get(side).is_some_and(|s| run.span.contains(s)) && s.get(side.other()).is_none());
        let rule = if whole_sentence { Rule::MissingSentence } else { Rule::MissingClause };
        // An abbreviation says much in little.
        let letters = pair.text(side.other()).chars().filter(|c| c.is_alphabetic()).count();
        let sure = habits.are_telling()
            && LEFT_OUT.is_sure(probability, is_norm)
            && letters >= if side == Side::Zh { 20 } else { 8 };
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = format!("nothing in the {} says this", name(side.other()));
        out.push(pair.sided(rule, severity, side, run.span, None, message));
    }
}

/// What speaks for a run of a side being text that the other side lacks. `other` is what the other side's own worst run
/// weighs: what both sides say for themselves is a free translation, or none at all.
fn evidence(pair: &Pair, side: Side, run: Run, other: f32, hints: &Hints, lengths: &Lengths) -> [f32; 12] {
    let text = pair.text(side);
    // The side that has more is longer than usual, and of usual length without what it has more.
    let longer = lengths.excess(pair) * if side == Side::Zh { -1.0 } else { 1.0 };
    let more = |zh: &[char], en: &[&str]| {
        let count = |text: &str, s: Side| match s {
            Side::Zh => text.chars().filter(|c| zh.contains(c)).count(),
            Side::En => en.iter().map(|mark| text.matches(mark).count()).sum(),
        };
        count(text, side) as f32 - count(pair.text(side.other()), side.other()) as f32
    };
    let said = |i: usize| pair.explains(side, i);
    let hinted = |i: usize| hints.all.get(side).get(i).copied().unwrap_or(0.0).max(said(i));
    let (ends, marks) = if side == Side::Zh { ("。！？；", "。！？；，：") } else { (".!?;", ".!?;,:") };
    let sentences = parts(pair, side, ends, said);
    let clauses = parts(pair, side, marks, hinted);
    let least = |means: &[f32]| means.iter().copied().min_by(f32::total_cmp);
    // The clause of which least is said, against the others.
    let behind = least(&clauses).map_or(0.0, |least| {
        let others = clauses.len().saturating_sub(1) as f32;
        let rest = if others > 0.0 { (clauses.iter().sum::<f32>() - least) / others } else { SAID };
        rest - least
    });
    [
        run.weight.min(30.0),
        longer.clamp(-4.0, 4.0),
        lengths.excess_without(pair, side, run.span).abs().min(4.0),
        other.min(10.0),
        coverage::mean(pair, side),
        coverage::mean(pair, side.other()),
        more(&['。', '！', '？'], &[". ", "! ", "? "]).clamp(-1.0, 1.0),
        more(&['，', '、'], &[","]).clamp(-3.0, 3.0),
        flag(is_whole(text, side, run.span)),
        least(&sentences).unwrap_or(1.0),
        behind,
        (clauses.len() as f32).min(5.0),
    ]
}

/// How much is said of a clause on the mean, and how many content words one has at least to be looked at.
const SAID: f32 = 0.7;
const CONTENT: usize = 3;

/// How much of the parts of a side between `marks` the other side says, on the mean of their content words.
fn parts(pair: &Pair, side: Side, marks: &str, said: impl Fn(usize) -> f32) -> Vec<f32> {
    let tokens = pair.linked.tokens(side);
    let is_end = |t: &Token| t.span.of(pair.text(side)).chars().all(|c| marks.contains(c));
    let mut at = 0;
    let mean = |part: &[Token]| {
        let content = part.iter().enumerate().filter(|(_, t)| coverage::is_content(side, t));
        let values: Vec<f32> = content.map(|(i, _)| said(at + i)).collect();
        at += part.len() + 1;
        (values.len() >= CONTENT).then(|| values.iter().sum::<f32>() / values.len() as f32)
    };
    tokens.split(is_end).filter_map(mean).collect()
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
