//! Copies of texts as people paste them: wrapped, cut, misread, in the other script, with words changed. The same seed
//! gives the same copies.

use crate::random::Random;
use duizhao::model::{Passage, Side};
use duizhao::search::{LocalIndex, Searcher};

/// A damaged copy and the passage that it came from.
pub struct Copy {
    pub text: String,
    pub passage: usize,
    pub how: &'static str,
}

/// Characters that a reader of scans takes for each other.
const MISREAD: &[(&str, &str)] = &[
    ("未", "末"),
    ("己", "已"),
    ("日", "曰"),
    ("人", "入"),
    ("土", "士"),
    ("大", "太"),
    ("天", "夫"),
    ("l", "1"),
    ("O", "0"),
    ("rn", "m"),
    ("cl", "d"),
    ("e", "c"),
    ("h", "b"),
    ("i", "l"),
    ("間", "問"),
    ("設", "没"),
    ("權", "欋"),
    ("業", "菐"),
];

/// Words that stand in for others in a paraphrase.
const OTHER_WORDS: [&[&str]; 2] =
    [&["亦", "該", "以及", "進行", "有關", "其中"], &["also", "the", "such", "then", "related", "certain"]];

/// `count` copies of sentences and paragraphs of both sides, every kind of damage in turn.
pub fn copies(passages: &[Passage], count: usize, seed: u64) -> Vec<Copy> {
    let mut random = Random(seed);
    let mut copies = Vec::with_capacity(count);
    while copies.len() < count {
        let passage = random.below(passages.len());
        let side = Side::BOTH[random.below(2)];
        let Some(text) = piece(&passages[passage], side, &mut random) else { continue };
        let (how, text) = damaged(&text, side, copies.len(), &mut random);
        copies.push(Copy { text, passage, how });
    }
    copies
}

/// `count` copies of 8–14 characters or 4–7 words, up to a fifth of them changed for others.
pub fn hard_copies(passages: &[Passage], count: usize, seed: u64) -> Vec<Copy> {
    let mut random = Random(seed);
    let mut copies = Vec::with_capacity(count);
    while copies.len() < count {
        let passage = random.below(passages.len());
        let side = Side::BOTH[random.below(2)];
        let units = units(passages[passage].text(side), side);
        let length = if side == Side::Zh { 8 + random.below(7) } else { 4 + random.below(4) };
        if units.len() < length {
            continue;
        }
        let from = random.below(units.len() - length + 1);
        let mut part = units[from..from + length].to_vec();
        let changes = random.below(length / 5 + 1);
        for _ in 0..changes {
            let at = random.below(length);
            part[at] = units[random.below(units.len())].clone();
        }
        let text = part.join(if side == Side::Zh { "" } else { " " });
        copies.push(Copy { text, passage, how: if side == Side::Zh { "characters" } else { "words" } });
    }
    copies
}

/// Characters of a Chinese text, words of an English one.
fn units(text: &str, side: Side) -> Vec<String> {
    match side {
        Side::Zh => text.chars().filter(|c| !c.is_whitespace()).map(String::from).collect(),
        Side::En => text.split_whitespace().map(String::from).collect(),
    }
}

/// A sentence of the passage, two that follow each other, or all of it, if it is long enough to tell.
fn piece(passage: &Passage, side: Side, random: &mut Random) -> Option<String> {
    let text = passage.side(side)?.text.as_str();
    let spans: Vec<_> = passage.sentences.iter().filter_map(|pair| pair.get(side)).collect();
    let text = match random.below(4) {
        0 => text,
        1 if spans.len() > 1 => {
            let at = random.below(spans.len() - 1);
            text.get(spans[at].start..spans[at + 1].end)?
        }
        _ if !spans.is_empty() => spans[random.below(spans.len())].of(text),
        _ => text,
    };
    let least = if side == Side::Zh { 12 } else { 8 };
    (units(text, side).len() >= least).then(|| text.to_string())
}

fn damaged(text: &str, side: Side, turn: usize, random: &mut Random) -> (&'static str, String) {
    match turn % 8 {
        0 => ("wrapped", wrapped(text, side, random)),
        1 => ("spaces", spaces(text, random)),
        2 => ("misread", misread(text, random)),
        3 if side == Side::Zh => ("other script", other_script(text)),
        3 => ("capitals", text.to_uppercase()),
        4 => ("width", width(text)),
        5 => ("cut", cut(text, side, random)),
        6 => ("typo", typo(text, random)),
        _ => ("paraphrase", paraphrase(text, side, random)),
    }
}

/// Lines of a narrow page; English words are broken with a hyphen now and then.
fn wrapped(text: &str, side: Side, random: &mut Random) -> String {
    let width = 12 + random.below(20);
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i > 0 && i % width == 0 {
            let inside = c.is_ascii_lowercase() && out.ends_with(|c: char| c.is_ascii_lowercase());
            match side {
                Side::En if inside => out.push_str("-\n"),
                Side::En if !out.ends_with(' ') && c != ' ' => {}
                _ => out.push('\n'),
            }
        }
        out.push(c);
    }
    out
}

fn spaces(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match random.below(10) {
            0 if c == ' ' => {}
            1 if c == ' ' => out.push_str("  "),
            2 if !c.is_ascii() => {
                out.push(c);
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

fn misread(text: &str, random: &mut Random) -> String {
    let mut out = text.to_string();
    for (right, wrong) in MISREAD {
        if random.below(3) == 0 {
            out = out.replacen(right, wrong, 2);
        }
    }
    out
}

fn other_script(text: &str) -> String {
    hanconv::t2s(text)
}

/// Letters, digits and marks in full width.
fn width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
        .collect()
}

/// Without up to a quarter at each end.
fn cut(text: &str, side: Side, random: &mut Random) -> String {
    let units = units(text, side);
    let (from, to) = (random.below(units.len() / 4 + 1), units.len() - random.below(units.len() / 4 + 1));
    units[from..to].join(if side == Side::Zh { "" } else { " " })
}

/// Two letters lost, doubled or changed about.
fn typo(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..2 {
        let at = random.below(chars.len() - 1);
        match random.below(3) {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            _ => chars.swap(at, at + 1),
        }
    }
    chars.into_iter().collect()
}

/// Some words for others.
fn paraphrase(text: &str, side: Side, random: &mut Random) -> String {
    let mut units = units(text, side);
    let others = OTHER_WORDS[usize::from(side == Side::En)];
    for _ in 0..(units.len() / 10).max(1) {
        let at = random.below(units.len());
        units[at] = others[random.below(others.len())].to_string();
    }
    units.join(if side == Side::Zh { "" } else { " " })
}

/// How many of the copies lead back to their passage at rank 1; the others with what was found in their place.
pub fn right<'c>(index: &LocalIndex, passages: &[Passage], copies: &'c [Copy]) -> (usize, Vec<(&'c Copy, String)>) {
    let mut wrong = Vec::new();
    for copy in copies {
        let found = index.counterpart(&copy.text.as_str().into()).unwrap();
        let first = found.matches.first();
        let same = |p: &Passage| {
            let wanted = &passages[copy.passage];
            p.id == wanted.id || (p.zh == wanted.zh && p.en == wanted.en)
        };
        if !first.is_some_and(|m| same(&m.passage)) {
            wrong.push((copy, first.map_or("nothing".into(), |m| format!("{} {:.2}", m.id, m.similarity))));
        }
    }
    (copies.len() - wrong.len(), wrong)
}
