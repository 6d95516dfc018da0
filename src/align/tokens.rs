//! What two languages can share: words (through the dictionary), figures by value, Latin words, numerals of
//! structure, marks. One string a token, its first character saying which kind it is.

use crate::model::{Numeral, Side};
use crate::text::english;
use crate::text::fold::{fold, is_han};
use crate::text::lexicon::Lexicon;
use crate::text::number::{FigureKind, figures};
use crate::text::segment::Segmenter;
use crate::text::word_class::is_unrendered;
use rustc_hash::FxHashMap;

/// Opens a token that is a figure: `#8850000000`.
pub(super) const FIGURE: char = '#';
/// Opens a token that is a Latin word of the Chinese side: `~odr`.
pub(super) const LATIN: char = '~';
/// Opens a token that is a mark: `!?`.
pub(super) const MARK: char = '!';
/// Opens a token that is a numeral of structure: `§Article3`, `§3`.
pub(super) const NUMERAL: char = '§';

/// Marks that both languages use alike, by their folds.
const MARKS: [(&str, char); 6] = [("!?", '?'), ("!!", '!'), ("!\"", '"'), ("!(", '('), ("!:", ':'), ("!-", '—')];

/// The longest part, in characters, into which a word that is not in the dictionary is cut.
const LONGEST_PART: usize = 6;
/// The longest word that is not in the dictionary and is taken whole as well.
const LONGEST_UNKNOWN: usize = 4;

/// Strings to numbers, in order of first use.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    index: FxHashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Vocabulary {
    pub fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.index.get(name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.index.insert(name.into(), id);
        self.names.push(name.into());
        id
    }

    pub fn get(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }

    /// Adds the names of another vocabulary; says which number each of them has here.
    pub fn absorb(&mut self, other: &Vocabulary) -> Vec<u32> {
        other.names().map(|name| self.id(name)).collect()
    }
}

/// Gives every token of a sentence, repeated as often as it occurs, with the place of its first character (0 for what
/// stands for the sentence as a whole), in no certain order.
pub(super) fn of(side: Side, text: &str, mut give: impl FnMut(&str, usize)) {
    let folded = fold(text);
    match side {
        Side::Zh => {
            let mut at = 0;
            for word in Segmenter::shared().words(&folded) {
                if word.contains(is_han) && !is_unrendered(word) {
                    zh_word(word, |part| give(part, at));
                }
                at += word.chars().count();
            }
            let mut places = Places::new(&folded);
            for word in english::words(&folded).filter(|w| starts_with_letter(&w.plain)) {
                give(&format!("{LATIN}{}", word.lemma()), places.of(word.span.start));
            }
        }
        Side::En => {
            let mut places = Places::new(text);
            for word in english::words(text).filter(|w| !w.is_stop() && starts_with_letter(&w.plain)) {
                give(&word.lemma(), places.of(word.span.start));
            }
        }
    }
    let mut places = Places::new(text);
    for figure in figures(text, side) {
        let kind = match figure.kind {
            FigureKind::Percent => "%",
            FigureKind::Date => "d",
            _ => "",
        };
        let place = places.of(figure.span.start);
        for value in figure.values() {
            give(&format!("{FIGURE}{}{kind}", value.normalize()), place);
        }
    }
    for (token, mark) in MARKS {
        if let Some(at) = folded.find(mark) {
            give(token, folded[..at].chars().count());
        }
    }
}

/// Counts characters before rising places in bytes.
struct Places<'t> {
    text: &'t str,
    bytes: usize,
    characters: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Places { text, bytes: 0, characters: 0 }
    }

    /// Characters before a byte, which must not lie before the one asked about last.
    fn of(&mut self, byte: usize) -> usize {
        self.characters += self.text.get(self.bytes..byte).map_or(0, |part| part.chars().count());
        self.bytes = byte.max(self.bytes);
        self.characters
    }
}

/// Gives the tokens of an opening number: its value, and for legal divisions the kind of division too.
pub(super) fn of_numeral(numeral: Numeral, mut give: impl FnMut(&str)) {
    give(&format!("{NUMERAL}{}", numeral.value));
    if numeral.shape.is_division() {
        give(&format!("{NUMERAL}{:?}{}", numeral.shape, numeral.value));
    }
}

fn starts_with_letter(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}

fn zh_word(word: &str, mut give: impl FnMut(&str)) {
    let lexicon = Lexicon::shared();
    let characters = word.chars().count();
    if characters == 1 || lexicon.has(word) {
        give(word);
        return;
    }
    if characters <= LONGEST_UNKNOWN {
        give(word);
    }
    let parts = parts(word, lexicon);
    if parts.len() > 1 {
        parts.into_iter().filter(|p| !is_unrendered(p)).for_each(give);
    }
}

/// A word cut into the longest dictionary words from its start, single characters where there is none.
fn parts(word: &str, lexicon: Lexicon) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let mut ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_PART).collect();
        while ends.len() > 1 && !lexicon.has(&rest[..ends[ends.len() - 1]]) {
            ends.pop();
        }
        let (part, after) = rest.split_at(ends.last().copied().unwrap_or(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts
}
