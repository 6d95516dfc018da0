//! How well words of one side are rendered by a span of units of the other: log(ε + (1 − ε) · mean over the span's
//! tokens z of t(e|z) / u(e)) for a word e, log ε where nothing renders it.

use super::rows::Rows;

/// t(other|this), u(other) and ε.
#[derive(Clone, Copy)]
pub(super) struct WordModel<'a> {
    pub table: &'a Rows,
    pub frequency: &'a [f32],
    pub unmatched: f32,
}

/// Dense accumulators, one for each token of a side, kept between uses.
pub(super) struct Scratch {
    pub zh: Gains,
    pub en: Gains,
}

impl Scratch {
    pub fn new(zh_kinds: usize, en_kinds: usize) -> Self {
        Scratch { zh: Gains::new(zh_kinds), en: Gains::new(en_kinds) }
    }
}

/// The words that the units added so far render, and what each of them gains over a word that nothing renders.
pub(super) struct Gains {
    words: Vec<Word>,
    touched: Vec<u32>,
    tokens: usize,
    floor: f32,
}

#[derive(Clone, Copy, Default)]
struct Word {
    /// Sum of t / u; 0 where nothing renders the word.
    mass: f32,
    gain: f32,
    /// How often the word stands in the units that may be asked about; others need no gain.
    near: u32,
}

impl Gains {
    fn new(kinds: usize) -> Self {
        Gains { words: vec![Word::default(); kinds], touched: Vec::new(), tokens: 0, floor: 0.0 }
    }

    /// Units of the other side that may be asked about from now on.
    pub fn come_near(&mut self, others: &[u32]) {
        others.iter().for_each(|token| self.words[*token as usize].near += 1);
    }

    /// Units of the other side that will not be asked about any more.
    pub fn leave(&mut self, others: &[u32]) {
        others.iter().for_each(|token| self.words[*token as usize].near -= 1);
    }

    /// Makes the span longer by a unit's tokens.
    pub fn add(&mut self, given: &[u32], known: WordModel<'_>) {
        for (other, t) in given.iter().flat_map(|token| known.table.row(*token)) {
            let word = &mut self.words[*other as usize];
            if word.near > 0 {
                if word.mass == 0.0 {
                    self.touched.push(*other);
                }
                word.mass += t / known.frequency[*other as usize];
            }
        }
        self.tokens += given.len();
        self.floor = known.unmatched.ln();
        let each = (1.0 - known.unmatched) / self.tokens.max(1) as f32;
        for token in &self.touched {
            let word = &mut self.words[*token as usize];
            word.gain = (known.unmatched + each * word.mass).ln() - self.floor;
        }
    }

    /// The sum over words of the other side.
    pub fn of(&self, others: &[u32]) -> f32 {
        self.floor * others.len() as f32 + others.iter().map(|token| self.words[*token as usize].gain).sum::<f32>()
    }

    /// Empties the span.
    pub fn clear(&mut self) {
        for token in self.touched.drain(..) {
            let word = &mut self.words[token as usize];
            (word.mass, word.gain) = (0.0, 0.0);
        }
        self.tokens = 0;
    }
}
