//! A side that is missing altogether, or nearly so.

use crate::check::code::is_lone_code;
use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::{Feature, flag};
use crate::check::evidence::lengths::{Lengths, RATIO};
use crate::check::pair::{Pair, language};
use crate::check::pairing::is_in_both;
use crate::check::untranslated::offers_languages;
use crate::model::{Finding, Kind, Passage, Rule, Severity, Side, Sides, Span};
use crate::text::fold::{fold, is_han};
use std::collections::HashSet;

/// How many passages before and behind are looked at for what may be the other side after all.
const NEAR: usize = 3;

/// How far what has one side only is followed, in passages.
const GAP: usize = 60;

/// Letters of a line of a list.
const SHORT: usize = 50;

/// The passage at a place, if it is of one side only.
pub(in crate::check) fn one_sided(passages: &[Passage], at: usize, sides_known: bool) -> Option<Candidate> {
    let passage = passages.get(at)?;
    let side = only_side(passage)?;
    if !sides_known {
        return None;
    }
    let text = passage.text(side);
    if is_lone_code(text, passage.code)
        || is_in_both(text)
        || offers_languages(text)
        || passage.kind != Kind::Heading && !is_text(text, side)
    {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // Shorter lines of English are entries of an index and the like as often as text.
    let least = if side == Side::Zh { 8 } else { 40 };
    // A note at the foot of a page may have been read elsewhere on the other side.
    let note = text.split_once(' ').is_some_and(|(n, _)| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    // A title, which both files have, stands at another place of one.
    let said = !matches!(passage.kind, Kind::Note | Kind::Segment | Kind::Title);
    let rule = if passage.kind == Kind::Heading { Rule::MissingSection } else { Rule::MissingSide };
    let features = features(passages, at, side);
    let is = |name: &str| features.iter().any(|f| f.0 == name && f.1 > 0.5);
    // It may have been split otherwise, be a list of contents, or stand on a page that has both languages.
    let other_reason = is("markup") || is("other_near") || is("again") || is("short_bilingual") || !is("own_language");
    let sure =
        passage.kind != Kind::Heading && !note && said && letters >= least && !is_metadata(text) && !other_reason;
    let severity = if sure { Severity::Error } else { Severity::Note };
    let features = features.into_iter().chain([("sure", flag(sure))]);
    let other = language(side.other());
    let what = if passage.kind == Kind::Heading { "section" } else { "paragraph" };
    let span = Some(Span::new(0, text.len()));
    let message = format!("the {what} has no {other}");
    let (zh, en) = if side == Side::Zh { (span, None) } else { (None, span) };
    let finding = Finding { rule, severity, confidence: 0.0, id: passage.id.clone(), zh, en, message };
    let classifier = if rule == Rule::MissingSection { "section.missing" } else { "side.missing" };
    Some(Candidate::new(finding).judged_by(classifier, features))
}

/// Whether a line says something in the language of its side, and is no mark, name or date: ":::", "2011, 2012".
fn is_text(text: &str, side: Side) -> bool {
    match side {
        Side::Zh => text.chars().filter(|c| is_han(*c)).count() > 1,
        Side::En => {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
            words.filter(|w| w.len() > 1 && w.contains(char::is_alphabetic)).count() > 1
        }
    }
}

fn only_side(passage: &Passage) -> Option<Side> {
    match (&passage.zh, &passage.en) {
        (Some(_), None) => Some(Side::Zh),
        (None, Some(_)) => Some(Side::En),
        _ => None,
    }
}

/// Whether the Chinese side of a passage has its English too, or nothing but that.
fn is_repeated(passage: &Passage) -> bool {
    let (zh, en) = (passage.text(Side::Zh).trim(), passage.text(Side::En).trim());
    en.len() > 8 && zh.contains(en)
}

/// What speaks for a passage having no other side, rather than having been split or read otherwise there.
fn features(passages: &[Passage], at: usize, side: Side) -> [Feature; 11] {
    let (text, doc) = (passages[at].text(side), &passages[at].id.doc);
    let same_doc = |i: &usize| passages[*i].id.doc == *doc;
    let before = || (0..at).rev().take_while(same_doc);
    let behind = || (at + 1..passages.len()).take_while(same_doc);
    let lone = |i: &usize| only_side(&passages[*i]) == Some(side);
    let run = before().take(20).take_while(lone).count() + behind().take(20).take_while(lone).count();
    let near = || before().take(NEAR).chain(behind().take(NEAR));
    let other_near =
        near().any(|i| only_side(&passages[i]) == Some(side.other())) || is_left_over_on_both(passages, at, side);
    // A list of contents, or a page that has its text in both languages.
    let again = before().chain(behind()).any(|i| passages[i].text(side).trim() == text.trim())
        || is_among(&bigrams(text), near().map(|i| passages[i].text(side)));
    let own = text.chars().filter(|c| is_han(*c) == (side == Side::Zh) && c.is_alphabetic()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ends = text.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '；', ';', '”', '"']);
    let bilingual = near().any(|i| is_repeated(&passages[i]));
    [
        ("in_chinese", flag(side == Side::Zh)),
        ("heading", flag(passages[at].kind == Kind::Heading)),
        ("letters", (letters as f32 + 1.0).ln()),
        ("own_language", own as f32 / (letters as f32).max(1.0)),
        ("sentence", flag(ends)),
        ("markup", flag(text.contains(['<', '{', '=', '|']) || text.contains("http"))),
        ("lone_run", (run as f32 + 1.0).ln()),
        ("other_near", flag(other_near)),
        ("again", flag(again)),
        ("bilingual", flag(bilingual)),
        ("short_bilingual", flag(bilingual && side == Side::Zh && letters < SHORT)),
    ]
}

/// Han characters from which on two texts are compared, and what share of their pairs of characters two have in common that
/// are one in both scripts.
const COMPARED: usize = 6;
const ONE_TEXT: f32 = 0.6;

/// Whether a Chinese text, of which these are the pairs of characters, stands among others in the other script: a page in
/// three languages. Words may differ (软件, 軟體).
fn is_among<'t>(text: &HashSet<(char, char)>, mut others: impl Iterator<Item = &'t str>) -> bool {
    text.len() >= COMPARED
        && others.any(|other| {
            let other = bigrams(other);
            let shared = text.intersection(&other).count();
            2.0 * shared as f32 >= ONE_TEXT * (text.len() + other.len()) as f32
        })
}

