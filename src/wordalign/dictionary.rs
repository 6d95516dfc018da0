//! What the dictionary says about a Chinese word before any text is read: English words that may render it, with
//! weights. Glosses first; then equal writing (numbers, Latin words, marks); then sound (names in pinyin).

use super::token::Token;
use crate::text::lemma::{family, lemma};
use crate::text::lexicon::Lexicon;
use crate::text::number;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Weight of a word that is written as the Chinese word is read (Shenzhen), when no gloss says so.
const BY_SOUND: f32 = 0.6;

/// Weight of an English word for a number that is written in figures, or in Chinese.
const SPELLED: f32 = 0.6;

/// Weight of an English word that other words with the same glosses have (侵權 is "infringe", which stands beside
/// "encroach" elsewhere), and share of the mass of its parts that a word with an entry borrows. (On the DeNero sentences
/// alone and with 10,000 rows of laws or 1,000 of news, the two take .8, .8 and .6 off the error rate; .2 and .4 of the
/// first, .1 and .2 of the second do nearly the same.)
const SYNONYM: f32 = 0.3;
const OF_PARTS: f32 = 0.15;

/// Weight of a word of the same family as a gloss (仲裁 is "arbitration", which 仲裁庭 has as "arbitral"), against the gloss.
const OF_FAMILY: f32 = 0.5;

/// English words for numbers, by value.
#[rustfmt::skip]
const NAMES: &[&[&str]] = &[
    &["zero"], &["one", "first"], &["two", "second"], &["three", "third"], &["four", "fourth"], &["five", "fifth"],
    &["six", "sixth"], &["seven", "seventh"], &["eight", "eighth"], &["nine", "ninth"], &["ten", "tenth"],
    &["eleven", "eleventh"], &["twelve", "twelfth"], &["thirteen"], &["fourteen"], &["fifteen"], &["sixteen"],
    &["seventeen"], &["eighteen"], &["nineteen"], &["twenty", "twentieth"],
];

/// Share of the mass of its parts that a word without an entry, or a term of our own, borrows.
const BORROWED: f32 = 0.5;

/// The English words that can be asked for, by key, by number: the first number, if a key has several.
#[derive(Debug)]
pub(super) struct Prior<'w> {
    lexicon: Lexicon,
    ids: FxHashMap<&'w str, u32>,
    /// Those that are derived from the same word, by what they begin with.
    families: FxHashMap<&'w str, Vec<&'w str>>,
    /// Names by the pinyin syllables they consist of: `tangwei` under `tang` and `wei`.
    names: FxHashMap<&'w str, Vec<u32>>,
}

impl<'w> Prior<'w> {
    pub fn new(lexicon: Lexicon, keys: impl Iterator<Item = &'w str>) -> Self {
        let mut prior =
            Prior { lexicon, ids: FxHashMap::default(), families: FxHashMap::default(), names: FxHashMap::default() };
        for (id, key) in keys.enumerate() {
            let Entry::Vacant(place) = prior.ids.entry(key) else { continue };
            place.insert(id as u32);
            prior.families.entry(family(key)).or_default().push(key);
            for syllable in spelled(lexicon, key) {
                prior.names.entry(syllable).or_default().push(id as u32);
            }
        }
        prior
    }

    /// Words that may render the Chinese key, each once, with a weight of 0..=1.
    pub fn row(&self, zh: &str) -> Vec<(u32, f32)> {
        let mut row: Vec<(u32, f32)> = Vec::new();
        words(self.lexicon, zh, &mut |key: &str, weight: f32| {
            if let Some(&id) = self.ids.get(key) {
                row.push((id, weight));
            }
            let family = self.families.get(family(key)).into_iter().flatten();
            row.extend(family.filter_map(|key| self.ids.get(key)).map(|id| (*id, OF_FAMILY * weight)));
        });
        sounds(self.lexicon, zh, &mut |syllable| {
            row.extend(self.names.get(syllable).into_iter().flatten().map(|id| (*id, BY_SOUND)));
        });
        // Of several reasons for a word the best one counts.
        row.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        row.dedup_by_key(|(id, _)| *id);
        row
    }
}

