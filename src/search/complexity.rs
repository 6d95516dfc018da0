//! What one query may ask for. A query that would keep a person waiting is refused before it begins, with the limit.
//! No query that a person writes comes near these.

use crate::model::Clause;
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::is_han;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Words, phrases and everything else.
const PARTS: usize = 250;
/// Parts of which any will do: unlike those that must all match, each adds passages to go through.
const ALTERNATIVES: usize = 100;
/// Prefixes, figures and words near each other, each of which walks a part of the index.
const SCANS: usize = 20;
/// Regular expressions, wildcards and fuzzy words, each of which walks all of a dictionary.
const PATTERNS: usize = 4;
/// The same word, or the same two Chinese characters, in one phrase.
const REPEATS: usize = 100;

/// # Errors
/// Names the limit that the query goes beyond.
pub(super) fn check(clause: &Clause) -> Result<()> {
    let mut complexity = Complexity::default();
    complexity.count(clause);
    let Complexity { parts, alternatives, scans, patterns, repeats } = complexity;
    for (found, allowed, what) in [
        (parts, PARTS, "different parts"),
        (alternatives, ALTERNATIVES, "different alternatives"),
        (scans, SCANS, "different prefixes, figures and NEAR"),
        (patterns, PATTERNS, "different wildcards, fuzzy words and regular expressions"),
        (repeats, REPEATS, "repetitions of one word in a phrase"),
    ] {
        if found > allowed {
            return Err(Error::Usage(format!("the query has {found} {what}; {allowed} are allowed")));
        }
    }
    Ok(())
}

/// Parts that say the same again are left out, here and when the query is compiled.
pub(super) fn distinct(parts: &[Clause]) -> Vec<&Clause> {
    let mut seen = rustc_hash::FxHashSet::default();
    parts.iter().filter(|part| seen.insert(*part)).collect()
}

#[derive(Default)]
struct Complexity {
    parts: usize,
    alternatives: usize,
    scans: usize,
    patterns: usize,
    repeats: usize,
}

impl Complexity {
    fn count(&mut self, clause: &Clause) {
        match clause {
            Clause::All(parts) => distinct(parts).into_iter().for_each(|part| self.count(part)),
            Clause::Any(parts) => {
                let before = self.parts;
                distinct(parts).into_iter().for_each(|part| self.count(part));
                self.alternatives = self.alternatives.max(self.parts - before);
            }
            Clause::Not(part) | Clause::Set(part) => self.count(part),
            Clause::Words { text, .. } | Clause::Exact { text, .. } => {
                self.parts += 1;
                self.repeats = self.repeats.max(repeats(text));
            }
            Clause::Variants { texts, .. } => self.parts += texts.len(),
            Clause::Near { texts, .. } => {
                self.parts += texts.len();
                self.scans += 1;
                self.repeats = texts.iter().map(|text| repeats(text)).fold(self.repeats, usize::max);
            }
            Clause::Has { .. } => self.parts += 1,
            Clause::Dated { .. } | Clause::Field { .. } => {
                self.parts += 1;
                self.scans += 1;
            }
            Clause::Regex { .. } | Clause::Wildcard { .. } | Clause::Fuzzy { .. } => {
                self.parts += 1;
                self.patterns += 1;
            }
            Clause::Prefix { .. } | Clause::Number { .. } => {
                self.parts += 1;
                self.scans += 1;
            }
            Clause::In { value, .. } => {
                self.parts += 1;
                self.repeats = self.repeats.max(repeats(value));
            }
        }
    }
}

/// How often the commonest word, or pair of characters that would be looked up, comes in a text.
fn repeats(text: &str) -> usize {
    if text.len() <= REPEATS {
        return 0;
    }
    let words = most(english::words(text).map(|word| word.plain));
    if !text.chars().any(is_han) && words > 0 {
        return words;
    }
    most(needle(text).chunks_exact(2).map(|pair| (pair[0], pair[1])))
}

fn most<T: Eq + Hash>(items: impl Iterator<Item = T>) -> usize {
    let mut counts: FxHashMap<T, usize> = FxHashMap::default();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts.into_values().max().unwrap_or(0)
}
