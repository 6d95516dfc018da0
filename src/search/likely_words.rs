//! Words of the index that an English word which is not in it was most likely meant to be: with some letters wrong, as
//! scanning leaves them (rcpajred), or several words whose blanks were lost (fishingboats). The dictionary of the index is
//! walked once for all of them.

use super::compile::Compiler;
use super::index_query::within_edits;
use crate::index::CASE;
use crate::text::lemma::lemma;
use crate::text::word_class::is_stop;

/// Unknown words that are looked into, the longest of a text.
const WORDS: usize = 16;
/// Words of the index that one may be.
const MOST: usize = 6;
/// Letters of a word that may be several without blanks, and of one that such a word may be made of.
const JOINED: std::ops::RangeInclusive<usize> = 7..=120;
const PART: std::ops::RangeInclusive<usize> = 2..=18;
/// What a letter that belongs to no word costs, in the logarithms that words are weighed in; a word costs that of its
/// rarity.
const STRAY: f32 = 14.0;
/// What each word costs besides, so that long words are preferred.
const EACH: f32 = 2.0;

/// Letters that may be wrong in a word of so many.
fn most_edits(letters: usize) -> usize {
    match letters {
        ..=3 => 0,
        4 | 5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// How often each letter stands in a word, the 27th for all that are none.
type Letters = [u8; 27];

fn letters_of(word: &str) -> Letters {
    let mut letters = [0u8; 27];
    for byte in word.bytes() {
        let at = if byte.is_ascii_lowercase() { usize::from(byte - b'a') } else { 26 };
        letters[at] = letters[at].saturating_add(1);
    }
    letters
}

/// At most twice the letters that would have to change.
fn distance(one: &Letters, other: &Letters) -> usize {
    one.iter().zip(other).map(|(a, b)| usize::from(a.abs_diff(*b))).sum()
}

/// An unknown word with the words that come close.
struct Unknown {
    chars: Vec<char>,
    letters: Letters,
    edits: usize,
    /// Letters that differ, passages, the word.
    close: Vec<(usize, u64, String)>,
}

impl Compiler<'_> {
    /// The lemmas that the unknown words (folded) may stand for, each with how sure that is (0..=1).
    pub fn likely_words(&self, unknown: &[String]) -> Vec<(String, f32)> {
        let mut longest: Vec<&String> = unknown.iter().filter(|word| word.len() > 3).collect();
        longest.sort_by_key(|word| std::cmp::Reverse(word.len()));
        longest.truncate(WORDS);
        let mut found: Vec<(String, f32)> = Vec::new();
        let mut rest = Vec::new();
        for word in longest {
            match self.parts_of(word) {
                parts if parts.is_empty() => rest.push(word.as_str()),
                parts => found.extend(parts.into_iter().map(|part| (part, 1.0))),
            }
        }
        for Unknown { mut close, chars, .. } in self.close_to(&rest) {
            close.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            close.truncate(MOST);
            let sure = |edits: usize| 1.0 - edits as f32 / chars.len() as f32;
            found.extend(close.into_iter().map(|(edits, _, word)| (lemma(&word).into_owned(), sure(edits))));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        found.dedup_by(|later, first| later.0 == first.0);
        found
    }

    /// The lemmas of the words that a word is made of where blanks were lost; none where most of it is no word.
    fn parts_of(&self, word: &str) -> Vec<String> {
        if !JOINED.contains(&word.len()) || !word.is_ascii() {
            return Vec::new();
        }
        let all = (self.dictionary.records() as f32).max(1.0);
        // For each place the least cost up to there, and where the part that ends there begins; a stray letter is a part
        // of one.
        let mut best: Vec<(f32, usize, bool)> = vec![(f32::MAX, 0, false); word.len() + 1];
        best[0].0 = 0.0;
        for start in 0..word.len() {
            let before = best[start].0;
            if before + STRAY < best[start + 1].0 {
                best[start + 1] = (before + STRAY, start, false);
            }
            for end in start + PART.start()..=word.len().min(start + PART.end()) {
                let passages = self.frequency(self.fields.en_lemmas, &lemma(&word[start..end])) as f32;
                let cost = before + EACH + (all / passages).ln().max(0.0);
                if passages > 0.0 && cost < best[end].0 {
                    best[end] = (cost, start, true);
                }
            }
        }
        let (mut parts, mut stray, mut at) = (Vec::new(), 0, word.len());
        while at > 0 {
            let (_, start, is_word) = best[at];
            if is_word {
                parts.push(&word[start..at])
            } else {
                stray += 1
            }
            at = start;
        }
        if parts.len() < 2 || stray * 4 > word.len() {
            return Vec::new();
        }
        let telling = parts.into_iter().filter(|part| part.len() > 2 && !is_stop(part));
        telling.map(|part| lemma(part).into_owned()).collect()
    }

    /// The words of the index that differ from each of these in few letters.
    fn close_to(&self, words: &[&str]) -> Vec<Unknown> {
        let new = |word: &&str| {
            let chars: Vec<char> = word.chars().collect();
            Unknown { letters: letters_of(word), edits: most_edits(chars.len()), chars, close: Vec::new() }
        };
        let mut unknown: Vec<Unknown> = words.iter().map(new).filter(|word| word.edits > 0).collect();
        if unknown.is_empty() {
            return unknown;
        }
        self.dictionary.each_form(self.fields.en_words, &mut |form, passages| {
            let plain = form.split(CASE).next().unwrap_or(form);
            let letters = letters_of(plain);
            for word in &mut unknown {
                let may = plain.len().abs_diff(word.chars.len()) <= word.edits
                    && distance(&letters, &word.letters) <= 2 * word.edits;
                if !may || word.close.last().is_some_and(|(.., known)| known == plain) {
                    continue;
                }
                if let Some(edits) = (0..=word.edits).find(|edits| within_edits(&word.chars, plain, *edits)) {
                    word.close.push((edits, passages, plain.to_string()));
                }
            }
        });
        unknown
    }
}
