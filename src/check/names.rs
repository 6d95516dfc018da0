//! Names and acronyms that do not correspond.

use super::companions::Companions;
use super::coverage::{self, Habits};
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};

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
        if capital {
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

/// How much likelier than not a name must be another one, in nats; and how much the words of the Chinese weigh for which
/// there is no English, without which a name is only put in a free way. Laws name alike what they name; elsewhere more is
/// asked, and that a Chinese word is left which has its English in other places.
const LIKELY: f32 = 1.0;
const SURE: f32 = 2.2;
const LEFT: f32 = 0.8;

/// What a word of a name weighs at least, on the mean, that is usually rendered.
const USUAL: f32 = 0.68;

/// English names that nothing in the Chinese says, and codes (COVID-19) that only one side has.
pub(super) fn check(pair: &Pair, habits: &Habits, companions: &Companions, is_norm: bool, out: &mut Vec<Finding>) {
    codes(pair, out);
    let all = Span::new(0, pair.zh.len());
    let left = coverage::worst(pair, habits, Side::Zh, all).filter(|run| run.weight >= LEFT);
    let missed = is_norm || habits.misses(pair, all);
    let least = if is_norm { LIKELY } else { SURE };
    for name in names(pair.en) {
        let stand = companions.stand(pair, name.of(pair.en));
        let run = coverage::weight(pair, habits, Side::En, name);
        let explained = run.last < 2 || run.content * 4 < run.last * 3;
        let exchanged = stand == Some(false) && run.weight >= LIKELY / 2.0;
        if (explained || run.weight < LIKELY) && !exchanged
            || said_before(pair, name)
            || abbreviated(pair, name)
            || is_spelling(pair, name)
        {
            continue;
        }
        // Of words that are usually rendered: a foreign name that no dictionary has may be there in Chinese characters.
        let known = run.weight >= USUAL * run.content as f32 && key(name.of(pair.en)).is_some();
        let sure = habits.are_telling() && (known && missed && run.weight >= least || exchanged) && left.is_some();
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = format!("\"{}\" is not in the Chinese", name.of(pair.en));
        out.push(pair.finding(Rule::TermName, severity, None, Some(name), message));
    }
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
    for (z, e) in zh_only.iter().zip(&en_only) {
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
        if letters >= 2 && bare.bytes().any(|b| b.is_ascii_digit()) && bare.len() <= 20 {
            out.push((Span::new(start, start + piece.len()), bare));
        }
    }
    out
}
