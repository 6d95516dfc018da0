//! The segmenter's dictionary on folded text, from jieba's own: a word that folding changes gives its frequency to its
//! fold, unless that is a word already.
//!
//! A line of the table is a word and its frequency, in order of the words: a digit of base 36 (how many characters the
//! word shares with the one before), the rest of the word, a blank, the frequency. A file begins anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A word that is not folded, so no text has it: it carries the frequency of the words left out, since the sum of all
/// frequencies is part of each word's probability.
const LEFT_OUT: &str = "業";

/// The tables, none larger than `largest` (bytes), from jieba's `word frequency tag` lines.
pub fn tables(jieba: &str, fold: impl Fn(&str) -> String, largest: usize) -> Vec<String> {
    let lines: Vec<(&str, u64)> = jieba
        .lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let word = parts.next().expect("split gives one part at least");
            let frequency = parts.next().and_then(|f| f.parse().ok());
            (word, frequency.unwrap_or_else(|| panic!("jieba's dictionary has no frequency in {line:?}")))
        })
        .collect();
    let known: BTreeSet<&str> = lines.iter().map(|(word, _)| *word).collect();
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut left_out = 0;
    for (word, frequency) in &lines {
        let folded = fold(word);
        if folded == *word {
            // Of a word that stands twice the last line holds; the first counts in the sum.
            left_out += words.insert(folded, *frequency).unwrap_or(0);
        } else {
            left_out += frequency;
            if !known.contains(folded.as_str()) {
                *words.entry(folded).or_default() += frequency;
            }
        }
    }
    assert_ne!(fold(LEFT_OUT), LEFT_OUT);
    words.insert(LEFT_OUT.to_string(), left_out);
    write(&words, largest)
}

fn write(words: &BTreeMap<String, u64>, largest: usize) -> Vec<String> {
    let mut tables = vec![String::new()];
    let mut before = "";
    for (word, frequency) in words {
        let mut line = line(before, word, *frequency);
        if tables.last().is_some_and(|table| table.len() + line.len() > largest) {
            line = self::line("", word, *frequency);
            tables.push(String::new());
        }
        tables.last_mut().expect("there is a table from the first").push_str(&line);
        before = word;
    }
    tables
}

fn line(before: &str, word: &str, frequency: u64) -> String {
    let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count().min(35);
    let digit = char::from_digit(shared as u32, 36).expect("less than 36");
    let rest: String = word.chars().skip(shared).collect();
    let mut line = String::new();
    writeln!(line, "{digit}{rest} {frequency}").expect("a String can be written to");
    line
}
