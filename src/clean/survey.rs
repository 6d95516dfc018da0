//! The survey: what a whole document shows of damage. One '?' between two words proves nothing; a hundred do, and
//! then those before a capital are believed as well.

use super::blanks::han_pairs;
use super::damage::Survey;
use super::joints::is_plain_joint;
use super::marks;
use super::words::{Cut, Vocabulary, cut};
use crate::text::word_class::is_little;
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether what stands around a full stop is a name of several parts, `Windows.Foundation`: its first part is
/// capitalised as well, or another follows.
fn is_name(text: &str, at: usize) -> bool {
    let before = super::scan::last_word(text.get(..at.saturating_sub(1)).unwrap_or(""));
    let after = text.get(at..).unwrap_or("");
    let after = after.get(super::scan::first_word(after).len()..).unwrap_or("");
    let goes_on =
        after.starts_with('.') && after.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    before.starts_with(|c: char| c.is_ascii_uppercase()) || goes_on || after.starts_with(['(', '<', '_', ':'])
}

impl Survey {
    /// Reads the texts of a document's blocks. `is_word` tells whether a lower-case English word is one.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, is_word: &dyn Fn(&str) -> bool) -> Survey {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let mut marked = Vec::new();
        let (mut bytes, mut joints, mut openings, mut roman) = (0, 0, 0, 0);
        let (mut apart, mut together) = (0, 0);
        for text in texts {
            for (at, word) in super::scan::words(text) {
                *counts.entry(word).or_insert(0) += 1;
                bytes += word.len();
                let joint = is_plain_joint(text, at) && !is_name(text, at);
                joints += usize::from(joint);
                openings += usize::from(joint && is_little(&word.to_ascii_lowercase()));
            }
            roman += usize::from(super::joints::roman_number(text).is_some());
            if marks::has(text) {
                marked.push(text);
            }
            if !text.is_ascii() {
                let (a, b) = han_pairs(text);
                apart += a;
                together += b;
            }
        }
        let mut survey =
            Survey { roman: roman > 1, set_apart: apart >= 20 && apart * 2 >= together, ..Survey::default() };
        let unknown = {
            let none = FxHashSet::default();
            let vocabulary = Vocabulary { is_word, names: &none };
            counts
                .iter()
                .filter(|(word, _)| !vocabulary.has(word))
                .map(|(word, count)| (*word, *count))
                .collect::<Vec<_>>()
        };
        survey.names = unknown.iter().filter(|(_, count)| *count > 1).map(|(word, _)| Box::from(*word)).collect();
        let vocabulary = Vocabulary { is_word, names: &survey.names };
        for text in &marked {
            marks::each(text, &vocabulary, |mark| match mark.c {
                '?' => survey.question.add(mark.sign),
                _ => survey.replacement.add(mark.sign),
            });
        }
        let cuts: Vec<(&str, u32, Cut)> = unknown
            .iter()
            .filter_map(|(word, count)| Some((*word, *count, cut(word, &vocabulary, &counts)?)))
            .collect();
        let proven: u32 = cuts.iter().filter(|(_, _, cut)| cut.proven).map(|(_, count, _)| count).sum();
        let evidence = joints + proven as usize + if survey.question.strong >= 4 { 2 } else { 0 };
        // Many in absolute figures are few in a long text, and every long text has odd words.
        survey.damaged = evidence >= 3 && evidence >= bytes / 16_000;
        // A name of the document, ResourceManager, is several words only where the document says them apart as well, or
        // loses the blanks between sentences: "court.The" is no name.
        let prose = openings + proven as usize >= 3;
        let apart = |word: &str, cut: &Cut| {
            let edges: Vec<usize> = [0].into_iter().chain(cut.at.iter().copied()).chain([word.len()]).collect();
            edges.windows(2).all(|edge| match edge {
                [from, to] => word.get(*from..*to).is_some_and(|part| counts.contains_key(part) || is_little(part)),
                _ => false,
            })
        };
        survey.cuts = cuts
            .into_iter()
            .filter(|(word, _, cut)| cut.proven || survey.damaged && (prose || apart(word, cut)))
            .map(|(word, _, cut)| (Box::from(word), cut.at))
            .collect();
        survey
    }
}