/// The pinyin syllables that an English key consists of, if it can be a name.
fn spelled(lexicon: Lexicon, key: &str) -> Vec<&str> {
    if key.len() > 16 || lexicon.is_english_word(key) {
        return Vec::new();
    }
    syllables(key).unwrap_or_default()
}

/// How the characters of a Chinese key are read, if it can be a part of a name.
fn sounds(lexicon: Lexicon, zh: &str, add: &mut impl FnMut(&str)) {
    if zh.chars().count() > 3 || zh.chars().count() > 1 && lexicon.has(zh) {
        return;
    }
    let mut buffer = [0; 4];
    zh.chars().for_each(|c| lexicon.pinyin(c.encode_utf8(&mut buffer)).for_each(&mut *add));
}

/// English words that may render a folded Chinese word, a number or a Latin word, with weights; a word may come twice.
fn words(lexicon: Lexicon, zh: &str, add: &mut impl FnMut(&str, f32)) {
    if zh.starts_with(|c: char| c.is_ascii_digit()) {
        number(zh, add);
    }
    add(zh, 1.0);
    match zh {
        "、" => add(",", 1.0),
        _ => glosses(lexicon, zh, add),
    }
    for pinyin in lexicon.pinyin(zh).filter(|p| p.len() > 2) {
        add(pinyin, BY_SOUND);
    }
}

/// What the dictionary knows for a folded Chinese word: English lemmas with weights of 0..=1, each once.
pub fn dictionary_renderings(lexicon: Lexicon, zh: &str) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    words(lexicon, zh, &mut |key: &str, weight: f32| match found.iter_mut().find(|(known, _)| known == key) {
        Some((_, best)) => *best = best.max(weight),
        None => found.push((key.to_string(), weight)),
    });
    found
}

fn glosses(lexicon: Lexicon, zh: &str, add: &mut impl FnMut(&str, f32)) {
    if lexicon.has(zh) {
        lexicon.glosses(zh).for_each(|(lemma, share)| add(lemma, share));
        lexicon.synonyms(zh).for_each(|(lemma, chance)| add(lemma, SYNONYM * chance));
    }
    // A term of our own may be rendered word for word: 商業秘密 as "confidential business information". So may, less
    // often, any word that has an entry.
    let (borrowed, least) = match (lexicon.has(zh), lexicon.is_term(zh)) {
        (false, _) => (BORROWED, 1),
        (true, true) => (BORROWED, 2),
        (true, false) => (OF_PARTS, 1),
    };
    let total = zh.chars().count() as f32;
    for part in parts(lexicon, zh).into_iter().filter(|part| part.chars().count() >= least) {
        let share = borrowed * part.chars().count() as f32 / total;
        lexicon.glosses(part).for_each(|(lemma, weight)| add(lemma, share * weight));
    }
}

/// Which Chinese words of a pair the dictionary renders by which English words: places in both lists, in order. Glosses,
/// near synonyms, equal writing, sound.
pub fn dictionary_links(lexicon: Lexicon, zh: &[Token], en: &[Token]) -> Vec<(usize, usize)> {
    let prior = Prior::new(lexicon, en.iter().map(|t| t.key.as_str()));
    let mut links = Vec::new();
    for (i, token) in zh.iter().enumerate() {
        let mut keys: Vec<&str> = prior
            .row(&token.key)
            .into_iter()
            .filter_map(|(id, _)| en.get(id as usize).map(|t| t.key.as_str()))
            .collect();
        keys.extend(lexicon.synonyms(&token.key).filter(|(_, chance)| *chance > 0.05).map(|(lemma, _)| lemma));
        keys.sort_unstable();
        keys.dedup();
        let known = en.iter().enumerate().filter(|(_, t)| keys.binary_search(&t.key.as_str()).is_ok());
        links.extend(known.map(|(j, _)| (i, j)));
    }
    links
}

