//! Names and acronyms that do not correspond.

use super::companions::Companions;
use super::coverage::{self, Habits};
use super::hints::Hints;
use super::judge::{Judge, Judges, flag};
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::fold::fold;
use crate::text::lexicon::Lexicon;
use crate::wordalign::Token;

/// Words that are capital because a sentence begins with them.
const OPENING: [&str; 21] = [
    "Where", "If", "When", "In", "For", "Any", "Each", "No", "All", "Such", "These", "Those", "This", "Upon", "After",
    "Before", "Under", "By", "As", "Unless", "While",
];

/// The names of an English text: runs of capitalised words, small words between them included.
pub(super) fn names(text: &str) -> Vec<Span> {
    const SMALL: [&str; 5] = ["of", "and", "for", "the", "on"];
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut words = 0;
    let mut close = |open: &mut Option<Span>, words: &mut usize| {
        if let Some(span) = open.take().filter(|_| *words >= 1) {
            out.push(span);
        }
        *words = 0;
    };
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-')) {
        let start = at;
        at += word.len();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let span = Span::new(start, start + bare.len());
        if bare.is_empty() {
            if !word.trim().is_empty() {
                close(&mut open, &mut words);
            }
            continue;
        }
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        let opens = open.is_none() && OPENING.contains(&bare);
        if capital && !opens {
            open = Some(open.map_or(span, |o: Span| Span::new(o.start, span.end)));
            words += 1;
        } else if !SMALL.contains(&bare) {
            close(&mut open, &mut words);
        }
        if word.len() > bare.len() && !word[bare.len()..].trim().is_empty() {
            close(&mut open, &mut words);
        }
    }
    close(&mut open, &mut words);
    out
}

/// A name of two words or more without its article, to be compared: "ministry of justice".
pub(super) fn key(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    let bare = bare.trim_end_matches("'s").trim_end_matches("’s");
    bare.contains(' ').then(|| bare.to_string())
}

/// How likely a name must be another one for a note.
const LIKELY: f32 = 0.4;

/// What the evidence of a name weighs, in the order of [`evidence`].
const EXCHANGED: Judges<10> = Judges {
    norms: Judge { sure: 0.6, bias: -0.73, weights: [1.77, -1.38, -0.50, 0.05, -0.23, 0.11, -1.30, 0.01, 1.54, 1.42] },
    prose: Judge { sure: 0.7, bias: 0.27, weights: [1.22, -2.46, -0.89, 0.12, 0.28, -0.41, -0.34, 0.30, -0.40, 0.42] },
};

/// English names that nothing in the Chinese says, and codes (COVID-19) that only one side has.
pub(super) fn check(
    pair: &Pair,
    habits: &Habits,
    hints: &Hints,
    companions: &Companions,
    is_norm: bool,
    out: &mut Vec<Finding>,
) {
    codes(pair, out);
    for name in names(pair.en) {
        if key(name.of(pair.en)).is_none()
            || said_before(pair, name)
            || abbreviated(pair, name)
            || is_spelling(pair, name)
            || is_own_country(pair, name)
            || is_written(pair, name)
            || is_stated(pair, name)
            || is_glossed(pair, name)
            || is_this_law(pair, name)
        {
            continue;
        }
        let Some(evidence) = evidence(pair, name, habits, hints, companions) else { continue };
        let probability = EXCHANGED.probability(evidence, is_norm);
        if probability < LIKELY {
            continue;
        }
        // "Ungroup Children": a caption is written like a name.
        let caption = name.len() * 10 >= pair.en.len() * 7;
        let sure = habits.are_telling() && EXCHANGED.is_sure(probability, is_norm) && !caption;
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = format!("\"{}\" is not in the Chinese", name.of(pair.en));
        out.push(pair.finding(Rule::TermName, severity, None, Some(name), message));
    }
}

/// What speaks for a name being another one than the Chinese has; `None` where no word of it says anything.
fn evidence(pair: &Pair, name: Span, habits: &Habits, hints: &Hints, companions: &Companions) -> Option<[f32; 10]> {
    let words = coverage::inside(pair, Side::En, name);
    let n = words.len() as f32;
    let links = pair.links();
    let explained = |i: usize| pair.explains(Side::En, i);
    let supported = |hints: &[f32], i: usize| hints.get(i).copied().unwrap_or(0.0).max(explained(i));
    let all = |i: usize| supported(&hints.all.en, i);
    let share = |is: &dyn Fn(usize) -> bool| words.iter().filter(|i| is(**i)).count() as f32 / n;
    let weight = |i: &usize| links.en.get(*i).map_or(0.0, |t| habits.name_weight(t, all(*i)));
    let frequency = |i: usize| links.frequency.en.get(i).copied().unwrap_or(0);
    // What tells the Ministry of Labor from other ministries.
    let telling = words.iter().copied().min_by_key(|i| frequency(*i))?;
    let text = name.of(pair.en);
    Some([
        share(&|i| explained(i) < ABSENT),
        words.iter().map(|i| all(*i)).sum::<f32>() / n,
        flag(name.start == 0),
        words.iter().map(weight).sum::<f32>().clamp(-10.0, 10.0),
        supported(&hints.open, telling),
        (frequency(telling) as f32 + 1.0).ln(),
        share(&|i| all(i) < UNSUPPORTED),
        flag(companions.stand(pair, text) == Some(true)),
        flag(LAWS.iter().any(|law| text.ends_with(law))),
        flag(OFFICES.iter().any(|office| text.contains(office))),
    ])
}

/// Below this share a word counts as not explained, and as not even hinted at.
const ABSENT: f32 = 0.3;
const UNSUPPORTED: f32 = 0.15;

