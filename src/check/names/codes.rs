//! Codes that differ: COVID-19 here and COVID-17 there.

use crate::check::evidence::candidate::Candidate;
use crate::check::names::near_miss::is_address;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::fold::is_han;

/// Words of letters and digits, which every language writes alike: the same has to stand on both sides.
pub(in crate::check) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let (zh, en) = (coded(pair.zh), coded(pair.en));
    let lacks = |code: &(Span, String), others: &[(Span, String)]| {
        !others.iter().any(|o| o.1.contains(&code.1) || code.1.contains(&o.1))
    };
    let zh_only: Vec<&(Span, String)> = zh.iter().filter(|c| lacks(c, &en)).collect();
    let en_only: Vec<&(Span, String)> = en.iter().filter(|c| lacks(c, &zh)).collect();
    let shape = |code: &str| code.replace(|c: char| c.is_ascii_digit(), "0");
    let letters = |code: &str| code.bytes().filter(u8::is_ascii_alphabetic).count();
    for (z, e) in zh_only.iter().zip(&en_only) {
        // "OAuth2" and "Step1" have nothing in common; names of rows are paired by their places.
        if shape(&z.1) != shape(&e.1) && !has_common_part(&z.1, &e.1)
            || !pair.zh.chars().any(is_han) && z.0.of(pair.zh).contains('_')
        {
            continue;
        }
        // A single letter is a code where the other side has one of the same shape: G5, G3.
        if letters(&z.1).min(letters(&e.1)) < 2 && shape(&z.1) != shape(&e.1) {
            continue;
        }
        let said = |c: &Candidate| c.finding.rule == Rule::TermName && c.finding.zh.is_some_and(|s| s.overlaps(z.0));
        if is_address(pair.zh, z.0) || out.iter().any(said) {
            continue;
        }
        let message = format!("{} is not {}", z.0.of(pair.zh), e.0.of(pair.en));
        out.push(pair.finding(Rule::TermName, Severity::Error, Some(z.0), Some(e.0), message));
    }
}

/// Whether two codes have their letters or their digits in common, or begin or end alike.
fn has_common_part(a: &str, b: &str) -> bool {
    let only = |code: &str, is: fn(&u8) -> bool| code.bytes().filter(is).collect::<Vec<u8>>();
    let common = |a: Vec<u8>, b: Vec<u8>, least: usize| a == b && a.len() >= least;
    let begins = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let ends = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    common(only(a, u8::is_ascii_alphabetic), only(b, u8::is_ascii_alphabetic), 1)
        || common(only(a, u8::is_ascii_digit), only(b, u8::is_ascii_digit), 2)
        || begins.max(ends) >= 3
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