/// The pairs of neighbouring Han characters of a text, in one script.
pub(in crate::check) fn bigrams(text: &str) -> HashSet<(char, char)> {
    let folded = fold(text);
    let han: Vec<char> = folded.chars().filter(|c| is_han(*c)).collect();
    han.windows(2).map(|two| (two[0], two[1])).collect()
}

/// Whether about as much was left over on the other side at the same place: each may be the other's counterpart.
fn is_left_over_on_both(passages: &[Passage], at: usize, side: Side) -> bool {
    let left_over = |i: &usize| passages[*i].id.doc == passages[at].id.doc && only_side(&passages[*i]).is_some();
    let before = (0..at).rev().take(GAP).take_while(left_over);
    let behind = (at..passages.len()).take(GAP).take_while(left_over);
    let mut letters = Sides::new(0, 0);
    for i in before.chain(behind) {
        for side in Side::BOTH {
            *letters.get_mut(side) += passages[i].text(side).chars().filter(|c| c.is_alphabetic()).count();
        }
    }
    let in_chinese = |of: Side| if of == Side::Zh { letters.zh as f32 } else { letters.en as f32 / RATIO };
    in_chinese(side.other()) * 2.0 >= in_chinese(side)
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
pub(in crate::check) fn short(pair: &Pair, lengths: &Lengths, out: &mut Vec<Candidate>) {
    // Code, links and names are as long on both sides, and no text.
    let han = pair.zh.chars().filter(|c| is_han(*c)).count();
    let latin = pair.zh.chars().filter(char::is_ascii_alphabetic).count();
    // A grammar of names is as long as its language has syllables: `main={prefix}{suffix}`.
    if pair.en.contains("={") {
        return;
    }
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