/// What names of laws and of offices have, which are rendered word by word.
const LAWS: [&str; 3] = ["Act", "Law", "Code"];
const OFFICES: [&str; 9] =
    ["Ministry", "Yuan", "Council", "Department", "Commission", "Bureau", "Agency", "Administration", "Court"];

/// Whether the Chinese means the law by 本法 and names no other.
fn is_this_law(pair: &Pair, name: Span) -> bool {
    const THIS: [&str; 5] = ["本法", "本条例", "本规则", "本办法", "同法"];
    const NONE: [&str; 8] = ["办法", "方法", "司法", "违法", "非法", "合法", "法律", "法令"];
    let zh = fold(pair.zh);
    let law = |text: &str| text.contains('法') || text.contains("条例");
    let others = THIS.iter().chain(&NONE).fold(zh.clone().into_owned(), |zh, word| zh.replace(word, ""));
    let named = name.of(pair.en);
    LAWS.iter().any(|law| named.ends_with(law)) && THIS.iter().any(|this| zh.contains(this)) && !law(&others)
}

/// Whether the Chinese has the very term that the table renders so: 銀行法, "Banking Act".
fn is_stated(pair: &Pair, name: Span) -> bool {
    let words = coverage::inside(pair, Side::En, name);
    !words.is_empty() && words.iter().all(|word| pair.links().is_stated(*word))
}

/// Whether a word of the Chinese has all of the name in its entry of CC-CEDICT: 教育部, "Ministry of Education".
fn is_glossed(pair: &Pair, name: Span) -> bool {
    let words = coverage::inside(pair, Side::En, name);
    let stems: Vec<&str> =
        words.iter().filter_map(|word| pair.linked.tokens(Side::En).get(*word)).map(|t| t.key.as_str()).collect();
    let has_all = |zh: &Token| {
        let glosses: Vec<&str> = Lexicon::shared().glosses(&zh.key).map(|(stem, _)| stem).collect();
        stems.iter().all(|stem| glosses.contains(stem))
    };
    !stems.is_empty() && pair.linked.tokens(Side::Zh).iter().any(has_all)
}

/// Whether the name stands in the Chinese as it is, maybe without its blanks: "Blend Shape", BlendShape.
fn is_written(pair: &Pair, name: Span) -> bool {
    let squeezed = |text: &str| text.replace(char::is_whitespace, "").to_ascii_lowercase();
    squeezed(pair.zh).contains(&squeezed(name.of(pair.en)))
}

/// 我國 for the name of the country, where its own texts speak.
fn is_own_country(pair: &Pair, name: Span) -> bool {
    const OWN: [&str; 6] = ["我国", "本国", "国内", "全国", "国家", "国籍"];
    let zh = fold(pair.zh);
    name.of(pair.en).contains("Republic of China") && OWN.iter().any(|own| zh.contains(own))
}

/// How a name before it sounds, in brackets: "The Order of Precious Tripod (Pao Ting)".
fn is_spelling(pair: &Pair, name: Span) -> bool {
    let before = pair.en.get(..name.start).unwrap_or("");
    let behind = pair.en.get(name.end..).unwrap_or("");
    before.ends_with('(') && behind.starts_with(')')
}

/// Whether the abbreviation behind a name stands in the Chinese.
fn abbreviated(pair: &Pair, name: Span) -> bool {
    let behind = pair.en.get(name.end..).unwrap_or("").trim_start();
    let short = behind.strip_prefix('(').and_then(|rest| rest.split(')').next());
    short.map(|short| short.trim_end_matches('s')).is_some_and(|short| {
        short.len() >= 2 && short.bytes().all(|b| b.is_ascii_uppercase()) && pair.zh.contains(short)
    })
}

/// Whether a name only says again what the English said before, where Chinese says nothing.
fn said_before(pair: &Pair, name: Span) -> bool {
    let words = name.of(pair.en).trim_end_matches("'s").trim_end_matches("’s");
    pair.en.get(..name.start).is_some_and(|before| before.contains(words))
}

/// Words of letters and digits, which every language writes alike: the same has to stand on both sides.
fn codes(pair: &Pair, out: &mut Vec<Finding>) {
    let (zh, en) = (coded(pair.zh), coded(pair.en));
    let lacks = |code: &(Span, String), others: &[(Span, String)]| {
        !others.iter().any(|o| o.1.contains(&code.1) || code.1.contains(&o.1))
    };
    let zh_only: Vec<&(Span, String)> = zh.iter().filter(|c| lacks(c, &en)).collect();
    let en_only: Vec<&(Span, String)> = en.iter().filter(|c| lacks(c, &zh)).collect();
    let shape = |code: &str| code.replace(|c: char| c.is_ascii_digit(), "0");
    let letters = |code: &str| code.bytes().filter(u8::is_ascii_alphabetic).count();
    for (z, e) in zh_only.iter().zip(&en_only) {
        // A single letter is a code where the other side has one of the same shape: G5, G3.
        if letters(&z.1).min(letters(&e.1)) < 2 && shape(&z.1) != shape(&e.1) {
            continue;
        }
        let message = format!("{} is not {}", z.0.of(pair.zh), e.0.of(pair.en));
        out.push(pair.finding(Rule::TermName, Severity::Error, Some(z.0), Some(e.0), message));
    }
}

/// The words of a text that have both letters and digits, and what they are without marks.
fn coded(text: &str) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '_');
    let mut at = 0;
    for piece in text.split(|c: char| !part(c)) {
        let start = at;
        at += piece.len() + text.get(at + piece.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
        let bare: String = piece.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        let letters = piece.chars().filter(char::is_ascii_uppercase).count();
        if letters >= 1 && bare.bytes().any(|b| b.is_ascii_digit()) && bare.len() <= 20 {
            out.push((Span::new(start, start + piece.len()), bare));
        }
    }
    out
}
