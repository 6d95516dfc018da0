//! Cuts Chinese as the texts were cut that the words were learnt from: by their frequencies, without the dictionary of
//! the segmenter, which would have to be loaded.

use super::super::token::Cut;
use super::view::LearntView;
use super::word_table::u32_at;
use crate::text::lexicon::Lexicon;

/// Dictionary words are looked up to this many characters.
const LONGEST_ENTRY: usize = 6;

impl Cut for LearntView<'_> {
    /// The most likely words by their frequencies: the texts that were learnt from are cut as they were then, and no
    /// dictionary has to be loaded.
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let starts: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
        let chars = starts.len() - 1;
        // Best way from each character to the end: its cost, and where its first word ends.
        let mut best = vec![(0.0f32, chars); chars + 1];
        for from in (0..chars).rev() {
            best[from] = (f32::INFINITY, from + 1);
            let mut range = self.words.zh.near(&run.as_bytes()[starts[from]..starts[from + 1]]);
            for to in from + 1..=chars {
                let prefix = &run.as_bytes()[starts[from]..starts[to]];
                range.start = self.words.zh.lower(range.clone(), prefix);
                let whole = range.start < range.end && self.words.zh.key(range.start) == prefix;
                // A character that is no word is a rare one.
                if whole || to == from + 1 {
                    let freq = if whole { u32_at(self.words.zh.freq, range.start) } else { 0 };
                    let cost = 18.0 - (freq as f32 + 0.1).ln() + best[to].0;
                    if cost < best[from].0 {
                        best[from] = (cost, to);
                    }
                }
                range.end = self.words.zh.past(range.clone(), prefix);
                if range.is_empty() {
                    break;
                }
            }
        }
        let mut words = Vec::with_capacity(chars);
        let (mut at, mut unknown) = (0, 0);
        while at < chars {
            let to = best[at].1;
            if to > at + 1 || self.words.zh.find(&run[starts[at]..starts[to]]).is_some() {
                words.extend(by_dictionary(&run[starts[unknown]..starts[at]]));
                words.push(&run[starts[at]..starts[to]]);
                unknown = to;
            }
            at = to;
        }
        words.extend(by_dictionary(&run[starts[unknown]..]));
        words
    }
}

/// The longest dictionary words, else single characters, of characters that were never learnt about.
fn by_dictionary(mut run: &str) -> impl Iterator<Item = &str> {
    let lexicon = Lexicon::shared();
    std::iter::from_fn(move || {
        let first = run.chars().next()?.len_utf8();
        let ends = run.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST_ENTRY);
        let end = ends.filter(|end| lexicon.has(&run[..*end])).last().unwrap_or(first);
        let (word, rest) = run.split_at(end);
        run = rest;
        Some(word)
    })
}
