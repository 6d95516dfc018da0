//! Codes that differ: COVID-19 here and COVID-17 there.

use crate::check::evidence::candidate::Candidate;
use crate::check::names::near_miss::is_address;
use crate::check::pair::Pair;
use crate::model::{Finding, Passage, PassageId, Rule, Severity, Side, Span};
use crate::text::fold::is_han;
use rustc_hash::FxHashMap;

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

/// How many numbers of facing pages a document has before they are known for that.
const PAGES: usize = 5;

/// Leaves out the numbers of facing pages, of which one language has the even and the other the odd ones: B2464 here and
/// B2465 there, and so on.
pub(in crate::check) fn leave_facing_pages<'p>(
    found: &mut Vec<Candidate>,
    passage: impl Fn(&PassageId) -> Option<&'p Passage>,
) {
    let letters = |candidate: &Candidate| {
        let Finding { rule: Rule::TermName, zh: Some(zh), en: Some(en), id, .. } = &candidate.finding else {
            return None;
        };
        let passage = passage(id)?;
        let (zh, en) = (numbered(zh.of(passage.text(Side::Zh)))?, numbered(en.of(passage.text(Side::En)))?);
        (zh.0 == en.0 && zh.1.abs_diff(en.1) == 1).then(|| (id.doc.clone(), zh.0.to_string()))
    };
    let of: Vec<Option<(String, String)>> = found.iter().map(letters).collect();
    let mut counts: FxHashMap<&(String, String), usize> = FxHashMap::default();
    of.iter().flatten().for_each(|pages| *counts.entry(pages).or_default() += 1);
    let is_page = |pages: &Option<(String, String)>| pages.as_ref().is_some_and(|p| counts[p] >= PAGES);
    let mut pages = of.iter().map(is_page);
    found.retain(|_| !pages.next().unwrap_or(false));
}

/// The letters and the number of B2464.
fn numbered(code: &str) -> Option<(&str, u32)> {
    let digits = code.find(|c: char| c.is_ascii_digit())?;
    Some((code.get(..digits)?, code.get(digits..)?.parse().ok()?))
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