/// Whether the dictionary has a reason why the Chinese word should be rendered by the English one: an entry, equal
/// writing, sound, or a longer word that begins with one of its characters (訴調 is made of 訴訟 and 調解).
pub(super) fn speaks_for(lexicon: Lexicon, zh: &str, en: &str) -> bool {
    let of_en = family(en);
    let mut speaks = false;
    words(lexicon, zh, &mut |key: &str, _| {
        speaks = speaks || key == en || key.starts_with(of_en) && family(key) == of_en;
    });
    let is_read_so = || {
        let spelled = spelled(lexicon, en);
        let mut is_read_so = false;
        sounds(lexicon, zh, &mut |syllable| is_read_so = is_read_so || spelled.contains(&syllable));
        is_read_so
    };
    let abbreviates = || !lexicon.has(zh) && zh.chars().any(|c| lexicon.begun_with(c).any(|(lemma, _)| lemma == en));
    speaks || is_read_so() || abbreviates()
}

/// The longest dictionary words that the word consists of, from left to right.
pub(super) fn parts(lexicon: Lexicon, zh: &str) -> Vec<&str> {
    let mut rest = zh;
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).filter(|end| *end < zh.len());
        let word = ends.filter_map(|end| rest.get(..end)).rfind(|word| lexicon.has(word));
        parts.extend(word);
        rest = rest.get(word.map_or(first.len_utf8(), str::len)..).unwrap_or("");
    }
    parts
}

/// `3月` is March; `50亿` is 5 billion; `22` is 22.
fn number(zh: &str, add: &mut impl FnMut(&str, f32)) {
    let end = zh.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(zh.len());
    let (digits, unit) = zh.split_at(end);
    if unit.starts_with('月') {
        let month = digits.parse().ok().and_then(number::month_name);
        month.iter().for_each(|month| add(&lemma(month), 1.0));
        return;
    }
    if unit.is_empty() {
        add(digits, 1.0);
        let names = digits.parse().ok().and_then(|value: usize| NAMES.get(value)).copied().unwrap_or_default();
        names.iter().for_each(|name| add(&lemma(name), SPELLED));
        return;
    }
    add(digits, 0.6);
    let Some(value) = number::parse_value(zh).map(|figure| figure.low) else { return };
    for (name, scale) in [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)] {
        let in_scale = value / Decimal::from(10u64.pow(scale));
        if in_scale >= Decimal::new(1, 1) && in_scale < Decimal::from(10_000) {
            add(&in_scale.round_dp(6).normalize().to_string(), 0.6);
            add(name, 0.5);
        }
    }
    add(&value.round_dp(4).normalize().to_string(), 1.0);
}

/// The pinyin syllables of a word that consists of nothing else.
fn syllables(word: &str) -> Option<Vec<&str>> {
    if word.is_empty() {
        return Some(Vec::new());
    }
    // Longest first: "xian" is rather one syllable than xi'an.
    (1..=word.len().min(6)).rev().find_map(|end| {
        let (head, tail) = (word.get(..end)?, word.get(end..)?);
        let mut rest = is_syllable(head).then(|| syllables(tail))??;
        rest.push(head);
        Some(rest)
    })
}

fn is_syllable(text: &str) -> bool {
    let initials = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    initials.iter().find_map(|i| text.strip_prefix(i)).is_some_and(|last| FINALS.binary_search(&last).is_ok())
}

/// Sorted.
#[rustfmt::skip]
const FINALS: &[&str] = &[
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing",
    "iong", "iu", "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn row(zh: &str, en: &[&'static str]) -> Vec<&'static str> {
        let en: Vec<&'static str> = en.to_vec();
        let prior = Prior::new(Lexicon::shared(), en.iter().copied());
        prior.row(zh).into_iter().filter_map(|(id, _)| en.get(id as usize).copied()).collect()
    }

    #[test]
    fn dictionary_numbers_and_names() {
        assert_eq!(row("专利", &["patent", "the"]), ["patent"]);
        assert_eq!(row("3月", &["march", "may", "3"]), ["march"]);
        assert_eq!(row("50亿", &["5", "billion", "50"]), ["5", "billion", "50"]);
        assert_eq!(row("深圳", &["shenzhen"]), ["shenzhen"]);
        assert_eq!(row("棠", &["tangwei", "tangent"]), ["tangwei"]);
        assert_eq!(row("odr", &["odr"]), ["odr"]);
        assert_eq!(row("棠", &["tangwei", "tangwei"]), ["tangwei"]);
        assert_eq!(row("专利报告", &["patent", "report"]), ["patent", "report"]);
    }

    #[test]
    fn finals_are_sorted() {
        assert!(FINALS.is_sorted());
    }
}
