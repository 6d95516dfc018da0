//! What a document in one language is told by, and how much two of them share.

use crate::model::{Block, Side, Sides};
use crate::read::language::{letters, side_of_text};
use crate::text::number::{figures, sort_key};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Figures and words that a pair has to share at the least: fewer are chance.
const EVIDENCE: f64 = 6.0;
/// What a document in one language is told by.
pub struct Signature<'p> {
    pub path: &'p Path,
    pub side: Side,
    /// How often each figure comes, by value.
    pub figures: HashMap<String, u32>,
    /// Latin words in lower case.
    pub words: HashSet<String>,
    /// Characters of its language.
    pub length: usize,
    pub blocks: usize,
    /// It has rows, which are paired by name only.
    pub rows: bool,
}

impl<'p> Signature<'p> {
    /// `None` for what is in both languages.
    pub fn of(path: &'p Path, blocks: &[Block]) -> Option<Self> {
        let mut size = Sides::new(0, 0);
        for block in blocks {
            let (han, latin) = letters(&block.text);
            if let Some(side) = block.side.or_else(|| side_of_text(&block.text)) {
                *size.get_mut(side) += if side == Side::Zh { han * 3 } else { latin };
            }
        }
        let side = if size.zh >= size.en { Side::Zh } else { Side::En };
        if *size.get(side.other()) * 5 > *size.get(side) || *size.get(side) == 0 {
            return None;
        }
        let mut signature = Signature {
            path,
            side,
            figures: HashMap::new(),
            words: HashSet::new(),
            length: 0,
            blocks: blocks.len(),
            rows: false,
        };
        // Of a document that has some of the other language, what is in its own counts.
        for text in blocks.iter().map(|b| b.text.as_str()).filter(|t| side_of_text(t).is_none_or(|s| s == side)) {
            for figure in figures(text, side) {
                *signature.figures.entry(sort_key(figure.low)).or_default() += 1;
            }
            let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            signature.words.extend(words.map(str::to_ascii_lowercase));
            let (han, latin) = letters(text);
            signature.length += if side == Side::Zh { han } else { latin };
        }
        Some(signature)
    }

    /// How much a Chinese document shares with an English one, 0..=1; 0 where that is not evidence enough, or where one
    /// of them is several times as long as a translation of the other would be.
    pub fn shared(&self, en: &Signature<'_>, common: &dyn Fn(&str) -> bool) -> f64 {
        let length = en.length as f64 / self.length.max(1) as f64;
        let blocks = en.blocks as f64 / self.blocks.max(1) as f64;
        if !(1.2..12.0).contains(&length) || !(0.3..3.4).contains(&blocks) {
            return 0.0;
        }
        // What stands in every file of the folder tells nothing.
        let weight = |figure: &str| if common(figure) { 0.1 } else { 1.0 };
        let sum = |of: &Signature<'_>| of.figures.iter().map(|(f, n)| weight(f) * f64::from(*n)).sum::<f64>();
        let least = |(f, n): (&String, &u32)| weight(f) * f64::from(*n.min(en.figures.get(f).unwrap_or(&0)));
        let figures = self.figures.iter().map(least).sum::<f64>();
        let all = sum(self).max(sum(en));
        let words = self.words.iter().filter(|word| !common(word)).count() as f64;
        let kept = self.words.iter().filter(|word| !common(word) && en.words.contains(*word)).count() as f64;
        if figures + kept < EVIDENCE { 0.0 } else { (figures + kept) / (all + words) }
    }
}
