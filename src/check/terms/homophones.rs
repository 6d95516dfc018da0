//! Words that were typed for others of the same sound: 向目 where the English says "project", 项目. What was typed says nothing that
//! the English has, and what it should have been is how the documents render the English word as a rule.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::unaligned::is_content;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::wordalign::LearntView;
use rustc_hash::FxHashMap;
use std::cell::LazyCell;

/// Up to where a word counts as one that nothing explains.
const OPEN: f32 = 0.25;

/// How often an English word has to stand in the documents, and in what share of that a word has to render it, for that to be
/// how it is rendered there.
const OFTEN: u32 = 3;
const USUAL: f32 = 0.25;

/// How far from each other the two may stand, in shares of their texts.
const NEAR: f32 = 0.2;

/// Characters of a word that was typed for another: one alone sounds like too many others.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=4;

pub(in crate::check) fn check(pair: &Pair, view: &LearntView, out: &mut Vec<Candidate>) {
    let open = |at: &usize| pair.explains(Side::Zh, *at) < OPEN;
    if !(0..pair.tokens(Side::Zh).len()).any(|at| open(&at)) {
        return;
    }
    let sounds = LazyCell::new(|| open_sounds(pair));
    let lexicon = Lexicon::shared();
    for (at, token) in pair.tokens(Side::En).iter().enumerate() {
        // Names are written by their sound, one way or another.
        let named = token.span.start > 0 && token.span.of(pair.en).starts_with(|c: char| c.is_ascii_uppercase());
        if named || pair.explains(Side::En, at) >= OPEN || !is_content(Side::En, token) {
            continue;
        }
        let often = |en: &u32| view.frequency(Side::En, *en) >= OFTEN;
        let Some(en) = view.word(Side::En, &token.key).filter(often) else { continue };
        let is_usual = |headword: &&str| {
            let zh = view.word(Side::Zh, headword);
            LENGTH.contains(&headword.chars().count())
                && zh.and_then(|zh| view.t(zh, en)).is_some_and(|(_, backward)| backward >= USUAL)
        };
        let heard =
            lexicon.headwords_of(&token.key).map(|(headword, _)| headword).filter(is_usual).find_map(|headword| {
                let is_slip = |typed: &str| typed != headword && !is_usage(view, typed, headword);
                let is_opposite = |span: Span| (place(pair.zh, span) - place(pair.en, token.span)).abs() < NEAR;
                let same = |sound: &str| sounds.get(sound).filter(|(typed, span)| is_slip(typed) && is_opposite(*span));
                lexicon.pinyin(headword).find_map(same).map(|(_, span)| (headword, *span))
            });
        let Some((headword, span)) = heard else { continue };
        let message = format!("{} sounds like {headword}, \"{}\"", span.of(pair.zh), token.span.of(pair.en));
        out.push(pair.finding(Rule::TermSlip, Severity::Note, Some(span), Some(token.span), message));
        return;
    }
}

/// Whether what was typed is what somebody calls it: words of one sound that share a character are often two spellings of one
/// (必须 and 必需), and what is no word is used all the same where it stands in many places.
fn is_usage(view: &LearntView, typed: &str, headword: &str) -> bool {
    match Lexicon::shared().has(typed) {
        true => typed.chars().zip(headword.chars()).any(|(a, b)| a == b),
        false => view.word(Side::Zh, typed).is_some_and(|zh| view.frequency(Side::Zh, zh) >= OFTEN),
    }
}

/// Where the middle of a span is in a text, 0..=1.
fn place(text: &str, span: Span) -> f32 {
    (span.start + span.end) as f32 / (2 * text.len().max(1)) as f32
}

/// How the words of the Chinese sound that nothing explains, alone and with the next: by toneless pinyin the word, folded, and
/// where it stands.
fn open_sounds(pair: &Pair) -> FxHashMap<String, (String, Span)> {
    let tokens = pair.tokens(Side::Zh);
    let open =
        |at: usize| tokens.get(at).is_some_and(|t| t.key.chars().all(is_han)) && pair.explains(Side::Zh, at) < OPEN;
    let mut sounds = FxHashMap::default();
    for first in (0..tokens.len()).filter(|at| open(*at)) {
        for last in first..(first + 2).min(tokens.len()) {
            let (Some(a), Some(b)) = (tokens.get(first), tokens.get(last)) else { continue };
            let adjacent = first == last || a.span.end == b.span.start && open(last);
            let word = if first == last { a.key.clone() } else { format!("{}{}", a.key, b.key) };
            if adjacent && LENGTH.contains(&word.chars().count()) {
                let span = Span::new(a.span.start, b.span.end);
                readings(&word).into_iter().for_each(|sound| {
                    sounds.entry(sound).or_insert((word.clone(), span));
                });
            }
        }
    }
    sounds
}

/// How a word may sound: as the dictionary has it, else by its characters.
fn readings(word: &str) -> Vec<String> {
    let lexicon = Lexicon::shared();
    let whole: Vec<String> = lexicon.pinyin(word).map(String::from).collect();
    if !whole.is_empty() {
        return whole;
    }
    let mut all = vec![String::new()];
    let mut buffer = [0; 4];
    for c in word.chars() {
        let own: Vec<&str> = lexicon.pinyin(c.encode_utf8(&mut buffer)).take(2).collect();
        all = all.iter().flat_map(|head| own.iter().map(move |sound| format!("{head}{sound}"))).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sound_as_the_dictionary_has_them_or_their_characters() {
        assert_eq!(readings("信任"), ["xinren"]);
        assert!(readings("每列").contains(&"meilie".to_string()));
    }
}
